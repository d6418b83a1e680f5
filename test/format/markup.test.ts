import { describe, expect, test } from "vitest";
import { mistake, rewrite, write } from "./support.js";

describe("markdown", () => {
  test("a table whose columns line up", () => {
    expect(
      write("markdown", [
        [0.5, 10],
        [-1.25, 0.00001],
      ]),
    ).toBe("|       0 |          1 |\n| ------: | ---------: |\n|  0.5000 |    10.0000 |\n| -1.2500 | 1.0000e-05 |\n");
  });

  test("whole numbers stay whole, unless a precision is given", () => {
    expect(write("markdown", [1, 2])).toBe("|   0 |   1 |\n| --: | --: |\n|   1 |   2 |\n");
    expect(write("markdown", [1], { precision: 1 })).toBe("|   0 |\n| --: |\n| 1.0 |\n");
  });

  test("names and what stands beside the numbers, escaped", () => {
    expect(rewrite("csv", 'id,p\n"a|b",1\nc,2\n', { columns: ["p"] }, "markdown")).toBe(
      "| id   |   p |\n| ---- | --: |\n| a\\|b |   1 |\n| c    |   2 |\n",
    );
  });
});

describe("latex", () => {
  test("a tabular environment", () => {
    expect(
      write("latex", [
        [0.5, -Infinity],
        [Number.NaN, -0.000012345],
      ]),
    ).toBe(
      "\\begin{tabular}{rr}\n\\hline\n$0.5000$ & $-\\infty$ \\\\\nnan & $-1.2345 \\times 10^{-5}$ \\\\\n\\hline\n\\end{tabular}\n",
    );
  });

  test("names are escaped", () => {
    expect(rewrite("csv", "a_b,50%,\\x\n1,2,3\n", {}, "latex")).toBe(
      "\\begin{tabular}{rrr}\n\\hline\na\\_b & 50\\% & \\textbackslash{}x \\\\\n\\hline\n$1$ & $2$ & $3$ \\\\\n\\hline\n\\end{tabular}\n",
    );
  });
});

test("three dims are refused", () => {
  expect(mistake(() => write("latex", [[[1]]]))).toMatch(/^latex holds at most two dims/);
});

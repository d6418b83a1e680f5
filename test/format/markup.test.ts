import { describe, expect, test } from "vitest";
import { mistake, read, rewrite, write } from "./support.js";

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

test("names over columns that pass through, and without names the columns are counted", () => {
  const csv = "n\tp\tlast *one*\nx  y\t0.5\t[z]\nlonger text\t-inf\t<w>\n";
  expect(rewrite("tsv", csv, { columns: ["p"] }, "markdown")).toBe(
    [
      "| n           |      p | last \\*one\\* |\n",
      "| ----------- | -----: | ------------ |\n",
      "| x y         | 0.5000 | \\[z\\]        |\n",
      "| longer text |   -inf | \\<w\\>        |\n",
    ].join(""),
  );
  expect(rewrite("csv", "a,1,2\nb,3,4\n", { columns: ["1:"] }, "markdown")).toBe(
    "| 0   |   1 |   2 |\n| --- | --: | --: |\n| a   |   1 |   2 |\n| b   |   3 |   4 |\n",
  );
  expect(rewrite("csv", ",p\na,1\nb,2\n", {}, "markdown")).toBe(
    "|     |   p |\n| --- | --: |\n| a   |   1 |\n| b   |   2 |\n",
  );
});

test("a name or column that does not fit the result any more is left out", () => {
  const { layout } = read("csv", "n,a,b\nx,1,2\ny,3,4\n", { columns: ["a", "b"] });
  expect(write("markdown", [[5], [6]], {}, layout)).toBe(
    "| 0   |   1 |\n| --- | --: |\n| x   |   5 |\n| y   |   6 |\n",
  );
  expect(write("markdown", [[5, 6]], {}, layout)).toBe("|   a |   b |\n| --: | --: |\n|   5 |   6 |\n");
});

test.each([
  [1e300, "$1 \\times 10^{300}$"],
  [2.5e-7, "$2.5000 \\times 10^{-7}$"],
  [5e-324, "$4.9407 \\times 10^{-324}$"],
  [-1.5e25, "$-1.5 \\times 10^{25}$"],
  [Infinity, "$\\infty$"],
  [-Infinity, "$-\\infty$"],
  [Number.NaN, "nan"],
  [-0, "$-0$"],
])("%d in LaTeX is %s", (x, text) => {
  expect(write("latex", [x, 1e5])).toContain(`\n${text} & $100000`);
});

test("text in LaTeX is escaped and stands to the left", () => {
  expect(rewrite("csv", '"a&b $ #",p\n"{x}~y^z\\",1\n"two  words",2\n', { columns: ["p"] }, "latex")).toBe(
    [
      "\\begin{tabular}{lr}\n\\hline\na\\&b \\$ \\# & p \\\\\n\\hline\n",
      "\\{x\\}\\textasciitilde{}y\\textasciicircum{}z\\textbackslash{} & $1$ \\\\\n",
      "two words & $2$ \\\\\n\\hline\n\\end{tabular}\n",
    ].join(""),
  );
});

test("three dims are refused", () => {
  expect(mistake(() => write("latex", [[[1]]]))).toMatch(/^latex holds at most two dims/);
});

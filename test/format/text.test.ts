import { describe, expect, test } from "vitest";
import { mistake, numbers, read, rewrite, write } from "./support.js";

describe("reading", () => {
  test.each<[string, unknown]>([
    [
      "1 2 3\n4 5 6\n",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    [
      "1 2; 3 4",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "1 2; 3 4;\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "  1\t2  \r\n 3   4\r\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["1\n2\n3\n", [1, 2, 3]],
    ["1;2;3", [1, 2, 3]],
    ["1 2 3\n", [1, 2, 3]],
    [
      "# x y\n1 2\n\n3 4\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "0 1 2\n3 4 5\n",
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    ["\u22121 +2 -inf nan\n", [-1, 2, -Infinity, Number.NaN]],
  ])("%j", (text, value) => {
    expect(numbers("text", text)).toEqual(value);
  });

  test("a first row of names is a header", () => {
    const text = 'loss "two words"\n1 2\n3 4\n';
    expect(read("text", text).layout.header).toEqual(["loss", "two words"]);
    expect(rewrite("text", text)).toBe(text);
  });

  test.each([
    ["1 2\n3 x\n", '2:3: not a number: "x"'],
    ["1 2; 3", "1:6: row 1 has 1 number, expected 2"],
    ["1,2 3\n3 4\n", '1:1: not a number: "1,2"; a decimal comma must be a point'],
    ["1 2,5\n", '1:3: not a number: "2,5"; a decimal comma must be a point'],
    ["", "no numbers in the input"],
  ])("%j is refused", (text, message) => {
    expect(mistake(() => read("text", text))).toBe(message);
  });
});

describe("writing", () => {
  test("vectors as they came", () => {
    expect(write("text", [1, 2])).toBe("1 2\n");
    expect(write("text", [1, 2], {}, { column: true })).toBe("1\n2\n");
    expect(
      write("text", [
        [0.1, -0],
        [Infinity, 5e-324],
      ]),
    ).toBe("0.1 -0\ninf 5e-324\n");
  });

  test("columns beside the numbers are quoted where blanks would part them", () => {
    const csv = 'id,x\n"a b",1\nc d,2\n,3\n';
    expect(rewrite("csv", csv, { columns: ["x"] }, "text")).toBe('id x\n"a b" 1\n"c d" 2\n"" 3\n');
  });
});

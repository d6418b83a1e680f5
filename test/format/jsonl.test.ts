import { describe, expect, test } from "vitest";
import { formatNamed } from "../../src/format/formats.js";
import { mistake, numbers, read, rewrite, write } from "./support.js";

describe("reading", () => {
  test.each<[string, unknown]>([
    ["1\n2\n3\n", [1, 2, 3]],
    ["1 2 3", [1, 2, 3]],
    ["[1,2,3]\n", [1, 2, 3]],
    [
      "[1,2]\n[3,4]\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[1,2][3,4]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[\n  1,\n  2\n]\n[\n  3,\n  4\n]\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[[1],[2]]\n[[3],[4]]\n",
      [
        [[1], [2]],
        [[3], [4]],
      ],
    ],
    ["null\nNaN\n", [Number.NaN, Number.NaN]],
    [
      '{"x":1,"y":2}\n{"y":4,"x":3}\n',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      '{"id":"a","p":[1,2]}\n\n{"id":"b","p":[3,4]}\n',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["[1][2]", [[1], [2]]],
    ['"NaN" "Infinity"', [Number.NaN, Infinity]],
    ["[]\n[]\n", [[], []]],
    ['{"x":1}{"x":2}', [1, 2]],
    ["  7  ", [7]],
  ])("%j", (text, value) => {
    expect(numbers("jsonl", text)).toEqual(value);
  });

  test("lists of numbers may follow each other without a blank, and so may objects", () => {
    expect(numbers("jsonl", "[1] [2][3]\t[4]\r\n[5]")).toEqual([[1], [2], [3], [4], [5]]);
    expect(mistake(() => numbers("jsonl", "1[2]"))).toBe("1:2: a list among numbers");
    expect(mistake(() => numbers("jsonl", "[2]1"))).toBe("1:4: row 1 is a number, expected a list of 1");
  });

  test("numbers are a column", () => {
    expect(read("jsonl", "1\n2\n").layout.column).toBe(true);
    expect(read("jsonl", "[1,2]\n").layout.column).toBeUndefined();
  });

  test("the other fields of objects are kept", () => {
    const { layout } = read("jsonl", '{"logits":[1,2],"label":1}\n{"logits":[3,4],"label":0}\n');
    expect(layout.rowKey).toBe("logits");
    expect(layout.asides).toEqual([{ at: 1, name: "label", rawName: '"label"', raw: ["1", "0"] }]);
  });

  test("a key names the row", () => {
    const text = '{"a":[1,2],"b":[3],"n":5}\n{"a":[1,2],"b":[4],"n":6}\n';
    expect(numbers("jsonl", text, { key: "b" })).toEqual([[3], [4]]);
    expect(read("jsonl", text, { key: "n" }).layout.column).toBe(true);
    expect(mistake(() => read("jsonl", text))).toBe("2 arrays: a (2), b (1)");
  });

  test.each([
    ["[1,2]\n[3]\n", "2:1: row 1 has 1 number, expected 2"],
    ["[1]\n{}\n", "2:1: not numbers, though the first value is"],
    ['{"x":1}\n2\n', "2:1: not an object, though the first value is one"],
    ["1,2", '1:2: expected a blank or a line break between values, not ","'],
    ["1\nabc", '2:1: not a number: "abc"'],
    ["\n", "no numbers in the input"],
    ['[1]\n"a"\n', '2:1: not a number: "a"'],
    ['[1]\n[2,"a"]\n', '2:4: not a number: "a"'],
    ['[1]\n[{"a":1}]\n', "2:1: not numbers, though the first value is"],
    ['[{"a":1}]\n[1]\n', "1:1: not numbers, though the first value is"],
    ['{"a":1}\n[{"a":2}]\n', "2:1: not an object, though the first value is one"],
    ['1\n""\n', '2:1: not a number: ""'],
    ['"NaN""NaN"', '1:6: expected a blank or a line break between values, not """'],
    ["true false:1", '1:11: expected a blank or a line break between values, not ":"'],
    ["[1]]", '1:4: expected a number, not "]"'],
    ["1\n[2]\n", "2:1: a list among numbers"],
    ["[[1]]\n[[1],[2]]\n", "2:1: row 1 has 2 rows, expected 1"],
  ])("%j is refused", (text, message) => {
    expect(mistake(() => read("jsonl", text))).toBe(message);
  });
});

describe("writing", () => {
  test.each(["1\n2\n", "[1,2]\n", "[1,2]\n[3,4]\n", "[[1,2],[3,4]]\n[[5,6],[7,8]]\n", '{"id":"a","p":[1,2],"n":3}\n'])(
    "%j is written as it came",
    (text) => {
      expect(rewrite("jsonl", text)).toBe(text);
    },
  );

  test("of a vector that came as a column a number is a line", () => {
    expect(write("jsonl", [1, 2], {}, { column: true })).toBe("1\n2\n");
    expect(write("jsonl", [[1], [2]], {}, { column: true })).toBe("[1]\n[2]\n");
    expect(
      write("jsonl", [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ]),
    ).toBe("[[1,2],[3,4]]\n[[5,6],[7,8]]\n");
    expect(write("jsonl", [Infinity, 0.126], { precision: 2, nonfinite: "python" })).toBe("[Infinity,0.13]\n");
  });

  test("bytes that are not UTF-8 are written back as they came", () => {
    const bytes = Uint8Array.from('{"n":"caf?","x":1}\n', (c) => (c === "?" ? 0xe9 : c.charCodeAt(0)));
    const document = read("jsonl", bytes);
    expect(formatNamed("jsonl").write!(document, {})).toEqual(bytes);
  });

  test("a scalar is a line", () => {
    expect(write("jsonl", 0.5)).toBe("0.5\n");
  });

  test("objects whose row has another length still stand as objects", () => {
    const { layout } = read("jsonl", '{"id":"a","p":[1,2]}\n{"id":"b","p":[3,4]}\n');
    expect(write("jsonl", [[1], [2]], {}, layout)).toBe('{"id":"a","p":[1]}\n{"id":"b","p":[2]}\n');
    expect(write("jsonl", [1, 2, 3], {}, layout)).toBe("[1,2,3]\n");
  });
});

import { expect, test } from "vitest";
import type { InputError } from "../../src/errors.js";
import { isName, selectColumns, selection } from "../../src/format/columns.js";
import { mistake } from "./support.js";

const names = ["a", "b", "c", "d", "1:"];

test.each<[string, number[]]>([
  ["0", [0]],
  ["4", [4]],
  ["-1", [4]],
  ["-5", [0]],
  ["1:3", [1, 2]],
  [":2", [0, 1]],
  ["3:", [3, 4]],
  [":", [0, 1, 2, 3, 4]],
  ["-2:", [3, 4]],
  [":-3", [0, 1]],
  ["-4:-2", [1, 2]],
  ["3:2", []],
  ["2:2", []],
  ["-9:1", [0]],
  ["4:99", [4]],
  ["9:", []],
  ["c", [2]],
])("%s", (selector, wanted) => {
  expect([...selectColumns([selector], names, 5, "columns")]).toEqual(wanted);
});

test("several selectors, each column once", () => {
  expect([...selectColumns(["d", "0:2", "1"], names, 5, "columns")].sort()).toEqual([0, 1, 3]);
});

test("columns are counted beyond ten", () => {
  expect([...selectColumns(["11", "-12", "10:12"], undefined, 12, "columns")].sort()).toEqual([0, 10, 11]);
  expect(isName("10")).toBe(false);
});

test.each(["columns", "aside"] as const)("a mistake in %s names it", (parameter) => {
  try {
    selection({ [parameter]: ["9"] }, undefined, 2);
    expect.fail("there is no column 9");
  } catch (error) {
    expect((error as InputError).parameter).toBe(parameter);
  }
});

test("what is an index or a range is no name", () => {
  const is = ["0", "-3", "1:2", ":", "-1:", ":-1"];
  const isNot = ["a", "", "1a", "a1", "1.5", "1:2:3", "a:b", "x1:2", "1:2x", "--1", "+1"];
  expect([...is, ...isNot].filter(isName)).toEqual(isNot);
});

test.each([
  ["5", names, "5 is out of range: 5 columns, so 0 to 4"],
  ["-6", names, "-6 is out of range: 5 columns, so 0 to 4"],
  ["z", ["a", "b"], '"z" is no column: the header has "a", "b"'],
  ["z", undefined, '"z" is no column: there is no header'],
])("%s of %j is refused", (selector, header, message) => {
  const select = () => selectColumns([selector], header, 5, "aside");
  expect(mistake(select)).toBe(message);
  try {
    select();
  } catch (error) {
    expect((error as InputError).parameter).toBe("aside");
  }
});

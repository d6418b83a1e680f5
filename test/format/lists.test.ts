import { expect, test } from "vitest";
import { checkedShape, counted, mismatch, newPool, push, tensorAt } from "../../src/format/lists.js";
import { mistake } from "./support.js";

test("a pool holds what is pushed, however much", () => {
  const pool = newPool();
  for (let i = 0; i < 1000; i++) push(pool, i);
  expect(pool.length).toBe(1000);
  expect(tensorAt(pool, 250, [2, 3]).toArray()).toEqual([
    [250, 251, 252],
    [253, 254, 255],
  ]);
  expect(tensorAt(pool, 999, []).toArray()).toBe(999);
  expect(tensorAt(pool, 1000, [0, 5]).shape).toEqual([0, 5]);
});

test("a shape is held to what can be nested", () => {
  const ones = (count: number) => new Array<number>(count).fill(1);
  expect(checkedShape(ones(64))).toEqual(ones(64));
  expect(mistake(() => checkedShape(ones(65)))).toBe("65 dims: at most 64 are read");
  expect(checkedShape([1024, 1024, 0])).toEqual([1024, 1024, 0]);
  expect(checkedShape([0, 1e12])).toEqual([0, 1e12]);
  expect(checkedShape([1e12])).toEqual([1e12]);
  expect(checkedShape([1e12, 1])).toEqual([1e12, 1]);
  expect(mistake(() => checkedShape([1024, 1025, 0]))).toBe("a shape of 1024 × 1025 × 0 is empty too often");
  expect(mistake(() => checkedShape([2 ** 20 + 1, 0, 5]))).toMatch(/is empty too often$/);
});

test.each<[number[], number[], string | undefined]>([
  [[], [], undefined],
  [[2, 3], [2, 3], undefined],
  [[2], [], "row 4 is a number, expected a list of 2"],
  [[], [2], "a list among numbers"],
  [[2], [3], "row 4 has 3 numbers, expected 2"],
  [[2], [1], "row 4 has 1 number, expected 2"],
  [[2, 3], [1, 3], "row 4 has 1 row, expected 2"],
  [[2, 3], [5, 1], "row 4 has 5 rows, expected 2"],
  [[2, 3], [2, 4], "row 4 is 2 × 4, expected 2 × 3"],
  [[2], [3, 4], "row 4 is 3 × 4, expected 2"],
  [[2], [2, 3], "row 4 is 2 × 3, expected 2"],
  [[2, 3], [2], "row 4 is 2, expected 2 × 3"],
])("of %j and %j", (expected, found, problem) => {
  expect(mismatch(expected, found, 4)).toBe(problem);
});

test("counted", () => {
  expect([0, 1, 2].map((count) => counted(count, "row"))).toEqual(["0 rows", "1 row", "2 rows"]);
});

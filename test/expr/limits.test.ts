import { expect, test } from "vitest";
import type { Value } from "../../src/expr/compile.js";
import { largestOf, limitsFor, workOf } from "../../src/expr/limits.js";
import { tensor } from "../../src/math/tensor.js";

const pair = tensor([1, 2]);
const list = (...items: Value[]): Value => ({ kind: "list", items });

test("work is counted up to the limit, and not one more", () => {
  const { spend } = limitsFor({ size: 10, work: 100, advice: "; more" });
  spend(60);
  spend(40);
  expect(() => spend(1)).toThrow("up to here this takes more than 100 operations; more");
});

test("shapes are held to the size", () => {
  const { allow } = limitsFor({ size: 10, work: 100, advice: "; more" });
  allow([2, 5]);
  allow([]);
  allow([1000, 0]);
  expect(() => allow([11])).toThrow("a result of 11 has more than 10 numbers; more");
  expect(() => allow([-1])).toThrow("-1 is no size: a whole number from 0");
  expect(() => allow([2, 0.5])).toThrow("0.5 is no size: a whole number from 0");
});

test("a list costs what it takes to make a tensor of it", () => {
  expect(workOf(pair) - workOf(tensor(1))).toBe(1);
  expect(workOf(null)).toBe(workOf("a text"));
  expect(workOf(tensor(1)) - workOf(null)).toBe(1);
  // A level more costs as much as a part, and each number ten.
  expect(workOf(list(list(pair))) - workOf(list(pair))).toBe(workOf(null));
  expect(workOf(list(pair, pair)) - workOf(list(pair))).toBe(20);
  expect(workOf(list(pair))).toBe(2 * workOf(null) + 20);
  expect(workOf(list())).toBe(2 * workOf(null));
});

test("the largest of some values", () => {
  expect(largestOf([pair, list(pair, tensor([1, 2, 3])), null, "text"])).toBe(5);
  expect(largestOf([])).toBe(0);
});

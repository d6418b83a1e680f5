import { describe, expect, test } from "vitest";
import { minimum, rounded } from "../../src/math/identify/fit.js";
import { identify } from "../../src/math/identify.js";
import { Tensor, tensor } from "../../src/math/tensor.js";
import { jsonLines, tensorFrom, type Written } from "./suites.js";

interface Case {
  readonly words: string;
  readonly form: "float64" | "float32" | "printed";
  readonly x: Written;
  readonly y: Written;
}

/** The guesses that fit, and those that are as near as the first. */
function best(x: Tensor, y: Tensor): string[] {
  const { guesses } = identify(x, y);
  return guesses.filter(({ fits, error }) => fits && error <= guesses[0]!.error).map(({ words }) => words.join(" "));
}

describe("the function is the first, or among equals", () => {
  test.each(jsonLines<Case>("identify.jsonl"))("$words, $form", ({ words, x, y }) => {
    expect(best(tensorFrom(x), tensorFrom(y))).toContain(words);
  });
});

test("functions that no number tells apart are equals, the plain ones first", () => {
  const same = best(tensor([1, 2, 3]), tensor([1, 2, 3]));
  expect(same).toEqual(expect.arrayContaining(["identity", "relu", "elu", "hardshrink"]));
  expect(same.findIndex((words) => words.includes("--"))).toBeGreaterThan(same.indexOf("identity"));
});

test("where nothing fits, the nearest stand first", () => {
  const { guesses } = identify(tensor([1, 2, 3]), tensor([1, 2, 4]));
  expect(guesses.filter(({ fits }) => fits)).toEqual([]);
  const errors = guesses.map(({ error }) => error);
  expect(errors).toEqual(errors.toSorted((a, b) => (a === b ? 0 : a - b)));
});

test("infinities and nan may be results", () => {
  expect(best(tensor([-1, 0, 1]), tensor([Number.NaN, -Infinity, 0]))).toContain("log");
});

test("shapes that no function gives", () => {
  expect(() => identify(tensor([1, 2]), tensor([1, 2, 3]))).toThrow("no function gives 3 from 2");
  expect(() => identify(tensor([]), tensor([]))).toThrow("no numbers");
});

test("scalars", () => {
  expect(best(tensor(0), tensor(0.5))).toContain("sigmoid");
});

test("large arrays: the best on a sample are measured on all numbers", () => {
  const x = new Tensor(Float64Array.from({ length: 200_000 }, (_, i) => (i - 100_000) / 20_000));
  const data = x.data.map((value) => Math.tanh(value));
  data[123_457]! += 0.001;
  expect(identify(x, new Tensor(data)).guesses[0]).toMatchObject({ words: ["tanh"], fits: false });
});

test("the least of a function between two points", () => {
  expect(minimum((x) => (x - 0.3) ** 2, 0, 1)).toBeCloseTo(0.3, 7);
  expect(minimum((x) => x, 0, 1)).toBeCloseTo(0, 7);
});

test("the roundest number that is good", () => {
  expect(rounded(0.69996, (x) => Math.abs(x - 0.7) < 1e-9)).toBe(0.7);
  expect(rounded(1 / 3, (x) => Math.abs(x - 1 / 3) < 1e-6)).toBe(0.333333);
  expect(rounded(0.5, () => false)).toBeUndefined();
});

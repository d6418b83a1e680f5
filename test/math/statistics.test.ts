/** Statistics where sums in double precision fail, and at the limits. */
import { expect, test } from "vitest";
import { deviation, mean, norm, product, variance } from "../../src/math/statistics.js";

const lane = (...numbers: number[]) => Float64Array.from(numbers);

test("nothing cancels: numbers far from 0, close to each other", () => {
  expect(variance(lane(1e15, 1e15 + 1, 1e15 + 2), 1)).toBe(1);
  expect(deviation(lane(2 ** 52, 2 ** 52 + 1, 2 ** 52 + 2), 0)).toBe(Math.sqrt(2 / 3));
  expect(variance(lane(0.1, 0.1, 0.1), 1)).toBe(0);
  expect(mean(lane(1e300, 1, -1e300))).toBe(1 / 3);
  expect(mean(lane(0.1, 0.2, 0.3))).toBe(0.2);
});

test("squares do not overflow and do not vanish", () => {
  expect(norm(lane(3e300, 4e300), 2)).toBe(5e300);
  expect(norm(lane(3e-320, 4e-320), 2)).toBe(5e-320);
  expect(deviation(lane(-1e300, 1e300), 0)).toBe(1e300);
  expect(deviation(lane(-1e-300, 1e-300), 0)).toBe(1e-300);
  expect(variance(lane(-1e300, 1e300), 0)).toBe(Infinity);
});

test("a product is rounded once, wherever it goes in between", () => {
  expect(product(lane(2 ** 1000, 2 ** 1000, 3, 2 ** -1000, 2 ** -1000))).toBe(3);
  expect(product(lane(5e-324, 2 ** 1000, 2 ** 74))).toBe(1);
  expect(product(lane(0.1, 3))).toBe(0.1 * 3);
  expect(product(lane(-2, 0, 5))).toBe(-0);
  expect(product(lane(0, Infinity))).toBeNaN();
  expect(product(lane(-1e300, Infinity, 0.5))).toBe(-Infinity);
  expect(product(lane())).toBe(1);
});

test("norms by their order", () => {
  expect(norm(lane(3, -4), Infinity)).toBe(4);
  expect(norm(lane(3, -4), -Infinity)).toBe(3);
  expect(norm(lane(3, 0, -4), 0)).toBe(2);
  expect(norm(lane(3, -4), 1)).toBe(7);
  expect(norm(lane(), 2)).toBe(0);
});

test("of too little there is no variance", () => {
  expect(variance(lane(1), 1)).toBeNaN();
  expect(variance(lane(1), 0)).toBe(0);
  expect(variance(lane(), 1)).toBeNaN();
  expect(variance(lane(1, Infinity), 1)).toBeNaN();
  expect(mean(lane())).toBeNaN();
});

/** Statistics where sums in double precision fail, and at the limits. */
import { expect, test } from "vitest";
import {
  deviation,
  largest,
  mean,
  norm,
  over,
  product,
  runningSums,
  smallest,
  sortedIndices,
  sum,
  variance,
} from "../../src/math/statistics.js";
import { Tensor, tensor } from "../../src/math/tensor.js";

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

test("means and norms at the limits", () => {
  expect([mean(lane(0, -0)), mean(lane(1, Infinity)), mean(lane(Infinity, -Infinity))]).toEqual([
    0,
    Infinity,
    Number.NaN,
  ]);
  expect([norm(lane(0, -0), 2), norm(lane(1, -Infinity), 2), norm(lane(), 1)]).toEqual([0, Infinity, 0]);
  expect(norm(lane(1, 2, 3), 3)).toBeCloseTo(3.3019272488946267, 15);
  expect([deviation(lane(5, 5), 1), deviation(lane(5), 1), deviation(lane(1, Number.NaN), 0)]).toEqual([
    0,
    Number.NaN,
    Number.NaN,
  ]);
  expect(deviation(lane(2 ** 1000, 3 * 2 ** 1000), 0)).toBe(2 ** 1000);
  expect([mean(lane(1e308, 5e307)), mean(lane(-1e305, -3e305))]).toEqual([7.5e307, -2e305]);
  expect(mean(lane(1e308, 1e308, 1e308))).toBe(1e308);
  expect(deviation(lane(2 ** -1000, 3 * 2 ** -1000), 0)).toBe(2 ** -1000);
  expect(variance(lane(2 ** 500, 3 * 2 ** 500), 0)).toBe(2 ** 1000);
});

test("deviations and norms are rounded once, not twice (by mpmath)", () => {
  const a = lane(0.25144060821610803, -0.8689422815203738, -0.9736640168902517, 0.67493816419292, -0.4812919713439847);
  expect(deviation(a, 1)).toBe(0.7181357851988817);
  expect(deviation(lane(-0.9597492919282431, -0.14571647690546685, -0.16960539113332307), 1)).toBe(0.46323994648567457);
  expect(deviation(lane(0.897790986260546, 0.9428573162546177), 1)).toBe(0.03186670754199878);
  expect(norm(lane(0.6469975251071616, -0.9849905597045818, 0.2572144206001654), 2)).toBe(1.206221977235789);
  expect(variance(lane(1, 1e-20, 0.1, 1e8), 1)).toBe(2499999981666667);
  expect(variance(lane(1e16, 1, 1e-16, 3.3), 1)).toBe(2.4999999999999992e31);
});

test("of nothing there is no largest", () => {
  expect(() => largest(lane())).toThrow("there is no largest of no numbers");
  expect(() => smallest(lane())).toThrow("there is no smallest of no numbers");
});

test("over dims: shapes and element types", () => {
  const x = new Tensor(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3], "float32");
  expect(over(x, {}, sum)).toEqual(new Tensor(Float64Array.of(21), [], "float32"));
  expect(over(x, { dims: [0] }, sum)).toEqual(new Tensor(Float64Array.of(5, 7, 9), [3], "float32"));
  expect(over(x, { dims: [-1], keepdim: true }, sum).toArray()).toEqual([[6], [15]]);
  expect(over(x, { keepdim: true }, sum).shape).toEqual([1, 1]);
  expect(over(x, { dims: [0] }, largest, "int64").dtype).toBe("int64");
  expect(over(new Tensor(Float64Array.of(1), [1], "int32"), {}, sum).dtype).toBe("float64");
  expect(over(tensor(4), { dims: [0] }, sum).toArray()).toBe(4);
});

test("running sums fill what they should, and sorting leaves equals as they stood", () => {
  const out = new Float64Array(5);
  runningSums(lane(9, 1, 2, 3, 9), 1, 3, out, 1);
  expect([...out]).toEqual([0, 1, 3, 6, 0]);
  const order = (numbers: number[], descending = false) => [
    ...sortedIndices(lane(...numbers), 0, numbers.length, descending),
  ];
  expect(order([3, 1, 2])).toEqual([1, 2, 0]);
  expect(order([3, 1, 2], true)).toEqual([0, 2, 1]);
  expect(order([1, Number.NaN, 0, 1, Number.NaN])).toEqual([2, 0, 3, 1, 4]);
  expect(order([1, Number.NaN, 0, 1], true)).toEqual([1, 0, 3, 2]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { addProductTo, addTo, exactSum, mergeInto, round, sumOf } from "../../../src/math/special/sum.js";
import { fromUnits, units } from "../exact.js";

const double = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, 1e308, -1e308, 2 ** 53, 1),
);
/** Numbers of which some cancel others. */
const doubles = fc
  .array(double, { maxLength: 30 })
  .chain((xs) => fc.subarray(xs).map((some) => [...xs, ...some.map((x) => -x)]));

test("a sum is the exact one, rounded once", () => {
  fc.assert(
    fc.property(doubles, (xs) => {
      const exact = xs.reduce((sum, x) => sum + units(x), 0n);
      expect(sumOf(xs) + 0).toBe(fromUnits(exact) + 0);
    }),
    { numRuns: 1000 },
  );
});

test("no order and no blocks change a bit", () => {
  fc.assert(
    fc.property(doubles, fc.nat(), (xs, at) => {
      const [left, right] = [exactSum(), exactSum()];
      for (const [i, x] of xs.entries()) addTo(i < at % (xs.length + 1) ? left : right, x);
      mergeInto(right, left);
      expect(round(right)).toBe(sumOf(xs));
      expect(sumOf([...xs].reverse())).toBe(sumOf(xs));
    }),
  );
});

test("products are added before they are rounded", () => {
  const ordinary = fc.double({ min: 1e-100, max: 1e100, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(ordinary, ordinary, fc.boolean())), (products) => {
      const sum = exactSum();
      let exact = 0n;
      for (const [a, b, minus] of products) {
        addProductTo(sum, minus ? -a : a, b);
        exact += (minus ? -1n : 1n) * units(a) * units(b);
      }
      // Products are whole numbers of 2^-2148, but these are large enough to be whole numbers of 2^-1074.
      expect(round(sum) + 0).toBe(fromUnits(exact >> 1074n) + 0);
      expect(exact % (1n << 1074n)).toBe(0n);
    }),
  );
});

test("products of any magnitude that is in reach keep their low half", () => {
  const factor = fc.tuple(fc.double({ min: 1, max: 2, noNaN: true }), fc.integer({ min: -800, max: 1000 }));
  fc.assert(
    fc.property(factor, factor, ([x, i], [y, j]) => {
      const [a, b] = [x * 2 ** i, y * 2 ** j];
      fc.pre(a * b > 2 ** -960 && a * b < Infinity);
      const sum = exactSum();
      addProductTo(sum, a, -b);
      addTo(sum, a * b);
      expect(round(sum) + 0).toBe(fromUnits(units(a * b) - ((units(a) * units(b)) >> 1074n)) + 0);
    }),
    { numRuns: 1000 },
  );
});

test("products out of reach are rounded, and infinite ones infinite", () => {
  const of = (a: number, b: number) => {
    const sum = exactSum();
    addProductTo(sum, a, b);
    return round(sum);
  };
  expect([of(1e-200, 1e-200), of(1e-160, 3e-160), of(5e-324, 0.75)]).toEqual([0, 3e-320, 5e-324]);
  expect([of(1e200, 1e200), of(-Infinity, 2), of(Infinity, 0)]).toEqual([Infinity, -Infinity, Number.NaN]);
});

test("a sum may be read at any time", () => {
  const [sum, other] = [exactSum(), exactSum()];
  addTo(sum, -3);
  expect([round(sum), round(sum)]).toEqual([-3, -3]);
  addTo(sum, 1);
  addTo(other, -5);
  mergeInto(sum, other);
  expect([round(sum), round(other)]).toEqual([-7, -5]);
  addTo(other, Infinity);
  mergeInto(sum, other);
  expect(round(sum)).toBe(Infinity);
  addTo(sum, -Infinity);
  expect(round(sum)).toBeNaN();
});

test.each([
  [[], [], 0],
  [[], [-0], -0],
  [[-0], [], -0],
  [[-0], [-0], -0],
  [[-0], [0], 0],
  [[0], [-0], 0],
  [[], [0], 0],
  [[1], [-0], 1],
  [[-0, 1], [-1], 0],
])("the sign of 0 of %j and %j together", (a, b, expected) => {
  const of = (numbers: readonly number[]) => {
    const sum = exactSum();
    for (const x of numbers) addTo(sum, x);
    return sum;
  };
  const sum = of(a);
  mergeInto(sum, of(b));
  expect(round(sum)).toBe(expected);
  mergeInto(sum, of([-0]));
  expect(round(sum)).toBe(a.length + b.length === 0 ? -0 : expected);
});

test("products of factors near the largest double keep their low half", () => {
  const sum = exactSum();
  addProductTo(sum, 1e300, 1e7);
  addTo(sum, -1e307);
  expect(round(sum)).toBe(fromUnits(((units(1e300) * units(1e7)) >> 1074n) - units(1e307)));
});

test("nothing overflows on the way", () => {
  expect(sumOf([1e308, 1e308, -1e308])).toBe(1e308);
  expect(sumOf([1e308, 1e308])).toBe(Infinity);
  expect(sumOf([Number.MAX_VALUE, 2 ** 970, -(2 ** 970)])).toBe(Number.MAX_VALUE);
});

test("infinities and nan have their natural meaning", () => {
  expect(sumOf([1, Infinity])).toBe(Infinity);
  expect(sumOf([Infinity, -Infinity])).toBeNaN();
  expect(sumOf([Number.NaN, 1])).toBeNaN();
});

test("a sum is -0 only if every addend is", () => {
  expect(sumOf([])).toBe(0);
  expect(sumOf([-0, -0])).toBe(-0);
  expect(sumOf([-0, 0])).toBe(0);
  expect(sumOf([1, -1])).toBe(0);
  const [a, b] = [exactSum(), exactSum()];
  addTo(b, -0);
  mergeInto(a, b);
  expect(round(a)).toBe(-0);
});

test("carries are passed on in time", () => {
  // Its limbs are full.
  const x = 2 - 2 ** -52;
  const sum = exactSum();
  for (let i = 0; i < 3_000_000; i++) addTo(sum, x);
  expect(round(sum)).toBe(fromUnits(units(x) * 3_000_000n));
  addTo(sum, -6e6);
  expect(round(sum)).toBe(fromUnits(units(x) * 3_000_000n - units(6e6)));
});

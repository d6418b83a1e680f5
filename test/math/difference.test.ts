import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, isClose, tolerancesFor } from "../../src/math/difference.js";
import { type DType, Tensor, tensor } from "../../src/math/tensor.js";
import { coarser, ulpsBetween } from "../../src/math/ulp.js";
import { jsonLines, numberFrom } from "./suites.js";

const { NaN: nan } = Number;

interface Largest {
  readonly value: number | string;
  readonly at: number;
}
interface Case {
  readonly dtype: DType;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly mismatches: number;
  readonly absolute: Largest;
  readonly relative: Largest;
  readonly ulp: Largest;
  readonly cosine: number | null;
}

test("every case: largest differences and their places, mismatches, cosine rounded once", () => {
  for (const line of jsonLines<Case>("differences.jsonl")) {
    const of = (numbers: readonly number[]) => new Tensor(Float64Array.from(numbers), [numbers.length], line.dtype);
    const found = difference(of(line.a), of(line.b), tolerancesFor(line.dtype, line.dtype));
    const cosine = line.cosine ?? Number.NaN;
    const { mismatches, ...rest } = line;
    for (const key of ["absolute", "relative", "ulp"] as const) {
      const { value, at } = found[key];
      expect({ value, at }, `${key} of ${JSON.stringify(rest)}`).toEqual({
        value: numberFrom(line[key].value),
        at: line[key].at,
      });
    }
    expect([found.mismatches, found.cosine]).toEqual([mismatches, cosine]);
  }
});

test("nan is the largest difference, unless nan equals nan", () => {
  const a = tensor([1, Number.NaN, 5]);
  const b = tensor([2, Number.NaN, Number.NaN]);
  const tolerances = { atol: 0, rtol: 0 };
  const { mismatches, absolute } = difference(a, b, tolerances);
  expect([mismatches, absolute.at]).toEqual([3, 1]);
  const equal = difference(a, b, { ...tolerances, equalNan: true });
  expect([equal.mismatches, equal.absolute.at]).toEqual([2, 2]);
  expect(equal.cosine).toBeNaN();
});

test("infinities are close to themselves only", () => {
  const wide = { atol: 1, rtol: 1 };
  expect(isClose(Infinity, Infinity, wide)).toBe(true);
  expect(isClose(1, Infinity, wide)).toBe(false);
  expect(isClose(Infinity, 1, wide)).toBe(false);
  expect(isClose(-Infinity, Infinity, wide)).toBe(false);
  expect(difference(tensor([Infinity]), tensor([1]), wide).ulp).toMatchObject({ value: Infinity, at: 0 });
});

test("tolerances and units are those of the coarser type", () => {
  expect(tolerancesFor("float64", "float32")).toEqual({ atol: 1e-5, rtol: 1.3e-6 });
  expect(tolerancesFor("float64", "bfloat16")).toEqual({ atol: 1e-5, rtol: 1.6e-2 });
  expect(tolerancesFor("int64", "uint8")).toEqual({ atol: 0, rtol: 0 });
  expect([coarser("float64", "float32"), coarser("float16", "float32"), coarser("int64", "float32")]).toEqual([
    "float32",
    "float16",
    "float32",
  ]);
});

test("the bounds of what is close, and of what has an angle", () => {
  expect([isClose(1.5, 1, { atol: 0.5, rtol: 0 }), isClose(1.5, 1, { atol: 0, rtol: 0.5 })]).toEqual([true, true]);
  expect(isClose(1.5, 1, { atol: 0.25, rtol: 0.125 })).toBe(false);
  const angle = (a: number[], b: number[]) => difference(tensor(a), tensor(b), { atol: 0, rtol: 0 }).cosine;
  expect([angle([0, 0], [1, 2]), angle([1, 2], [0, 0]), angle([0], [0])]).toEqual([nan, nan, nan]);
  expect([angle([Infinity, 1], [1, 1]), angle([1, 1], [Number.NaN, 1]), angle([], [])]).toEqual([nan, nan, nan]);
  expect([angle([1, 0], [0, 1]), angle([3, 4], [4, 3]), angle([1e300, 1e300], [1e-300, -1e-300])]).toEqual([
    0, 0.96, 0,
  ]);
  expect(() => difference(tensor([1]), tensor([1, 2]), { atol: 0, rtol: 0 })).toThrow("1 and 2 numbers");
  const far = difference(tensor([1, -Infinity]), tensor([Infinity, 2]), { atol: 0, rtol: 0 });
  expect([far.ulp.value, far.ulp.at, far.mismatches]).toEqual([Infinity, 0, 2]);
});

test("steps between numbers", () => {
  expect(ulpsBetween(1, 1 + Number.EPSILON)).toBe(1);
  expect(ulpsBetween(1, 1 - Number.EPSILON / 2)).toBe(1);
  expect(ulpsBetween(5e-324, -5e-324)).toBe(2);
  expect(ulpsBetween(0, -0)).toBe(0);
  expect(ulpsBetween(1, 1 + 2 ** -7, "bfloat16")).toBe(1);
  expect(ulpsBetween(1, 1 + 2 ** -24, "float32")).toBe(0.5);
  const apart = difference(tensor([1e308]), tensor([-1e308]), { atol: 0, rtol: 0 });
  expect([apart.absolute.value, Number.isFinite(apart.ulp.value)]).toEqual([Infinity, true]);
});

test("a million numbers", () => {
  const a = new Tensor(Float64Array.from({ length: 1_000_000 }, (_, i) => i));
  const b = new Tensor(a.data.map((x) => (x === 123_456 ? x + 1 : x)));
  expect(difference(a, b, { atol: 0, rtol: 0 })).toMatchObject({ mismatches: 1, absolute: { value: 1, at: 123_456 } });
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test("distances are the same both ways, and 0 only between equals", () => {
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      expect(ulpsBetween(a, b)).toBe(ulpsBetween(b, a));
      expect(ulpsBetween(a, b) === 0).toBe(a === b);
    }),
  );
});

test("the cosine of an array and a multiple of it is 1, or -1", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1 }), (values) => {
      const a = tensor(values);
      const times = (factor: number) => difference(a, tensor(values.map((x) => x * factor)), { atol: 0, rtol: 0 });
      fc.pre(values.some((x) => Math.abs(x) > 1e-300));
      expect([times(4).cosine, times(-2).cosine]).toEqual([1, -1]);
    }),
  );
});

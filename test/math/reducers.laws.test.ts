/** Laws of the reducers over drawn rows. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReducerFact } from "../../src/math/reducer.js";
import { entropy, logSoftmax, logsumexp, REDUCERS, softmax } from "../../src/math/reducers.js";
import { sumOf } from "../../src/math/special/sum.js";
import { Tensor } from "../../src/math/tensor.js";

const number = fc.oneof(
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -5, max: 5 }),
);
const row = fc.array(number, { minLength: 1, maxLength: 20 });
/** Multiples of 2^-10 that may be added without rounding. */
const coarse = fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((n) => n / 1024);
const coarseRow = fc.array(coarse, { minLength: 1, maxLength: 20 });

type Apply = (x: readonly number[]) => Float64Array;

const pairsOf = (x: readonly number[]) => x.flatMap((_, i) => x.map((_, j) => [i, j] as const));

const LAWS: { readonly [fact in ReducerFact]: (f: Apply) => void } = {
  "sums to 1": (f) => fc.assert(fc.property(row, (x) => Math.abs(sumOf(f(x)) - 1) <= x.length * 2 ** -53)),
  "non-negative": (f) => fc.assert(fc.property(row, (x) => f(x).every((y) => y >= 0))),
  "non-positive": (f) => fc.assert(fc.property(row, (x) => f(x).every((y) => y <= 0))),
  "keeps order": (f) =>
    fc.assert(
      fc.property(row, (x) => {
        const y = f(x);
        return pairsOf(x).every(([i, j]) => !(x[i]! <= x[j]!) || y[i]! <= y[j]!);
      }),
    ),
  "reverses order": (f) =>
    fc.assert(
      fc.property(row, (x) => {
        const y = f(x);
        return pairsOf(x).every(([i, j]) => !(x[i]! <= x[j]!) || y[i]! >= y[j]!);
      }),
    ),
  "shift invariant": (f) =>
    fc.assert(
      fc.property(coarseRow, coarse, (x, shift) => {
        expect(f(x.map((v) => v + shift))).toEqual(f(x));
      }),
    ),
};

for (const [name, reducer] of REDUCERS) {
  for (const fact of reducer.row.facts) test(`${name}: ${fact}`, () => LAWS[fact]((x) => reducer(x).data));
}

test.each([...REDUCERS])("%s along a dim is itself along the last dim of the transposed input", (_, reducer) => {
  const shape = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(2, 4), fc.integer({ min: 1, max: 3 }));
  const drawn = shape.chain(([a, n, b]) =>
    fc.array(number, { minLength: a * n * b, maxLength: a * n * b }).map((data) => ({ a, n, b, data })),
  );
  fc.assert(
    fc.property(drawn, ({ a, n, b, data }) => {
      const along = reducer(new Tensor(Float64Array.from(data), [a, n, b]), { dim: 1, keepdim: true });
      for (let i = 0; i < a; i++) {
        for (let j = 0; j < b; j++) {
          const lane = Array.from({ length: n }, (_, k) => data[(i * n + k) * b + j]!);
          const size = along.shape[1]!;
          const found = Array.from({ length: size }, (_, k) => along.data[(i * size + k) * b + j]!);
          expect(found).toEqual([...reducer(lane).data]);
        }
      }
    }),
  );
});

test("the order of a row's entries changes no bit", () => {
  const shuffled = row.chain((x) =>
    fc.tuple(fc.constant(x), fc.shuffledSubarray([...x.keys()], { minLength: x.length })),
  );
  fc.assert(
    fc.property(shuffled, ([x, order]) => {
      const moved = order.map((i) => x[i]!);
      for (const f of [softmax, logSoftmax]) expect([...f(moved).data]).toEqual(order.map((i) => f(x).data[i]!));
      for (const f of [logsumexp, entropy]) expect(f(moved).data).toEqual(f(x).data);
    }),
  );
});

test("a mask is the row without what it leaves out", () => {
  const drawn = fc.array(fc.tuple(number, fc.boolean()), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(drawn, (entries) => {
      const x = entries.map(([value]) => value);
      const mask = entries.map(([, keep]) => Number(keep));
      const kept = x.filter((_, i) => mask[i] === 1);
      fc.pre(kept.length > 0);
      const found = softmax(x, { mask }).data;
      expect([...found].filter((_, i) => mask[i] === 1)).toEqual([...softmax(kept).data]);
      expect([...found].filter((_, i) => mask[i] === 0).every((y) => y === 0)).toBe(true);
      expect(logsumexp(x, { mask }).data).toEqual(logsumexp(kept).data);
    }),
  );
});

test("a row of more than a million entries", () => {
  const n = 2 ** 20 + 10;
  expect(softmax(new Tensor(new Float64Array(n))).data.every((y) => y === 1 / n)).toBe(true);
});

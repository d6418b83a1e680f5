/** Reductions down columns in passes give the bits of the kernels, however the rows come. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { columnSums, sumPairs } from "../../../src/math/reducers/pairs.js";
import { REDUCERS } from "../../../src/math/reducers.js";
import { Tensor } from "../../../src/math/tensor.js";

const NAMES = [...REDUCERS].filter(([, { row }]) => row.columns).map(([name]) => name);

/** The reduction in passes, the rows in blocks of `block`. */
function inPasses(name: string, x: Tensor, p: { temperature: number }, block: number): Float64Array {
  const { columns } = REDUCERS.get(name)!.row;
  const width = x.shape[1]!;
  const passes = columns!.passes(p as never, width);
  const blocks = Array.from({ length: Math.ceil(x.shape[0]! / block) }, (_, i) =>
    x.data.slice(i * block * width, (i + 1) * block * width),
  );
  do for (const rows of blocks) passes.add(rows);
  while (passes.next());
  const state = passes.state();
  if (!columns!.map) return state;
  const map = columns!.map(p as never, state, width);
  for (const rows of blocks) map(rows);
  return Float64Array.from(blocks.flatMap((rows) => [...rows]));
}

const number = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, -Infinity, -745, 709, -800) },
);
const matrix = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, width]) =>
    fc
      .array(number, { minLength: rows * width, maxLength: rows * width })
      .map((data) => new Tensor(Float64Array.from(data), [rows, width])),
  );
const temperature = fc.constantFrom(1, 0.5, 3, 1e-3, Infinity);

test("there are some", () => {
  expect(NAMES).toEqual(expect.arrayContaining(["softmax", "softmin", "log-softmax", "logsumexp"]));
});

test.each(NAMES)("%s", (name) => {
  fc.assert(
    fc.property(matrix, temperature, fc.integer({ min: 1, max: 4 }), (x, t, block) => {
      const p = { temperature: t };
      const { data } = REDUCERS.get(name)!(x, { ...p, dim: 0 } as never);
      expect([...inPasses(name, x, p, block)]).toEqual([...data]);
    }),
    { numRuns: 300 },
  );
});

test.each(NAMES)("%s of log-probabilities, where the sum cancels", (name) => {
  const p = [0.1, 0.2, 0.7];
  const x = new Tensor(
    Float64Array.from(p.flatMap((value, row) => [Math.log(value), Math.log(p[(row + 1) % 3]!), row])),
    [3, 3],
  );
  const { data } = REDUCERS.get(name)!(x, { dim: 0 });
  expect([...inPasses(name, x, { temperature: 1 }, 1)]).toEqual([...data]);
});

test("sums of more pairs than can be added without a carry", () => {
  const size = 2 ** 20 + 5;
  const hi = Float64Array.from({ length: size }, (_, i) => ((i * 0.6180339887498949) % 1) + 0.5);
  const lo = hi.map((x) => x * 2 ** -54);
  const sums = columnSums(2);
  for (let i = 0; i < size; i++) {
    sums.begin();
    sums.add(0, hi[i]!, lo[i]!);
    if (i % 2 === 0) sums.add(1, hi[i]!, lo[i]!);
  }
  expect(sums.of(0)).toEqual(sumPairs(hi, lo, size));
  const even = (x: Float64Array) => x.filter((_, i) => i % 2 === 0);
  expect(sums.of(1)).toEqual(sumPairs(even(hi), even(lo), Math.ceil(size / 2)));
});

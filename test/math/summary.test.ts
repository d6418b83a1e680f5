import fc from "fast-check";
import { expect, test } from "vitest";
import { permute } from "../../src/math/arrange.js";
import { addMoments, deviationOf, meanOf, moments } from "../../src/math/moments.js";
import {
  ODDITIES,
  type Oddity,
  type PassSummary,
  QUANTILES,
  quantile,
  quantileRanks,
  quantilesOf,
  summarize,
  summarizing,
} from "../../src/math/summary.js";
import { Tensor, tensor } from "../../src/math/tensor.js";
import { jsonLines, numberFrom } from "./suites.js";

interface Case {
  readonly kind: string;
  readonly values: readonly (number | string)[];
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  readonly quantiles: readonly (number | string)[];
}

/** Zeros of both signs are one: which of them is the least, no order says. */
const unsigned = (x: number) => x + 0;

test("every case: mean and std rounded once, quantiles as NumPy's, counts", () => {
  for (const line of jsonLines<Case & { readonly [O in Oddity]: number }>("stats.jsonl")) {
    const values = line.values.map(numberFrom);
    const found = summarize(tensor(values));
    const { min, max, mean, std } = found;
    expect([min, max, mean, std].map(unsigned), line.kind).toEqual(
      [line.min, line.max, line.mean, line.std].map(unsigned),
    );
    expect(found.quantiles.map(unsigned), line.kind).toEqual(line.quantiles.map(numberFrom).map(unsigned));
    for (const odd of ODDITIES) expect(found.odd[odd].count, `${line.kind}: ${odd}`).toBe(line[odd]);
  }
});

/** What one pass finds of numbers that come in parts of these lengths, over and over. */
function inParts(
  x: Tensor,
  lengths: readonly number[],
  { dim = -1, unknown = false, fortranOrder = false } = {},
): PassSummary {
  const all = summarizing(x.dtype, unknown ? [Infinity, ...x.shape.slice(1)] : x.shape, { dim, fortranOrder });
  for (let at = 0, i = 0; at < x.data.length; i++) {
    const end = at + lengths[i % lengths.length]!;
    all.take(x.data.slice(at, end));
    at = end;
  }
  return all.summary(x.shape);
}

/** The same of the whole. */
function inOne(x: Tensor, dim = -1): PassSummary {
  const { quantiles: _, ...found } = summarize(x, { dim });
  return found;
}

test("every case in parts: the summary of the whole, bit by bit", () => {
  for (const { kind, values } of jsonLines<Case>("stats.jsonl")) {
    const x = tensor(values.map(numberFrom));
    for (const lengths of [[1], [3, 1, 7]]) expect(inParts(x, lengths), kind).toEqual(inOne(x));
  }
});

test("rows of any kind in parts, along any dim", () => {
  const row = fc.oneof(
    fc.constant([0.25, 0.25, 0.25, 0.25]),
    fc.constant([1, 0, 0, 0]),
    fc.constant([0.2, 0.3, 0.5, 0].map(Math.log)),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
    fc.float64Array({ minLength: 4, maxLength: 4 }).map((numbers) => [...numbers]),
  );
  const length = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(row, fc.array(row, { maxLength: 5 }), fc.array(length, { minLength: 1 }), (first, rows, lengths) => {
      const data = [first, ...rows.map((one, i) => (i % 2 === 0 ? first : one))];
      const x = new Tensor(Float64Array.from(data.flat()), [data.length, 2, 2]);
      const matrix = new Tensor(x.data, [data.length, 4]);
      for (const dim of [-1, 0]) expect(inParts(matrix, lengths, { dim, unknown: true })).toEqual(inOne(matrix, dim));
      for (const dim of [0, 1, 2]) expect(inParts(x, lengths, { dim })).toEqual(inOne(x, dim));
    }),
  );
});

test("numbers that come with the first dim the fastest", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 0.25, 0.5, 1, Number.NaN, -Infinity), { minLength: 12, maxLength: 12 }),
      (data) => {
        const x = new Tensor(Float64Array.from(data), [2, 2, 3]);
        const turned = new Tensor(permute(x, [2, 1, 0]).data, [2, 2, 3]);
        for (const dim of [0, 1, 2]) expect(inParts(turned, [5], { dim, fortranOrder: true })).toEqual(inOne(x, dim));
      },
    ),
  );
});

test("the first place of what is odd", () => {
  const { odd } = summarize(
    tensor([
      [1, 0, -Infinity],
      [Number.NaN, 0, 5e-324],
      [Number.NaN, Infinity, 1],
    ]),
  );
  expect(odd).toEqual({
    nan: { count: 2, first: [1, 0] },
    "+inf": { count: 1, first: [2, 1] },
    "-inf": { count: 1, first: [0, 2] },
    zeros: { count: 2, first: [0, 1] },
    subnormals: { count: 1, first: [1, 2] },
  });
});

test("numbers are subnormal by their own type", () => {
  const of = (x: number, dtype: "float64" | "float32" | "float16" | "bfloat16" | "int8") =>
    summarize(new Tensor(Float64Array.of(x), [1], dtype)).odd.subnormals.count;
  expect([of(1e-40, "float64"), of(1e-40, "float32"), of(2 ** -126, "float32")]).toEqual([0, 1, 0]);
  expect([of(2 ** -15, "float16"), of(2 ** -15, "float32"), of(1, "int8")]).toEqual([1, 0, 0]);
  expect([of(2 ** -14, "float16"), of(2 ** -126, "bfloat16"), of(2 ** -127, "bfloat16")]).toEqual([0, 0, 1]);
});

test("what rows look like", () => {
  const rowsOf = (values: number[][], dim = -1) => summarize(tensor(values), { dim }).rows;
  expect(rowsOf([[0.25, 0.75]])).toBe("probabilities");
  expect(rowsOf([[0.25], [0.75]], 0)).toBe("probabilities");
  expect(rowsOf([[0.25], [0.75]])).toBeUndefined();
  expect(rowsOf([[Math.log(0.25), Math.log(0.75)]])).toBe("log-probabilities");
  expect(rowsOf([[-Infinity, 0]])).toBe("log-probabilities");
  expect(rowsOf([[0.9, 0.8]])).toBe("between 0 and 1");
  expect(rowsOf([[0.5, 1.5]])).toBe("logits");
  expect(rowsOf([[-0.5, 0.75]])).toBe("logits");
  expect([rowsOf([[0, 0.5]]), rowsOf([[1, 0.5]])]).toEqual(["between 0 and 1", "between 0 and 1"]);
  expect(rowsOf([[2.5, Infinity]])).toBeUndefined();
  expect(rowsOf([[2, 1]])).toBe("whole numbers");
  expect(rowsOf([[2.5, -1]])).toBe("logits");
  expect(rowsOf([[2.5, Number.NaN]])).toBeUndefined();
});

test("nothing, and nothing finite", () => {
  const empty = summarize(tensor([]));
  expect(empty.count).toBe(0);
  expect([empty.min, empty.mean, empty.std, ...empty.quantiles]).toEqual(Array(8).fill(Number.NaN));
  expect(summarize(tensor([Number.NaN, Infinity])).max).toBeNaN();
  expect(summarize(tensor(3)).odd.zeros.first).toBeUndefined();
});

test("a million numbers", () => {
  const data = Float64Array.from({ length: 1_000_000 }, (_, i) => i % 1000);
  const { mean, std, quantiles } = summarize(new Tensor(data));
  expect(mean).toBe(499.5);
  expect(std).toBe(Math.sqrt((1000 ** 2 - 1) / 12));
  expect(quantiles).toEqual([9.989999999999782, 249.75, 499.5, 749.25, 989.0100000000093]);
});

test("the order of the numbers does not matter", () => {
  const values = [1e308, -1e-308, 3, 1e16, -1e308, 0.1, 5e-324];
  const of = (numbers: readonly number[]) => {
    const m = moments();
    addMoments(m, Float64Array.from(numbers));
    return [meanOf(m), deviationOf(m)];
  };
  expect(of(values.toReversed())).toEqual(of(values));
  expect(of(values.toSorted())).toEqual(of(values));
});

test("quantiles from the ranks that they need", () => {
  expect([quantileRanks(0), quantileRanks(1), quantileRanks(2)]).toEqual([[], [0], [0, 1]]);
  expect(quantilesOf(0, [])).toEqual(Array(5).fill(Number.NaN));
  for (let count = 1; count < 15; count++) {
    const sorted = Float64Array.from({ length: count }, (_, i) => i * i * 0.3);
    const ranks = quantileRanks(count);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    const found = quantilesOf(
      count,
      ranks.map((rank) => sorted[rank]!),
    );
    expect(found).toEqual(QUANTILES.map((q) => quantile(sorted, q)));
  }
});

test("a quantile between equal neighbours is their value", () => {
  expect(quantile(Float64Array.of(0.1, 0.1, 0.1), 0.3)).toBe(0.1);
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test("mean and quantiles stay between the least and the largest, and the deviation below their distance", () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (values) => {
      const { min, max, mean, std, quantiles } = summarize(tensor(values));
      const between = (x: number) => x >= min && x <= max;
      // The steps between quantiles overflow where the numbers are too far apart.
      return between(mean) && std <= max - min && (max - min === Infinity || quantiles.every(between));
    }),
  );
});

test("a mean and a deviation scale with a power of two", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e100, max: 1e100, noNaN: true }), { minLength: 1 }), (values) => {
      const normal = values.filter((x) => x === 0 || Math.abs(x) > 1e-100);
      const [one, other] = [normal, normal.map((x) => x * 2 ** 30)].map((numbers) => summarize(tensor(numbers)));
      const scaled = (x: number) => x === 0 || Math.abs(x) < 1e-250 || Number.isNaN(x);
      expect(scaled(one!.mean) || one!.mean * 2 ** 30 === other!.mean).toBe(true);
      expect(scaled(one!.std) || one!.std * 2 ** 30 === other!.std).toBe(true);
    }),
  );
});

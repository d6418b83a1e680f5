import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { selection } from "../../src/math/selection.js";
import { QUANTILES, quantile, quantileRanks, quantilesOf } from "../../src/math/summary.js";
import { jsonLines, numberFrom } from "./suites.js";

/** Gives all blocks once a pass, as often as the selection wants. */
function found(blocks: readonly Float64Array[], ranks: (count: number) => readonly number[]) {
  const ranked = selection(ranks);
  let passes = 0;
  do {
    for (const block of blocks) ranked.take(block);
    passes++;
  } while (ranked.next());
  return { values: ranked.found(), passes };
}

const everyRank = (count: number) => Array.from({ length: count }, (_, rank) => rank);

test("every rank of any numbers: their order, -0 before 0", () => {
  fc.assert(
    fc.property(fc.array(fc.float64Array(), { maxLength: 4 }), (blocks) => {
      const finite = blocks.flatMap((block) => [...block]).filter(Number.isFinite);
      expect(found(blocks, everyRank).values).toEqual([...Float64Array.from(finite).sort()]);
    }),
    { numRuns: 20 },
  );
});

interface Tiled {
  readonly kind: string;
  readonly times: number;
  readonly values: readonly (number | string)[];
  readonly quantiles: readonly number[];
}

/** The numbers of a line in blocks of some thousands, which may share their memory. */
function blocksOf({ values, times }: Tiled): Float64Array[] {
  const numbers = values.map(numberFrom);
  const most = Math.ceil(8000 / numbers.length);
  const block = Float64Array.from({ length: most * numbers.length }, (_, i) => numbers[i % numbers.length]!);
  const whole = Array.from({ length: Math.floor(times / most) }, () => block);
  return [...whole, block.subarray(0, (times % most) * numbers.length)];
}

/** Zeros of both signs are one: NumPy gives either. */
const unsigned = (x: number) => x + 0;

describe("a million numbers and more: NumPy's quantiles", () => {
  test.each(jsonLines<Tiled>("stats-tiled.jsonl").map((line) => [line.kind, line] as const))("%s", (_, line) => {
    const blocks = blocksOf(line);
    const finite = line.values.map(numberFrom).filter(Number.isFinite).length * line.times;
    const { values, passes } = found(blocks, quantileRanks);
    expect(quantilesOf(finite, values).map(unsigned)).toEqual(line.quantiles);
    expect(passes).toBeLessThanOrEqual(5);
  });
});

test("numbers that take 35 bits, as those of a float32, are found in two passes", () => {
  const lines = jsonLines<Tiled>("stats-tiled.jsonl").filter(({ kind }) => /singles|rectified/.test(kind));
  expect(lines.map((line) => found(blocksOf(line), quantileRanks).passes)).toEqual([2, 2]);
});

test("more numbers than are kept may share all digits but the last", () => {
  // 2^18 of 53 bits that differ in the last 12, on either side of 0.
  const close = Float64Array.from({ length: 270_000 }, (_, i) => 1 + ((i * 2731) % 4096) * Number.EPSILON);
  const blocks = [close, close.map((x) => -x)];
  const sorted = Float64Array.from(blocks.flatMap((block) => [...block])).sort();
  const ranks = [0, 1, 134_999, 135_000, 269_999, 270_000, 405_001, 539_999];
  const { values, passes } = found(blocks, () => ranks);
  expect(values).toEqual(ranks.map((rank) => sorted[rank]));
  expect(passes).toBe(4);
});

test("whole numbers of few digits are found in one pass", () => {
  expect(found([Float64Array.from({ length: 1000 }, (_, i) => i % 256)], quantileRanks).passes).toBe(1);
});

test("quantiles of a few numbers, whose ranks are close to one another", () => {
  // Each line counts a million digits, however few its numbers are.
  const lines = jsonLines<{ values: (number | string)[] }>("stats.jsonl");
  for (const { values } of lines.filter((_, i) => i % 8 === 0)) {
    const numbers = Float64Array.from(values, numberFrom);
    const sorted = numbers.filter(Number.isFinite).sort();
    const { values: ranked } = found([numbers], quantileRanks);
    expect(quantilesOf(sorted.length, ranked)).toEqual(QUANTILES.map((q) => quantile(sorted, q)));
  }
});

test("numbers that change between two passes are refused", () => {
  const ranked = selection(quantileRanks);
  ranked.take(Float64Array.of(0.1, 0.2, 0.3));
  expect(ranked.next()).toBe(true);
  ranked.take(Float64Array.of(0.1, 0.3));
  expect(() => ranked.next()).toThrow("the numbers have changed while they were read");
});

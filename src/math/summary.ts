/**
 * What numbers are like: moments, quantiles, what is not finite, what kind of scores they may be.
 *
 * @packageDocumentation
 */
import { looking } from "./losses/looks.js";
import { addMoments, deviationOf, meanOf, moments } from "./moments.js";
import { pow2 } from "./special/bits.js";
import { type DType, lanesOf, resolveDim, sizeOf, type Tensor } from "./tensor.js";

/** How often something occurs, and the index of the first place, if there is one. */
export interface Occurrences {
  readonly count: number;
  readonly first: readonly number[] | undefined;
}

/** What is counted. */
export const ODDITIES = ["nan", "+inf", "-inf", "zeros", "subnormals"] as const;
export type Oddity = (typeof ODDITIES)[number];

/** What the lanes along a dim look like; `logits` where they are numbers and nothing else fits. */
export type RowKind = "probabilities" | "log-probabilities" | "whole numbers" | "between 0 and 1" | "logits";

export interface Summary {
  readonly count: number;
  /** How many are finite. */
  readonly finite: number;
  /** Of the finite numbers, as all that follows; nan where there are none. */
  readonly min: number;
  readonly max: number;
  /** Rounded once. */
  readonly mean: number;
  /** √(Σ(x − mean)²/n) as NumPy has it, rounded once. */
  readonly std: number;
  /** At {@link QUANTILES}, interpolated linearly. */
  readonly quantiles: readonly number[];
  readonly odd: { readonly [O in Oddity]: Occurrences };
  /** Undefined where the lanes have fewer than two numbers, or some are nan or inf. */
  readonly rows: RowKind | undefined;
}

export const QUANTILES = [0.01, 0.25, 0.5, 0.75, 0.99] as const;

/** The smallest normal number; subnormals are below it. */
const SMALLEST_NORMAL: { readonly [T in DType]?: number } = {
  float64: pow2(-1022),
  float32: pow2(-126),
  bfloat16: pow2(-126),
  float16: pow2(-14),
};

/** The index of a number in row-major order. */
export function indexOf(at: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (let d = shape.length - 1; d >= 0; d--) {
    index.unshift(at % shape[d]!);
    at = Math.floor(at / shape[d]!);
  }
  return index;
}

/**
 * The quantile q of `count` numbers: linear interpolation between the two around (n − 1)·q in ascending order (Hyndman
 * & Fan 1996, type 7), in the operations of NumPy's `_lerp`. Nan of nothing.
 * @param sorted gives the number of a rank
 */
function interpolated(count: number, q: number, sorted: (rank: number) => number): number {
  if (count === 0) return Number.NaN;
  const [before, after] = ranksAround(count, q);
  const [a, b] = [sorted(before), sorted(after)];
  const t = (count - 1) * q - before;
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

/** Between which ranks a quantile is. */
function ranksAround(count: number, q: number): readonly [before: number, after: number] {
  const before = Math.floor((count - 1) * q);
  return [before, Math.min(before + 1, count - 1)];
}

/** The ranks that {@link quantilesOf} needs of `count` numbers, ascending. */
export function quantileRanks(count: number): readonly number[] {
  const ranks = count === 0 ? [] : QUANTILES.flatMap((q) => ranksAround(count, q));
  return [...new Set(ranks)].sort((a, b) => a - b);
}

/** The {@link QUANTILES} of `count` numbers, from those at the {@link quantileRanks}. */
export function quantilesOf(count: number, found: readonly number[]): readonly number[] {
  const byRank = new Map(quantileRanks(count).map((rank, i) => [rank, found[i]!]));
  return QUANTILES.map((q) => interpolated(count, q, (rank) => byRank.get(rank)!));
}

/** The quantile q of numbers in ascending order. */
export function quantile(sorted: Float64Array, q: number): number {
  return interpolated(sorted.length, q, (rank) => sorted[rank]!);
}

/** Which of the {@link ODDITIES} a number is, if any. */
function oddityOf(x: number, smallest: number): number | undefined {
  if (x === 0) return 3;
  if (x - x === 0) return Math.abs(x) < smallest ? 4 : undefined;
  return x > 0 ? 1 : x < 0 ? 2 : 0;
}

/** Counts what is odd among numbers of a type, and looks for the least, the largest, and for one that is not whole. */
function looker(dtype: DType, placeOf: ((at: number) => number) | undefined) {
  const smallest = SMALLEST_NORMAL[dtype] ?? 0;
  const counts = ODDITIES.map(() => 0);
  const places = ODDITIES.map(() => Infinity);
  const count = (odd: number, at: number): void => {
    if (counts[odd]!++ === 0 || placeOf) places[odd] = Math.min(places[odd]!, placeOf?.(at) ?? at);
  };
  const range = { min: Infinity, max: -Infinity, whole: true };
  return {
    range,
    /** Takes numbers that begin at a place. */
    take(numbers: Float64Array, start: number): void {
      let { min, max, whole } = range;
      for (let i = 0; i < numbers.length; i++) {
        const value = numbers[i]!;
        const magnitude = Math.abs(value);
        if (!(magnitude >= smallest && magnitude < Infinity && value !== 0)) {
          const odd = oddityOf(value, smallest);
          if (odd !== undefined) count(odd, start + i);
          if (value - value !== 0) continue;
        }
        min = Math.min(min, value);
        max = Math.max(max, value);
        whole &&= Math.floor(value) === value;
      }
      range.min = min;
      range.max = max;
      range.whole = whole;
    },
    has: (odd: Oddity): boolean => counts[ODDITIES.indexOf(odd)]! > 0,
    odd: (shape: readonly number[]) =>
      Object.fromEntries(
        ODDITIES.map((odd, i): [Oddity, Occurrences] => {
          const count = counts[i]!;
          return [odd, { count, first: count > 0 ? indexOf(places[i]!, shape) : undefined }];
        }),
      ) as Summary["odd"],
  };
}

/** All of a {@link Summary} but what it takes several passes to find. */
export type PassSummary = Omit<Summary, "quantiles">;

/** How the numbers of a tensor come, and what their rows are. */
export interface Going {
  /** Along which dim the rows are looked at; the last where none is given. */
  readonly dim?: number | undefined;
  /** Whether the numbers come with the first dim the fastest, not the last. */
  readonly fortranOrder?: boolean;
}

/** The place in row-major order of the number that comes at a place in Fortran's order. */
function rowMajorPlace(at: number, shape: readonly number[]): number {
  let place = 0;
  let step = sizeOf(shape);
  for (const size of shape) {
    step /= size;
    place += (at % size) * step;
    at = Math.floor(at / size);
  }
  return place;
}

/** Summarizes numbers that go by once, in parts of any length. */
export interface Summarizing {
  take(numbers: Float64Array): void;
  /** The summary, once all numbers of a tensor of that shape have come. */
  summary(shape: readonly number[]): PassSummary;
}

/**
 * Begins a summary.
 * @param shape its first size is infinite where it is not known yet
 * @throws InputError if there is no such dim.
 */
export function summarizing(
  dtype: DType,
  shape: readonly number[],
  { dim = -1, fortranOrder = false }: Going = {},
): Summarizing {
  const along = resolveDim(dim, shape.length);
  const isTurned = fortranOrder && shape.length > 1;
  const rows = looking(isTurned ? lanesOf(shape.toReversed(), shape.length - 1 - along) : lanesOf(shape, along));
  const found = looker(dtype, isTurned ? (at) => rowMajorPlace(at, shape) : undefined);
  const sums = moments();
  let count = 0;

  const rowKind = (size: number): RowKind | undefined => {
    if (size < 2 || count === 0 || found.has("nan") || found.has("+inf")) return undefined;
    const { probabilities, logProbabilities } = rows.looks();
    if (probabilities) return "probabilities";
    if (logProbabilities) return "log-probabilities";
    const { min, max, whole } = found.range;
    if (whole) return "whole numbers";
    return min >= 0 && max <= 1 ? "between 0 and 1" : "logits";
  };

  return {
    take(numbers) {
      found.take(numbers, count);
      addMoments(sums, numbers);
      rows.take(numbers);
      count += numbers.length;
    },
    summary(shape) {
      const isNone = sums.count === 0;
      return {
        count,
        finite: sums.count,
        min: isNone ? Number.NaN : found.range.min,
        max: isNone ? Number.NaN : found.range.max,
        mean: meanOf(sums),
        std: deviationOf(sums),
        odd: found.odd(shape),
        rows: rowKind(lanesOf(shape, along).size),
      };
    },
  };
}

/**
 * Summarizes a tensor.
 * @param dim along which the rows are looked at
 * @throws InputError if there is no such dim.
 */
export function summarize(x: Tensor, { dim }: { readonly dim?: number } = {}): Summary {
  const all = summarizing(x.dtype, x.shape, { dim });
  all.take(x.data);
  const sorted = x.data.filter((value) => value - value === 0).sort();
  return { ...all.summary(x.shape), quantiles: QUANTILES.map((q) => quantile(sorted, q)) };
}

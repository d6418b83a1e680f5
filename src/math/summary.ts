/**
 * What numbers are like: moments, quantiles, what is not finite, what kind of scores they may be.
 *
 * @packageDocumentation
 */
import { looksOf } from "./losses/suspicions.js";
import { addMoment, deviationOf, meanOf, moments } from "./moments.js";
import { pow2 } from "./special/bits.js";
import { type DType, lanesOf, resolveDim, type Tensor } from "./tensor.js";

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
 * The quantile q of numbers in ascending order: linear interpolation between the two around (n − 1)·q (Hyndman & Fan
 * 1996, type 7), in the operations of NumPy's `_lerp`. Nan of nothing.
 */
export function quantile(sorted: Float64Array, q: number): number {
  const position = (sorted.length - 1) * q;
  const before = Math.floor(position);
  const a = sorted[before] ?? Number.NaN;
  const b = sorted[before + 1] ?? a;
  const t = position - before;
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

/** The oddity that a number is, if any. */
function oddityOf(x: number, smallest: number): Oddity | undefined {
  if (Number.isNaN(x)) return "nan";
  if (x === Infinity) return "+inf";
  if (x === -Infinity) return "-inf";
  if (x === 0) return "zeros";
  return Math.abs(x) < smallest ? "subnormals" : undefined;
}

function rowKind(x: Tensor, dim: number, { min, max, whole }: { min: number; max: number; whole: boolean }) {
  const along = resolveDim(dim, x.rank);
  if (lanesOf(x.shape, along).size < 2) return undefined;
  const { probabilities, logProbabilities } = looksOf(x, along);
  if (probabilities) return "probabilities";
  if (logProbabilities) return "log-probabilities";
  if (whole) return "whole numbers";
  return min >= 0 && max <= 1 ? "between 0 and 1" : "logits";
}

/**
 * Summarizes a tensor.
 * @param dim along which the rows are looked at
 * @throws InputError if there is no such dim.
 */
export function summarize(x: Tensor, { dim = -1 }: { readonly dim?: number } = {}): Summary {
  const smallest = SMALLEST_NORMAL[x.dtype] ?? 0;
  const counts = new Map<Oddity, { count: number; at: number }>();
  const finite = new Float64Array(x.data.length);
  const sums = moments();
  let whole = true;
  for (let at = 0; at < x.data.length; at++) {
    const value = x.data[at]!;
    const odd = oddityOf(value, smallest);
    if (odd) {
      const found = counts.get(odd);
      if (found) found.count++;
      else counts.set(odd, { count: 1, at });
    }
    if (value - value !== 0) continue;
    finite[sums.count] = value;
    addMoment(sums, value);
    whole &&= Number.isInteger(value);
  }
  const sorted = finite.subarray(0, sums.count).sort();
  const occurrences = (odd: Oddity): Occurrences => {
    const found = counts.get(odd);
    return found ? { count: found.count, first: indexOf(found.at, x.shape) } : { count: 0, first: undefined };
  };
  const [min, max] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  const known = x.data.length > 0 && !counts.has("nan") && !counts.has("+inf");
  return {
    count: x.data.length,
    min,
    max,
    mean: meanOf(sums),
    std: deviationOf(sums),
    quantiles: QUANTILES.map((q) => quantile(sorted, q)),
    odd: Object.fromEntries(ODDITIES.map((odd) => [odd, occurrences(odd)])) as Summary["odd"],
    rows: known ? rowKind(x, dim, { min, max, whole }) : undefined,
  };
}

/**
 * Sums, means and the like over dims: sums are exact and rounded once.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { permute } from "./arrange.js";
import { pairOf } from "./reducers/pairs.js";
import { exponentOf, ldexp, pow2 } from "./special/bits.js";
import { add, type DD, dd, div, mulNumber, scale, sqrt, toNumber, twoSum } from "./special/dd.js";
import { power } from "./special/power.js";
import { addProductTo, addTo, exactSum, round, sumOf } from "./special/sum.js";
import { quotientOf, WHOLE_UNIT, wholeOf } from "./special/whole.js";
import { type DType, resolveDim, sizeOf, Tensor } from "./tensor.js";

/** Which dims go: all of them where none is named. */
export interface Over {
  readonly dims?: readonly number[] | undefined;
  /** Whether they stay with size 1. */
  readonly keepdim?: boolean;
}

/** One number for the numbers of each lane over some dims. */
export function over(
  x: Tensor,
  { dims, keepdim = false }: Over,
  f: (lane: Float64Array) => number,
  dtype?: DType,
): Tensor {
  const all = x.shape.map((_, d) => d);
  const gone = new Set(x.rank === 0 ? [] : dims ? dims.map((dim) => resolveDim(dim, x.rank)) : all);
  const kept = all.filter((d) => !gone.has(d));
  const { data } = permute(x, [...kept, ...gone]);
  const size = sizeOf([...gone].map((d) => x.shape[d]!));
  const count = sizeOf(kept.map((d) => x.shape[d]!));
  const shape = keepdim ? x.shape.map((n, d) => (gone.has(d) ? 1 : n)) : kept.map((d) => x.shape[d]!);
  const results = Float64Array.from({ length: count }, (_, i) => f(data.subarray(i * size, (i + 1) * size)));
  return new Tensor(results, shape, dtype ?? (x.dtype.includes("float") ? x.dtype : "float64"));
}

export const sum = (lane: Float64Array): number => sumOf(lane);

/** A pair divided by a count; infinities and nan go through, and nothing over nothing is nan. */
function share(total: DD, count: number): DD {
  return count !== 0 && Number.isFinite(total.hi) ? div(total, dd(count)) : dd(total.hi / count);
}

/** The mean, rounded once; nan of nothing. */
export function mean(lane: Float64Array): number {
  const total = exactSum();
  for (const x of lane) addTo(total, x);
  const pair = pairOf(total);
  // The largest sums leave the pairs.
  const isLarge = Math.abs(pair.hi) > pow2(900) && total.nonfinite === 0;
  return isLarge ? quotientOf(wholeOf(total), BigInt(lane.length), WHOLE_UNIT) : toNumber(share(pair, lane.length));
}

/** A power of two that brings the largest of some numbers near 1 where their squares would leave the doubles, else 1. */
function squareScale(lane: Float64Array): number {
  let most = 0;
  for (const x of lane) if (Math.abs(x) > most && Math.abs(x) < Infinity) most = Math.abs(x);
  const exponent = exponentOf(most);
  return most === 0 || Math.abs(exponent) < 450 ? 1 : pow2(-Math.max(exponent, -1000));
}

/**
 * The variance over n − correction, scaled by the square of `factor`: the distances from the mean are kept as pairs,
 * and what the mean's rounding leaves is subtracted (Chan, Golub & LeVeque 1983, the corrected two-pass algorithm).
 */
function scaledVariance(lane: Float64Array, correction: number): { pair: DD; factor: number } {
  const n = lane.length;
  const factor = squareScale(lane);
  const middle = mean(lane) * factor;
  if (!Number.isFinite(middle)) return { pair: dd(Number.NaN), factor: 1 };
  const squares = exactSum();
  const distances = exactSum();
  for (const x of lane) {
    const { hi, lo } = twoSum(x * factor, -middle);
    addTo(distances, hi);
    addProductTo(squares, hi, hi);
    if (lo === 0) continue;
    addTo(distances, lo);
    addProductTo(squares, 2 * hi, lo);
  }
  const rest = round(distances);
  return { pair: share(add(pairOf(squares), dd(-(rest * rest) / n)), Math.max(n - correction, 0)), factor };
}

/** The variance over n − correction. */
export function variance(lane: Float64Array, correction: number): number {
  const { pair, factor } = scaledVariance(lane, correction);
  return pair.hi / factor / factor;
}

/** The root of the {@link variance}. */
export function deviation(lane: Float64Array, correction: number): number {
  const { pair, factor } = scaledVariance(lane, correction);
  return (pair.hi > 0 && pair.hi < Infinity ? toNumber(sqrt(pair)) : Math.sqrt(pair.hi)) / factor;
}

/** The product, rounded once. */
export function product(lane: Float64Array): number {
  const special = (x: number) => x === 0 || !Number.isFinite(x);
  if (lane.some(special)) return lane.reduce((a, b) => a * (special(b) ? b : Math.sign(b)), 1);
  let pair: DD = dd(1);
  let exponent = 0;
  for (const x of lane) {
    const k = Math.max(exponentOf(x), -1000);
    const factored = mulNumber(pair, x * pow2(-(k >> 1)) * pow2((k >> 1) - k));
    const shift = exponentOf(factored.hi);
    pair = scale(factored, pow2(-shift));
    exponent += k + shift;
  }
  return ldexp(pair.hi, pair.lo, exponent);
}

/** The p-norm; infinity is the largest, -infinity the smallest size, 0 counts what is not 0. */
export function norm(lane: Float64Array, p: number): number {
  const sizes = lane.map(Math.abs);
  if (p === Infinity) return largest(sizes);
  if (p === -Infinity) return smallest(sizes);
  if (p === 0) return lane.filter((x) => x !== 0).length;
  if (p === 1) return sumOf(sizes);
  if (p !== 2) return power(sumOf(sizes.map((x) => power(x, p))), 1 / p);
  const factor = squareScale(lane);
  const squares = exactSum();
  for (const x of lane) addProductTo(squares, x * factor, x * factor);
  const total = pairOf(squares);
  return (total.hi > 0 && total.hi < Infinity ? toNumber(sqrt(total)) : Math.sqrt(total.hi)) / factor;
}

/** The largest; nan if one is. @throws InputError for nothing. */
export function largest(lane: Float64Array): number {
  if (lane.length === 0) throw new InputError("there is no largest of no numbers");
  return lane.reduce((a, b) => Math.max(a, b));
}

/** The smallest; nan if one is. @throws InputError for nothing. */
export function smallest(lane: Float64Array): number {
  if (lane.length === 0) throw new InputError("there is no smallest of no numbers");
  return lane.reduce((a, b) => Math.min(a, b));
}

export const any = (lane: Float64Array): number => Number(lane.some((x) => x !== 0));
export const all = (lane: Float64Array): number => Number(lane.every((x) => x !== 0));

/** The sums of the first, the first two, ... numbers, each exact and rounded once. */
export function runningSums(x: Float64Array, start: number, size: number, out: Float64Array, at: number): void {
  const total = exactSum();
  for (let i = 0; i < size; i++) {
    addTo(total, x[start + i]!);
    out[at + i] = round(total);
  }
}

/** Ascending order, nan last, and equals as they stood. */
export function sortedIndices(x: Float64Array, start: number, size: number, descending: boolean): Uint32Array {
  const rank = (a: number, b: number) => {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a < b ? -1 : Number(a > b);
  };
  const sign = descending ? -1 : 1;
  return Uint32Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => sign * rank(x[start + i]!, x[start + j]!) || i - j,
  );
}

/**
 * How far two tensors are apart, and whether they are close.
 *
 * @packageDocumentation
 */
import { pairOf } from "./reducers/pairs.js";
import { exponentOf, pow2 } from "./special/bits.js";
import { div, mul, sqrt, toNumber } from "./special/dd.js";
import { addProductTo, exactSum, round } from "./special/sum.js";
import type { DType, Tensor } from "./tensor.js";
import { coarser, ulpsBetween } from "./ulp.js";

/** a is close to b where |a − b| <= atol + rtol·|b|. */
export interface Tolerances {
  readonly atol: number;
  readonly rtol: number;
}

/** Those of torch.testing.assert_close; 0 for what is no float. */
const TOLERANCES: { readonly [T in DType]?: Tolerances } = {
  float64: { atol: 1e-7, rtol: 1e-7 },
  float32: { atol: 1e-5, rtol: 1.3e-6 },
  float16: { atol: 1e-5, rtol: 1e-3 },
  bfloat16: { atol: 1e-5, rtol: 1.6e-2 },
};
const EXACT: Tolerances = { atol: 0, rtol: 0 };

/** The tolerances for two types: the wider ones. */
export function tolerancesFor(a: DType, b: DType): Tolerances {
  const [one, other] = [TOLERANCES[a] ?? EXACT, TOLERANCES[b] ?? EXACT];
  return { atol: Math.max(one.atol, other.atol), rtol: Math.max(one.rtol, other.rtol) };
}

/** Whether a is close to b: equal infinities are, nan never is. */
export function isClose(a: number, b: number, { atol, rtol }: Tolerances): boolean {
  return a === b || (Math.abs(a - b) <= atol + rtol * Math.abs(b) && Math.abs(b) < Infinity);
}

/** The largest of some differences, and where it stands in row-major order; -1 where all are 0. */
export interface Largest {
  readonly value: number;
  readonly at: number;
}

export interface Difference {
  /** How many numbers are not close. */
  readonly mismatches: number;
  /** |a − b|; nan, which counts as the largest, where one is nan. */
  readonly absolute: Largest;
  /** |a − b| / |b|; inf where only b is 0. */
  readonly relative: Largest;
  /** In units in the last place of the type with fewer bits. */
  readonly ulp: Largest;
  /** Σ a·b / √(Σ a² · Σ b²), rounded once; nan where one has no direction. */
  readonly cosine: number;
}

export interface DifferenceOptions extends Tolerances {
  readonly equalNan?: boolean;
}

/** Keeps the first of the largest. */
function largest(): { value: number; at: number; take(value: number, at: number): void } {
  return {
    value: 0,
    at: -1,
    take(value, at) {
      if (!(value > this.value) && !(Number.isNaN(value) && !Number.isNaN(this.value))) return;
      this.value = value;
      this.at = at;
    },
  };
}

/** The power of two that brings the largest magnitude near 1. */
function scaleOf(x: Float64Array): number {
  let max = 0;
  for (const value of x) max = Math.max(max, Math.abs(value));
  return max > 0 && max < Infinity ? pow2(-exponentOf(max)) : Number.NaN;
}

/** The cosine of the angle between two vectors; nan where one is 0, or not finite. */
export function cosine(a: Float64Array, b: Float64Array): number {
  const [p, q] = [scaleOf(a), scaleOf(b)];
  if (Number.isNaN(p * q)) return Number.NaN;
  const [ab, aa, bb] = [exactSum(), exactSum(), exactSum()];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! * p, b[i]! * q];
    addProductTo(ab, x, y);
    addProductTo(aa, x, x);
    addProductTo(bb, y, y);
  }
  if (round(ab) === 0) return 0;
  return toNumber(div(pairOf(ab), mul(sqrt(pairOf(aa)), sqrt(pairOf(bb)))));
}

/**
 * Compares two tensors of as many numbers, one by one.
 * @throws RangeError if they do not hold as many: a bug, not a user's mistake.
 */
export function difference(a: Tensor, b: Tensor, options: DifferenceOptions): Difference {
  if (a.data.length !== b.data.length) throw new RangeError(`${a.data.length} and ${b.data.length} numbers`);
  const type = coarser(a.dtype, b.dtype);
  const [absolute, relative, ulp] = [largest(), largest(), largest()];
  let mismatches = 0;
  for (let at = 0; at < a.data.length; at++) {
    const [x, y] = [a.data[at]!, b.data[at]!];
    if (x === y || (options.equalNan && Number.isNaN(x) && Number.isNaN(y))) continue;
    if (!isClose(x, y, options)) mismatches++;
    const distance = Math.abs(x - y);
    absolute.take(distance, at);
    relative.take(distance / Math.abs(y), at);
    ulp.take(Number.isFinite(x) && Number.isFinite(y) ? ulpsBetween(x, y, type) : distance, at);
  }
  return { mismatches, absolute, relative, ulp, cosine: cosine(a.data, b.data) };
}

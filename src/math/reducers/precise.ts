/**
 * log Σ e^x to 2^-92 of the largest entry, for rows whose logsumexp is near 0: their maximum and the
 * logarithm cancel, as in every row of log-probabilities. Slower than the pairs of `partition`.
 *
 * @packageDocumentation
 */
import { pow2 } from "../special/bits.js";
import { add, addNumber, type DD, dd, div, fastTwoSum, mul, neg, scale, sub, toNumber } from "../special/dd.js";
import { log1pDD } from "../special/log.js";
import type { Scaled } from "../special/scaled.js";
import { addTo, type ExactSum, exactSum } from "../special/sum.js";
import { pairOf, quotient, shifted } from "./pairs.js";
import { numberOf } from "./partition.js";

/** ln 2 in 42 + 42 bits, so that products with 11 bits are exact, and the rest. */
const LN2 = [0.6931471805598903, 5.4979230187085024e-14, -1.3124698417785255e-27] as const;
/** Below it e^x counts for nothing beside 1. */
const LIMIT = -300;
/** Taylor's series of e^r − 1 for |r| < ln2/32 is cut off below 2^-104. */
const TERMS = 14;

/** e^r − 1 for |r| < ln2/32, relative error below 2^-102. */
function expm1Series(r: DD): DD {
  let sum = dd(1);
  for (let k = TERMS; k > 1; k--) sum = addNumber(mul(sum, div(r, dd(k))), 1);
  return mul(sum, r);
}

/** The m and n of e^a = (1 + m)·2^n for LIMIT < a <= 0; m to 2^-98 of itself. */
function reduce(a: DD): { m: DD; n: number } {
  const n = Math.round(a.hi / LN2[0]);
  const whole = add(add(dd(n * LN2[0]), dd(n * LN2[1])), dd(n * LN2[2]));
  let m = expm1Series(scale(sub(a, whole), 1 / 16));
  // (1 + m)² − 1 = 2m + m², four times.
  for (let k = 0; k < 4; k++) m = add(scale(m, 2), mul(m, m));
  return { m, n };
}

/** e^a, relative error below 2^-97. */
function expPrecise(a: DD): DD {
  const { m, n } = reduce(a);
  return scale(addNumber(m, 1), pow2(n));
}

/** e^a − 1, relative error below 2^-97. */
function expm1Precise(a: DD): DD {
  const { m, n } = reduce(a);
  return n === 0 ? m : addNumber(scale(addNumber(m, 1), pow2(n)), -1);
}

/** log(1 + s) for s > 0, relative error below 2^-95: one Newton step after the pair's logarithm. */
function log1pPrecise(s: DD): DD {
  const y = log1pDD(s.hi, s.lo);
  const m = expm1Precise(neg(y));
  // (1 + s)·e^-y − 1, of the size of the logarithm's error: its square does not count.
  return add(y, add(add(s, m), mul(s, m)));
}

/** log Σ e^(x_i/T) over `size` finite entries or -inf from `start`, the largest of which is `max`. */
export function logSumExpPrecise(
  x: Float64Array,
  start: number,
  size: number,
  max: number,
  temperature: number,
): number {
  const others = exactSum();
  let found = false;
  for (let i = start; i < start + size; i++) {
    if (x[i] === max && !found) {
      found = true;
      continue;
    }
    addPrecise(others, x[i]!, max, temperature);
  }
  return preciseResult(others, max, temperature);
}

/** Adds e^((x − max)/T). */
export function addPrecise(others: ExactSum, x: number, max: number, temperature: number): void {
  const d = shifted(x, max, temperature);
  if (!(d.hi > LIMIT)) return;
  const e = expPrecise(d);
  addTo(others, e.hi);
  addTo(others, e.lo);
}

/** max/T + log(1 + others). */
export function preciseResult(others: ExactSum, max: number, temperature: number): number {
  return add(quotient(max, 0, temperature), log1pPrecise(pairOf(others))).hi;
}

/** A sum that is smaller than its largest addend by this factor has lost digits that only the slow path keeps. */
const CANCELLED = 1 / 64;

/** max/T + log, of a partition function; undefined where it has lost digits. */
export function logSumOf(max: number, log: Scaled, temperature: number): number | undefined {
  if (!Number.isFinite(max)) return max;
  const scaled = temperature === 1 ? dd(max) : quotient(max, 0, temperature);
  if (!Number.isFinite(scaled.hi)) return scaled.hi;
  const sum = add(scaled, fastTwoSum(numberOf(log), log.exponent === 0 ? log.lo : 0));
  return Math.abs(sum.hi) < CANCELLED * Math.abs(scaled.hi) ? undefined : toNumber(sum);
}

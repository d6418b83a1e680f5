/**
 * The partition function of a row, log Σ e^((x_i − max)/T), and what softmax and its kin need for it.
 *
 * The first largest entry gives exactly 1; the others are added on the scale of the second largest,
 * so that log1p of their sum keeps its digits where a row is nearly certain. Differences keep their
 * rounding error, exponentials are pairs, and sums do not depend on their order.
 *
 * @packageDocumentation
 */
import { ldexp, pow2 } from "../special/bits.js";
import { type DD, fastTwoSum, twoSum } from "../special/dd.js";
import { expDD, plain, type Scaled } from "../special/exp.js";
import { log1pDD } from "../special/log.js";
import { shifted, sumPairs } from "./pairs.js";

/** Where a row's largest entry stands. */
export interface Extremes {
  /** The index of the first largest entry. */
  readonly index: number;
  /** The largest entry; nan if there is a nan, -inf in a row without numbers. */
  readonly max: number;
  /** The largest of the others. */
  readonly second: number;
}

/** The {@link Extremes} of sign · x over `size` entries from `start`; the index counts from `start`. */
export function extremes(x: Float64Array, start: number, size: number, sign: number): Extremes {
  let max = -Infinity;
  let second = -Infinity;
  let index = 0;
  for (let i = 0; i < size; i++) {
    const value = sign * x[start + i]!;
    if (value > max) {
      second = max;
      max = value;
      index = i;
    } else if (value > second) second = value;
    else if (Number.isNaN(value)) return { index: i, max: value, second: value };
  }
  return { index, max, second };
}

/** Scratch space for a row of pairs. */
export interface Row {
  readonly hi: Float64Array;
  readonly lo: Float64Array;
}

/** Scratch space for rows of at most `capacity` numbers. */
export function rowOf(capacity: number): Row {
  return { hi: new Float64Array(capacity), lo: new Float64Array(capacity) };
}

/** Fills `row` with e^((sign·x_i − max)/T); 0 where it is below 2^-1000. */
export function exponentials(
  x: Float64Array,
  start: number,
  size: number,
  { sign, max, temperature, row: { hi, lo } }: { sign: number; max: number; temperature: number; row: Row },
): void {
  for (let i = 0; i < size; i++) {
    const d = shifted(sign * x[start + i]!, max, temperature);
    const e = plain(expDD(d.hi, d.lo));
    hi[i] = e.hi;
    lo[i] = e.lo;
  }
}

/** log(1 + s) for s >= 0. */
export function log1pScaled(s: Scaled): Scaled {
  if (s.exponent < -64) return s;
  const { hi, lo } = log1pDD(s.hi * pow2(s.exponent), s.lo * pow2(s.exponent));
  return { hi, lo, exponent: 0 };
}

/** How a row's exponentials relate: Σ e^((x_i − max)/T) = 1 + others. */
export interface Partition extends Extremes {
  /** The sum of all but the first largest; its exponent is that of the largest among them. */
  readonly others: Scaled;
  /** log(1 + others). */
  readonly log: Scaled;
}

/**
 * The partition function of sign·x over `size` entries from `start`. `row` then holds the exponentials of all
 * but the first largest entry, divided by 2^others.exponent. For a row whose largest entry is finite.
 */
export function partition(
  x: Float64Array,
  start: number,
  size: number,
  { sign, temperature, row }: { sign: number; temperature: number; row: Row },
): Partition {
  const { index, max, second } = extremes(x, start, size, sign);
  const { hi, lo } = row;
  const next = shifted(second, max, temperature);
  const { exponent } = expDD(next.hi, next.lo);
  for (let i = 0; i < size; i++) {
    const d = shifted(sign * x[start + i]!, max, temperature);
    const e = expDD(d.hi, d.lo);
    const k = e.exponent - exponent;
    // Beyond -800 an exponential is 0 and its exponent as well.
    const factor = i === index || k < -1000 || k > 0 ? 0 : pow2(k);
    hi[i] = e.hi * factor;
    lo[i] = e.lo * factor;
  }
  const sum = sumPairs(hi, lo, size);
  const others = { hi: sum.hi, lo: sum.lo, exponent };
  return { index, max, second, others, log: log1pScaled(others) };
}

/** A scaled pair as a number, rounded once. */
export function numberOf(a: Scaled): number {
  return a.hi === 0 ? 0 : ldexp(a.hi, a.lo, a.exponent);
}

/** The log-probability d − log(1 + others) of an entry whose difference from the maximum is d. */
export function logProbability(d: DD, log: Scaled): DD {
  if (d.hi === -Infinity) return d;
  const l = plain(log);
  const s = twoSum(d.hi, -l.hi);
  return fastTwoSum(s.hi, s.lo + (d.lo - l.lo));
}

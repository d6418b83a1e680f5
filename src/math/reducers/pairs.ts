/**
 * Pairs of doubles along a row: differences from the maximum, and sums that no order of the addends changes.
 *
 * @packageDocumentation
 */
import { pow2 } from "../special/bits.js";
import { type DD, dd, fastTwoSum, twoProd, twoSum } from "../special/dd.js";
import { addTo, type ExactSum, exactSum, round } from "../special/sum.js";

/** Beyond it the factors of a product are scaled down before they are split. */
const LARGE = pow2(900);
const DOWN = pow2(-200);
/** Below it products lose their low half. */
const SMALL = pow2(-960);

/** (hi + lo) / t for 0 < t <= inf, relative error below 2^-104; the quotient alone where |hi| < 2^-960. */
export function quotient(hi: number, lo: number, t: number): DD {
  const q = hi / t;
  if (!(Math.abs(q) < Infinity) || t === Infinity || Math.abs(hi) < SMALL) return { hi: q, lo: 0 };
  const factor = Math.abs(hi) > LARGE || t > LARGE ? DOWN : 1;
  const down = Math.abs(q) > LARGE ? DOWN : 1;
  const product = twoProd(q * down, t * (factor / down));
  return fastTwoSum(q, (hi * factor - product.hi - product.lo + lo * factor) / (t * factor));
}

/** (x − max) / temperature with its rounding error; -inf where it overflows and for an x of -inf. */
export function shifted(x: number, max: number, temperature: number): DD {
  const d = twoSum(x, -max);
  if (temperature === 1) return d;
  if (d.hi > -Infinity) return quotient(d.hi, d.lo, temperature);
  const half = twoSum(x / 2, -max / 2);
  return x === -Infinity ? dd(x) : quotient(half.hi, half.lo, temperature / 2);
}

/** Adding and subtracting 1.5·2^(52 − k) rounds to a multiple of 2^-k. */
const TO_32 = 1.5 * pow2(20);
const TO_64 = 1.5 * pow2(-12);
const TO_84 = 1.5 * pow2(-32);
/** As many pairs can be added without a carry. */
const CHUNK = pow2(20);

/** An exact sum as a pair. */
export function pairOf(sum: ExactSum): DD {
  const hi = round(sum);
  if (!Number.isFinite(hi)) return dd(hi);
  addTo(sum, -hi);
  const lo = round(sum);
  addTo(sum, hi);
  return { hi, lo };
}

/** The sum of hi[i] + lo[i] for from <= i < to, as whole multiples of 2^-32, 2^-64 and 2^-84. */
function parts(hi: Float64Array, lo: Float64Array, from: number, to: number) {
  let first = 0;
  let second = 0;
  let third = 0;
  for (let i = from; i < to; i++) {
    const value = hi[i]!;
    const a = value + TO_32 - TO_32;
    const b = value - a + TO_64 - TO_64;
    first += a;
    second += b;
    third += value - a - b + lo[i]! + TO_84 - TO_84;
  }
  return { first, second, third };
}

/**
 * Σ hi[i] + lo[i] over the first `size` pairs, all between 0 and 2: each is rounded to a multiple of
 * 2^-84, and these are added exactly (the prerounding of Demmel & Nguyen 2013, "Fast reproducible
 * floating-point summation").
 */
export function sumPairs(hi: Float64Array, lo: Float64Array, size: number): DD {
  if (size <= CHUNK) {
    const { first, second, third } = parts(hi, lo, 0, size);
    const s = twoSum(first, second);
    return fastTwoSum(s.hi, s.lo + third);
  }
  const sum = exactSum();
  for (let i = 0; i < size; i += CHUNK) {
    const { first, second, third } = parts(hi, lo, i, Math.min(size, i + CHUNK));
    addTo(sum, first);
    addTo(sum, second);
    addTo(sum, third);
  }
  return pairOf(sum);
}

/** Sums of pairs for many columns, a row at a time. */
export interface ColumnSums {
  /** Begins a row; each column gets one pair in it, or none. */
  begin(): void;
  add(column: number, hi: number, lo: number): void;
  of(column: number): DD;
}

/** As {@link sumPairs} for the columns of a matrix, with the same bits. */
export function columnSums(width: number): ColumnSums {
  const sums = [0, 1, 2].map(() => new Float64Array(width)) as [Float64Array, Float64Array, Float64Array];
  const [first, second, third] = sums;
  let carried: ExactSum[] | undefined;
  let rows = 0;
  const carry = (column: number, into: ExactSum): ExactSum => {
    for (const part of sums) {
      addTo(into, part[column]!);
      part[column] = 0;
    }
    return into;
  };
  return {
    begin() {
      if (rows++ < CHUNK) return;
      carried ??= Array.from({ length: width }, exactSum);
      carried.forEach((sum, column) => {
        carry(column, sum);
      });
      rows = 1;
    },
    add(column, hi, lo) {
      const a = hi + TO_32 - TO_32;
      const b = hi - a + TO_64 - TO_64;
      first[column]! += a;
      second[column]! += b;
      third[column]! += hi - a - b + lo + TO_84 - TO_84;
    },
    of(column) {
      if (carried) return pairOf(carry(column, carried[column]!));
      const s = twoSum(first[column]!, second[column]!);
      return fastTwoSum(s.hi, s.lo + third[column]!);
    },
  };
}

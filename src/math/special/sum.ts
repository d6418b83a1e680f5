/**
 * Exact sums: no order of the addends, no block size and no number of threads changes a bit.
 *
 * The small superaccumulator of Neal 2015, "Fast exact summation using small and large
 * superaccumulators", with limbs held in doubles: 32 bits of weight each, room for 2^20 additions
 * before carries have to be passed on.
 *
 * @packageDocumentation
 */
import { highWord, pow2 } from "./bits.js";
import { twoProd } from "./dd.js";

/** A sum that has not been rounded yet. */
export interface ExactSum {
  /** Whole numbers; limb i counts units of 2^(32·i − 1087). */
  readonly limbs: Float64Array;
  /** How many additions the limbs have taken since carries were last passed on. */
  pending: number;
  /** The sum of the infinities and nans that were added. */
  nonfinite: number;
  /** Whether every addend so far was -0, and there was one. */
  negativeZero: boolean;
  /** Whether nothing has been added. */
  empty: boolean;
}

/** Limbs for every double, and two more for the carries of 2^64 of them. */
const LIMBS = 68;
/** The exponent of limb 0's unit: 2^-1074 stands in its upper bits. */
const UNIT = -1087;
const BASE = pow2(32);
/** Each addition puts less than 2^32 into a limb that must stay below 2^53. */
const CAPACITY = pow2(20);
/** SCALE[i] brings doubles whose biased exponent begins with i below 2^32. */
const SCALE = Float64Array.from({ length: 64 }, (_, i) => pow2(1023 - 32 * i));

/** An empty sum. */
export function exactSum(): ExactSum {
  return { limbs: new Float64Array(LIMBS), pending: 0, nonfinite: 0, negativeZero: false, empty: true };
}

/** Passes on what a limb holds beyond 32 bits; only the last keeps a sign. */
function carry(limbs: Float64Array): void {
  for (let i = 0; i < LIMBS - 1; i++) {
    const over = Math.floor(limbs[i]! / BASE);
    limbs[i] = limbs[i]! - over * BASE;
    limbs[i + 1] = limbs[i + 1]! + over;
  }
}

function settle(sum: ExactSum): void {
  carry(sum.limbs);
  sum.pending = 1;
}

/** Adds a double. */
export function addTo(sum: ExactSum, x: number): void {
  if (x === 0) {
    sum.negativeZero = (sum.empty || sum.negativeZero) && Object.is(x, -0);
    sum.empty = false;
    return;
  }
  sum.empty = false;
  sum.negativeZero = false;
  const exponent = (highWord(x) >>> 20) & 0x7ff;
  if (exponent === 0x7ff) {
    sum.nonfinite += x;
    return;
  }
  if (++sum.pending >= CAPACITY) settle(sum);
  const i = exponent >>> 5;
  const { limbs } = sum;
  const scaled = x * SCALE[i]!;
  const top = Math.floor(scaled);
  const rest = (scaled - top) * BASE;
  const middle = Math.floor(rest);
  limbs[i + 2] = limbs[i + 2]! + top;
  limbs[i + 1] = limbs[i + 1]! + middle;
  limbs[i] = limbs[i]! + (rest - middle) * BASE;
}

/** Adds a · b without rounding it first, if it and its rounding error are neither too large nor too small for doubles. */
export function addProductTo(sum: ExactSum, a: number, b: number): void {
  const product = a * b;
  const magnitude = Math.abs(product);
  addTo(sum, product);
  if (!(magnitude > pow2(-967) && magnitude < Infinity)) return;
  // Large factors would overflow while they are split; shifting a power of two from one to the other keeps the product.
  const shift = Math.abs(a) > pow2(500) ? pow2(-500) : Math.abs(b) > pow2(500) ? pow2(500) : 1;
  const small = magnitude > pow2(1000) ? pow2(-60) : 1;
  addTo(sum, twoProd(a * shift * small, b / shift).lo / small);
}

/** Adds all of another sum. */
export function mergeInto(sum: ExactSum, other: ExactSum): void {
  settle(sum);
  const { limbs } = sum;
  const copy = other.limbs.slice();
  carry(copy);
  for (let i = 0; i < LIMBS; i++) limbs[i] = limbs[i]! + copy[i]!;
  sum.pending += 2;
  sum.nonfinite += other.nonfinite;
  sum.negativeZero = (sum.negativeZero && (other.empty || other.negativeZero)) || (sum.empty && other.negativeZero);
  sum.empty &&= other.empty;
}

/** Puts the magnitude in place of the sum and says which sign it had. */
function takeSign(limbs: Float64Array): number {
  carry(limbs);
  if (limbs[LIMBS - 1]! >= 0) return 1;
  for (let i = 0; i < LIMBS; i++) limbs[i] = -limbs[i]!;
  carry(limbs);
  return -1;
}

/** The double nearest to the sum, ties to even; it may be read at any time. */
export function round(sum: ExactSum): number {
  if (sum.nonfinite !== 0) return sum.nonfinite;
  const limbs = sum.limbs.slice();
  const sign = takeSign(limbs);
  let n = LIMBS - 1;
  while (n >= 0 && limbs[n] === 0) n--;
  if (n < 0) return sum.negativeZero ? -0 : 0;
  // The first three limbs hold 65 bits or more; whatever follows only has to break ties.
  let third = limbs[n - 2] ?? 0;
  for (let i = n - 3; i >= 0; i--) {
    if (limbs[i] !== 0) {
      third += third % 2 === 0 ? 1 : 0;
      break;
    }
  }
  const first = limbs[n]! * BASE * BASE;
  const second = (limbs[n - 1] ?? 0) * BASE;
  const s = first + second;
  const rounded = s + (second - (s - first) + third);
  const k = 32 * (n - 2) + UNIT;
  const half = k >> 1;
  return sign * rounded * pow2(half) * pow2(k - half);
}

/** The correctly rounded sum of some doubles. */
export function sumOf(values: Iterable<number>): number {
  const sum = exactSum();
  for (const value of values) addTo(sum, value);
  return round(sum);
}

/**
 * Doubles as bits: exponents, powers of two, and scaling that rounds once.
 *
 * @packageDocumentation
 */

const DOUBLE = new Float64Array(1);
const WORDS = new Int32Array(DOUBLE.buffer);
DOUBLE[0] = 1;
/** Where the word with sign and exponent stands on this machine. */
const HIGH = WORDS[1] === 0x3ff00000 ? 1 : 0;

/** Sign, exponent and the first 20 bits of the fraction, as a signed integer. */
export function highWord(x: number): number {
  DOUBLE[0] = x;
  return WORDS[HIGH]!;
}

/** 2^k for a whole k from -1022 to 1023. */
export function pow2(k: number): number {
  WORDS[HIGH] = (k + 1023) << 20;
  WORDS[1 - HIGH] = 0;
  return DOUBLE[0]!;
}

/** The smallest positive double, 2^-1074. */
export const MIN_VALUE = Number.MIN_VALUE;

/**
 * (hi + lo) · 2^k, rounded once even where the result is subnormal or overflows.
 * The pair is normalised (hi is its nearest double); 2^-60 < |hi| < 2^60, or 0.
 */
export function ldexp(hi: number, lo: number, k: number): number {
  if (k > -900 && k < 900) return hi * pow2(k);
  if (k >= 900) return hi * pow2(900) * pow2(Math.min(k - 900, 1000));
  if (k < -1200) return hi * 0;
  const result = hi * pow2(k + 600) * pow2(-600);
  // Two roundings, to hi and to the subnormal, differ from one only at a tie, which lo decides.
  const error = hi - result * pow2(600) * pow2(-k - 600);
  if (Math.abs(error) !== pow2(-1075 - k) || error * lo <= 0) return result;
  return error > 0 ? result + MIN_VALUE : result - MIN_VALUE;
}

/**
 * Doubles as bits: exponents, powers of two, and scaling that rounds once.
 *
 * @packageDocumentation
 */

const DOUBLE = new Float64Array(1);
const WORDS = new Int32Array(DOUBLE.buffer);
DOUBLE[0] = 1;
/** Which of a double's two words holds sign and exponent on this machine. */
export const HIGH = WORDS[1] === 0x3ff00000 ? 1 : 0;

/** Sign, exponent and the first 20 bits of the fraction, as a signed integer. */
export function highWord(x: number): number {
  DOUBLE[0] = x;
  return WORDS[HIGH]!;
}

/** The powers of two from 2^-1074 to 2^1023: a look-up is several times cheaper than writing bits. */
const POWERS = new Float64Array(2098);
POWERS[1074] = 1;
for (let i = 1075; i < 2098; i++) POWERS[i] = 2 * POWERS[i - 1]!;
for (let i = 1073; i >= 0; i--) POWERS[i] = POWERS[i + 1]! / 2;

/** 2^k for a whole k from -1074 to 1023. */
export function pow2(k: number): number {
  return POWERS[k + 1074]!;
}

/** The k of 2^k <= |x| < 2^(k + 1) for a normal x; -1023 for 0 and subnormals, 1024 for inf and nan. */
export function exponentOf(x: number): number {
  return ((highWord(x) >>> 20) & 0x7ff) - 1023;
}

/** The smallest positive double, 2^-1074. */
export const MIN_VALUE = Number.MIN_VALUE;

/** x/2 and a positive amount far below it, rounded once: at a tie between two subnormals the amount decides. */
export function halfAndMore(x: number): number {
  const half = x * 0.5;
  return half + half < x ? half + MIN_VALUE : half;
}

/**
 * (hi + lo) · 2^k, rounded once even where the result is subnormal or overflows.
 * The pair is normalised (hi is its nearest double); 2^-60 < |hi| < 2^60, or 0.
 */
export function ldexp(hi: number, lo: number, k: number): number {
  return k > -900 && k < 900 ? hi * pow2(k) : ldexpFar(hi, lo, k);
}

/** {@link ldexp} where 2^k may be no double; apart, so that the ordinary case is inlined. */
function ldexpFar(hi: number, lo: number, k: number): number {
  if (k >= 900) return hi * pow2(900) * pow2(Math.min(k - 900, 1000));
  if (k < -1200) return hi * 0;
  const result = hi * pow2(k + 600) * pow2(-600);
  // Two roundings, to hi and to the subnormal, differ from one only at a tie, which lo decides.
  const error = hi - result * pow2(600) * pow2(-k - 600);
  if (Math.abs(error) !== pow2(-1075 - k) || error * lo <= 0) return result;
  return error > 0 ? result + MIN_VALUE : result - MIN_VALUE;
}

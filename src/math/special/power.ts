/**
 * Powers, and the logarithms to base 2 and 10.
 *
 * @packageDocumentation
 */
import { exponentOf, ldexp, pow2 } from "./bits.js";
import { type DD, dd, div, mul, mulNumber, scale } from "./dd.js";
import { expDD } from "./exp.js";
import { logDD } from "./log.js";
import { fromScaled } from "./scaled.js";

/** 1/ln 2 and 1/ln 10. */
const INV_LN2 = dd(Math.LOG2E, 2.0355273740931033e-17);
const INV_LN10 = dd(Math.LOG10E, 1.098319650216765e-17);
/** Up to it whole exponents are multiplied out: twenty squarings keep the error below 2^-80. */
const WHOLE = pow2(20);
/** Beyond it every power of a double other than 1 overflows or vanishes; below its inverse every one is 1. */
const FAR = pow2(64);

function logarithm(x: number, inverse: DD): number {
  if (!(x > 0 && x < Infinity)) return x < 0 ? Number.NaN : x === 0 ? -Infinity : x;
  return mul(logDD(x), inverse).hi;
}

/** log x to base 2, rounded correctly but for one case in about 2^10; exact for powers of two. */
export function log2(x: number): number {
  return logarithm(x, INV_LN2);
}

/** log x to base 10, rounded correctly but for one case in about 2^10; exact for powers of ten. */
export function log10(x: number): number {
  return logarithm(x, INV_LN10);
}

/** A positive double as a pair between 1 and 2 and its exponent. */
function split(x: number): { m: DD; exponent: number } {
  const lifted = x < pow2(-1022) ? x * pow2(54) : x;
  const exponent = exponentOf(lifted);
  const half = -(exponent >> 1);
  const m = dd(lifted * pow2(half) * pow2(-exponent - half));
  return { m, exponent: lifted === x ? exponent : exponent - 54 };
}

/** a^n for a > 0 and a whole n up to 2^20 in size, by repeated squaring; exact where the result is a double. */
function wholePower(a: number, n: number): number {
  let { m: base, exponent: baseExponent } = split(a);
  let result = dd(1);
  let exponent = 0;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      // At most 21 factors, each below 2.
      result = mul(result, base);
      exponent += baseExponent;
    }
    base = mul(base, base);
    baseExponent *= 2;
    if (base.hi >= 2) {
      base = scale(base, 0.5);
      baseExponent++;
    }
  }
  if (n < 0) {
    result = div(dd(1), result);
    exponent = -exponent;
  }
  return ldexp(result.hi, result.lo, exponent);
}

/** a^y for a > 0, both finite. */
function positivePower(a: number, y: number): number {
  if (Math.abs(y) <= WHOLE && Number.isInteger(y)) return wholePower(a, y);
  if (y === 0.5) return Math.sqrt(a);
  if (Math.abs(y) > FAR) return a > 1 === y > 0 ? Infinity : 0;
  if (Math.abs(y) < 1 / FAR) return 1;
  const { hi, lo } = mulNumber(logDD(a), y);
  return fromScaled(expDD(hi, lo));
}

/**
 * x^y with the special cases of C99 (F.10.4.4): at most 0.7 ulp off; for whole y up to 2^20 in size
 * rounded correctly but for one case in about 2^25. A negative x to a power that is not whole is nan.
 */
export function power(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Infinity) return size === 1 ? 1 : size > 1 === y > 0 ? Infinity : 0;
  const odd = Math.abs(y) % 2 === 1;
  if (size === 0 || size === Infinity) {
    const result = (size === 0) === y > 0 ? 0 : Infinity;
    return odd && (x < 0 || Object.is(x, -0)) ? -result : result;
  }
  if (size === 1) return odd ? x : Number.isInteger(y) ? 1 : Number.NaN;
  if (x > 0) return positivePower(x, y);
  if (!Number.isInteger(y)) return Number.NaN;
  return odd ? -positivePower(size, y) : positivePower(size, y);
}

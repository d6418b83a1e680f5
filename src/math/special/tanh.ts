/**
 * The hyperbolic tangent, and what it leaves of x.
 *
 * tanh x = m/(m + 2) with m = e^(2x) − 1, for x >= 0; the other side by symmetry.
 *
 * @packageDocumentation
 */
import { exponentOf, ldexp, pow2 } from "./bits.js";
import { addNumber, type DD, dd, div, fastTwoSum, mul, mulNumber, neg, twoProd } from "./dd.js";
import { expm1DD } from "./exp.js";
import { logisticSlope } from "./logistic.js";

/** Below it tanh x is x, by the first term that is left out, x³/3. */
const TINY = pow2(-28);
/** tanh rounds to 1 above: 2e^-44 < 2^-62. */
const FLAT = 22;

/** tanh x for x in [2^-28, 300]: relative error below 2^-59, below 2^-64 from 1/8 on. */
export function tanhDD(x: number): DD {
  const m = expm1DD(2 * x);
  return div(m, addNumber(m, 2));
}

/** tanh x, at most 0.6 ulp off. */
export function tanh(x: number): number {
  const a = Math.abs(x);
  if (a < TINY) return x;
  if (a > FLAT) return x < 0 ? -1 : 1;
  const t = tanhDD(a).hi;
  return x < 0 ? -t : t;
}

/** 1 − tanh² x = 4σ'(2x). */
export function tanhSlope(x: number): number {
  const { hi, lo, exponent } = logisticSlope(dd(2 * x));
  return ldexp(hi, lo, exponent + 2);
}

/** Below it x³ is no double. */
const VANISHING = pow2(-400);
/** Where the series takes over from the difference. */
const SERIES = 1 / 8;
/** (x − tanh x)/x³ in powers of x², from the Bernoulli numbers (DLMF 4.33.3): 1/3 as two doubles, then the rest. */
const THIRD = dd(1 / 3, 1.850371707708594e-17);
const SHRINK = [
  -2 / 15,
  17 / 315,
  -62 / 2835,
  1382 / 155925,
  -21844 / 6081075,
  929569 / 638512875,
  -6404582 / 10854718875,
  443861162 / 1856156927625,
] as const;

/** x − tanh x. */
export function tanhshrink(x: number): number {
  const a = Math.abs(x);
  if (a > FLAT) return x - Math.sign(x);
  if (a >= SERIES) {
    const { hi } = addNumber(neg(tanhDD(a)), a);
    return x < 0 ? -hi : hi;
  }
  if (a < VANISHING) return x * 0;
  // The cube of the fraction alone, so that it neither underflows nor loses its low half.
  const square = x * x;
  let tail = 0;
  for (let i = SHRINK.length - 1; i >= 0; i--) tail = (tail + SHRINK[i]!) * square;
  const exponent = exponentOf(x);
  const m = x * pow2(-exponent);
  const { hi, lo } = mul(mulNumber(twoProd(m, m), m), fastTwoSum(THIRD.hi, THIRD.lo + tail));
  return ldexp(hi, lo, 3 * exponent);
}

/** tanh² x, the slope of x − tanh x. */
export function tanhSquared(x: number): number {
  const a = Math.abs(x);
  if (a < TINY) return x * x;
  if (a > FLAT) return 1;
  const t = tanhDD(a);
  return mul(t, t).hi;
}

/**
 * The Gaussian error linear unit x·Φ(x) and its slope.
 *
 * Both are written in the tail Φ(-|x|) = e^(-x²/2)·s(|x|), where s falls slowly and x² keeps its
 * low half: below zero nothing is subtracted, above it the tail is taken from 1.
 *
 * @packageDocumentation
 */
import { halfAndMore, ldexp, pow2 } from "./bits.js";
import { addNumber, dd, mul, mulNumber, productError, sub } from "./dd.js";
import { gaussian, scaledNormalTail } from "./erf.js";
import { expandAt, isNear } from "./root.js";
import { GELU_ROOT } from "./root-table.js";
import { plain } from "./scaled.js";

/** 1/√(2π), the density's height at 0. */
const INV_SQRT_2PI = dd(0.3989422804014327, -2.49232720227773e-17);
/** Below it gelu is x/2, and x²/√(2π) more. */
const TINY = pow2(-60);
/** From here on gelu is x, and its slope 1: Φ(-8.6) < 2^-57 and 10·φ(10) < 2^-72. */
const UPPER = 8.6;
const UPPER_SLOPE = 10;
/** Below it both are 0, since e^-800 is no double. */
const LOWER = -40;

/** x·Φ(x), which is max(x, 0) − |x|·Φ(-|x|). */
export function gelu(x: number): number {
  const t = Math.abs(x);
  if (t < TINY) return halfAndMore(x);
  if (x > UPPER) return x;
  if (x < LOWER) return -0;
  const e = gaussian(t);
  const s = scaledNormalTail(t);
  const tail = e.hi * s.hi;
  const tailLo = productError(e.hi, s.hi, tail) + (e.hi * s.lo + e.lo * s.hi);
  const product = tail * t;
  const productLo = productError(tail, t, product) + tailLo * t;
  if (x < 0) {
    const sum = product + productLo;
    return ldexp(-sum, sum - product - productLo, e.exponent);
  }
  const factor = pow2(e.exponent);
  const loss = product * factor;
  const rest = x - loss;
  return rest + (x - rest - loss - productLo * factor);
}

/** Φ(x) + x·φ(x). */
export function geluSlope(x: number): number {
  if (x > UPPER_SLOPE) return 1;
  if (x < LOWER) return -0;
  if (isNear(GELU_ROOT, x)) return expandAt(GELU_ROOT, x);
  const t = Math.abs(x);
  const e = gaussian(t);
  const { hi, lo } = mul(e, sub(scaledNormalTail(t), mulNumber(INV_SQRT_2PI, t)));
  return x > 0 ? addNumber(plain({ hi: -hi, lo: -lo, exponent: e.exponent }), 1).hi : ldexp(hi, lo, e.exponent);
}

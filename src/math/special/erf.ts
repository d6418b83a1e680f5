/**
 * The tail of the normal distribution, the complementary error function and its scaled form.
 *
 * e^(t²/2)·Φ(-t) falls from 1/2 like 1/(t + 2), so it is smooth in w = 4/(t + 4), which takes
 * [0, inf] to [0, 1] (Shepherd & Laframboise 1981, "Chebyshev approximation of (1 + 2x)exp(x²)erfc x
 * in 0 <= x < inf", with t − k over t + k); here sixteen polynomials share that interval.
 * erfcx(z) = e^(z²)·erfc(z) is twice that at t = √2·z.
 *
 * @packageDocumentation
 */
import { pow2 } from "./bits.js";
import { type DD, dd, fastTwoSum, mul, mulNumber, productError, scale, sub, twoProd } from "./dd.js";
import { expDD } from "./exp.js";
import { fromScaled, plain, type Scaled, scaled } from "./scaled.js";
import { TAIL_TABLE } from "./tail-table.js";

const SQRT2 = dd(Math.SQRT2, -9.667293313452913e-17);
/** 1/√π. */
const INV_SQRT_PI = 0.5641895835477563;
/** Numbers a polynomial in {@link TAIL_TABLE} takes. */
const STRIDE = 13;

/** c2 + c3·d + ... + c10·d^8 of a polynomial that begins at `at` in {@link TAIL_TABLE}, by Estrin's scheme. */
function curvature(at: number, d: number): number {
  const c = TAIL_TABLE;
  const d2 = d * d;
  const d4 = d2 * d2;
  const low = c[at + 4]! + d * c[at + 5]! + d2 * (c[at + 6]! + d * c[at + 7]!);
  const high = c[at + 8]! + d * c[at + 9]! + d2 * (c[at + 10]! + d * c[at + 11]!);
  return low + d4 * (high + d4 * c[at + 12]!);
}

/** e^(t²/2)·Φ(-t) for t = hi + lo >= 0, t < 2^900: relative error below 2^-59. */
export function scaledNormalTail(hi: number, lo = 0): DD {
  const s = hi + 4;
  const sLo = (hi > 4 ? 4 - (s - hi) : hi - (s - 4)) + lo;
  const inverse = 1 / s;
  const w = 4 * inverse;
  const unit = w * s;
  const wLo = (4 - unit - productError(w, s, unit) - w * sLo) * inverse;
  const piece = Math.min((16 * w) | 0, 15);
  const at = STRIDE * piece;
  const middle = (piece + 0.5) / 16;
  const d = w - middle;
  const dLo = w - (d + middle) + wLo;
  const c0 = TAIL_TABLE[at]!;
  const c1 = TAIL_TABLE[at + 2]!;
  const linear = c1 * d;
  const slope = c1 + d * (2 * TAIL_TABLE[at + 4]! + d * 3 * TAIL_TABLE[at + 5]!);
  const rest = TAIL_TABLE[at + 1]! + productError(c1, d, linear) + TAIL_TABLE[at + 3]! * d + slope * dLo;
  const sum = c0 + linear;
  const low = linear - (sum - c0) + (rest + d * d * curvature(at, d));
  const g = sum + low;
  const product = w * g;
  return fastTwoSum(product, productError(w, g, product) + (w * (low - (g - sum)) + wLo * g));
}

/** e^(-t²/2) for 0 <= t < 2^400: the normal density without its constant. */
export function gaussian(t: number): Scaled {
  const square = twoProd(t, t);
  return expDD(-0.5 * square.hi, -0.5 * square.lo);
}

/** erfcx(x) for x in [0, 2^800]: relative error below 2^-59. */
export function erfcxDD(x: number): DD {
  const t = mulNumber(SQRT2, x);
  return scale(scaledNormalTail(t.hi, t.lo), 2);
}

/** erfc(x) = 1 − erf(x) for every x, at most 0.6 ulp off; subnormal results are rounded once. */
export function erfc(x: number): number {
  const t = Math.abs(x);
  if (t > 28) return x > 0 ? 0 : 2;
  const square = twoProd(t, t);
  const e = expDD(-square.hi, -square.lo);
  const upper = scaled(mul(e, erfcxDD(t)), e.exponent);
  return x < 0 ? sub(dd(2), plain(upper)).hi : fromScaled(upper);
}

/** erfcx(x) = e^(x²)·erfc(x) for every x, at most 0.6 ulp off. */
export function erfcx(x: number): number {
  if (x > pow2(500)) return INV_SQRT_PI / x;
  if (!(x < 0)) return erfcxDD(x).hi;
  if (x < -27) return Infinity;
  // e^(x²)·(2 − e^(-x²)·erfcx(-x)), so that nothing overflows before the result does.
  const square = twoProd(x, x);
  const e = expDD(square.hi, square.lo);
  const fall = expDD(-square.hi, -square.lo);
  const lower = plain(scaled(mul(fall, erfcxDD(-x)), fall.exponent));
  return fromScaled(scaled(mul(e, sub(dd(2), lower)), e.exponent));
}

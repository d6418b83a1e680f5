/**
 * The complementary error function, its scaled form, and the tail of the normal distribution.
 *
 * erfcx(t) = e^(t²)·erfc(t) falls from 1 like 1/(t + 1), so it is smooth in w = 3/(t + 3), which
 * takes [0, inf] to [0, 1] (Shepherd & Laframboise 1981, "Chebyshev approximation of
 * (1 + 2x)exp(x²)erfc x in 0 <= x < inf", with t − k over t + k); here sixteen polynomials share
 * that interval.
 *
 * @packageDocumentation
 */
import { type DD, dd, div, fastTwoSum, mul, mulNumber, scale, sub, twoProd, twoSum } from "./dd.js";
import { ERFCX_TABLE } from "./erfcx-table.js";
import { expDD } from "./exp.js";
import { fromScaled, plain, type Scaled } from "./scaled.js";

const THREE = dd(3);
/** 1/√2. */
const INV_SQRT2 = dd(Math.SQRT1_2, -4.833646656726457e-17);
/** 1/√π. */
const INV_SQRT_PI = 0.5641895835477563;
/** Numbers a polynomial in {@link ERFCX_TABLE} takes. */
const STRIDE = 13;

/** c2 + c3·d + ... + c10·d^8 of a polynomial that begins at `at` in {@link ERFCX_TABLE}. */
function erfcxTail(at: number, d: number): number {
  let sum = ERFCX_TABLE[at + 12]!;
  for (let i = 11; i >= 4; i--) sum = sum * d + ERFCX_TABLE[at + i]!;
  return sum;
}

/** erfcx(t) for t = hi + lo >= 0, t < 2^900: relative error below 2^-59. */
export function erfcxDD(hi: number, lo = 0): DD {
  const s = twoSum(3, hi);
  const w = div(THREE, fastTwoSum(s.hi, s.lo + lo));
  const piece = Math.min(Math.floor(16 * w.hi), 15);
  const at = STRIDE * piece;
  const middle = (piece + 0.5) / 16;
  const d = w.hi - middle;
  const dLo = w.hi - (d + middle) + w.lo;
  const c1 = ERFCX_TABLE[at + 2]!;
  const linear = twoProd(c1, d);
  const slope = c1 + d * (2 * ERFCX_TABLE[at + 4]! + d * 3 * ERFCX_TABLE[at + 5]!);
  const rest = ERFCX_TABLE[at + 1]! + linear.lo + ERFCX_TABLE[at + 3]! * d + slope * dLo;
  const low = rest + d * d * erfcxTail(at, d);
  const sum = fastTwoSum(ERFCX_TABLE[at]!, linear.hi);
  return mul(w, fastTwoSum(sum.hi, sum.lo + low));
}

/** erfc(x) = 1 − erf(x) for every x, at most 0.6 ulp off; subnormal results are rounded once. */
export function erfc(x: number): number {
  const t = Math.abs(x);
  if (t > 28) return x > 0 ? 0 : 2;
  const square = twoProd(t, t);
  const e = expDD(-square.hi, -square.lo);
  const upper = { ...mul(e, erfcxDD(t)), exponent: e.exponent };
  return x < 0 ? sub(dd(2), plain(upper)).hi : fromScaled(upper);
}

/** erfcx(x) = e^(x²)·erfc(x) for every x, at most 0.6 ulp off. */
export function erfcx(x: number): number {
  if (x > 1e100) return INV_SQRT_PI / x;
  if (!(x < 0)) return erfcxDD(x).hi;
  if (x < -26.7) return Infinity;
  const square = twoProd(x, x);
  const e = expDD(square.hi, square.lo);
  // e^(x²)·(2 − e^(-x²)·erfcx(-x)), so that nothing overflows before the result does.
  const lower = plain({ ...erfcxDD(-x), exponent: Math.max(-e.exponent, -999) });
  const factor = sub(scale(dd(e.hi, e.lo), 2), lower);
  return fromScaled({ ...factor, exponent: e.exponent });
}

/** e^(-t²/2) for 0 <= t < 2^400: the normal density without its constant. */
export function gaussian(t: number): Scaled {
  const square = twoProd(t, t);
  return expDD(-0.5 * square.hi, -0.5 * square.lo);
}

/** Φ(-t)·e^(t²/2) for t >= 0: the part of the normal tail that varies slowly. */
export function scaledNormalTail(t: number): DD {
  const z = mulNumber(INV_SQRT2, t);
  return scale(erfcxDD(z.hi, z.lo), 0.5);
}

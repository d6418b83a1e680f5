/**
 * The logistic function σ(v) = 1/(1 + e^-v) of a pair, its slope, and what is gated by it.
 *
 * Everything is written in n = e^-|v|, which never overflows: σ(v) is 1/(1 + n) or n/(1 + n),
 * and σ'(v) = n/(1 + n)². Where the result may be subnormal, n keeps its exponent apart.
 *
 * @packageDocumentation
 */
import { halfAndMore, ldexp, pow2 } from "./bits.js";
import { add, addNumber, type DD, dd, div, mul, mulNumber, productError } from "./dd.js";
import { expDD } from "./exp.js";
import { plain, type Scaled, scaled } from "./scaled.js";

/** e^-|v|. */
export function expNegAbs(v: DD): Scaled {
  const sign = v.hi < 0 ? 1 : -1;
  return expDD(sign * v.hi, sign * v.lo);
}

/** σ(v), relative error below 2^-66. */
export function logistic(v: DD): Scaled {
  const e = expNegAbs(v);
  const negative = v.hi < 0;
  const over = dd(negative ? e.hi : 1, negative ? e.lo : 0);
  return scaled(div(over, addNumber(plain(e), 1)), negative ? e.exponent : 0);
}

/** Where e^-v and x·σ(v) are ordinary numbers. */
const ORDINARY = -600;

/** The double nearest to x·σ(v) for |x| in [2^-60, 2^60]. */
export function timesLogistic(x: number, v: DD): number {
  // Stryker disable next-line all: a quick way to the same number
  if (v.hi > ORDINARY && v.hi < -ORDINARY) {
    // x/(1 + e^-v) as a pair over a pair, of which only the sum is wanted.
    const e = expDD(-v.hi, -v.lo);
    const factor = pow2(e.exponent);
    const n = e.hi * factor;
    const s = n + 1;
    const t = s - n;
    const sLo = n - (s - t) + (1 - t) + e.lo * factor;
    const inverse = 1 / s;
    const q = x * inverse;
    const p = q * s;
    return q + (x - p - productError(q, s, p) - q * sLo) * inverse;
  }
  const gate = logistic(v);
  const { hi, lo } = mulNumber(gate, x);
  return ldexp(hi, lo, gate.exponent);
}

/** σ'(v) = σ(v)·σ(-v), relative error below 2^-65. */
export function logisticSlope(v: DD): Scaled {
  const e = expNegAbs(v);
  const sum = addNumber(plain(e), 1);
  return scaled(div(e, mul(sum, sum)), e.exponent);
}

/** Below it a gate that is 1/2 at 0 and rises passes half of x and a little more. */
const TINY = pow2(-60);
/** σ rounds to 1 above. */
const OPEN = 40;
/** 1 + 3·v·e^-v rounds to 1 above. */
const FLAT = 50;
/** x·σ(v) is below the smallest double. */
const CLOSED = -800;

/** x·σ(v) for v of the sign of x and at least as large, the limit at infinities. */
export function gated(x: number, v: DD): number {
  if (Math.abs(x) < TINY) return halfAndMore(x);
  if (v.hi > OPEN) return x;
  if (v.hi < CLOSED) return -0;
  return timesLogistic(x, v);
}

/** σ(v) + u·σ'(v), the slope of x·σ(v) where u = x·v'(x): n·(1 + n + u)/(1 + n)² or (1 + n + u·n)/(1 + n)². */
export function gatedSlope(v: DD, u: DD): number {
  if (v.hi < CLOSED) return -0;
  if (v.hi > FLAT) return 1;
  const e = expNegAbs(v);
  const n = plain(e);
  const sum = addNumber(n, 1);
  const square = mul(sum, sum);
  const { hi, lo } = v.hi < 0 ? mul(e, div(add(sum, u), square)) : div(add(sum, mul(u, n)), square);
  return ldexp(hi, lo, v.hi < 0 ? e.exponent : 0);
}

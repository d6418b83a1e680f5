/**
 * Exponential linear units and their slopes.
 *
 * @packageDocumentation
 */
import { ldexp, pow2 } from "./bits.js";
import { type DD, dd, div, mul, mulNumber, twoProd } from "./dd.js";
import { expDD, expm1DD } from "./exp.js";
import { fromScaled, productOf } from "./scaled.js";

/** Below it e^x − 1 is x. */
const TINY = pow2(-60);
/** Below it e^x − 1 is -1 and e^x is no double. */
const FLAT = -800;

/** scale·(x > 0 ? x : alpha·(e^x − 1)). */
export function elu(x: number, alpha: number, scale: number): number {
  if (x > 0) return scale * x;
  const c = twoProd(scale, alpha);
  return x > -TINY ? productOf(c, x) : mul(expm1DD(x), c).hi;
}

/** The slope of {@link elu}: scale, or scale·alpha·e^x from 0 down. */
export function eluSlope(x: number, alpha: number, scale: number): number {
  if (x > 0) return scale;
  const e = expDD(x);
  const { hi, lo } = mul(e, twoProd(scale, alpha));
  return ldexp(hi, lo, e.exponent);
}

/** x/alpha, which has to keep its low half; -inf where that is out of reach. */
function ratio(x: number, alpha: number): DD {
  return x / alpha < FLAT ? dd(-Infinity) : div(dd(x), dd(alpha));
}

/** x > 0 ? x : alpha·(e^(x/alpha) − 1). */
export function celu(x: number, alpha: number): number {
  if (x > 0 || x > -alpha * TINY) return x;
  const v = ratio(x, alpha);
  return mulNumber(expm1DD(v.hi, v.lo), alpha).hi;
}

/** The slope of {@link celu}. */
export function celuSlope(x: number, alpha: number): number {
  if (x > 0) return 1;
  const v = ratio(x, alpha);
  return fromScaled(expDD(v.hi, v.lo));
}

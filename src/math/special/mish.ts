/**
 * Mish, x·tanh(log(1 + e^x)), and its slope.
 *
 * tanh(log(1 + e^x)) is a quotient of polynomials in e^x: with n = e^x it is n(n + 2)/(n² + 2n + 2),
 * and with m = e^-x, for x > 0, (1 + 2m)/(1 + 2m + 2m²). No term is subtracted in either.
 *
 * @packageDocumentation
 */
import { ldexp, pow2 } from "./bits.js";
import { add, addNumber, type DD, dd, div, mul, mulNumber, scale } from "./dd.js";
import { expDD } from "./exp.js";
import { expandAt, isNear } from "./root.js";
import { MISH_ROOT } from "./root-table.js";
import { plain, productOf } from "./scaled.js";

/** tanh(log 2) = 3/5, which mish is times x around 0. */
const GATE = dd(3 / 5, 2.220446049250313e-17);
const TINY = pow2(-60);
/** From here on both the value and the slope have settled: x·e^-2x < 2^-108, and x·e^x is no double. */
const UPPER = 40;
const LOWER = -800;

/** n(n + 2) + 2. */
function denominator(n: DD): DD {
  return addNumber(mul(n, addNumber(n, 2)), 2);
}

/** 1 + 2m + 2m². */
function mirrored(m: DD): DD {
  return addNumber(scale(mul(m, addNumber(m, 1)), 2), 1);
}

/** x·tanh(log(1 + e^x)). */
export function mish(x: number): number {
  if (Math.abs(x) < TINY) return productOf(GATE, x);
  if (x > UPPER) return x;
  if (x < LOWER) return -0;
  const e = expDD(-Math.abs(x));
  const n = plain(e);
  if (x > 0) return mulNumber(div(addNumber(scale(n, 2), 1), mirrored(n)), x).hi;
  const { hi, lo } = mulNumber(mul(e, div(addNumber(n, 2), denominator(n))), x);
  return ldexp(hi, lo, e.exponent);
}

/** The slope of mish, with D for the denominators: n((n + 2)·D + 4x(n + 1))/D², ((1 + 2m)·D + 4x·m²(1 + m))/D². */
export function mishSlope(x: number): number {
  if (x > UPPER) return 1;
  if (x < LOWER) return -0;
  if (isNear(MISH_ROOT, x)) return expandAt(MISH_ROOT, x);
  const e = expDD(-Math.abs(x));
  const n = plain(e);
  const bend = mulNumber(addNumber(n, 1), 4 * x);
  if (x > 0) {
    const d = mirrored(n);
    return div(add(mul(addNumber(scale(n, 2), 1), d), mul(bend, mul(n, n))), mul(d, d)).hi;
  }
  const d = denominator(n);
  const { hi, lo } = mul(e, div(add(mul(addNumber(n, 2), d), bend), mul(d, d)));
  return ldexp(hi, lo, e.exponent);
}

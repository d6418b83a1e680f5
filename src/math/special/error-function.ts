/**
 * The error function, which near zero must not be 1 − erfc.
 *
 * @packageDocumentation
 */
import { pow2 } from "./bits.js";
import { addNumber, dd, mul, mulNumber, sub, toNumber, twoProd } from "./dd.js";
import { erfcxDD } from "./erf.js";
import { expDD } from "./exp.js";
import { plain, productOf, scaled } from "./scaled.js";

/** 2/√π. */
const SLOPE = dd(1.1283791670955126, 1.533545961316588e-17);
const MINUS_THIRD = dd(-0.3333333333333333, -1.850371707708594e-17);
/** Up to it {@link series} holds. */
const SMALL = 0.5;
/** Below it erf x is its slope at 0 times x. */
const TINY = pow2(-60);

/** 1/(n!·(2n + 1)) for n = 2..11, alternating in sign. */
const TERMS: readonly number[] = (() => {
  let factorial = 1;
  const terms: number[] = [];
  for (let n = 1; n <= 11; n++) {
    factorial *= -n;
    if (n > 1) terms.push(1 / (factorial * (2 * n + 1)));
  }
  return terms;
})();

/** erf x for |x| <= 1/2 (DLMF 7.6.1): Maclaurin's series, its first two terms as pairs. */
function series(x: number): number {
  const square = twoProd(x, x);
  const s = square.hi;
  const tail = TERMS.reduceRight((sum, term) => term + s * sum, 0);
  const factor = addNumber(addNumber(mul(square, MINUS_THIRD), s * s * tail), 1);
  return toNumber(mul(mulNumber(factor, x), SLOPE));
}

/** erf x for every x, at most 0.6 ulp off; keeps the sign of zero. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size > TINY)) return productOf(SLOPE, x);
  if (size <= SMALL) return series(x);
  if (size > 6) return Math.sign(x);
  const square = twoProd(size, size);
  const e = expDD(-square.hi, -square.lo);
  const value = sub(dd(1), plain(scaled(mul(e, erfcxDD(size)), e.exponent))).hi;
  return x < 0 ? -value : value;
}

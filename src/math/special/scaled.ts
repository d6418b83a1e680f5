/**
 * Pairs with an exponent of their own, for what may fall below the normal doubles before it is done.
 *
 * @packageDocumentation
 */
import { exponentOf, ldexp, pow2 } from "./bits.js";
import { type DD, mulNumber } from "./dd.js";

/** (hi + lo) · 2^exponent. */
export interface Scaled extends DD {
  readonly exponent: number;
}

/** a · 2^exponent. */
export function scaled(a: DD, exponent: number): Scaled {
  return { hi: a.hi, lo: a.lo, exponent };
}

/** A scaled pair as a plain one; 0 below 2^-1000, where its low half would be lost. For exponents up to 1000. */
export function plain(a: Scaled): DD {
  const factor = a.exponent < -1000 ? 0 : pow2(a.exponent);
  return { hi: a.hi * factor, lo: a.lo * factor };
}

/** The double nearest to a scaled pair, rounded once. */
export function fromScaled(a: Scaled): number {
  return ldexp(a.hi, a.lo, a.exponent);
}

/** The double nearest to c · x for an ordinary pair c and any x, rounded once. */
export function productOf(c: DD, x: number): number {
  const exponent = exponentOf(x);
  if (x === 0 || exponent > 1023) return c.hi * x;
  const { hi, lo } = mulNumber(c, x * pow2(-exponent));
  return ldexp(hi, lo, exponent);
}

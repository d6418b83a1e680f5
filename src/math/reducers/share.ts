/**
 * A row's exponentials divided by their sum, with all bits.
 *
 * @packageDocumentation
 */
import { ldexp, pow2 } from "../special/bits.js";
import { type DD, mul } from "../special/dd.js";
import { expDD } from "../special/exp.js";

/** 2^27 + 1 splits a double into two of 26 bits (Veltkamp). */
const SPLITTER = 134217729;
/** Below it a product's low half could be lost. */
export const TINY = pow2(-900);

/** The upper 26 bits. */
export function upper(a: number): number {
  const wide = SPLITTER * a;
  return wide - (wide - a);
}

/** (e + lo)·f, where head + rest is f and its low half, and head its upper bits. */
export function product(e: number, lo: number, f: number, head: number, rest: number): number {
  const top = upper(e);
  // top·head is exact; all else together is at most 2^-25 of it.
  return top * head + (top * rest + (e - top + lo) * f);
}

/** e^d · inverse where it may be subnormal. */
export function tinyProduct(d: DD, inverse: DD): number {
  const e = expDD(d.hi, d.lo);
  const { hi, lo } = mul(e, inverse);
  return ldexp(hi, lo, e.exponent);
}

/**
 * Exact sums as whole numbers, for results that are to be rounded once: quotients and square roots of them.
 *
 * @packageDocumentation
 */
import { pow2 } from "./bits.js";
import type { ExactSum } from "./sum.js";

/** {@link wholeOf} counts units of 2 to this power. */
export const WHOLE_UNIT = -1087;
/** The bits of a quotient or root that are computed: those of a double, and enough to round. */
const ENOUGH = 64;

/** The finite part of an exact sum, in units of 2^{@link WHOLE_UNIT}. */
export function wholeOf({ limbs }: ExactSum): bigint {
  let whole = 0n;
  for (let i = limbs.length - 1; i >= 0; i--) whole = (whole << 32n) + BigInt(limbs[i]!);
  return whole;
}

/** How many bits a whole number that is not negative has. */
function bitsOf(n: bigint): number {
  const hex = n.toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(Number.parseInt(hex[0]!, 16)));
}

/** The double nearest to n·2^exponent for n >= 0, ties to even; `more` says that n was cut off. */
function nearest(n: bigint, exponent: number, more: boolean): number {
  if (n === 0n) return 0;
  const last = Math.max(exponent + bitsOf(n) - 53, -1074);
  if (last > 971) return Infinity;
  const shift = BigInt(last - exponent);
  if (shift <= 0n) return Number(n << -shift) * pow2(last);
  const kept = n >> shift;
  const rest = n - (kept << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (more || kept % 2n === 1n));
  return Number(up ? kept + 1n : kept) * pow2(last);
}

/** numerator / denominator · 2^exponent, rounded once, for a denominator above 0. */
export function quotientOf(numerator: bigint, denominator: bigint, exponent: number): number {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const shift = Math.max(bitsOf(denominator) - bitsOf(magnitude) + ENOUGH, 0);
  const scaled = magnitude << BigInt(shift);
  const quotient = scaled / denominator;
  const value = nearest(quotient, exponent - shift, quotient * denominator !== scaled);
  return numerator < 0n ? -value : value;
}

/** The whole part of √n, by Newton's iteration from above. */
function wholeRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((bitsOf(n) >> 1) + 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** √square / denominator · 2^exponent, rounded once, for a square that is not negative and a denominator above 0. */
export function rootQuotientOf(square: bigint, denominator: bigint, exponent: number): number {
  const shift = Math.max(bitsOf(denominator) - (bitsOf(square) >> 1) + ENOUGH, 0);
  const scaled = square << BigInt(2 * shift);
  const quotient = wholeRoot(scaled) / denominator;
  const back = quotient * denominator;
  return nearest(quotient, exponent - shift, back * back !== scaled);
}

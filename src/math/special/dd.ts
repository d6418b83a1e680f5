/**
 * Double-double arithmetic: a number held as the unevaluated sum of two doubles, about 106 bits.
 *
 * The algorithms are Dekker's and Knuth's (Dekker 1971, "A floating-point technique for extending
 * the available precision"; Knuth, TAOCP 2, 4.2.2) with the error bounds of Joldes, Muller &
 * Popescu 2017, "Tight and rigorous error bounds for basic building blocks of double-word
 * arithmetic"; its algorithm numbers stand at the functions.
 *
 * A pair is a plain object, which is never allocated where the function that makes it is inlined. V8
 * stops inlining at some size, so kernels that have to be fast hold their halves in plain numbers and
 * take the errors of products from {@link productError}.
 *
 * @packageDocumentation
 */

/** hi + lo, where hi is the double nearest to the sum. */
export interface DD {
  readonly hi: number;
  readonly lo: number;
}

/** A double as a pair. */
export function dd(hi: number, lo = 0): DD {
  return { hi, lo };
}

/** a + b without error, for |a| >= |b| or a = 0 (Dekker's Fast2Sum). */
export function fastTwoSum(a: number, b: number): DD {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

/** a + b without error (Knuth's TwoSum). */
export function twoSum(a: number, b: number): DD {
  const hi = a + b;
  const t = hi - a;
  return { hi, lo: a - (hi - t) + (b - t) };
}

/** 2^27 + 1: multiplying by it splits a double into two of 26 bits (Veltkamp). */
const SPLITTER = 134217729;

/**
 * a·b − product, exactly, for the product as rounded (Dekker's; JavaScript has no fused multiply-add).
 * Holds for |a|, |b| < 2^996 and 2^-967 < |a·b| < 2^1021; beyond, the caller scales.
 */
export function productError(a: number, b: number, product: number): number {
  const ta = SPLITTER * a;
  const a1 = ta - (ta - a);
  const a2 = a - a1;
  const tb = SPLITTER * b;
  const b1 = tb - (tb - b);
  const b2 = b - b1;
  return a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2);
}

/** a · b without error, where {@link productError} holds. */
export function twoProd(a: number, b: number): DD {
  const hi = a * b;
  return { hi, lo: productError(a, b, hi) };
}

/** -a. */
export function neg(a: DD): DD {
  return { hi: -a.hi, lo: -a.lo };
}

/** a · 2^k for a factor that is a power of two. */
export function scale(a: DD, factor: number): DD {
  return { hi: a.hi * factor, lo: a.lo * factor };
}

/** a + b, relative error below 3·2^-106 whatever the signs (algorithm 6, AccurateDWPlusDW). */
export function add(a: DD, b: DD): DD {
  const s = twoSum(a.hi, b.hi);
  const t = twoSum(a.lo, b.lo);
  const v = fastTwoSum(s.hi, s.lo + t.hi);
  return fastTwoSum(v.hi, t.lo + v.lo);
}

/** a − b, as {@link add}. */
export function sub(a: DD, b: DD): DD {
  return add(a, neg(b));
}

/** a + x for a double x, relative error at most 2^-105 (algorithm 4, DWPlusFP). */
export function addNumber(a: DD, x: number): DD {
  const s = twoSum(a.hi, x);
  return fastTwoSum(s.hi, a.lo + s.lo);
}

/** a · b, relative error below 2^-103 (algorithm 10, DWTimesDW1). */
export function mul(a: DD, b: DD): DD {
  const p = a.hi * b.hi;
  const low = productError(a.hi, b.hi, p) + (a.hi * b.lo + a.lo * b.hi);
  const hi = p + low;
  return { hi, lo: low - (hi - p) };
}

/** a · x for a double x, relative error below 2^-103 (algorithm 8, DWTimesFP2). */
export function mulNumber(a: DD, x: number): DD {
  const p = a.hi * x;
  const low = productError(a.hi, x, p) + a.lo * x;
  const hi = p + low;
  return { hi, lo: low - (hi - p) };
}

/**
 * a / b, relative error below 2^-100, for 2^-1021 < |b| < 2^1021: algorithm 17, DWDivDW2, with the
 * quotient and its correction from one reciprocal.
 */
export function div(a: DD, b: DD): DD {
  const inverse = 1 / b.hi;
  const q = a.hi * inverse;
  const p = q * b.hi;
  const low = (a.hi - p - productError(q, b.hi, p) + (a.lo - q * b.lo)) * inverse;
  const hi = q + low;
  return { hi, lo: low - (hi - q) };
}

/** √a for a > 0: one Newton step after the hardware's root (Karp & Markstein 1997). */
export function sqrt(a: DD): DD {
  const root = Math.sqrt(a.hi);
  const square = root * root;
  return fastTwoSum(root, (a.hi - square - productError(root, root, square) + a.lo) / (2 * root));
}

/** The double nearest to a pair. */
export function toNumber(a: DD): number {
  return a.hi + a.lo;
}

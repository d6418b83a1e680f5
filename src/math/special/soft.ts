/**
 * Softened corners: log(1 + e^v), (x + √(x² + b))/2, x/(1 + |x|), and the log of the odds.
 *
 * @packageDocumentation
 */
import { exponentOf, ldexp, pow2 } from "./bits.js";
import { add, addNumber, type DD, dd, div, fastTwoSum, mul, mulNumber, sqrt, sub, twoProd, twoSum } from "./dd.js";
import { log1pDD, logDD } from "./log.js";
import { expNegAbs } from "./logistic.js";
import { plain, type Scaled, scaled } from "./scaled.js";

const ONE = dd(1);
/** Where 1 + |x| is |x|. */
const LARGE = pow2(60);
/** Where x² + b is x² and would soon overflow. */
const HUGE = pow2(400);

/** log(1 + e^v) for finite v, relative error below 2^-64: max(v, 0) + log(1 + e^-|v|). */
export function softplus(v: DD): Scaled {
  const e = expNegAbs(v);
  // log(1 + n) is n − n²/2, and the second term is lost.
  if (v.hi < 0 && e.exponent < -120) return e;
  const n = plain(e);
  const bend = log1pDD(n.hi, n.lo);
  const s = twoSum(Math.max(v.hi, 0), bend.hi);
  return scaled(fastTwoSum(s.hi, s.lo + (bend.lo + (v.hi < 0 ? 0 : v.lo))), 0);
}

/** a/x² for |x| beyond every bound that keeps x² a double. */
function overSquare(a: number, x: number): number {
  const k = exponentOf(x);
  if (k > 1023) return a / Math.abs(x);
  const m = x * pow2(-k);
  const { hi, lo } = div(dd(a), twoProd(m, m));
  return ldexp(hi, lo, -2 * k);
}

/** x/(1 + |x|). */
export function softsign(x: number): number {
  const a = Math.abs(x);
  if (a > LARGE) return Math.sign(x);
  return a * LARGE < 1 ? x : div(dd(x), twoSum(1, a)).hi;
}

/** 1/(1 + |x|)². */
export function softsignSlope(x: number): number {
  const a = Math.abs(x);
  if (a > LARGE) return overSquare(1, a);
  const s = twoSum(1, a);
  return div(ONE, mul(s, s)).hi;
}

/** √(x² + b). */
function root(x: number, b: number): DD {
  return sqrt(add(twoProd(x, x), dd(b)));
}

/** (x + √(x² + b))/2, below zero as b/2 over √(x² + b) − x. */
export function squareplus(x: number, b: number): number {
  if (b === 0) return Math.max(x, 0);
  if (x > HUGE) return x;
  if (x < -HUGE) return b / 4 / -x;
  const r = root(x, b);
  return x < 0 ? div(dd(b / 2), addNumber(r, -x)).hi : 0.5 * addNumber(r, x).hi;
}

/** (1 + x/√(x² + b))/2, below zero as b/2 over √(x² + b)·(√(x² + b) − x). */
export function squareplusSlope(x: number, b: number): number {
  if (b === 0 || x > HUGE) return Math.max(Math.sign(x), 0);
  if (x < -HUGE) return overSquare(b / 4, x);
  const r = root(x, b);
  return x < 0 ? div(dd(b / 2), mul(r, addNumber(r, -x))).hi : 0.5 * div(addNumber(r, x), r).hi;
}

/** log(x/(1 − x)) for 0 <= x <= 1, else nan; around 1/2 as log(1 + (2x − 1)/(1 − x)). */
export function logit(x: number): number {
  if (!(x > 0 && x < 1)) return x === 0 ? -Infinity : x === 1 ? Infinity : Number.NaN;
  if (x < 0.25 || x > 0.75) return sub(logDD(x), log1pDD(-x)).hi;
  const odds = div(twoSum(2 * x, -1), twoSum(1, -x));
  return log1pDD(odds.hi, odds.lo).hi;
}

/** 1/(x(1 − x)) for 0 <= x <= 1, else nan. */
export function logitSlope(x: number): number {
  if (!(x > 0 && x < 1)) return x === 0 || x === 1 ? Infinity : Number.NaN;
  return x * LARGE < 1 ? 1 / x : div(ONE, mulNumber(twoSum(1, -x), x)).hi;
}

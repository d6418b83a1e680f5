/**
 * Units that pass x through a logistic gate, x·σ(v(x)), and their slopes.
 *
 * @packageDocumentation
 */
import { addNumber, type DD, dd, mul, mulNumber, twoProd } from "./dd.js";
import { gated, gatedSlope } from "./logistic.js";
import { expandAt, isNear } from "./root.js";
import { GELU_TANH_ROOT, QUICK_GELU_ROOT, SILU_ROOT } from "./root-table.js";

/** x·σ(x). */
export function silu(x: number): number {
  return gated(x, dd(x));
}

/** σ(x)·(1 + x·σ(-x)). */
export function siluSlope(x: number): number {
  return isNear(SILU_ROOT, x) ? expandAt(SILU_ROOT, x) : gatedSlope(dd(x), dd(x));
}

/** Hendrycks & Gimpel 2016, section 2: the double nearest to the decimal that the paper gives. */
const QUICK = 1.702;

/** x·σ(1.702·x). */
export function quickGelu(x: number): number {
  return gated(x, twoProd(x, QUICK));
}

/** The slope of x·σ(1.702·x). */
export function quickGeluSlope(x: number): number {
  if (isNear(QUICK_GELU_ROOT, x)) return expandAt(QUICK_GELU_ROOT, x);
  const v = twoProd(x, QUICK);
  return gatedSlope(v, v);
}

/** 2·√(2/π), and the paper's cubic coefficient (the double nearest to its decimal). */
const SLOPE = dd(1.5957691216057308, -9.96930880911092e-17);
const CUBIC = 0.044715;
/** Where the gate is open or closed for good. */
const SETTLED = 40;

/** 2·√(2/π)·x·(1 + c·x²). */
function cubic(x: number, c: DD): DD {
  if (Math.abs(x) > SETTLED) return dd(x > 0 ? Infinity : -Infinity);
  return mul(mulNumber(SLOPE, x), addNumber(mul(twoProd(x, x), c), 1));
}

const VALUE = dd(CUBIC);
const TIMES_DERIVATIVE = twoProd(CUBIC, 3);

/** x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))), since (1 + tanh u)/2 = σ(2u). */
export function geluTanh(x: number): number {
  return gated(x, cubic(x, VALUE));
}

/** The slope of {@link geluTanh}. */
export function geluTanhSlope(x: number): number {
  if (isNear(GELU_TANH_ROOT, x)) return expandAt(GELU_TANH_ROOT, x);
  return gatedSlope(cubic(x, VALUE), cubic(x, TIMES_DERIVATIVE));
}

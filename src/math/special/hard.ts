/**
 * Straight pieces whose slope, a sixth, is no double.
 *
 * @packageDocumentation
 */
import { halfAndMore, pow2 } from "./bits.js";
import { addNumber, dd, div, mulNumber, toNumber, twoProd, twoSum } from "./dd.js";

const SIX = dd(6);
const SIXTH = 1 / 6;
/** Below it hardswish is x/2, and x²/6 more. */
const TINY = pow2(-60);
/** Beyond it every straight piece of an ordinary slope has been left. */
const FAR = pow2(900);

/** alpha·x + beta rounded once, before it is cut off at 0 and 1; the double 1/6 stands for a sixth. */
export function hardSigmoid(x: number, alpha: number, beta: number): number {
  if (Math.abs(x) > FAR) return x;
  if (alpha !== SIXTH) return toNumber(addNumber(twoProd(alpha, x), beta));
  return div(addNumber(twoProd(beta, 6), x), SIX).hi;
}

/** x·min(max(x + 3, 0), 6)/6. */
export function hardSwish(x: number): number {
  if (x >= 3) return x;
  if (x <= -3) return -0;
  if (Math.abs(x) < TINY) return halfAndMore(x);
  return div(mulNumber(twoSum(x, 3), x), SIX).hi;
}

/** (2x + 3)/6 between -3 and 3, where it jumps to 0 and 1. */
export function hardSwishSlope(x: number): number {
  if (x >= 3) return 1;
  return x <= -3 ? 0 : div(twoSum(2 * x, 3), SIX).hi;
}

/**
 * A function around one of its zeros, where any formula that subtracts has lost its digits.
 *
 * @packageDocumentation
 */
import { fastTwoSum, mul, twoSum } from "./dd.js";

/** A zero as three doubles, and the Taylor coefficients there, from the first (hi, lo) to the twelfth. */
export type Root = Float64Array;

/** How far from the zero the expansion holds. */
const RADIUS = 1 / 32;

/** Whether x is near enough for {@link expandAt}. */
export function isNear(root: Root, x: number): boolean {
  return Math.abs(x - root[0]!) < RADIUS;
}

/** f(x) at most 0.6 ulp off, from the distance to the zero, which three doubles give to every digit. */
export function expandAt(root: Root, x: number): number {
  const s = twoSum(x - root[0]!, -root[1]!);
  const d = fastTwoSum(s.hi, s.lo - root[2]!);
  let tail = 0;
  for (let i = root.length - 1; i > 4; i--) tail = (tail + root[i]!) * d.hi;
  const c1 = root[3]!;
  const slope = fastTwoSum(c1, tail + root[4]!);
  return mul(d, slope).hi;
}

/**
 * Distances between numbers counted in the numbers of their type that lie between.
 *
 * @packageDocumentation
 */
import { exponentOf, pow2 } from "./special/bits.js";
import type { DType } from "./tensor.js";

/** A binary floating-point type: the bits of its fraction, and the exponent of its smallest normal number. */
interface FloatType {
  readonly bits: number;
  readonly least: number;
}

const DOUBLE: FloatType = { bits: 52, least: -1022 };
const FLOATS: { readonly [T in DType]?: FloatType } = {
  float64: DOUBLE,
  float32: { bits: 23, least: -126 },
  float16: { bits: 10, least: -14 },
  bfloat16: { bits: 7, least: -126 },
};

/** The number of a finite magnitude in the order of its type: (exponent − least)·2^bits + fraction. */
function place(magnitude: number, { bits, least }: FloatType): { exponent: number; fraction: number } {
  const exponent = Math.max(exponentOf(magnitude), least);
  return { exponent: exponent - least, fraction: magnitude / pow2(exponent - bits) };
}

/**
 * How many units in the last place two finite numbers are apart: the steps from one number of the type to the next
 * that lie between them, parts of a step for what is no number of the type. Types that are not floats count as float64.
 */
export function ulpsBetween(a: number, b: number, type: DType = "float64"): number {
  const float = FLOATS[type] ?? DOUBLE;
  const [p, q] = [place(Math.abs(a), float), place(Math.abs(b), float)];
  const sign = a < 0 === b < 0 ? -1 : 1;
  return Math.abs((p.exponent + sign * q.exponent) * pow2(float.bits) + (p.fraction + sign * q.fraction));
}

/** The type with fewer bits of two; floats come before all else. */
export function coarser(a: DType, b: DType): DType {
  const bits = (type: DType) => FLOATS[type]?.bits ?? Infinity;
  return bits(b) < bits(a) ? b : a;
}

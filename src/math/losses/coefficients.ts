/**
 * Class losses as −Σ a_c·log p_c: what the a_c are for class indices and for probabilities, with
 * class weights, an ignored index and label smoothing.
 *
 * @packageDocumentation
 */
import { InputError } from "../../errors.js";
import type { Problem } from "../loss.js";
import { add, type DD, dd, mulNumber } from "../special/dd.js";
import { placeOf } from "./shapes.js";

/** The class that a target names, or -1 if it is the ignored index. @throws InputError */
export function classAt({ target, parameters, firstRow }: Problem, position: number, classes: number): number {
  const given = target.data[position]!;
  const ignored = parameters.ignore_index;
  if (given === ignored) return -1;
  if (given >= 0 && given < classes && Number.isInteger(given)) return given;
  const where = placeOf(position, target.shape, firstRow);
  const range = `${classes} classes, so 0 to ${classes - 1}`;
  const what = Number.isInteger(given) ? "is out of range" : "is not a class index";
  const hint = given < 0 ? ` (${ignored} is ignored)` : "";
  throw new InputError(`target ${given}${where} ${what}: ${range}${hint}`);
}

/** One weight a class. @throws InputError for another number of them. */
export function classWeights({ tensors: { weight } }: Problem, classes: number): Float64Array | undefined {
  if (weight === undefined || weight.data.length === classes) return weight?.data;
  throw new InputError(`has ${weight.data.length} numbers, the input ${classes} classes`, { parameter: "weight" });
}

/** The a_c of class y: 1 − smoothing for it and smoothing/classes for each, times the weights. */
export function forIndex(a: Float64Array, y: number, weights: Float64Array | undefined, smoothing: number): void {
  const share = smoothing / a.length;
  for (let c = 0; c < a.length; c++) a[c] = share * (weights?.[c] ?? 1);
  a[y] = a[y]! + (1 - smoothing) * (weights?.[y] ?? 1);
}

/** The a_c of probabilities: mixed with equal ones by smoothing, times the weights. */
export function forProbabilities(
  a: Float64Array,
  t: Float64Array,
  start: number,
  weights: Float64Array | undefined,
  smoothing: number,
): void {
  const share = smoothing / a.length;
  for (let c = 0; c < a.length; c++) a[c] = (t[start + c]! * (1 - smoothing) + share) * (weights?.[c] ?? 1);
}

/** factor · a, rounded once where the product is ordinary; infinities and nan as IEEE 754 has them. */
export function times(a: DD, factor: number): DD {
  const product = a.hi * factor;
  const magnitude = Math.abs(product);
  return factor === 1 ? a : magnitude > 1e-280 && magnitude < 1e280 ? mulNumber(a, factor) : dd(product);
}

/** a + b; infinities and nan as IEEE 754 has them. */
export function plus(a: DD, b: DD): DD {
  const sum = a.hi + b.hi;
  return Number.isFinite(sum) ? add(a, b) : dd(sum);
}

/** −Σ a_c·log p_c in pairs. */
export function combined(a: Float64Array, logProbability: (c: number) => DD): number {
  let sum = dd(0);
  for (let c = 0; c < a.length; c++) sum = plus(sum, times(logProbability(c), a[c]!));
  return 0 - sum.hi;
}

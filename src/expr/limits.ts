/**
 * How much an expression may ask for: `zeros(1e9)` and `x**x**x` on a large tensor are ten characters.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { shapeText, sizeOf } from "../math/tensor.js";
import { isSequence, type Value } from "./values.js";

/** How many numbers a value may hold unless more is asked for. */
export const MAX_SIZE = 1_000_000;

/** All parts of an expression together may hold as many times the numbers of the largest value. */
const PARTS = 100;

/** What one evaluation may take. */
export interface Limits {
  /** @throws InputError if a result of this shape would be too large. */
  allow(shape: readonly number[]): void;
  /**
   * Counts work, in numbers that are computed.
   * @throws InputError if it is more than the expression may take.
   */
  spend(work: number): void;
}

/** The numbers that a value holds. */
export function sizeOfValue(value: Value): number {
  if (value === null || typeof value !== "object") return 0;
  if (isSequence(value)) return value.items.reduce((sum, item) => sum + sizeOfValue(item), 0);
  return "data" in value ? value.data.length : 0;
}

/** Values side by side may become one tensor, which takes their memory once more, and nothing has been computed. */
const JOINING = 10;

/** What a value counts in {@link Limits.spend}. */
export function workOf(value: Value): number {
  return sizeOfValue(value) * (isSequence(value) ? JOINING : 1);
}

/**
 * Limits for values of `most` numbers.
 * @param given how many numbers the largest value has that was given: no limit is below it, and matrices that were
 *   given may be multiplied
 * @param advice what raises the limits
 */
export function limitsFor(most: number, given: number, advice: string): Limits {
  const largest = Math.max(most, given);
  const budget = Math.ceil(PARTS * (largest + given ** 1.5));
  let spent = 0;
  return {
    allow(shape) {
      const negative = shape.find((n) => n < 0 || !Number.isInteger(n));
      if (negative !== undefined) throw new InputError(`${negative} is no size: a whole number from 0`);
      if (sizeOf(shape) <= largest) return;
      throw new InputError(`a result of ${shapeText(shape)} has more than ${largest} numbers${advice}`);
    },
    spend(work) {
      spent += work;
      if (spent > budget) throw new InputError(`up to here this takes more than ${budget} operations${advice}`);
    },
  };
}

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
function sizeOfValue(value: Value): number {
  if (value === null || typeof value !== "object") return 0;
  if (isSequence(value)) return value.items.reduce((sum, item) => sum + sizeOfValue(item), 0);
  return "data" in value ? value.data.length : 0;
}

/** Values side by side may become one tensor, which takes their memory once more, and nothing has been computed. */
const JOINING = 10;

/** A part of an expression takes as long as so many numbers of a large value. */
const PART = 50;

/** How deep lists and tuples are nested: as many dims has the tensor that they may become. */
function depthOf(value: Value): number {
  let depth = 0;
  for (let first = value; isSequence(first); first = first.items[0] ?? null) depth++;
  return depth;
}

/** What a part of an expression with this value counts in {@link Limits.spend}. */
export function workOf(value: Value): number {
  return isSequence(value) ? PART * (1 + depthOf(value)) + JOINING * sizeOfValue(value) : PART + sizeOfValue(value);
}

/** What limits are made from. */
export interface Allowance {
  /** How many numbers a value may hold. */
  readonly size: number;
  /** How much may be spent in all. */
  readonly work: number;
  /** What a refusal ends with: what raises the limits. */
  readonly advice: string;
}

export function limitsFor({ size, work, advice }: Allowance): Limits {
  let spent = 0;
  return {
    allow(shape) {
      const negative = shape.find((n) => n < 0 || !Number.isInteger(n));
      if (negative !== undefined) throw new InputError(`${negative} is no size: a whole number from 0`);
      if (sizeOf(shape) <= size) return;
      throw new InputError(`a result of ${shapeText(shape)} has more than ${size} numbers${advice}`);
    },
    spend(more) {
      spent += more;
      if (spent > work) throw new InputError(`up to here this takes more than ${work} operations${advice}`);
    },
  };
}

/** The largest value of some. */
export function largestOf(values: Iterable<Value>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, sizeOfValue(value));
  return largest;
}

/**
 * The limits of an expression that is evaluated once.
 * @param most the numbers that a value may hold
 * @param given as many has the largest value that was given: no limit is below it, and matrices that were given may
 *   be multiplied
 */
export function usualLimits(most: number, given: number): Limits {
  const size = Math.max(most, given);
  return limitsFor({ size, work: Math.ceil(PARTS * (size + given ** 1.5)), advice: "; --max-size raises that" });
}

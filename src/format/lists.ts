/**
 * Numbers of nested lists while they are read: one growing pool, and the shape of each list.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { shapeText, sizeOf, Tensor } from "../math/tensor.js";

/** Lists nested deeper than this are refused. */
export const DEEPEST = 64;

/** A growing array of doubles. */
export interface Pool {
  data: Float64Array;
  length: number;
}

export function newPool(): Pool {
  return { data: new Float64Array(256), length: 0 };
}

export function push(pool: Pool, x: number): void {
  if (pool.length === pool.data.length) {
    const larger = new Float64Array(pool.length * 2);
    larger.set(pool.data);
    pool.data = larger;
  }
  pool.data[pool.length++] = x;
}

/** The numbers from `offset` on as a tensor. */
export function tensorAt(pool: Pool, offset: number, shape: readonly number[]): Tensor {
  return new Tensor(pool.data.slice(offset, offset + sizeOf(shape)), shape);
}

/** A shape without numbers may still hold this many empty lists. */
const MOST_EMPTY = 2 ** 20;

/**
 * A shape that a file claims, once it is clear that nested lists of it can be made: an empty one, `(10 ** 12, 0)`,
 * needs no bytes.
 * @throws InputError if it has too many dims, or is empty too often.
 */
export function checkedShape(shape: readonly number[]): readonly number[] {
  if (shape.length > DEEPEST) throw new InputError(`${shape.length} dims: at most ${DEEPEST} are read`);
  const empty = shape.indexOf(0);
  if (empty < 0 || sizeOf(shape.slice(0, empty)) <= MOST_EMPTY) return shape;
  throw new InputError(`a shape of ${shapeText(shape)} is empty too often`);
}

/** The shape of a number. */
export const NUMBER: readonly number[] = [];

/** What is wrong with item `index` of a list whose first item has shape `expected`; undefined if nothing is. */
export function mismatch(expected: readonly number[], found: readonly number[], index: number): string | undefined {
  // Stryker disable next-line ConditionalExpression: only a shortcut
  if (expected === found) return undefined;
  if (expected.length === found.length && expected.every((n, i) => n === found[i])) return undefined;
  if (found.length === 0) return `row ${index} is a number, expected a list of ${expected[0]}`;
  if (expected.length === 0) return `a list among numbers`;
  if (expected.length === found.length && expected[0] !== found[0]) {
    return `row ${index} has ${counted(found[0] as number, found.length === 1 ? "number" : "row")}, expected ${expected[0]}`;
  }
  return `row ${index} is ${shapeText(found)}, expected ${shapeText(expected)}`;
}

/** `1 number`, `4 numbers`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

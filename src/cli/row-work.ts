/**
 * Commands that take the rows of their input one after the other.
 *
 * @packageDocumentation
 */
import type { Context } from "./context.js";
import type { Input } from "./input.js";
import type { Options } from "./options.js";
import { emit, type Result } from "./output.js";
import { emitRecords, type Row } from "./records.js";

/** Records instead of numbers. */
export interface Listing {
  readonly records: readonly Row[];
  /** The format of the input. */
  readonly like: string;
}

/** What a command makes of an input, or of some of its rows. */
export type Made = Result | Listing;

/** The work of a command on rows of one shape. */
export interface RowWork {
  /**
   * @param input some rows, or all
   * @param firstRow the number of the first of them
   * @returns undefined where there is nothing to write
   */
  make(input: Input, firstRow: number): Made | undefined | Promise<Made | undefined>;
  /** What is computed of an input of this shape, for people. */
  caption(shape: readonly number[], format: string): string;
  /** Says what there is to say of all rows. @param shape that of the whole input. @throws InputError if it does not fit. */
  end?(shape: readonly number[]): void | Promise<void>;
  /** Lets go what it has opened. */
  close?(): void;
}

/** The work on the rows of a large input that begins so; undefined where it needs the whole. */
export type RowsOf = (head: Input) => RowWork | undefined | Promise<RowWork | undefined>;

/** Writes what a command made of its whole input. */
export function emitMade(made: Made, options: Options, context: Context): Promise<void> {
  if ("records" in made) return emitRecords(made.records, made.like, options, context);
  return emit(made, options, context);
}

/** The work on a whole input. */
export async function workWhole(work: RowWork, input: Input, options: Options, context: Context): Promise<void> {
  const made = await work.make(input, 0);
  await work.end?.(input.tensor.shape);
  if (made) await emitMade(made, options, context);
}

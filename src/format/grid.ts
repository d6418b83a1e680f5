/**
 * Tensors as lines of numbers.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { shapeText } from "../math/tensor.js";
import type { Aside, Document } from "./document.js";

/** How many lines of how many numbers. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/**
 * The lines of a scalar, a vector (one line, or a number a line if it came so) or a matrix.
 * @throws InputError if there are more dims, naming the format that cannot hold them.
 */
export function gridOf({ tensor, layout }: Document, format: string): Grid {
  const { shape } = tensor;
  const [first = 1, second = 1] = shape;
  if (shape.length > 2) {
    throw new InputError(`${format} holds at most two dims, not ${shapeText(shape)}: json and npy hold any number`);
  }
  if (shape.length === 2) return { rows: first, columns: second };
  return layout.column ? { rows: first, columns: 1 } : { rows: 1, columns: first };
}

/** The cells of a row with the columns that pass through in their places; those beyond the row follow it. */
export function interleave(
  cells: readonly string[],
  asides: readonly Aside[],
  textOf: (aside: Aside) => string,
): readonly string[] {
  if (asides.length === 0) return cells;
  const row: string[] = [];
  let next = 0;
  const place = (isDue: (aside: Aside) => boolean): void => {
    for (let aside = asides[next]; aside && isDue(aside); aside = asides[++next]) row.push(textOf(aside));
  };
  for (const cell of cells) {
    place(({ at }) => at <= row.length);
    row.push(cell);
  }
  place(() => true);
  return row;
}

/**
 * Tensors as lines of numbers.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { shapeText } from "../math/tensor.js";
import type { Document } from "./document.js";

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

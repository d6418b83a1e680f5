/**
 * A second input whose rows go along with those of the first. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { sizeOf, Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { openLarge } from "./open-input.js";
import { type Pieces, piecesOf } from "./read-input-pieces.js";

/** Rows that are taken one after the other. */
export interface Alongside {
  /** The shape of a row. */
  readonly row: readonly number[];
  /** The next rows; undefined where there are not so many. */
  take(count: number): Promise<Tensor | undefined>;
  /** How many rows there are in all, all of them read. */
  count(): Promise<number>;
  close(): void;
}

/** Rows that have been read. */
export function heldAlongside({ data, shape, dtype }: Tensor): Alongside {
  const [rows = 1, ...row] = shape;
  const width = sizeOf(row);
  let next = 0;
  return {
    row,
    async take(count) {
      const from = next;
      next += count;
      return next > rows ? undefined : new Tensor(data.subarray(from * width, next * width), [count, ...row], dtype);
    },
    count: async () => rows,
    close: () => undefined,
  };
}

/** The rows of a large file as they are read; undefined where it is small, or can be read only as a whole. */
export async function openAlongside(operand: string, { io, note }: Context): Promise<Alongside | undefined> {
  const input = operand === "-" || !io.streaming ? undefined : await openLarge(operand, {}, io.streaming);
  if (!input) return undefined;
  let pieces: Pieces | undefined;
  try {
    pieces = await piecesOf(input, {});
  } finally {
    if (!pieces) input.close();
  }
  if (!pieces) return undefined;
  for (const text of pieces.head.notes ?? []) note(`${operand}: ${text}`);
  return alongside(pieces, input.close);
}

/** The rows of pieces as they are read. */
function alongside(pieces: Pieces, close: () => void): Alongside {
  const { tensor: head } = pieces.head;
  const row = head.shape.slice(1);
  const width = sizeOf(row);
  const rest = pieces.rest();
  let data = head.data;
  let taken = 0;
  const more = async (): Promise<boolean> => {
    const { value, done } = await rest.next();
    if (done) return false;
    const { tensor } = value.document;
    const both = new Float64Array(data.length + tensor.data.length);
    both.set(data);
    both.set(tensor.data, data.length);
    data = both;
    return true;
  };
  return {
    row,
    async take(count) {
      while (data.length < count * width) if (!(await more())) return undefined;
      const rows = new Tensor(data.subarray(0, count * width), [count, ...row], head.dtype);
      data = data.subarray(count * width);
      taken += count;
      return rows;
    },
    async count() {
      let rows = taken + data.length / width;
      for await (const { document } of rest) rows += document.tensor.shape[0]!;
      return rows;
    },
    close,
  };
}

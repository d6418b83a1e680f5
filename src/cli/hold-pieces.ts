/**
 * A large input as a whole where the kernels do not know it: eight bytes a number, and the other columns as they came.
 * Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { LONGEST_TEXT } from "../format/decode.js";
import { Tensor } from "../math/tensor.js";
import { gatheringAsides } from "./gather.js";
import { growing } from "./hold.js";
import type { Input } from "./input.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { type Pieces, piecesOf } from "./read-input-pieces.js";

/**
 * All of an input.
 * @returns undefined if it must be read at once: from the beginning where it can be opened again, else from
 * `input.bytes` on
 * @throws InputError for a mistake in it, or if it has more numbers than can be held.
 */
export async function holdPieces(input: OpenInput, options: Options): Promise<Input | undefined> {
  const pieces = await piecesOf(input, options);
  if (!pieces) return undefined;
  try {
    return await gather(pieces);
  } catch (error) {
    // Read at once, as far as that can be done, later records may have other keys.
    const isShort = input.size !== undefined && input.size < LONGEST_TEXT;
    if (error instanceof InputError && input.again && isShort) return undefined;
    throw error;
  }
}

async function gather({ head, format, rest }: Pieces): Promise<Input> {
  const [first = 0, ...row] = head.tensor.shape;
  const numbers = growing();
  const asides = gatheringAsides();
  let rows = first;
  numbers.add(head.tensor.data);
  asides.add(head.layout.asides ?? [], 0);
  for await (const { document, firstRow } of rest()) {
    numbers.add(document.tensor.data);
    asides.add(document.layout.asides ?? [], firstRow);
    rows += document.tensor.shape[0]!;
  }
  const layout = head.layout.asides ? { ...head.layout, asides: asides.all(rows) } : head.layout;
  return { ...head, format, layout, tensor: new Tensor(numbers.all(), [rows, ...row], head.tensor.dtype) };
}

/**
 * A large input as a whole: eight bytes a number, read block by block. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { sizeOf, Tensor } from "../math/tensor.js";
import type { Beginning } from "../stream/begin.js";
import type { Context } from "./context.js";
import type { Input } from "./input.js";
import { type OpenInput, openLarge } from "./open-input.js";
import type { Options } from "./options.js";
import { beginningOf, takeNumbers } from "./stream-through.js";

const PAGE = 65536;
/** WebAssembly's memories end here: 4 GiB. */
const MOST_PAGES = 65536;
/** It grows by so many pages at a time. */
const STEP = 256;

/**
 * Numbers that are added to without being moved: WebAssembly's memory is the one that grows in its place, so that
 * the peak is what is held and not twice that.
 */
export function growing() {
  const memory = new WebAssembly.Memory({ initial: 0, maximum: MOST_PAGES });
  let length = 0;
  return {
    /** @throws InputError if there are too many. */
    add(numbers: Float64Array): void {
      const missing = Math.ceil(((length + numbers.length) * 8 - memory.buffer.byteLength) / PAGE);
      const room = MOST_PAGES - memory.buffer.byteLength / PAGE;
      if (missing > room) throw new InputError(`more than ${(MOST_PAGES * PAGE) / 8} numbers cannot be held at once`);
      if (missing > 0) memory.grow(Math.min(Math.max(missing, STEP), room));
      new Float64Array(memory.buffer).set(numbers, length);
      length += numbers.length;
    },
    all: (): Float64Array => new Float64Array(memory.buffer, 0, length),
  };
}

/** Numbers whose count is known. */
function counted(count: number) {
  const data = new Float64Array(count);
  let length = 0;
  return {
    add(numbers: Float64Array): void {
      data.set(numbers, length);
      length += numbers.length;
    },
    all: (): Float64Array => data,
  };
}

/** The shape of an input of `count` numbers that begins so. */
function shapeOf({ head, reading, wide, whole }: Beginning, count: number): readonly number[] {
  if (whole) return whole.shape;
  if (wide?.only && reading.kind === "delimited") return [count];
  return head.tensor.rank === 1 && !wide ? [count] : [count / reading.width, reading.width];
}

/**
 * The numbers of a large file.
 * @returns undefined if it is small, or can be read only at once.
 * @throws InputError for a mistake in it.
 */
export async function holdFile(operand: string, context: Context): Promise<Tensor | undefined> {
  const { streaming } = context.io;
  const input = operand === "-" || !streaming ? undefined : await openLarge(operand, {}, streaming);
  if (!input) return undefined;
  try {
    const held = input.ended ? undefined : await hold(input, {}, context);
    for (const note of held?.notes ?? []) context.note(note, operand);
    return held?.tensor;
  } finally {
    input.close();
  }
}

/**
 * The numbers of an input.
 * @returns undefined, with no more than its beginning read, if it can be read only at once.
 * @throws InputError for a mistake in it, or if it has more numbers than can be held.
 */
export async function hold(input: OpenInput, options: Options, context: Context): Promise<Input | undefined> {
  if (input.key !== undefined) return undefined;
  const { format, beginning } = (await beginningOf(input, options)) ?? {};
  if (!format || !beginning) return input.hold?.();
  const { head, whole } = beginning;
  const numbers = whole ? counted(sizeOf(whole.shape)) : growing();
  const found = await takeNumbers(input, beginning, numbers.add, options, context);
  const notes = [...(head.notes ?? []), ...found.notes];
  const data = numbers.all();
  return { ...head, notes, format, tensor: new Tensor(data, shapeOf(beginning, data.length), head.tensor.dtype) };
}

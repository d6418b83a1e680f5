/**
 * Arrays of any size whose numbers go by as often as needed, and are never held.
 *
 * @packageDocumentation
 */
import { ELEMENTS, roundingNotes } from "../format/elements.js";
import type { Extent, Store } from "../format/store.js";
import type { DType } from "../math/tensor.js";
import type { Beginning } from "../stream/begin.js";
import type { Plan } from "../stream/plan.js";
import type { Context } from "./context.js";
import { throughExtent } from "./extent.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { newProgress } from "./progress.js";
import { newSpool } from "./spool.js";
import { beginningOf, goThrough } from "./stream-through.js";

/** Takes numbers, which are its own only until it returns. */
export type Take = (numbers: Float64Array) => void;

/** An array whose numbers go by. */
export interface Passing {
  /** As in messages. */
  readonly name: string;
  readonly dtype: DType;
  /** Its first size is infinite where only a pass tells. */
  readonly shape: readonly number[];
  /**
   * Gives all its numbers, in the order in which they stand.
   * @returns the shape
   * @throws InputError for a mistake in the input.
   */
  pass(take: Take): Promise<readonly number[]>;
  close(): void;
}

/** An array that stands in a store. */
export function extentPassing(name: string, store: Store, extent: Extent, options: Options, context: Context): Passing {
  const { shape, element, start, end } = extent;
  const { dtype } = element;
  const pass = async (take: Take): Promise<readonly number[]> => {
    const progress = newProgress(end - start, options, context);
    const noting: Take = (numbers) => {
      for (const note of roundingNotes(numbers, dtype)) context.note(`${name}: ${note}`);
      take(numbers);
    };
    try {
      await throughExtent(store, extent, noting, progress.at);
    } finally {
      progress.end();
    }
    return shape;
  };
  return { name, dtype, shape, pass, close: () => undefined };
}

/** What has been written to a temporary file: doubles. */
function spooled(store: Store): Extent {
  const { size } = store;
  const shape = [size / 8];
  return { shape, element: ELEMENTS.float64, littleEndian: true, fortranOrder: false, start: 0, end: size };
}

/** The sizes of an input's dims but the first. */
const innerOf = ({ head, reading, wide }: Beginning): readonly number[] =>
  wide ? [reading.width] : head.tensor.shape.slice(1);

/** Goes through an input once; returns its shape. */
async function passOf(
  input: OpenInput,
  beginning: Beginning,
  take: Take,
  options: Options,
  context: Context,
): Promise<readonly number[]> {
  const { head, length, reading, wide } = beginning;
  if (!wide) take(head.tensor.data);
  const plan: Plan = { reading, operation: { kind: "identity" }, writing: { kind: "numbers", close: "" } };
  const progress = newProgress(input.size, options, context);
  const at = (bytes: number) => progress.at(length + bytes);
  const channel = { read: input.read, write: () => undefined, progress: at, take };
  try {
    const { rows } = await goThrough(input, beginning, plan, channel, options, context);
    return [rows, ...innerOf(beginning)];
  } finally {
    progress.end();
  }
}

/**
 * The rows of a large input. What can be opened once only is written to a temporary file as it goes by.
 * @returns undefined, with no more than its beginning read, if it can be read only at once.
 */
export async function rowsPassing(input: OpenInput, options: Options, context: Context): Promise<Passing | undefined> {
  const { beginning } = (await beginningOf(input, options)) ?? {};
  if (!beginning) return undefined;
  const { name, again } = input;
  const { tensor, notes = [] } = beginning.head;
  for (const note of notes) context.note(`${name}: ${note}`);
  const shape = [Infinity, ...innerOf(beginning)];
  const spool = again ? undefined : newSpool();
  let isFirst = true;

  const first = (take: Take): Promise<readonly number[]> => {
    isFirst = false;
    const both: Take = (numbers) => {
      take(numbers);
      spool?.write(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    };
    return passOf(input, beginning, both, options, context);
  };

  const another = async (take: Take): Promise<readonly number[]> => {
    if (!again) {
      const store = spool!.store();
      await throughExtent(store, spooled(store), take);
      return shape;
    }
    const opened = await again();
    try {
      const begun = await beginningOf(opened, options);
      return begun ? await passOf(opened, begun.beginning, take, options, context) : shape;
    } finally {
      opened.close();
    }
  };

  const pass: Passing["pass"] = (take) => (isFirst ? first(take) : another(take));
  return { name, dtype: tensor.dtype, shape, pass, close: () => spool?.close() };
}

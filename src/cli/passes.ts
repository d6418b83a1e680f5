/**
 * Arrays of any size whose numbers go by as often as needed, and are never held.
 *
 * @packageDocumentation
 */
import { ELEMENTS, roundingNotes } from "../format/elements.js";
import type { Extent, Store } from "../format/store.js";
import { type DType, sizeOf } from "../math/tensor.js";
import type { Context } from "./context.js";
import { throughExtent } from "./extent.js";
import type { Input } from "./input.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { newProgress, type Shown } from "./progress.js";
import { newSpool } from "./spool.js";
import { beginningOf, takeNumbers } from "./stream-through.js";

/** Takes numbers, which are its own only until it returns. */
export type Take = (numbers: Float64Array) => void;

/** An array whose numbers go by. */
export interface Passing {
  /** As in messages. */
  readonly name: string;
  readonly dtype: DType;
  /** Its first size is infinite where only a pass tells. */
  readonly shape: readonly number[];
  /** Whether its first dim is the fastest. */
  readonly fortranOrder: boolean;
  /**
   * Gives all its numbers, in the order in which they stand.
   * @returns the shape
   * @throws InputError for a mistake in the input.
   */
  pass(take: Take): Promise<readonly number[]>;
  close(): void;
}

/** How the bar names a pass: the first of them says enough by itself. */
export function shownPasses(): () => Shown {
  const since = performance.now();
  let pass = 0;
  return () => ({ since, ...(++pass > 1 && { what: `reading ${pass}` }) });
}

/** An array that stands in a store. */
export function extentPassing(
  name: string,
  store: Store,
  extent: Extent,
  options: Options,
  context: Context,
  shown: () => Shown = shownPasses(),
): Passing {
  const { shape, element, fortranOrder } = extent;
  const { dtype } = element;
  const pass = async (take: Take): Promise<readonly number[]> => {
    const progress = newProgress(sizeOf(shape) * element.size, options, context, shown());
    const notes = new Set<string>();
    const noting: Take = (numbers) => {
      for (const note of roundingNotes(numbers, dtype)) notes.add(note);
      take(numbers);
    };
    try {
      await throughExtent(store, extent, noting, progress);
    } finally {
      progress.end();
    }
    for (const note of notes) context.note(note, name);
    return shape;
  };
  return { name, dtype, shape, fortranOrder, pass, close: () => undefined };
}

/** What has been written to a temporary file: doubles. */
function spooled({ size }: Store): Extent {
  const place = { start: 0, end: size };
  return { shape: [size / 8], element: ELEMENTS.float64, littleEndian: true, fortranOrder: false, ...place };
}

/** One way through the rows of an input. */
export interface Way {
  /** The first rows, or a pattern of them. */
  readonly head: Input;
  /** The shape of a row. */
  readonly inner: readonly number[];
  readonly byKernels: boolean;
  readonly go: (take: Take, shown: Shown) => Promise<void>;
}

/** How the rows of an input go by: through the kernels, else piece by piece. */
export async function wayThrough(input: OpenInput, options: Options, context: Context): Promise<Way | undefined> {
  const found = input.key === undefined ? await beginningOf(input, options) : undefined;
  if (found) {
    const { format, beginning } = found;
    const { head, reading, wide } = beginning;
    const inner = wide ? [reading.width] : head.tensor.shape.slice(1);
    const go = async (take: Take, shown: Shown): Promise<void> => {
      await takeNumbers(input, beginning, take, options, context, shown);
    };
    return { head: { ...head, format }, inner, byKernels: true, go };
  }
  const { piecesOf } = await import("./read-input-pieces.js");
  const pieces = await piecesOf(input, options);
  if (!pieces) return undefined;
  const { head, format, rest } = pieces;
  const go = async (take: Take, shown: Shown): Promise<void> => {
    const progress = newProgress(input.size, options, context, shown);
    try {
      take(head.tensor.data);
      for await (const { document, bytes } of rest()) {
        take(document.tensor.data);
        progress.at(bytes);
      }
    } finally {
      progress.end();
    }
  };
  return { head: { ...head, format }, inner: head.tensor.shape.slice(1), byKernels: false, go };
}

/** One more pass over an input that can be opened again. */
export async function passAgain(
  { again }: OpenInput,
  take: Take,
  shown: Shown,
  options: Options,
  context: Context,
): Promise<void> {
  const input = await again!();
  try {
    const way = await wayThrough(input, options, context);
    await way?.go(take, shown);
  } finally {
    input.close();
  }
}

/**
 * The rows of a large input. What can be opened once only is written to a temporary file as it goes by.
 * @returns undefined, with no more than its beginning read, if it can be read only at once.
 */
export async function rowsPassing(input: OpenInput, options: Options, context: Context): Promise<Passing | undefined> {
  const way = await wayThrough(input, options, context);
  if (!way) return undefined;
  const { name, again } = input;
  const { head, inner } = way;
  for (const note of head.notes ?? []) context.note(note, name);
  const shape = [Infinity, ...inner];
  const shown = shownPasses();
  const spool = again ? undefined : newSpool();
  let spooledAs: Passing | undefined;
  let isFirst = true;

  const counted = async (go: Way["go"], take: Take): Promise<readonly number[]> => {
    let count = 0;
    const counting: Take = (numbers) => {
      take(numbers);
      count += numbers.length;
    };
    await go(counting, shown());
    return [count / sizeOf(inner), ...inner];
  };

  const first = (take: Take): Promise<readonly number[]> => {
    isFirst = false;
    const both: Take = (numbers) => {
      take(numbers);
      spool!.write(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    };
    return counted(way.go, spool ? both : take);
  };

  const another = async (take: Take): Promise<readonly number[]> => {
    if (again) return counted((one, shown) => passAgain(input, one, shown, options, context), take);
    const store = spool!.store();
    spooledAs ??= extentPassing(name, store, spooled(store), options, context, shown);
    return spooledAs.pass(take);
  };

  const pass: Passing["pass"] = (take) => (isFirst ? first(take) : another(take));
  return { name, dtype: head.tensor.dtype, shape, fortranOrder: false, pass, close: () => spool?.close() };
}

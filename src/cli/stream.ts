/**
 * Whether a command goes block by block: one source, larger than what is checked whole, and an operation on its rows.
 *
 * @packageDocumentation
 */
import type { Tensor } from "../math/tensor.js";
import type { Operation } from "../stream/operation.js";
import type { Context } from "./context.js";
import { openFile, sizeOfFile } from "./files.js";
import { isNumeric, pathOf } from "./input.js";
import type { Options } from "./options.js";

/** What to do with the rows of an input. */
export interface RowWise {
  /** What is computed, for notes. */
  readonly name: string;
  /** The operation on the rows of an input whose first rows are `head`; undefined where it needs the whole input. */
  readonly operation: (head: Tensor) => Operation | undefined;
}

/** An input that is being read. */
export interface OpenInput {
  readonly name: string;
  readonly path: string | undefined;
  /** Its size in bytes, where it is known. */
  readonly size: number | undefined;
  /** What has been read of it: more than is checked whole. */
  bytes: Buffer;
  /** Reads some more; 0 at the end. */
  read(target: Uint8Array): number;
  /** The same, for when the process must heed signals while nothing comes. */
  await(target: Uint8Array): number | Promise<number>;
  close(): void;
}

/** Up to this size an input is read and checked whole before anything is written. */
const CHECKED_WHOLE = 1 << 20;

/** Options that need the whole input, or write what is no row of numbers. */
const WHOLE: readonly (keyof Options)[] = ["key", "mask", "topK", "labels", "steps", "targetColumn", "targetKey"];

/** Reads until there is more than is checked whole; undefined where all that came is `bytes`. */
function readAhead(read: (target: Uint8Array) => number): { bytes: Buffer; ended: boolean } {
  const bytes = Buffer.allocUnsafeSlow(CHECKED_WHOLE + 1);
  let length = 0;
  while (length < bytes.length) {
    const count = read(bytes.subarray(length));
    if (count === 0) return { bytes: bytes.subarray(0, length), ended: true };
    length += count;
  }
  return { bytes, ended: false };
}

/** The bytes of an input up to its end. */
function readOn({ bytes, read }: OpenInput): Uint8Array {
  const blocks: Uint8Array[] = [bytes];
  for (;;) {
    const block = new Uint8Array(CHECKED_WHOLE);
    const count = read(block);
    if (count === 0) return Buffer.concat(blocks);
    blocks.push(block.subarray(0, count));
  }
}

/** A context whose standard input begins with what has been read of it. */
function withStdin(context: Context, readStdin: () => Uint8Array): Context {
  return { ...context, io: { ...context.io, readStdin } };
}

/** The file that is the only operand, if it is large. */
function largeFile(operand: string): OpenInput | undefined {
  if (isNumeric(operand)) return undefined;
  const named = pathOf(operand);
  const size = named && named.key === undefined ? sizeOfFile(named.path) : undefined;
  if (!named || size === undefined || size <= CHECKED_WHOLE) return undefined;
  const { read, close } = openFile(named.path);
  return { name: operand, path: named.path, size, bytes: readAhead(read).bytes, read, await: read, close };
}

/**
 * Gives a large input to `work`, which says whether it could go through it block by block.
 * @param whole options that need the whole input
 * @returns undefined if all is done; else the context to go on with, on the whole input
 */
export async function large(
  operands: readonly string[],
  options: Options,
  context: Context,
  whole: readonly (keyof Options)[],
  work: (input: OpenInput) => Promise<boolean>,
): Promise<Context | undefined> {
  const { io } = context;
  const toTerminal = options.output === undefined && io.isTerminal("stdout");
  const isWhole = operands.length > 1 || whole.some((name) => options[name] !== undefined);
  if (!io.streaming || toTerminal || isWhole) return context;
  const [operand = "-"] = operands;
  if (operand !== "-") {
    const input = largeFile(operand);
    if (!input) return context;
    try {
      return (await work(input)) ? undefined : context;
    } finally {
      input.close();
    }
  }
  if (io.isTerminal("stdin")) return context;
  const { readStdin: read, awaitStdin } = io.streaming;
  const { bytes, ended } = readAhead(read);
  if (ended) return withStdin(context, () => bytes);
  const input = {
    name: "stdin",
    path: undefined,
    size: undefined,
    bytes,
    read,
    await: awaitStdin,
    close: () => undefined,
  };
  return (await work(input)) ? undefined : withStdin(context, () => readOn(input));
}

/** Runs a row-wise command block by block, if its input is {@link large} and can be read so. */
export function streamed(
  what: RowWise,
  operands: readonly string[],
  options: Options,
  context: Context,
): Promise<Context | undefined> {
  return large(operands, options, context, WHOLE, async (input) => {
    const { streamRows } = await import("./stream-rows.js");
    return streamRows(what, input, options, context);
  });
}

/**
 * Whether a command goes block by block: one source, larger than what is checked whole, and an operation on its rows.
 *
 * @packageDocumentation
 */
import type { Tensor } from "../math/tensor.js";
import type { Operation } from "../stream/operation.js";
import type { AlreadyRead, Context } from "./context.js";
import { isSource } from "./input.js";
import { type OpenInput, openLarge, openStdin, readOn } from "./open-input.js";
import type { Options } from "./options.js";
import { shownAs } from "./output.js";
import type { RowsOf } from "./row-work.js";
import type { ColumnWise } from "./stream-columns.js";

/** What the kernels do with the rows of an input. */
export interface RowWise {
  /** What is computed, for notes. */
  readonly name: string;
  /** The operation on the rows of an input whose first rows are `head`; undefined where it needs the whole input. */
  readonly operation: (head: Tensor) => Operation | undefined;
}

/** The ways in which a command can go through a large input. */
export interface Streamable extends RowWise {
  /** The reduction down the columns of such an input, where it is one that goes in passes. */
  readonly columns?: (head: Tensor) => ColumnWise | undefined;
  /** The same for rows of any shape, beside which other columns may stand. */
  readonly rows: RowsOf;
}

/** What a command needs of its input. */
interface Needs {
  /** Options that need the whole. */
  readonly whole: readonly (keyof Options)[];
  /** Whether it is read more than once. */
  readonly again: boolean;
}

const NEEDS: Needs = { whole: ["steps"], again: false };

/** Options of what the kernels do not know: they take rows of numbers, and give such. */
const BEYOND_KERNELS = ["key", "mask", "topK", "labels", "targetColumn", "targetKey"] as const;

/** Whether an option asks for something; of the key, what is left to follow. */
export const asks = (options: Options, name: keyof Options, { key }: OpenInput): boolean =>
  name === "key" ? key !== undefined : options[name] !== undefined;

/**
 * Gives a large input to `work`, which says whether it could go through it block by block.
 * @returns undefined if all is done; else the context to go on with, on the whole input
 */
export async function large(
  operands: readonly string[],
  options: Options,
  context: Context,
  { whole, again }: Needs,
  work: (input: OpenInput) => Promise<boolean>,
): Promise<Context | undefined> {
  const { io } = context;
  const [operand = "-"] = operands;
  if (!io.streaming || (operand === "-" && io.isTerminal("stdin"))) return context;
  if (operands.length > 1) return operands.every(isSource) ? holdLarge(operands, options, context) : context;
  const opened =
    operand === "-" ? await openStdin(options, io.streaming) : await openLarge(operand, options, io.streaming);
  if (!opened) return context;
  const toTerminal = options.output === undefined && io.isTerminal("stdout");
  const isOdd = toTerminal && shownAs(options, context) === undefined;
  const isWhole = opened.ended || isOdd || whole.some((name) => asks(options, name, opened));
  const input = again && !isWhole ? await replayable(opened) : opened;
  try {
    if (!isWhole && (await work(input))) return undefined;
    return withRead(context, [operand, await readWhole(input, options, context)]);
  } finally {
    input.close();
  }
}

/** An input that can be opened again: what comes once waits in a temporary file. */
export async function replayable(input: OpenInput): Promise<OpenInput> {
  if (input.again) return input;
  const { spooled } = await import("./spooled-input.js");
  return spooled(input);
}

/** What must not be read again of an input: its numbers, or bytes that come once. */
async function readWhole(input: OpenInput, options: Options, context: Context): Promise<AlreadyRead | undefined> {
  if (!input.ended) {
    const { hold } = await import("./hold.js");
    const { holdPieces } = await import("./hold-pieces.js");
    const held = (await hold(input, options, context)) ?? (await holdPieces(input, options));
    if (held) return { held };
  }
  return input.again && !input.spooled ? undefined : { bytes: await readOn(input) };
}

function withRead(context: Context, ...read: [string, AlreadyRead | undefined][]): Context {
  const known = read.filter((one): one is [string, AlreadyRead] => one[1] !== undefined);
  return known.length > 0 ? { ...context, read: new Map([...(context.read ?? []), ...known]) } : context;
}

/** Holds those files among the operands that are large, at eight bytes a number. */
export async function holdLarge(operands: readonly string[], options: Options, context: Context): Promise<Context> {
  const { streaming } = context.io;
  if (!streaming) return context;
  const read: [string, AlreadyRead | undefined][] = [];
  for (const operand of new Set(operands)) {
    const input = operand === "-" ? undefined : await openLarge(operand, options, streaming);
    if (!input) continue;
    try {
      read.push([operand, await readWhole(input, options, context)]);
    } finally {
      input.close();
    }
  }
  return withRead(context, ...read);
}

/**
 * Runs a row-wise command block by block, if its input is {@link large} and can be read so: through the kernels where
 * they know it, else piece by piece.
 */
export function streamed(
  what: Streamable,
  operands: readonly string[],
  options: Options,
  context: Context,
): Promise<Context | undefined> {
  return large(operands, options, context, NEEDS, async (input) => {
    if (await throughRows(what, input, options, context)) return true;
    if (!what.columns || BEYOND_KERNELS.some((name) => name !== "key" && asks(options, name, input))) return false;
    const { streamColumns } = await import("./stream-columns.js");
    return streamColumns(what.columns, input, options, context);
  });
}

/** The same for an input that has been opened. @returns false, with nothing read or written, if it must be whole */
export async function throughRows(
  what: Streamable,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<boolean> {
  if (BEYOND_KERNELS.every((name) => !asks(options, name, input))) {
    if (shownAs(options, context) !== undefined) {
      const { showRows } = await import("./stream-shown.js");
      if (await showRows(what, input, options, context)) return true;
    } else {
      const { streamRows } = await import("./stream-rows.js");
      if (await streamRows(what, input, options, context)) return true;
    }
  }
  const { streamPieces } = await import("./stream-pieces.js");
  return streamPieces(what.rows, input, options, context);
}

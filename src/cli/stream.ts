/**
 * Whether a command goes block by block: one source, larger than what is checked whole, and an operation on its rows.
 *
 * @packageDocumentation
 */
import type { Tensor } from "../math/tensor.js";
import type { Operation } from "../stream/operation.js";
import type { Context } from "./context.js";
import { type OpenInput, openLarge, openStdin, readOn } from "./open-input.js";
import type { Options } from "./options.js";
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

/** Options that need the whole input. */
const WHOLE = ["steps"] as const;

/** Options of what the kernels do not know: they take rows of numbers, and give such. */
const BEYOND_KERNELS = ["key", "mask", "topK", "labels", "targetColumn", "targetKey"] as const;

/** Whether an option asks for something; a key does no more where it has been followed. */
const asks = (options: Options, name: keyof Options, { keyed }: OpenInput): boolean =>
  options[name] !== undefined && !(name === "key" && keyed);

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
  const [operand = "-"] = operands;
  if (!io.streaming || operands.length > 1 || (operand === "-" && io.isTerminal("stdin"))) return context;
  const input = operand === "-" ? await openStdin(io.streaming) : await openLarge(operand, options, io.streaming);
  if (!input) return context;
  try {
    const toTerminal = options.output === undefined && io.isTerminal("stdout");
    const isWhole = input.ended || toTerminal || whole.some((name) => asks(options, name, input));
    if (!isWhole && (await work(input))) return undefined;
    return await readWhole(operand, input, options, context);
  } finally {
    input.close();
  }
}

/** A context in which the input has been read already, where it must not be read again. */
async function readWhole(operand: string, input: OpenInput, options: Options, context: Context): Promise<Context> {
  if (!input.ended) {
    const { hold } = await import("./hold.js");
    const held = await hold(input, options, context);
    if (held) return { ...context, read: { operand, held } };
  }
  if (input.again) return context;
  return { ...context, read: { operand, bytes: await readOn(input) } };
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
  return large(operands, options, context, WHOLE, async (input) => {
    if (BEYOND_KERNELS.every((name) => !asks(options, name, input))) {
      const { streamRows } = await import("./stream-rows.js");
      if (await streamRows(what, input, options, context)) return true;
      if (what.columns) {
        const { streamColumns } = await import("./stream-columns.js");
        if (await streamColumns(what.columns, input, options, context)) return true;
      }
    }
    const { streamPieces } = await import("./stream-pieces.js");
    return streamPieces(what.rows, input, options, context);
  });
}

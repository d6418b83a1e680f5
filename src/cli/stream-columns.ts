/**
 * A reduction down the columns of a large input, in passes. Loaded when there is one.
 *
 * @packageDocumentation
 */
import type { Document } from "../format/document.js";
import type { Parameters, Values } from "../math/parameters.js";
import type { Reducer } from "../math/reducer.js";
import { REDUCERS } from "../math/reducers.js";
import { Tensor } from "../math/tensor.js";
import type { Beginning } from "../stream/begin.js";
import type { Operation } from "../stream/operation.js";
import type { Context } from "./context.js";
import { hold } from "./hold.js";
import { laneName, sayLanes } from "./lane-notes.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { emit } from "./output.js";
import { rowWriting } from "./row-writing.js";
import { outputFormat, streamRows } from "./stream-rows.js";
import { beginningOf, type Found, takeNumbers } from "./stream-through.js";
import { writeRows } from "./write-rows.js";

/** A reduction along the first dim of a matrix or a vector. */
export interface ColumnWise {
  readonly name: string;
  readonly parameters: Values<Parameters>;
  readonly keepdim: boolean;
  readonly binarize: number | undefined;
}

/** The rows of an input, as often as they are needed. */
interface Rows {
  readonly head: Document;
  readonly format: string;
  /** Gives all numbers to `take`. */
  visit(take: (numbers: Float64Array) => void): Promise<void>;
  /** Writes them, operated on. */
  write(operation: Operation): Promise<boolean>;
}

/** A text with more numbers than take so many bytes is read again rather than held. */
const HELD = 2 ** 30;

/** Whether reading a file again is cheaper than holding its numbers: parsing a text costs more than memory, up to a point. */
function isReread({ again, size }: OpenInput, { head, length, reading, wide }: Beginning): boolean {
  if (!again || size === undefined || wide) return false;
  const numbers = (size / length) * head.tensor.data.length;
  return reading.kind === "binary" || numbers * 8 > HELD;
}

/** Rows that are read anew for every visit. */
function rereading(name: string, input: OpenInput, found: Found, options: Options, context: Context): Rows {
  const opened = async <T>(work: (input: OpenInput) => Promise<T>): Promise<T> => {
    const once = await input.again!();
    try {
      return await work(once);
    } finally {
      once.close();
    }
  };
  return {
    head: found.beginning.head,
    format: found.format,
    visit: (take) =>
      opened(async (once) => {
        const { beginning } = (await beginningOf(once, options)) ?? found;
        await takeNumbers(once, beginning, take, options, context);
      }),
    write: (operation) => opened((once) => streamRows({ name, operation: () => operation }, once, options, context)),
  };
}

/** Rows that are held. */
async function holding(input: OpenInput, options: Options, context: Context): Promise<Rows | undefined> {
  const held = await hold(input, options, context);
  if (!held) return undefined;
  const { tensor, layout, format } = held;
  const to = outputFormat(tensor, tensor, format, options);
  return {
    head: held,
    format,
    visit: async (take) => take(tensor.data),
    write: (operation) => writeRows({ tensor, layout, operation }, to, options, context),
  };
}

/**
 * Reduces the columns of an input.
 * @returns false, with nothing read or written, if the input must be whole.
 */
export async function streamColumns(
  columns: (head: Tensor) => ColumnWise | undefined,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<boolean> {
  const found = await beginningOf(input, options);
  const what = found && !found.beginning.wide ? columns(found.beginning.head.tensor) : undefined;
  if (!found || !what) return false;
  const { tensor, layout } = found.beginning.head;
  const { row } = REDUCERS.get(what.name)!;
  const to = outputFormat(tensor, tensor, found.format, options);
  if (row.columns!.map && !rowWriting(to, tensor, layout, options)) return false;
  const width = tensor.rank === 1 ? 1 : tensor.shape[1]!;
  const rows = isReread(input, found.beginning)
    ? rereading(what.name, input, found, options, context)
    : await holding(input, options, context);
  if (!rows) return false;
  const passes = row.columns!.passes(what.parameters, width);
  do await rows.visit(passes.add);
  while (passes.next());
  const state = passes.state();
  const isNone = (column: number): boolean =>
    row.columns!.map ? !Number.isFinite(passes.max[column]) : Number.isNaN(state[column]);
  noteColumns(what.name, row, { max: passes.max, isNone }, tensor.rank, context);
  if (row.columns!.map) {
    const { name, parameters, binarize } = what;
    return rows.write({ kind: "columns", name, parameters, state, binarize });
  }
  const kept = what.keepdim ? [1] : [];
  const result = new Tensor(state, [...kept, ...(tensor.rank === 1 ? [] : [width])], tensor.dtype);
  await emit({ tensor: result, from: { ...rows.head, format: rows.format }, caption: "" }, options, context);
  return true;
}

/** Says which columns have no result, and why. */
function noteColumns(
  name: string,
  { absent }: Reducer["row"],
  { max, isNone }: { max: Float64Array; isNone: (column: number) => boolean },
  rank: number,
  context: Context,
): void {
  if (absent === undefined) return;
  const kind = (is: (largest: number) => boolean) => {
    const columns = [...max.keys()].filter((column) => isNone(column) && is(max[column]!));
    return { count: columns.length, first: columns[0] ?? 0 };
  };
  const lanes = { nan: kind(Number.isNaN), infinite: kind((x) => x === Infinity), empty: kind((x) => x === -Infinity) };
  sayLanes(name, absent, lanes, (lane) => laneName(lane, rank === 1 ? [0] : [0, max.length], 0), context);
}

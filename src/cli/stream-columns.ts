/**
 * A reduction down the columns of a large input, in passes. Loaded when there is one.
 *
 * @packageDocumentation
 */
import { ELEMENTS } from "../format/elements.js";
import { storeOf } from "../format/store.js";
import type { Parameters, Values } from "../math/parameters.js";
import type { Reducer } from "../math/reducer.js";
import { REDUCERS } from "../math/reducers.js";
import { sizeOf, Tensor } from "../math/tensor.js";
import { beginArray } from "../stream/begin.js";
import { type ColumnsOperation, operate } from "../stream/operation.js";
import type { Context } from "./context.js";
import { growing } from "./hold.js";
import type { Input } from "./input.js";
import { laneName, sayLanes } from "./lane-notes.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { emit, shownAs } from "./output.js";
import { passAgain, shownPasses, type Take, type Way, wayThrough } from "./passes.js";
import { reading } from "./spooled-input.js";
import { replayable, type Streamable, throughRows } from "./stream.js";
import { writerFor } from "./write-pieces.js";

/** A reduction along the first dim. */
export interface ColumnWise {
  readonly name: string;
  readonly parameters: Values<Parameters>;
  readonly keepdim: boolean;
  readonly binarize: number | undefined;
  /** What is computed of an input of this shape, for people. */
  caption(shape: readonly number[], format: string): string;
}

/** Numbers that take more bytes are read again rather than held, where that can be done. */
const HELD = 2 ** 30;

/** What is known of more columns than this takes as much as many rows of them. */
const MOST_COLUMNS = 8192;

/** The rows of an input, as often as they are needed. */
interface Rows {
  visit(take: Take): Promise<void>;
  /** Opens them once more: the input, or what is held of it. @param count how many there are */
  open(count: number): Promise<OpenInput>;
}

/** Numbers that are held, as an input whose first rows have the layout of the one from which they came. */
function held(input: OpenInput, { head, inner }: Way, numbers: Float64Array, count: number): OpenInput {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const array = { shape: [count, ...inner], element: ELEMENTS.float64, littleEndian: true, fortranOrder: false };
  const beginning = beginArray(array, bytes, 0)!;
  const { length } = beginning;
  const found = { format: head.format, beginning: { ...beginning, head: { ...beginning.head, layout: head.layout } } };
  const read = reading(storeOf(bytes), length);
  const own = { format: "npy", size: bytes.length, bytes: bytes.subarray(0, length), read, await: read };
  return { ...input, ...own, found: Promise.resolve(found), close: () => undefined };
}

/**
 * How often an input is read: an array each time, since that costs less than memory. The numbers of a text are held,
 * up to a point; what stands beside them is read again.
 */
function rowsOf(input: OpenInput, way: Way, options: Options, context: Context): Rows {
  const shown = shownPasses();
  const isArray = input.hold !== undefined || way.head.format === "npy";
  let kept = isArray && input.again ? undefined : growing();
  let isFirst = true;
  const keeping =
    (take: Take): Take =>
    (numbers) => {
      take(numbers);
      if (kept && input.again && (kept.all().length + numbers.length) * 8 > HELD) kept = undefined;
      kept?.add(numbers);
    };
  return {
    async visit(take) {
      if (isFirst) {
        isFirst = false;
        await way.go(keeping(take), shown());
      } else if (kept) take(kept.all());
      else await passAgain(input, take, shown(), options, context);
    },
    async open(count) {
      const numbers = kept?.all();
      kept = undefined;
      return numbers && way.byKernels ? held(input, way, numbers, count) : input.again!();
    },
  };
}

/** Whether results like the first rows can be written as they come, or be shown. */
function canGo({ head }: Way, options: Options, context: Context): boolean {
  if (shownAs(options, context) !== undefined) return true;
  const silent = { ...context, note: () => undefined };
  return writerFor({ tensor: head.tensor, from: head, caption: "" }, options, silent) !== undefined;
}

/**
 * Reduces the columns of an input.
 * @returns false, with nothing read or written, if the input must be whole.
 */
export async function streamColumns(
  columns: NonNullable<Streamable["columns"]>,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<boolean> {
  const way = await wayThrough(input, options, context);
  const what = way && columns(way.head.tensor);
  if (!what || sizeOf(way.inner) > MOST_COLUMNS) return false;
  if (REDUCERS.get(what.name)!.row.columns!.map && !canGo(way, options, context)) return false;
  if (way.byKernels) return reduceColumns(what, way, input, options, context);
  // The columns beside the numbers are read once more.
  const again = await replayable(input);
  const anew = again === input ? way : await wayThrough(again, options, context);
  return again.again !== undefined && reduceColumns(what, anew!, again, options, context);
}

async function reduceColumns(
  what: ColumnWise,
  way: Way,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<boolean> {
  const { name, parameters, keepdim, binarize, caption } = what;
  const { head, inner } = way;
  const { row } = REDUCERS.get(name)!;
  for (const note of head.notes ?? []) context.note(note, input.name);
  const rows = rowsOf(input, way, options, context);
  const width = sizeOf(inner);
  const passes = row.columns!.passes(parameters, width);
  let count = 0;
  await rows.visit((numbers) => {
    passes.add(numbers);
    count += numbers.length / width;
  });
  while (passes.next()) await rows.visit(passes.add);
  const state = passes.state();
  const isNone = (column: number): boolean =>
    row.columns!.map ? !Number.isFinite(passes.max[column]) : Number.isNaN(state[column]);
  noteColumns(name, row, { max: passes.max, isNone }, [count, ...inner], context);
  if (!row.columns!.map) {
    const tensor = new Tensor(state, [...(keepdim ? [1] : []), ...inner], head.tensor.dtype);
    await emit({ tensor, from: head, caption: caption([count, ...inner], head.format) }, options, context);
    return true;
  }
  const last = await rows.open(count);
  try {
    return await throughRows(
      lastPass(what, row, { kind: "columns", name, parameters, state, binarize }),
      last,
      options,
      context,
    );
  } finally {
    last.close();
  }
}

/** The last pass, which takes row after row to its results. */
function lastPass(
  { name, binarize, caption }: ColumnWise,
  row: Reducer["row"],
  operation: ColumnsOperation,
): Streamable {
  const shares = row.facts.includes("sums to 1") && binarize === undefined;
  const make = (from: Input) => {
    const { tensor } = operate(operation)(from.tensor);
    return { tensor, from, caption: caption(from.tensor.shape, from.format), largest: 0, shares };
  };
  return { name, operation: () => operation, rows: () => ({ make, caption }) };
}

/** Says which columns have no result, and why. */
function noteColumns(
  name: string,
  { absent }: Reducer["row"],
  { max, isNone }: { max: Float64Array; isNone: (column: number) => boolean },
  shape: readonly number[],
  context: Context,
): void {
  if (absent === undefined) return;
  const kind = (is: (largest: number) => boolean) => {
    const columns = [...max.keys()].filter((column) => isNone(column) && is(max[column]!));
    return { count: columns.length, first: columns[0] ?? 0 };
  };
  const lanes = { nan: kind(Number.isNaN), infinite: kind((x) => x === Infinity), empty: kind((x) => x === -Infinity) };
  sayLanes(name, absent, lanes, (lane) => laneName(lane, shape, 0), context);
}

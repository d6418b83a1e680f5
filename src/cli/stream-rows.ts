/**
 * A command on a large input, block by block. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { within } from "../errors.js";
import type { WriteOptions } from "../format/document.js";
import { formatNamed, formatOfPath } from "../format/formats.js";
import { REDUCERS } from "../math/reducers.js";
import type { Tensor } from "../math/tensor.js";
import type { Beginning } from "../stream/begin.js";
import { type Operation, type Outcome, operate } from "../stream/operation.js";
import type { Plan, Writing } from "../stream/plan.js";
import type { Channel } from "../stream/run.js";
import { npyRows, textRows } from "../stream/writing.js";
import type { Context } from "./context.js";
import type { Headed, Sink } from "./headed.js";
import { type Lanes, sayLanes } from "./lane-notes.js";
import type { OpenInput } from "./open-input.js";
import { given, type Options } from "./options.js";
import { type OutputFile, openOutput } from "./output-file.js";
import { newProgress } from "./progress.js";
import type { RowWise } from "./stream.js";
import { beginningOf, goThrough } from "./stream-through.js";

/** The format that the result gets. */
function outputFormat(head: Tensor, result: Tensor, inputFormat: string, { to, output }: Options): string {
  if (to) return to;
  const ending = output === undefined ? undefined : formatOfPath(output);
  if (ending?.write) return ending.name;
  const { name, reducedTo = "text", writtenAs = name } = formatNamed(inputFormat);
  return isAlike(head, result) ? writtenAs : reducedTo;
}

function isAlike(a: Tensor, b: Tensor): boolean {
  return a.rank === b.rank && a.shape.every((n, i) => n === b.shape[i]);
}

/** All that is known once the head has been read and worked on. */
interface Course {
  readonly beginning: Beginning;
  readonly plan: Plan;
  readonly outcome: Outcome;
  /** What the head is written as. */
  readonly written: Uint8Array | string;
  /** What stands in front of so many rows, where that depends on their number. */
  readonly header: ((rows: number) => Uint8Array) | undefined;
}

/** How the input goes through; undefined where it must be whole. */
async function courseOf(
  what: RowWise,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<Course | undefined> {
  const { format, beginning } = (await beginningOf(input, options)) ?? {};
  const operation = beginning && what.operation(beginning.head.tensor);
  if (!format || !operation) return undefined;
  const { head, reading } = beginning;
  for (const note of head.notes ?? []) context.note(`${input.name}: ${note}`);
  const outcome = operate(operation)(head.tensor);
  const writing = writingOf(beginning, outcome.tensor, format, options);
  if (!writing) return undefined;
  const { rows, head: written, header } = writing;
  return { beginning, plan: { reading, operation, writing: rows }, outcome, written, header };
}

/** What the head is written as, and how the rows behind it are; undefined where the result must be whole. */
function writingOf({ head }: Beginning, tensor: Tensor, inputFormat: string, options: Options) {
  const to = outputFormat(head.tensor, tensor, inputFormat, options);
  if (to === "npy") return npyRows(tensor);
  if (to === "table") return undefined;
  const layout = isAlike(tensor, head.tensor) ? head.layout : { column: to === "text" };
  const { precision, nonfinite, delimiter } = options;
  const writeOptions: WriteOptions = given({ precision, nonfinite, delimiter });
  const rows = textRows(to, tensor, layout, writeOptions);
  const written = rows && formatNamed(to).write!({ tensor, layout }, writeOptions);
  // Latin-1 in a header: rare enough to be read whole.
  if (typeof written !== "string" || !written.endsWith(rows!.close)) return undefined;
  return { rows: rows!, head: written.slice(0, written.length - rows!.close.length), header: undefined };
}

/** Rows without a result, those of the head first. */
function lanesOf({ status }: Outcome, troubles: readonly { count: number; first: number }[]): Lanes {
  const [nan, infinite, empty] = [status?.nan, status?.infinite, status?.empty].map((head = [], i) => {
    const { count, first } = troubles[i]!;
    return { count: head.length + count, first: head[0] ?? first };
  });
  return { nan: nan!, infinite: infinite!, empty: empty! };
}

/** A channel to which the rows are written from the first on: without what separates it from one before. */
function opening(writing: Writing, channel: Channel): Channel {
  if (writing.kind !== "text" || writing.close === "") return channel;
  const { before, close } = writing;
  let skip = before.endsWith("[") ? before.length - 1 : before.length;
  if (close.startsWith("]")) channel.write("[");
  const write = (bytes: Uint8Array | string): void => {
    channel.write(typeof bytes === "string" ? bytes.slice(skip) : bytes.subarray(skip));
    skip = 0;
  };
  return { ...channel, write };
}

/**
 * Runs a row-wise command block by block.
 * @returns false, with nothing read or written, if the input must be whole.
 */
export async function streamRows(
  what: RowWise,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<boolean> {
  const course = await courseOf(what, input, options, context);
  if (!course) return false;
  const { beginning, plan, outcome, written } = course;
  const output = options.output === undefined ? undefined : openOutput(options.output);
  const progress = newProgress(input.size, options, context);
  let sink: Headed | undefined;
  try {
    sink = await sinkFor(course, input, output, options, context);
    const channel: Channel = {
      read: output ? input.await : input.read,
      write: sink.write,
      progress: (bytes) => progress.at(beginning.length + bytes),
      ...(output && { turn: output.turn }),
    };
    const first = beginning.wide ? opening(plan.writing, channel) : channel;
    if (!beginning.wide) channel.write(written);
    const summary = await goThrough(input, beginning, plan, first, options, context);
    channel.write(plan.writing.close);
    within(input.name, () => sink!.end(summary.rows));
    await output?.commit();
    progress.end();
    sayTroubles(what.name, plan.operation, lanesOf(outcome, summary.troubles), context);
  } catch (error) {
    progress.end();
    output?.abort();
    throw error;
  } finally {
    sink?.close();
  }
  return true;
}

/** Where the result goes. */
async function sinkFor(
  { beginning, header }: Course,
  input: OpenInput,
  output: OutputFile | undefined,
  options: Options,
  context: Context,
): Promise<Headed> {
  const sink: Sink = output ?? { write: (bytes) => context.io.write("stdout", bytes) };
  if (!header) return { write: sink.write, end: () => undefined, close: () => undefined };
  const { headed } = await import("./headed.js");
  const counted = beginning.whole?.shape[0] ?? (sink.rewrite ? undefined : await countRows(input, options, context));
  return headed(sink, header, counted);
}

/** How many rows there are, if that can be told by reading them once more. */
async function countRows({ again }: OpenInput, options: Options, context: Context): Promise<number | undefined> {
  if (!again) return undefined;
  const input = await again();
  try {
    const { beginning } = (await beginningOf(input, options)) ?? {};
    if (!beginning) return undefined;
    const plan: Plan = {
      reading: beginning.reading,
      operation: { kind: "identity" },
      writing: { kind: "numbers", close: "" },
    };
    const channel = { read: input.read, write: () => undefined, progress: () => undefined };
    return (await goThrough(input, beginning, plan, channel, options, context)).rows;
  } finally {
    input.close();
  }
}

function sayTroubles(name: string, operation: Operation, lanes: Lanes, context: Context): void {
  const absent = operation.kind === "reducer" ? REDUCERS.get(operation.name)?.row.absent : undefined;
  if (absent !== undefined) sayLanes(name, absent, lanes, (lane) => `row ${lane}`, context);
}

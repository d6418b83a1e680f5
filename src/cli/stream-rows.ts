/**
 * A command on a large input, block by block. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { within } from "../errors.js";
import { formatNamed, formatOfPath } from "../format/formats.js";
import { REDUCERS } from "../math/reducers.js";
import type { Tensor } from "../math/tensor.js";
import type { Beginning } from "../stream/begin.js";
import { type Operation, type Outcome, operate } from "../stream/operation.js";
import { type Plan, rowWidth, type Writing } from "../stream/plan.js";
import type { Channel } from "../stream/run.js";
import type { Context } from "./context.js";
import type { Headed } from "./headed.js";
import { type Lanes, laneName, sayLanes } from "./lane-notes.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { openOutput } from "./output-file.js";
import { newProgress } from "./progress.js";
import { type RowWriting, rowWriting, sinkFor } from "./row-writing.js";
import type { RowWise } from "./stream.js";
import { beginningOf, goThrough, takeNumbers } from "./stream-through.js";

/** The format that the result gets. */
export function outputFormat(head: Tensor, result: Tensor, inputFormat: string, { to, output }: Options): string {
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
  /** The operation as the user means it; the plan may have it for lanes. */
  readonly wanted: Operation;
  readonly plan: Plan;
  readonly outcome: Outcome;
  readonly writing: RowWriting;
}

/** How the input goes through; undefined where it must be whole. */
async function courseOf(
  what: RowWise,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<Course | undefined> {
  const { format, beginning } = (await beginningOf(input, options)) ?? {};
  if (beginning?.wide?.only) return undefined;
  const wanted = beginning && what.operation(beginning.head.tensor);
  if (!format || !wanted) return undefined;
  const { head, wide } = beginning;
  const { reading, operation } = shaped(beginning, wanted);
  for (const note of head.notes ?? []) context.note(note, input.name);
  const outcome = operate(wanted)(head.tensor);
  const { tensor } = outcome;
  const to = outputFormat(head.tensor, tensor, format, options);
  const layout = isAlike(tensor, head.tensor) ? head.layout : { column: to === "text" };
  const inner = tensor.shape.slice(1);
  // The pattern of wide rows is narrower than they are.
  const actual = wide ? inner.map((size) => (size / head.tensor.shape[1]!) * reading.width) : inner;
  const writing = rowWriting(to, tensor, layout, options, actual);
  return writing && { beginning, wanted, plan: { reading, operation, writing: writing.rows }, outcome, writing };
}

/** The operation on rows of several dims: on their lanes, where these stand side by side, else on rows with a shape. */
export function shaped(
  { head: { tensor }, reading }: Beginning,
  operation: Operation,
): Pick<Plan, "reading" | "operation"> {
  if (tensor.rank < 3 || operation.kind !== "reducer" || reading.kind !== "binary") return { reading, operation };
  const inner = tensor.shape.slice(1);
  if (operation.dim < tensor.rank - 1) return { reading: { ...reading, inner }, operation };
  return { reading: { ...reading, width: inner.at(-1)! }, operation: { ...operation, dim: -1 } };
}

/** Rows without a result, those of the head first. */
export function lanesOf({ status }: Outcome, troubles: readonly { count: number; first: number }[]): Lanes {
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
  const { beginning, plan, outcome, writing } = course;
  const output = options.output === undefined ? undefined : openOutput(options.output);
  const progress = newProgress(input.size, options, context, { writes: true });
  let sink: Headed | undefined;
  try {
    sink = await sinkFor(writing, output, context, beginning.whole?.shape[0], () => countRows(input, options, context));
    const channel: Channel = {
      read: output ? input.await : input.read,
      write: sink.write,
      progress: (bytes) => progress.at(beginning.length + bytes),
      turn: output ? () => output.turn().then(progress.turn) : progress.turn,
    };
    const first = beginning.wide ? opening(plan.writing, channel) : channel;
    if (!beginning.wide) channel.write(writing.head);
    const summary = await goThrough(input, beginning, plan, first, options, context);
    channel.write(plan.writing.close);
    // The plan may have lanes for rows.
    const count = (summary.rows * rowWidth(plan.reading)) / rowWidth(beginning.reading);
    within(input.name, () => sink!.end(count));
    await output?.commit();
    progress.end();
    for (const note of summary.notes) context.note(note, input.name);
    sayTroubles(what.name, course, lanesOf(outcome, summary.troubles), context);
  } catch (error) {
    progress.end();
    output?.abort();
    throw error;
  } finally {
    sink?.close();
  }
  return true;
}

/** How many rows there are, where the input can be read once more. */
async function countRows({ again }: OpenInput, options: Options, context: Context): Promise<number | undefined> {
  if (!again) return undefined;
  const input = await again();
  try {
    const { beginning } = (await beginningOf(input, options)) ?? {};
    return beginning && (await takeNumbers(input, beginning, () => undefined, options, context)).rows;
  } finally {
    input.close();
  }
}

/** Says which rows have no result. */
export function sayTroubles(
  name: string,
  { beginning, wanted }: Pick<Course, "beginning" | "wanted">,
  lanes: Lanes,
  context: Context,
): void {
  const absent = wanted.kind === "reducer" ? REDUCERS.get(wanted.name)?.row.absent : undefined;
  if (wanted.kind !== "reducer" || absent === undefined) return;
  const { shape } = beginning.whole ?? beginning.head.tensor;
  sayLanes(name, absent, lanes, (lane) => laneName(lane, shape, wanted.dim), context);
}

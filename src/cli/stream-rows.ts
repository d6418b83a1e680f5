/**
 * A command on a large input, block by block. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { InputError, placeOf, within } from "../errors.js";
import type { WriteOptions } from "../format/document.js";
import { formatNamed, formatOfPath, recognise } from "../format/formats.js";
import { isGzip } from "../format/gzip.js";
import { checkLength } from "../format/npy.js";
import { REDUCERS } from "../math/reducers.js";
import type { Tensor } from "../math/tensor.js";
import { type Beginning, begin } from "../stream/begin.js";
import { type Operation, type Outcome, operate } from "../stream/operation.js";
import type { Plan } from "../stream/plan.js";
import { type Channel, stream } from "../stream/run.js";
import { npyRows, textRows } from "../stream/writing.js";
import type { Context } from "./context.js";
import { openOutput } from "./files.js";
import { readOptions } from "./input.js";
import { type Lanes, sayLanes } from "./lane-notes.js";
import { given, type Options } from "./options.js";
import { newProgress } from "./progress.js";
import type { OpenInput, RowWise } from "./stream.js";

/** More threads than this wait for the one that reads and writes. */
const MOST_JOBS = 4;

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
}

/** How the input goes through; undefined where it must be whole. */
function courseOf(what: RowWise, input: OpenInput, options: Options, context: Context): Course | undefined {
  const { bytes, path, name } = input;
  if (isGzip(bytes)) return undefined;
  const format = within(name, () => (options.from ? formatNamed(options.from) : recognise(bytes, path)));
  const beginning = within(name, () => begin(format.name, bytes, readOptions(options)));
  const { whole } = beginning ?? {};
  // What is too short or too long says so before anything is written.
  if (beginning && whole && input.size !== undefined && input.size !== beginning.length + whole.left) return undefined;
  const operation = beginning && what.operation(beginning.head.tensor);
  if (!operation) return undefined;
  const { head, reading } = beginning;
  for (const note of head.notes ?? []) context.note(`${name}: ${note}`);
  const outcome = operate(operation)(head.tensor);
  const writing = writingOf(beginning, outcome.tensor, format.name, options);
  return writing && { beginning, plan: { reading, operation, writing: writing.rows }, outcome, written: writing.head };
}

/** What the head is written as, and how the rows behind it are; undefined where the result must be whole. */
function writingOf({ head, whole }: Beginning, tensor: Tensor, inputFormat: string, options: Options) {
  const to = outputFormat(head.tensor, tensor, inputFormat, options);
  if (to === "npy") return whole && npyRows(tensor, [whole.shape[0]!, ...tensor.shape.slice(1)]);
  if (to === "table") return undefined;
  const layout = isAlike(tensor, head.tensor) ? head.layout : { column: to === "text" };
  const { precision, nonfinite, delimiter } = options;
  const writeOptions: WriteOptions = given({ precision, nonfinite, delimiter });
  const rows = textRows(to, tensor, layout, writeOptions);
  const written = rows && formatNamed(to).write!({ tensor, layout }, writeOptions);
  // Latin-1 in a header: rare enough to be read whole.
  if (typeof written !== "string" || !written.endsWith(rows!.close)) return undefined;
  return { rows: rows!, head: written.slice(0, written.length - rows!.close.length) };
}

/** Rows without a result, those of the head first. */
function lanesOf({ status }: Outcome, troubles: readonly { count: number; first: number }[]): Lanes {
  const [nan, infinite, empty] = [status?.nan, status?.infinite, status?.empty].map((head = [], i) => {
    const { count, first } = troubles[i]!;
    return { count: head.length + count, first: head[0] ?? first };
  });
  return { nan: nan!, infinite: infinite!, empty: empty! };
}

/** Reads the input; where its beginning says how long it is, all of that and no more. */
function measured({ bytes, read }: OpenInput, { length, whole }: Beginning): Channel["read"] {
  if (!whole) return read;
  const { shape, left } = whole;
  const needed = left / (1 - 2 / shape[0]!);
  let behind = bytes.length - length;
  return (target) => {
    const count = read(target.subarray(0, Math.max(left - behind, 0) || target.length));
    if (count === 0 || behind >= left) {
      for (let more = count; more > 0; more = read(target)) behind += more;
      checkLength(shape, needed, behind + needed - left);
      return 0;
    }
    behind += count;
    return count;
  };
}

/** The error of a list that the input does not close. */
function unclosed(bytes: Buffer): InputError {
  const text = bytes.toString("utf8", 0, 4096);
  const start = text.indexOf("[");
  return new InputError("[ is not closed", { place: placeOf(text, start) });
}

/**
 * Runs a row-wise command block by block.
 * @returns false, with nothing read or written, if the input must be whole.
 */
export function streamRows(what: RowWise, input: OpenInput, options: Options, context: Context): boolean {
  const course = courseOf(what, input, options, context);
  if (!course) return false;
  const { beginning, plan, outcome, written } = course;
  const { head, length } = beginning;
  const output = options.output === undefined ? undefined : openOutput(options.output);
  const progress = newProgress(input.size, options, context);
  const channel: Channel = {
    read: measured(input, beginning),
    write: output ? output.write : (bytes) => context.io.write("stdout", bytes),
    progress: (bytes) => progress.at(length + bytes),
  };
  try {
    channel.write(written);
    const summary = within(input.name, () => {
      const bytes = input.bytes.subarray(0, length);
      const rows = head.tensor.shape[0]!;
      const start = { row: rows, ...endOf(bytes), closed: false };
      const found = stream(
        plan,
        input.bytes.subarray(length),
        start,
        Math.ceil((2 * length) / rows),
        channel,
        threads(options, context),
      );
      if (plan.reading.kind === "lists" && plan.reading.commas && !found.closed) throw unclosed(input.bytes);
      return found;
    });
    channel.write(plan.writing.close);
    output?.commit();
    progress.end();
    sayTroubles(what.name, plan.operation, lanesOf(outcome, summary.troubles), context);
  } catch (error) {
    progress.end();
    output?.abort();
    throw error;
  }
  return true;
}

function sayTroubles(name: string, operation: Operation, lanes: Lanes, context: Context): void {
  const absent = operation.kind === "reducer" ? REDUCERS.get(operation.name)?.row.absent : undefined;
  if (absent !== undefined) sayLanes(name, absent, lanes, (lane) => `row ${lane}`, context);
}

/** How many lines there are, and how much of the last. */
function endOf(bytes: Buffer): { line: number; column: number } {
  const line = bytes.reduce((count, c) => count + Number(c === 0x0a), 0);
  return { line, column: bytes.length - 1 - bytes.lastIndexOf(0x0a) };
}

function threads({ jobs = Math.min(availableParallelism(), MOST_JOBS) }: Options, { io }: Context) {
  const folder = io.streaming!.folder();
  return { jobs, entry: join(folder, "worker.cjs"), kernels: readFileSync(join(folder, "kernels.wasm")) };
}

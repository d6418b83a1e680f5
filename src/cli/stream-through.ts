/**
 * The way of all streamed commands through their input.
 *
 * @packageDocumentation
 */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { InputError, placeOf } from "../errors.js";
import { checkLength } from "../format/npy.js";
import { type Beginning, begin } from "../stream/begin.js";
import { newMemory, TABLES } from "../stream/kernels.js";
import { type Plan, rowWidth } from "../stream/plan.js";
import { type Channel, type Summary, stream } from "../stream/run.js";
import { beginWide } from "../stream/wide.js";
import type { Context } from "./context.js";
import { readOptions } from "./input.js";
import { formatOf, inInput, type OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { newProgress, type Shown } from "./progress.js";

/** More threads than this wait for the one that reads and writes. */
const MOST_JOBS = 4;

/** The format of an input and how it begins. */
export interface Found {
  readonly format: string;
  readonly beginning: Beginning;
}

/** What is {@link Found} of an input before any of it is taken; undefined where it must be read whole. */
export function beginningOf(input: OpenInput, options: Options): Promise<Found | undefined> {
  input.found ??= findBeginning(input, options);
  return input.found;
}

function findBeginning(input: OpenInput, options: Options): Promise<Found | undefined> {
  const { bytes } = input;
  return inInput(input, async () => {
    const format = formatOf(input, options);
    const own = readOptions(options);
    const beginning =
      begin(format.name, bytes, own) ?? (await beginWide(format.name, bytes, own, () => readMore(input)));
    if (!beginning) return undefined;
    const { whole, length } = beginning;
    // What is too short or too long says so before anything is written.
    if (whole && input.size !== undefined && input.size !== length + whole.left) return undefined;
    return { format: format.name, beginning };
  });
}

/** Rows of more bytes than this are read whole. */
const LONGEST = 1 << 27;
const STEP = 1 << 20;
/** As much of the beginning is kept for messages. */
const SHOWN = 4096;

/** Reads a step further into space that is reserved once; gives all that has been read, undefined at the end. */
async function readMore(input: OpenInput): Promise<Buffer | undefined> {
  const { length } = input.bytes;
  if (!input.memory) {
    // What is not written to takes no memory.
    input.memory = newMemory(LONGEST);
    input.bytes.copy(Buffer.from(input.memory.buffer, TABLES));
  }
  const space = Buffer.from(input.memory.buffer, TABLES, LONGEST);
  const count = length === space.length ? 0 : await input.read(space.subarray(length, length + STEP));
  input.bytes = space.subarray(0, length + count);
  return count > 0 ? input.bytes : undefined;
}

/** Reads the input; where its beginning says how long it is, all of that and no more. */
function measured(read: Channel["read"], input: OpenInput, { length, whole }: Beginning): Channel["read"] {
  if (!whole) return read;
  const { shape, size, left } = whole;
  let behind = input.bytes.length - length;
  return async (target) => {
    const count = await read(target.subarray(0, Math.max(left - behind, 0) || target.length));
    if (count === 0 || behind >= left) {
      for (let more = count; more > 0; more = await read(target)) behind += more;
      checkLength(shape, size, behind + size - left);
      return 0;
    }
    behind += count;
    return count;
  };
}

/** The error of a list that the input does not close. */
function unclosed(bytes: Buffer): InputError {
  const text = bytes.toString();
  const start = text.indexOf("[");
  return new InputError("[ is not closed", { place: placeOf(text, start) });
}

/**
 * Goes through an input behind its head.
 * @throws InputError for a mistake in it.
 */
export function goThrough(
  input: OpenInput,
  beginning: Beginning,
  plan: Plan,
  channel: Channel,
  options: Options,
  context: Context,
): Promise<Summary> {
  const { head, length, wide } = beginning;
  return inInput(input, async () => {
    const rows = wide ? 0 : head.tensor.data.length / rowWidth(plan.reading);
    const start = { row: rows, ...endOf(input.bytes.subarray(0, length)), closed: false };
    const opening = Buffer.from(input.bytes.subarray(0, SHOWN));
    const rest = { bytes: input.bytes.subarray(length) };
    const read = measured(channel.read, input, beginning);
    // A long row that has been read ahead is not held any longer than needed.
    input.bytes = opening;
    const measuring = { ...channel, read };
    // Rows of a text may be longer than the first ones.
    const longestRow = wide?.longestRow ?? Math.ceil((2 * length) / rows);
    const own = { ...threads(options, context), memory: wide && input.memory };
    const found = await stream(plan, rest, start, longestRow, measuring, own);
    if (plan.reading.kind === "lists" && plan.reading.commas && !found.closed) throw unclosed(opening);
    return found;
  });
}

/**
 * Gives all numbers of an input to `take`, which has them only until it returns.
 * @throws InputError for a mistake in it.
 */
export async function takeNumbers(
  input: OpenInput,
  beginning: Beginning,
  take: (numbers: Float64Array) => void,
  options: Options,
  context: Context,
  shown: Shown = {},
): Promise<Summary> {
  const { head, reading, wide, length } = beginning;
  const progress = newProgress(input.size, options, context, shown);
  const plan: Plan = { reading, operation: { kind: "identity" }, writing: { kind: "numbers", close: "" } };
  const channel: Channel = {
    read: input.read,
    write: () => undefined,
    progress: (bytes) => progress.at(length + bytes),
    turn: progress.turn,
    take,
  };
  try {
    if (!wide) take(head.tensor.data);
    return await goThrough(input, beginning, plan, channel, options, context);
  } finally {
    progress.end();
  }
}

/** How many lines there are, and how much of the last. */
function endOf(bytes: Buffer): { line: number; column: number } {
  const line = bytes.reduce((count, c) => count + Number(c === 0x0a), 0);
  return { line, column: bytes.length - 1 - bytes.lastIndexOf(0x0a) };
}

/** The threads that may work, and what they need. */
export function threads({ jobs = Math.min(availableParallelism(), MOST_JOBS) }: Options, { io }: Context) {
  const folder = io.streaming!.folder();
  return { jobs, entry: join(folder, "worker.cjs"), kernels: readFileSync(join(folder, "kernels.wasm")) };
}

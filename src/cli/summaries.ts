/**
 * Summaries of arrays of any size: what is large is not held. Loaded when a summary is asked for.
 *
 * @packageDocumentation
 */
import { InputError, within, withinAsync } from "../errors.js";
import type { Format } from "../format/document.js";
import { formatNamed, recognise } from "../format/formats.js";
import { isGzip } from "../format/gzip.js";
import { toRowMajor } from "../format/npy.js";
import type { Extent, Store } from "../format/store.js";
import { selection } from "../math/selection.js";
import { quantileRanks, quantilesOf, type Summary, summarize, summarizing } from "../math/summary.js";
import { type DType, sizeOf, Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { openStore, sizeOfFile } from "./files.js";
import { isSource, openArrays, pathOf, readInput } from "./input.js";
import { type OpenInput, openLarge, openStdin, readOn } from "./open-input.js";
import { given, type Options } from "./options.js";
import { extentPassing, type Passing, rowsPassing, type Take } from "./passes.js";
import { newSpool } from "./spool.js";

/** A summary and what it is of. */
export interface Report {
  /** As an operand would name it. */
  readonly name: string;
  /** The name among the arrays of one source. */
  readonly key: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly summary: Summary;
}

/** Arrays of at most so many numbers are held. */
const HELD = 1 << 17;
/** As many bytes tell the format. */
const HEAD = 1 << 16;

/**
 * V8 makes a function fast between two calls of it: one that loops for long in each call is left at the loop's end for
 * slow code, time and again. So it gets no more than this many numbers a call.
 */
const PORTION = 1 << 12;

/** Gives numbers on in portions. */
function portioned(take: Take): Take {
  return (numbers) => {
    for (let at = 0; at < numbers.length; at += PORTION) take(numbers.subarray(at, at + PORTION));
  };
}

/** Summarizes numbers that go by. */
async function passed(
  { name, dtype, shape, fortranOrder, pass }: Passing,
  { dim }: Options,
): Promise<Omit<Report, "key">> {
  return withinAsync(name, async () => {
    const all = summarizing(dtype, shape, { dim, fortranOrder });
    const ranks = selection(quantileRanks);
    const first: Take = (numbers) => {
      all.take(numbers);
      ranks.take(numbers);
    };
    const found = await pass(portioned(first));
    while (ranks.next()) await pass(portioned(ranks.take));
    const summary = all.summary(found);
    const quantiles = quantilesOf(summary.finite, ranks.found());
    return { name, dtype, shape: found, summary: { ...summary, quantiles } };
  });
}

/** Summarizes a tensor. */
function held(name: string, tensor: Tensor, { dim }: Options): Omit<Report, "key"> {
  const { dtype, shape } = tensor;
  return { name, dtype, shape, summary: within(name, () => summarize(tensor, given({ dim }))) };
}

/** Summarizes an array that stands in a store. */
async function extentReport(
  name: string,
  store: Store,
  extent: Extent,
  options: Options,
  context: Context,
): Promise<Omit<Report, "key">> {
  const passing = extentPassing(name, store, extent, options, context);
  const { shape, dtype, fortranOrder, pass } = passing;
  const count = sizeOf(shape);
  if (count > HELD) return passed(passing, options);
  const data = new Float64Array(count);
  let length = 0;
  await withinAsync(name, () =>
    pass((numbers) => {
      data.set(numbers, length);
      length += numbers.length;
    }),
  );
  return held(name, new Tensor(fortranOrder ? toRowMajor(data, shape) : data, shape, dtype), options);
}

/** A binary file, and which array of it is meant. */
interface Binary {
  readonly name: string;
  readonly store: Store;
  readonly format: Format;
  readonly key: string | undefined;
}

/** The arrays in a store; those of several that are not numbers are left out with a note. */
async function* storeReports(
  { name, store, format, key }: Binary,
  options: Options,
  context: Context,
): AsyncGenerator<Report> {
  const { entries, find } = within(name, () => format.extents!(store));
  if (key !== undefined || entries.length < 2) {
    const extent = within(name, () => find(key));
    yield { ...(await extentReport(name, store, extent, options, context)), key: "" };
    return;
  }
  for (const { name: key } of entries) {
    const full = `${name}:${key}`;
    try {
      yield { ...(await extentReport(full, store, find(key), options, context)), key };
    } catch (error) {
      if (!(error instanceof InputError) || error.parameter) throw error;
      context.note(`${full} left out: ${error.message}`);
    }
  }
}

/** The format of an input that begins so, if that tells where its numbers stand. */
function binaryFormat(head: Uint8Array, path: string | undefined, { from }: Options): Format | undefined {
  if (isGzip(head)) return undefined;
  const format = from ? formatNamed(from) : recognise(head, path);
  return format.extents ? format : undefined;
}

/** Summarizes the arrays of an input that comes once, and is written to a temporary file first. */
async function* spooledReports(
  input: OpenInput,
  format: Format,
  options: Options,
  context: Context,
): AsyncGenerator<Report> {
  const spool = newSpool();
  try {
    spool.write(input.bytes);
    const block = new Uint8Array(HEAD);
    for (let count = await input.read(block); count > 0; count = await input.read(block)) {
      spool.write(block.subarray(0, count));
    }
    yield* storeReports({ name: input.name, store: spool.store(), format, key: options.key }, options, context);
  } finally {
    spool.close();
  }
}

/** Summarizes what has to be read whole. */
function* wholeReports(operand: string, options: Options, context: Context): Generator<Report> {
  const { name, keys, read } = openArrays(operand, options, context);
  if (keys.length === 0) yield { ...held(name, read().tensor, options), key: "" };
  for (const key of keys) {
    try {
      yield { ...held(`${name}:${key}`, read(key).tensor, options), key };
    } catch (error) {
      if (!(error instanceof InputError) || error.parameter) throw error;
      context.note(`${name}:${key} left out: ${error.message}`);
    }
  }
}

/** Summarizes the arrays of an input that is read as it comes. */
async function* inputReports(
  operand: string,
  input: OpenInput,
  options: Options,
  context: Context,
): AsyncGenerator<Report> {
  const { name, path, bytes, ended } = input;
  const format = ended || input.hold ? undefined : within(name, () => binaryFormat(bytes, path, options));
  if (format) return yield* spooledReports(input, format, options, context);
  const passing = ended ? undefined : await rowsPassing(input, options, context);
  if (!passing) {
    const known = ended ? undefined : await input.hold?.();
    if (known) return yield { ...held(name, known.tensor, options), key: "" };
    const read = input.again ? {} : { read: new Map([[operand, { bytes: await readOn(input) }]]) };
    return yield* wholeReports(operand, options, { ...context, ...read });
  }
  try {
    yield { ...(await passed(passing, options)), key: "" };
  } finally {
    passing.close();
  }
}

/** Summarizes the arrays of a source. */
async function* sourceReports(operand: string, options: Options, context: Context): AsyncGenerator<Report> {
  const { io } = context;
  const named = operand === "-" ? undefined : pathOf(operand);
  if (named && sizeOfFile(named.path)) {
    const store = openStore(named.path);
    try {
      const format = within(operand, () => binaryFormat(store.read(0, HEAD), named.path, options));
      const key = named.key ?? options.key;
      if (format) return yield* storeReports({ name: operand, store, format, key }, options, context);
    } finally {
      store.close();
    }
  }
  const isStdin = operand === "-" && !io.isTerminal("stdin");
  const input =
    io.streaming &&
    (isStdin ? await openStdin(options, io.streaming) : named && (await openLarge(operand, options, io.streaming)));
  if (!input) return yield* wholeReports(operand, options, context);
  try {
    yield* inputReports(operand, input, options, context);
  } finally {
    input.close();
  }
}

/** Summarizes all operands, array by array. */
export async function* summaries(
  operands: readonly string[],
  options: Options,
  context: Context,
): AsyncGenerator<Report> {
  if (operands.length > 0 && !operands.every(isSource)) {
    yield { ...held("operands", readInput(operands, options, context).tensor, options), key: "" };
    return;
  }
  for (const operand of operands.length > 0 ? operands : ["-"]) yield* sourceReports(operand, options, context);
}

/**
 * Inputs that are read as they come: files, fifos, standard input, unpacked on the way.
 *
 * @packageDocumentation
 */
import { displaced, InputError, type Place, within } from "../errors.js";
import { checkKey } from "../format/containers.js";
import type { Entry, Format } from "../format/document.js";
import { FORMATS, formatNamed, recognise } from "../format/formats.js";
import { isGzip } from "../format/gzip.js";
import { openFile, openStore, sizeOfFile } from "./files.js";
import { type Input, isNumeric, pathOf } from "./input.js";
import type { Streaming } from "./io.js";
import type { Options } from "./options.js";
import type { Found } from "./stream-through.js";

/** Fills some of `target`; 0 at the end. */
export type Read = (target: Uint8Array) => number | Promise<number>;

/** An input that is being read. */
export interface OpenInput {
  readonly name: string;
  readonly path: string | undefined;
  /** Its size in bytes, where it is known. */
  readonly size: number | undefined;
  /** What has been read of it. */
  bytes: Buffer;
  /** Where that is, if a first row was so long that it was put where the kernels work. */
  memory?: WebAssembly.Memory;
  /** How it begins, once that has been looked for. */
  found?: Promise<Found | undefined>;
  /** Whether that is all. */
  readonly ended: boolean;
  /** The key of what is wanted of it, unless that is all it holds. */
  readonly key: string | undefined;
  /** The name of its format, where that is known. */
  readonly format?: string;
  /** Where it begins in the text of which it is a part. */
  readonly place?: Pick<Place, "line" | "column">;
  /** Its numbers, where they need not be text in rows that follow one another. */
  readonly hold?: () => Promise<Input>;
  /** Reads some more. */
  readonly read: Read;
  /** The same, for when the process must heed signals while nothing comes. */
  readonly await: Read;
  /** Opens it once more, from its beginning, where that can be done. */
  readonly again?: () => Promise<OpenInput>;
  /** Whether that reads a copy: the input itself came once. */
  readonly spooled?: boolean;
  /** Up to so many bytes it is read and checked whole. */
  readonly checked: number;
  close(): void;
}

type Begun = Omit<OpenInput, "bytes" | "ended">;

/** Reads until there is more than is checked whole. */
export async function readAhead(read: Read, checked: number): Promise<{ bytes: Buffer; ended: boolean }> {
  const bytes = Buffer.allocUnsafeSlow(checked + 1);
  let length = 0;
  while (length < bytes.length) {
    const count = await read(bytes.subarray(length));
    if (count === 0) return { bytes: bytes.subarray(0, length), ended: true };
    length += count;
  }
  return { bytes, ended: false };
}

/** Whether packed bytes, all of them, hold no more than is checked whole: their last four say so. */
const isSmall = (bytes: Buffer, checked: number): boolean =>
  bytes.length >= 18 && bytes.readUInt32LE(bytes.length - 4) <= checked;

/** Reads the beginning of an input, and of what it holds if it is packed. */
async function begun(input: Begun): Promise<OpenInput> {
  const { checked } = input;
  const head = await readAhead(input.read, checked);
  if (!isGzip(head.bytes) || (head.ended && isSmall(head.bytes, checked))) return { ...input, ...head };
  const { unpacked } = await import("./unpacked.js");
  const read = unpacked(head.bytes, input.await);
  return { ...input, size: undefined, read, await: read, ...(await readAhead(read, checked)) };
}

/** The format of an input that has been begun. */
export function formatOf({ bytes, path, format }: OpenInput, { from }: Options): Format {
  const known = format ?? from;
  return known === undefined ? recognise(bytes, path) : formatNamed(known);
}

/** How an object begins, of which one array is meant. */
const OBJECT = /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*\{/;

/** What is meant of an input: an array of a JSON object, else all. */
async function opened(begin: Begun, options: Options): Promise<OpenInput> {
  const input = await begun(begin);
  const { bytes, ended, key, name } = input;
  const archive = ended ? undefined : FORMATS.find(({ extents, list, magic }) => extents && list && magic?.(bytes));
  if (archive && options.from === undefined) {
    const { openSpooledArray } = await import("./open-array.js");
    return openSpooledArray(input, archive);
  }
  const isObject = OBJECT.test(bytes.toString("latin1", 0, HEAD));
  if (ended || (key === undefined && !isObject)) return input;
  const format = within(name, () => formatOf(input, options));
  within(name, () => checkKey(format, key));
  if (!isObject || format.name !== "json") return input;
  const { openMember } = await import("./open-member.js");
  return openMember(input);
}

/** A mistake in an input: it says which it is, and its place is that in the whole. */
export function mistakeIn({ name, place }: OpenInput, error: unknown): unknown {
  if (!(error instanceof InputError)) return error;
  return (place && error.source === undefined ? displaced(error, place) : error).in(name);
}

/** Runs `work`; what it throws is a {@link mistakeIn} an input. */
export async function inInput<T>(input: OpenInput, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw mistakeIn(input, error);
  }
}

const BLOCK = 1 << 20;

/** The bytes of an input up to its end. */
export async function readOn({ bytes, read }: OpenInput): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [bytes];
  for (;;) {
    const block = new Uint8Array(BLOCK);
    const count = await read(block);
    if (count === 0) return Buffer.concat(blocks);
    blocks.push(block.subarray(0, count));
  }
}

/** Standard input. */
export function openStdin(options: Options, { readStdin, awaitStdin, checked }: Streaming): Promise<OpenInput> {
  const reading = { read: readStdin, await: awaitStdin, checked };
  const { key } = options;
  return opened({ name: "stdin", path: undefined, size: undefined, key, ...reading, close: () => undefined }, options);
}

/** As many bytes tell the format. */
const HEAD = 4096;

/** The format of a file whose arrays can be found without reading it. */
function binaryFormat(path: string, from: string | undefined): Format | undefined {
  if (from !== undefined) return undefined;
  const store = openStore(path);
  try {
    const head = store.read(0, HEAD);
    return FORMATS.find(({ extents, magic }) => extents && magic?.(head));
  } finally {
    store.close();
  }
}

/** What a large binary file holds, if that is several arrays and none of them is named. */
export function entriesOf(operand: string, { from, key }: Options, checked: number): readonly Entry[] | undefined {
  const named = isNumeric(operand) ? undefined : pathOf(operand);
  const size = named && sizeOfFile(named.path);
  if (!named || size === undefined || size <= checked || (named.key ?? key) !== undefined) return undefined;
  const format = binaryFormat(named.path, from);
  const store = format && openStore(named.path);
  try {
    const entries = store && within(operand, () => format.extents!(store).entries);
    return entries && entries.length > 1 ? entries : undefined;
  } finally {
    store?.close();
  }
}

/** The file that an operand names, unless it is small enough to be read at once. */
export async function openLarge(
  operand: string,
  options: Options,
  { checked }: Streaming,
): Promise<OpenInput | undefined> {
  if (isNumeric(operand)) return undefined;
  const named = pathOf(operand);
  if (!named) return undefined;
  const { path } = named;
  const size = sizeOfFile(path);
  if (size !== undefined && size <= checked && !/\.gz$/i.test(path)) return undefined;
  const format = size === undefined ? undefined : binaryFormat(path, options.from);
  const key = named.key ?? options.key;
  if (format) {
    const { openArray } = await import("./open-array.js");
    return openArray({ operand, path, open: () => openStore(path), key, format, checked });
  }
  const open = (): Promise<OpenInput> => {
    const file = openFile(path);
    const again = size === undefined ? {} : { again: open };
    const wait = size === undefined ? { await: file.await } : { await: file.read };
    return opened({ name: operand, path, size, key, ...file, ...wait, checked, ...again }, options);
  };
  return open();
}

/**
 * Inputs that are read as they come: files, fifos, standard input, unpacked on the way.
 *
 * @packageDocumentation
 */
import type { Format } from "../format/document.js";
import { FORMATS } from "../format/formats.js";
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
  /** Whether it is one array of a binary file, which a key has named or which is the only one. */
  readonly keyed?: boolean;
  /** Its numbers, where they are there but not as rows that follow one another. */
  readonly hold?: () => Promise<Input>;
  /** Reads some more. */
  readonly read: Read;
  /** The same, for when the process must heed signals while nothing comes. */
  readonly await: Read;
  /** Opens it once more, from its beginning, where that can be done. */
  readonly again?: () => Promise<OpenInput>;
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
export function openStdin({ readStdin, awaitStdin, checked }: Streaming): Promise<OpenInput> {
  const reading = { read: readStdin, await: awaitStdin, checked };
  return begun({ name: "stdin", path: undefined, size: undefined, ...reading, close: () => undefined });
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

/** The file that an operand names, unless it is small enough to be read at once. */
export async function openLarge(
  operand: string,
  { from, key }: Options,
  { checked }: Streaming,
): Promise<OpenInput | undefined> {
  if (isNumeric(operand)) return undefined;
  const named = pathOf(operand);
  if (!named) return undefined;
  const { path } = named;
  const size = sizeOfFile(path);
  if (size !== undefined && size <= checked && !/\.gz$/i.test(path)) return undefined;
  const format = size === undefined ? undefined : binaryFormat(path, from);
  if (format) {
    const { openArray } = await import("./open-array.js");
    return openArray({ operand, path, key: named.key ?? key, format, checked });
  }
  if (named.key !== undefined) return undefined;
  const open = (): Promise<OpenInput> => {
    const file = openFile(path);
    const again = size === undefined ? {} : { again: open };
    const wait = size === undefined ? { await: file.await } : { await: file.read };
    return begun({ name: operand, path, size, ...file, ...wait, checked, ...again });
  };
  return open();
}

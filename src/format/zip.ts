/**
 * Reading zip archives: entries are bytes under a name, and the name is nothing but a name.
 *
 * Format: PKWARE's APPNOTE.TXT, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { inflate, inflateHead, UNPACK_LIMIT } from "./gzip.js";
import { quote } from "./quote.js";
import type { Store } from "./store.js";

/** One entry of the archive's directory. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
/** Bytes of a local header, without its name. */
const LOCAL_SIZE = 30;
const STORED = 0;
export const DEFLATED = 8;
/** A comment of at most 65535 bytes may follow the end record. */
const LONGEST_END = END_SIZE + 0xffff;

/** Whether the bytes begin as a zip archive does; one without entries begins with its end. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/**
 * The archive's directory.
 * @throws InputError if it is damaged.
 */
export function zipEntries(store: Store): ZipEntry[] {
  const lowest = Math.max(0, store.size - LONGEST_END);
  const tail = viewOf(store.read(lowest, store.size));
  let end = tail.byteLength - END_SIZE;
  while (end >= 0 && tail.getUint32(end, true) !== END) end--;
  if (end < 0) throw damaged("its directory is missing");
  const count = tail.getUint16(end + 10, true);
  const bytes = store.read(tail.getUint32(end + 16, true), lowest + end);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged("its directory is cut off");
    const nameLength = view.getUint16(at + 28, true);
    const flags = view.getUint16(at + 8, true);
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    entries.push({
      name: new TextDecoder().decode(name),
      flags,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  refuseOverlaps(entries);
  return entries;
}

/** Bytes that many entries share unpack to many times what the archive could hold (Fifield, A better zip bomb, 2019). */
function refuseOverlaps(entries: readonly ZipEntry[]): void {
  const inOrder = entries.toSorted((a, b) => a.offset - b.offset);
  for (const [i, { name, offset, packed }] of inOrder.entries()) {
    const next = inOrder[i + 1];
    // One of 4 GiB or more is refused when it is read.
    if (next && packed !== 0xffffffff && offset + LOCAL_SIZE + packed > next.offset) {
      throw damaged(`${quote(name)} and ${quote(next.name)} overlap`);
    }
  }
}

/**
 * Where an entry's packed bytes stand.
 * @throws InputError if they are not there, or are packed in a way that is not read.
 */
export function packedExtent(store: Store, entry: ZipEntry): { start: number; end: number } {
  const { offset, packed, size, flags, method, name } = entry;
  if ([packed, size, offset].includes(0xffffffff)) throw damaged(`${quote(name)} is larger than 4 GiB`);
  const header = store.read(offset, offset + LOCAL_SIZE);
  const view = viewOf(header);
  if (header.length < LOCAL_SIZE || view.getUint32(0, true) !== LOCAL) throw damaged(`${quote(name)} is missing`);
  if (flags & 1) throw new InputError(`${quote(name)} is encrypted`);
  if (method !== STORED && method !== DEFLATED) {
    throw new InputError(`${quote(name)} is packed by method ${method}: stored and deflated are read`);
  }
  const start = offset + LOCAL_SIZE + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + packed > store.size) throw damaged(`${quote(name)} is cut off`);
  return { start, end: start + packed };
}

/**
 * What an entry holds.
 * @throws InputError if it is damaged, encrypted, packed in another way, or unpacks to more than it says or may.
 */
export function unzip(store: Store, entry: ZipEntry, limit: number = UNPACK_LIMIT): Uint8Array {
  const { start, end } = packedExtent(store, entry);
  if (entry.size > limit) throw new InputError(`${quote(entry.name)} unpacks to more than ${limit} bytes`);
  const packed = store.read(start, end);
  const content = entry.method === STORED ? packed : inflate(packed, entry.size);
  checkContent(entry, content.length, crc32(content));
  return content;
}

/** @throws InputError if what came out of an entry is not what the archive says of it. */
export function checkContent(entry: { name: string; size: number; crc: number }, size: number, crc: number): void {
  if (size !== entry.size || crc !== entry.crc) throw damaged(`${quote(entry.name)} has changed`);
}

/** As many bytes give the beginning of an entry, packed or not. */
const HEAD = { packed: 1 << 12, stored: 1 << 16 } as const;

/** The beginning of what an entry holds. */
export function unzipHead(store: Store, entry: ZipEntry): Uint8Array {
  const { start, end } = packedExtent(store, entry);
  const head = (length: number) => store.read(start, Math.min(end, start + length));
  return entry.method === STORED ? head(HEAD.stored) : inflateHead(head(HEAD.packed));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(what: string): InputError {
  return new InputError(`the zip archive is damaged: ${what}`);
}

/** CRC-32 of ISO 3309, reflected, as zip has it. zlib's own came only with Node 20.15. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** The CRC-32 of bytes, which go on behind others with the CRC-32 `before`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) {
    crc = (CRC_TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

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
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  let end = bytes.length - END_SIZE;
  const lowest = Math.max(0, bytes.length - LONGEST_END);
  while (end >= lowest && view.getUint32(end, true) !== END) end--;
  if (end < lowest) throw damaged("its directory is missing");
  const count = view.getUint16(end + 10, true);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
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
  return entries;
}

/** The packed bytes of an entry, where the archive has them. */
function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { offset, packed, size, flags, method, name } = entry;
  const view = viewOf(bytes);
  if ([packed, size, offset].includes(0xffffffff)) throw damaged(`${quote(name)} is larger than 4 GiB`);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) throw damaged(`${quote(name)} is missing`);
  if (flags & 1) throw new InputError(`${quote(name)} is encrypted`);
  if (method !== 0 && method !== 8) {
    throw new InputError(`${quote(name)} is packed by method ${method}: stored and deflated are read`);
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw damaged(`${quote(name)} is cut off`);
  return bytes.subarray(start, start + packed);
}

/**
 * What an entry holds.
 * @throws InputError if it is damaged, encrypted, packed in another way, or unpacks to more than it says or may.
 */
export function unzip(bytes: Uint8Array, entry: ZipEntry, limit: number = UNPACK_LIMIT): Uint8Array {
  const packed = packedBytes(bytes, entry);
  if (entry.size > limit) throw new InputError(`${quote(entry.name)} unpacks to more than ${limit} bytes`);
  const content = entry.method === 0 ? packed : inflate(packed, entry.size);
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw damaged(`${quote(entry.name)} has changed`);
  return content;
}

/** The beginning of what an entry holds. */
export function unzipHead(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const packed = packedBytes(bytes, entry);
  return entry.method === 0 ? packed : inflateHead(packed);
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

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc = (CRC_TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

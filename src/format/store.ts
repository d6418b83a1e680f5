/**
 * Bytes that are read where they are needed, and arrays that stand in them.
 *
 * @packageDocumentation
 */
import type { Entry } from "./document.js";
import type { ElementType } from "./elements.js";

/** The bytes of a file, or bytes in memory. */
export interface Store {
  readonly size: number;
  /**
   * The bytes from `start` to `end`, as far as there are any.
   * @param space where they may be put; it must be as long
   */
  read(start: number, end: number, space?: Uint8Array): Uint8Array;
}

/** Bytes in memory as a store. */
export function storeOf(bytes: Uint8Array): Store {
  return { size: bytes.length, read: (start, end) => bytes.subarray(start, end) };
}

/** Where the numbers of an array stand, one behind the other. */
export interface Extent {
  readonly shape: readonly number[];
  readonly element: ElementType;
  readonly littleEndian: boolean;
  /** Whether the first dim is the fastest. */
  readonly fortranOrder: boolean;
  /** Where in the store their bytes, or the entry of an archive that holds them, begin and end. */
  readonly start: number;
  readonly end: number;
  readonly entry?: ArchiveEntry;
}

/** How an entry of an archive holds an array. */
export interface ArchiveEntry {
  readonly name: string;
  readonly deflated: boolean;
  /** How many bytes it has, unpacked, and their CRC-32. */
  readonly size: number;
  readonly crc: number;
  /** How many of them stand before the numbers. */
  readonly header: number;
}

/** A binary file by its parts. */
export interface Extents {
  /** Its arrays; none where the file is one array. */
  readonly entries: readonly Entry[];
  /** @throws InputError if there is no such array, or it is damaged. */
  find(key: string | undefined): Extent;
}

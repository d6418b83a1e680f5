/**
 * Files in.
 *
 * @packageDocumentation
 */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import type { Store } from "../format/store.js";
import { readLater, readSome } from "./io.js";
import { failure } from "./system-error.js";

/** Whether a path names something that is there, and that Node's permission model does not hide. */
export function fileExists(path: string): boolean {
  try {
    return existsSync(path);
  } catch {
    return false;
  }
}

/** `work`, whose failures name the file. */
function naming<A extends unknown[], T>(path: string, work: (...args: A) => T): (...args: A) => T {
  return (...args) => {
    try {
      return work(...args);
    } catch (error) {
      throw failure(path, error);
    }
  };
}

/** @throws InputError that names the file. */
export const readFile = (path: string): Uint8Array => naming(path, () => readFileSync(path))();

/** The size of a regular file; undefined for all else. */
export function sizeOfFile(path: string): number | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : undefined;
}

/** What has been read has been read. */
function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // Nothing depends on it.
  }
}

/** A file that is read in blocks. */
export interface OpenFile {
  /** Fills some of `target`; 0 at the end. */
  read(target: Uint8Array): number;
  /** The same, but the process can heed a signal while nothing comes. */
  await(target: Uint8Array): Promise<number>;
  close(): void;
}

/** @throws InputError that names the file. */
export function openFile(path: string): OpenFile {
  const descriptor = naming(path, openSync)(path, "r");
  return {
    read: naming(path, (target: Uint8Array) => readSome(descriptor, target)),
    await: (target) =>
      readLater(descriptor, target).catch((error) => {
        throw failure(path, error);
      }),
    close: () => closeQuietly(descriptor),
  };
}

/**
 * A regular file whose bytes are read where they are needed.
 * @throws InputError that names the file.
 */
export function openStore(path: string): Store & { close(): void } {
  const descriptor = naming(path, openSync)(path, "r");
  return { ...storeOfDescriptor(descriptor, path), close: () => closeQuietly(descriptor) };
}

/** The bytes of an open file. */
export function storeOfDescriptor(descriptor: number, name: string): Store {
  const { size } = fstatSync(descriptor);
  const read = naming(name, (start: number, end: number, space?: Uint8Array) => {
    const wanted = Math.max(Math.min(end, size) - start, 0);
    const bytes = space?.subarray(0, wanted) ?? new Uint8Array(wanted);
    let length = 0;
    while (length < wanted) {
      const count = readSync(descriptor, bytes, length, wanted - length, start + length);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  });
  return { size, read };
}

/**
 * Files in and out.
 *
 * @packageDocumentation
 */
import {
  closeSync,
  existsSync,
  fchmodSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { readSome, writeAll } from "./io.js";
import { failure } from "./system-error.js";

/** Whether a path names something that is there. */
export const fileExists: (path: string) => boolean = existsSync;

/** @throws InputError that names the file. */
export function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw failure(path, error);
  }
}

/** The file behind links, and its mode; undefined if there is none yet. */
function existing(path: string) {
  try {
    const real = realpathSync(path);
    return { real, stat: statSync(real) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}

/** A file that is being written. */
export interface OutputFile {
  write(data: Uint8Array | string): void;
  /** Puts the file in its place. */
  commit(): void;
  /** Leaves nothing behind. */
  abort(): void;
}

/** What is already there and must stay what it is: a device, a fifo. */
function openThrough(path: string): OutputFile {
  const descriptor = openSync(path, "w");
  const close = () => closeSync(descriptor);
  return { write: (data) => writeAll(descriptor, data), commit: close, abort: close };
}

/** Writes beside `real` and renames, so that the file is whole or untouched. */
function openBeside(real: string, mode: number | undefined): OutputFile {
  const beside = join(dirname(real), `.${process.pid}.actfn`);
  const descriptor = openSync(beside, "wx", 0o666);
  return {
    write: (data) => writeAll(descriptor, data),
    commit() {
      if (mode !== undefined) fchmodSync(descriptor, mode);
      closeSync(descriptor);
      renameSync(beside, real);
    },
    abort() {
      closeSync(descriptor);
      rmSync(beside, { force: true });
    },
  };
}

/** Says what failed. A file that is written need not be there, but its directory must. */
function guarded<A extends unknown[], T>(path: string, work: (...args: A) => T): (...args: A) => T {
  return (...args) => {
    try {
      return work(...args);
    } catch (error) {
      throw failure((error as NodeJS.ErrnoException).code === "ENOENT" ? dirname(path) : path, error);
    }
  };
}

/**
 * A file that is written whole or not at all: beside its real path, then renamed, links followed and mode kept.
 * @throws InputError that names the file.
 */
export function openOutput(path: string): OutputFile {
  const file = guarded(path, () => {
    const old = existing(path);
    if (old && !old.stat.isFile()) return openThrough(old.real);
    return openBeside(old?.real ?? path, old && old.stat.mode & 0o7777);
  })();
  return { write: guarded(path, file.write), commit: guarded(path, file.commit), abort: file.abort };
}

/**
 * Writes a file whole or not at all.
 * @throws InputError that names the file.
 */
export function writeFile(path: string, data: Uint8Array | string): void {
  const file = openOutput(path);
  try {
    file.write(data);
    file.commit();
  } catch (error) {
    file.abort();
    throw error;
  }
}

/** The size of a regular file; undefined for all else. */
export function sizeOfFile(path: string): number | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : undefined;
}

/**
 * A file that is read in blocks.
 * @throws InputError that names the file.
 */
export function openFile(path: string): { read(target: Uint8Array): number; close(): void } {
  const descriptor = guarded(path, () => openSync(path, "r"))();
  return { read: guarded(path, (target) => readSome(descriptor, target)), close: () => closeSync(descriptor) };
}

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
import { writeAll } from "./io.js";
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

/** Writes to what is already there and must stay what it is: a device, a fifo. */
function writeThrough(path: string, data: Uint8Array | string): void {
  const descriptor = openSync(path, "w");
  try {
    writeAll(descriptor, data);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes beside `real` and renames, so that the file is whole or untouched. */
function replace(real: string, mode: number | undefined, data: Uint8Array | string): void {
  const beside = join(dirname(real), `.${process.pid}.actfn`);
  try {
    const descriptor = openSync(beside, "wx", 0o666);
    try {
      writeAll(descriptor, data);
      if (mode !== undefined) fchmodSync(descriptor, mode);
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, real);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/**
 * Writes a file whole or not at all: beside its real path, then renamed, links followed and mode kept.
 * @throws InputError that names the file.
 */
export function writeFile(path: string, data: Uint8Array | string): void {
  try {
    const old = existing(path);
    if (old && !old.stat.isFile()) writeThrough(old.real, data);
    else replace(old?.real ?? path, old && old.stat.mode & 0o7777, data);
  } catch (error) {
    // A file that is written need not be there, but its directory must.
    throw failure((error as NodeJS.ErrnoException).code === "ENOENT" ? dirname(path) : path, error);
  }
}

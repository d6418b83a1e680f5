/**
 * Bytes that wait on disk until it is known what stands in front of them, or that are needed once more. Loaded when
 * they must.
 *
 * @packageDocumentation
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../format/store.js";
import { storeOfDescriptor } from "./files.js";
import { writeAll } from "./io.js";
import { failure } from "./system-error.js";

/** Bytes that wait. */
export interface Spool {
  write(bytes: Uint8Array | string): void;
  /** Gives all bytes, block by block. */
  replay(take: (bytes: Uint8Array) => void): void;
  /** What has been written, to be read where it is needed. */
  store(): Store;
  close(): void;
}

const BLOCK = 1 << 18;

/**
 * A temporary file that only this process can open, and that has no name any more where the system allows that:
 * nothing is left behind, however the process ends.
 * @throws InputError that names the folder for temporary files.
 */
export function newSpool(): Spool {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw failure(tmpdir(), error);
    }
  };
  const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });
  const { descriptor, folder } = guarded(() => {
    const made = mkdtempSync(join(tmpdir(), "actfn-"));
    const opened = openSync(join(made, "spool"), "wx+", 0o600);
    if (process.platform !== "win32") remove(made);
    return { descriptor: opened, folder: made };
  });
  return {
    write: (bytes) => guarded(() => writeAll(descriptor, bytes)),
    replay(take) {
      const block = new Uint8Array(BLOCK);
      for (let at = 0; ; ) {
        const count = guarded(() => readSync(descriptor, block, 0, BLOCK, at));
        if (count === 0) return;
        take(block.subarray(0, count));
        at += count;
      }
    },
    store: () => guarded(() => storeOfDescriptor(descriptor, tmpdir())),
    close() {
      closeSync(descriptor);
      remove(folder);
    },
  };
}

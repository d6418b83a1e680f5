/**
 * The process as the command sees it: three streams, the environment, the terminal.
 *
 * @packageDocumentation
 */
import { readSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import { failure } from "./system-error.js";

export type Output = "stdout" | "stderr";

/** What `main` needs of a process; tests give their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input. */
  readStdin(): Uint8Array;
  write(stream: Output, data: Uint8Array | string): void;
  isTerminal(stream: Output | "stdin"): boolean;
  /** The terminal's size, in characters; undefined where `stream` is none. */
  size(stream: Output): { columns: number; rows: number } | undefined;
}

/** The reader of a pipe has gone; nobody is left to tell. */
export class ClosedPipe extends Error {}

const DESCRIPTOR = { stdin: 0, stdout: 1, stderr: 2 } as const;
const BLOCK = 1 << 16;

const errorCode = (error: unknown): unknown => (error as { code?: unknown }).code;

/** Repeats `attempt` while a pipe that another process made non-blocking is not ready. */
function whenReady<T>(attempt: () => T): T {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (errorCode(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** Everything up to the end of a file descriptor. */
export function readAll(descriptor: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (;;) {
    const block = new Uint8Array(BLOCK);
    const read = whenReady(() => readSync(descriptor, block, 0, BLOCK, null));
    if (read === 0) return Buffer.concat(blocks);
    blocks.push(block.subarray(0, read));
  }
}

/** Writes all of `data`, however small the pipe. */
export function writeAll(descriptor: number, data: Uint8Array | string): void {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  for (let at = 0; at < bytes.length; ) at += whenReady(() => writeSync(descriptor, bytes, at));
}

/**
 * The running process. Streams are read and written by descriptor: `process.stdout` costs
 * 5 ms at start and loses what a pipe has not taken at exit.
 */
export const processIo: Io = {
  env: process.env,
  readStdin() {
    try {
      return readAll(DESCRIPTOR.stdin);
    } catch (error) {
      throw failure("stdin", error);
    }
  },
  write(stream, data) {
    try {
      writeAll(DESCRIPTOR[stream], data);
    } catch (error) {
      throw errorCode(error) === "EPIPE" ? new ClosedPipe() : failure(stream, error);
    }
  },
  isTerminal: (stream) => isatty(DESCRIPTOR[stream]),
  size(stream) {
    if (!isatty(DESCRIPTOR[stream])) return undefined;
    const { columns, rows } = process[stream];
    return { columns: columns || 80, rows: rows || 24 };
  },
};

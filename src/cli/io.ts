/**
 * The process as the command sees it: three streams, the environment, the terminal.
 *
 * @packageDocumentation
 */
import { fstatSync, read, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { isatty } from "node:tty";
import { failure } from "./system-error.js";

export type Output = "stdout" | "stderr";

/** What a process gives for large inputs. */
export interface Streaming {
  /** The folder with the program's files. */
  folder(): string;
  /** Reads some more of standard input into `target`; 0 at the end. */
  readStdin(target: Uint8Array): number;
  /** The same, but the process can heed a signal while nothing comes. */
  awaitStdin(target: Uint8Array): Promise<number>;
  /** Up to so many bytes an input is read and checked whole before anything is written. */
  readonly checked: number;
}

/** What `main` needs of a process; tests give their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input. */
  readStdin(): Uint8Array;
  /** What it takes to go through large inputs block by block; without it all are read whole. */
  readonly streaming?: Streaming;
  /** Writes all of `data`; to stderr as far as it goes. */
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

/** Fills some of `target`; 0 at the end. */
export function readSome(descriptor: number, target: Uint8Array): number {
  return whenReady(() => readSync(descriptor, target, 0, target.length, null));
}

/** Fills some of `target` as soon as there is something; 0 at the end. */
export function readLater(descriptor: number, target: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, target, 0, target.length, null, (error, count) => {
      if (!error) resolve(count);
      else if (errorCode(error) !== "EAGAIN") reject(error);
      else setTimeout(() => resolve(readLater(descriptor, target)), 1);
    });
  });
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

/** node:tty, which costs 2 ms, is loaded only where a device could be a terminal. */
function isTerminal(stream: Output | "stdin"): boolean {
  const descriptor = DESCRIPTOR[stream];
  try {
    return fstatSync(descriptor).isCharacterDevice() && isatty(descriptor);
  } catch {
    // Closed before the start.
    return false;
  }
}

function fromStdin<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw failure("stdin", error);
  }
}

/**
 * The running process. Streams are read and written by descriptor: `process.stdout` costs
 * 5 ms at start and loses what a pipe has not taken at exit.
 */
export const processIo: Io = {
  env: process.env,
  streaming: {
    checked: 1 << 20,
    folder: () => dirname(module.filename),
    readStdin: (target) => fromStdin(() => readSome(DESCRIPTOR.stdin, target)),
    awaitStdin: (target) =>
      readLater(DESCRIPTOR.stdin, target).catch((error) => {
        throw failure("stdin", error);
      }),
  },
  readStdin: () => fromStdin(() => readAll(DESCRIPTOR.stdin)),
  write(stream, data) {
    try {
      writeAll(DESCRIPTOR[stream], data);
    } catch (error) {
      // What is said beside the result is not worth the result.
      if (stream === "stdout") throw errorCode(error) === "EPIPE" ? new ClosedPipe() : failure(stream, error);
    }
  },
  isTerminal,
  size(stream) {
    if (!isTerminal(stream)) return undefined;
    const { columns, rows } = process[stream];
    return { columns: columns || 80, rows: rows || 24 };
  },
};

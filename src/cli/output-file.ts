/**
 * Files out: written whole or not at all.
 *
 * @packageDocumentation
 */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../errors.js";
import { ClosedPipe, writeAll } from "./io.js";
import { failure } from "./system-error.js";

/** A file that is being written. */
export interface OutputFile {
  write(data: Uint8Array | string): void;
  /** Writes over its first bytes, where it is a file of its own. */
  rewrite?: (data: Uint8Array) => void;
  /** Lets the process heed a signal; between blocks. */
  turn(): Promise<void>;
  /** Puts the file in its place. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  abort(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Signals come through between two turns of the event loop only. */
const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

/**
 * Runs `cleanUp` when a signal comes. The process dies of it then, as it would have without this, so that a shell sees
 * 130 or 143 and stops its script too.
 * @returns what ends the watch
 */
function onSignal(cleanUp: () => void): () => void {
  const die = (signal: NodeJS.Signals) => {
    cleanUp();
    release();
    process.kill(process.pid, signal);
  };
  const release = () => {
    for (const signal of SIGNALS) process.removeListener(signal, die);
  };
  for (const signal of SIGNALS) process.on(signal, die);
  return release;
}

/** What is already there and must stay what it is: a device, a fifo, an open file that another process gave. */
function openThrough(path: string): OutputFile {
  const descriptor = openSync(path, "a");
  const close = () => closeSync(descriptor);
  return { write: (data) => writeAll(descriptor, data), turn, commit: async () => close(), abort: close };
}

/** Opens a file that is not there yet, in `folder`; a number in its name tells it from those that a crash has left. */
function openPart(folder: string, mode: number): { part: string; descriptor: number } {
  for (let i = 0; ; i++) {
    const part = join(folder, `.${process.pid}${i === 0 ? "" : `-${i}`}.actfn`);
    try {
      return { part, descriptor: openSync(part, "wx", mode) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EEXIST") throw failure(folder, error);
    }
  }
}

/** Writes beside `real` and renames, so that the file is whole or untouched. */
function openBeside(real: string, mode: number | undefined): OutputFile {
  let open: { readonly part: string; readonly descriptor: number } | undefined;
  const remove = () => open && rmSync(open.part, { force: true });
  const release = onSignal(remove);
  try {
    open = openPart(dirname(real), mode ?? 0o666);
  } catch (error) {
    release();
    throw error;
  }
  const { part, descriptor } = open;
  let isClosed = false;
  const close = () => {
    if (!isClosed) closeSync(descriptor);
    isClosed = true;
  };
  return {
    write: (data) => writeAll(descriptor, data),
    rewrite: (data) => void writeSync(descriptor, data, 0, data.length, 0),
    turn,
    async commit() {
      await turn();
      // The mode that it was opened with has lost what the umask takes.
      if (mode !== undefined) fchmodSync(descriptor, mode);
      // Some file systems say only here that there is no space.
      close();
      renameSync(part, real);
      await turn();
      release();
    },
    abort() {
      release();
      try {
        remove();
        close();
      } catch {
        // What failed first is what is said.
      }
    },
  };
}

/** What a path leads to; undefined if there is nothing yet. */
const existing = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

/** Paths by which a process names what it has open. */
const OPEN = /^\/(?:dev\/(?:std(?:out|err)|fd\/\d+)|proc\/.*)$/;

/** The file that is to be made for a path: what a link names, though it is not there yet. */
function nameOfNew(path: string): string {
  try {
    return nameOfNew(resolve(dirname(path), readlinkSync(path)));
  } catch {
    return path;
  }
}

function openAny(path: string): OutputFile {
  if (path === "") throw new InputError("names no file", { parameter: "output" });
  const old = existing(path);
  if (!old) return openBeside(nameOfNew(path), undefined);
  if (!old.isFile() || OPEN.test(path)) return openThrough(path);
  accessSync(path, constants.W_OK);
  return openBeside(realpathSync(path), old.mode & 0o7777);
}

/**
 * A file that is written whole or not at all: beside its real path, then renamed, links followed and mode kept.
 * @throws InputError that names the file.
 */
export function openOutput(path: string): OutputFile {
  const naming = (error: unknown): never => {
    throw (error as NodeJS.ErrnoException).code === "EPIPE" ? new ClosedPipe() : failure(path, error);
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      return naming(error);
    }
  };
  const { write, rewrite, commit, ...file } = guarded(() => openAny(path));
  return {
    ...file,
    write: (data) => guarded(() => write(data)),
    ...(rewrite && { rewrite: (data: Uint8Array) => guarded(() => rewrite(data)) }),
    commit: () => commit().catch(naming),
  };
}

/** As much is written between two turns. */
const STEP = 1 << 22;

/**
 * Writes a file whole or not at all.
 * @throws InputError that names the file.
 */
export async function writeFile(path: string, data: Uint8Array | string): Promise<void> {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  const file = openOutput(path);
  try {
    for (let at = 0; at < bytes.length; at += STEP) {
      file.write(bytes.subarray(at, at + STEP));
      await file.turn();
    }
    await file.commit();
  } catch (error) {
    file.abort();
    throw error;
  }
}

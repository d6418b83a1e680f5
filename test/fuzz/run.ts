/** One input through the whole command, in this process. */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Io } from "../../src/cli/io.js";
import { main } from "../../src/main.js";
import type { Input } from "./input.js";

/** What a run did. */
export interface Run {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Names in the working directory behind it. */
  readonly left: readonly string[];
}

/** A pipe gives so many bytes at a time. */
const BLOCK = 1 << 16;

/** Puts the files of an input, and nothing else, into a directory. */
export function layOut(input: Input, folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  for (const [name, bytes] of Object.entries(input.files)) writeFileSync(join(folder, name), bytes);
}

/** A process for `main`: its streams are buffers. Standard input comes in blocks where `dist` holds the kernels. */
export function recording(input: Input, dist: string | undefined) {
  const out: { stdout: Uint8Array[]; stderr: Uint8Array[] } = { stdout: [], stderr: [] };
  const { stdin, screen, env } = input;
  let at = 0;
  const read = (target: Uint8Array): number => {
    const part = stdin.subarray(at, at + Math.min(target.length, BLOCK));
    target.set(part);
    at += part.length;
    return part.length;
  };
  const folder = () => dist ?? "";
  const io: Io = {
    env,
    readStdin: () => stdin.subarray(at),
    ...(dist === undefined
      ? {}
      : { streaming: { folder, readStdin: read, awaitStdin: async (target) => read(target) } }),
    write(stream, data) {
      out[stream].push(typeof data === "string" ? Buffer.from(data) : Buffer.from(data));
    },
    isTerminal: (stream) => stream !== "stdin" && screen !== undefined,
    size: () => screen,
  };
  return { io, out };
}

/**
 * Runs the command in `folder`, which is the working directory.
 * @param dist the built command's files, for large inputs in blocks; without it they are read whole
 */
export async function runHere(input: Input, folder: string, dist: string | undefined): Promise<Run> {
  const { io, out } = recording(input, dist);
  const status = await main(input.argv, io);
  return {
    status,
    stdout: Buffer.concat(out.stdout),
    stderr: Buffer.concat(out.stderr).toString(),
    left: readdirSync(folder),
  };
}

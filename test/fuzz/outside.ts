/** One input through the built command, as its users run it. */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Input } from "./input.js";
import { tooMuch, type Usage, wrongWith } from "./judge.js";
import { layOut, type Run } from "./run.js";

/** A run that takes this long is ended. */
const PATIENCE = 15_000;

export interface OutsideRun extends Run {
  /** Undefined where the run had to be ended. */
  readonly usage: Usage | undefined;
}

/** Where runs take place, and what is run. */
export interface Place {
  readonly root: string;
  readonly folder: string;
}

/** Runs the built command in `folder`. */
export function runOutside(input: Input, { root, folder }: Place): Promise<OutsideRun> {
  layOut(input, folder);
  const args = ["-r", join(root, "test/fuzz/usage.cjs"), join(root, "dist/actfn.cjs"), ...input.argv];
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH, ...input.env },
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    timeout: PATIENCE,
    killSignal: "SIGKILL",
  });
  const found: Buffer[][] = [1, 2, 3].map((stream) => {
    const blocks: Buffer[] = [];
    child.stdio[stream]!.on("data", (block: Buffer) => blocks.push(block));
    return blocks;
  });
  // A command that does not read its input has closed it by now.
  child.stdin!.on("error", () => undefined).end(input.stdin);
  return new Promise((done) => {
    child.on("close", (code) => {
      const [stdout, stderr, usage] = found.map((blocks) => Buffer.concat(blocks)) as [Buffer, Buffer, Buffer];
      done({
        status: code ?? -1,
        stdout,
        stderr: stderr.toString(),
        left: readdirSync(folder),
        usage: usage.length > 0 ? JSON.parse(usage.toString()) : undefined,
      });
    });
  });
}

/** What is wrong with a run of the built command, its time and memory included. */
export function wrongOutside(input: Input, run: OutsideRun): string | undefined {
  if (!run.usage) return `no end: ${input.argv[0]?.slice(0, 20)}`;
  return wrongWith(input, run) ?? tooMuch(input, run.usage);
}

/** The built command as a child process, and inputs for it. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { ROOT } from "../shell.js";

export const COMMAND = join(ROOT, "dist", "actfn.cjs");

/** Names in a folder. */
export function folderAt(folder: string) {
  return {
    folder,
    file: (name: string) => join(folder, name),
    /** Files that are being written. */
    parts: () => readdirSync(folder).filter((name) => name.endsWith(".actfn")),
  };
}

/** A folder of a test file's own. */
export function newFolder(): ReturnType<typeof folderAt> {
  const folder = mkdtempSync(join(tmpdir(), "actfn-faults-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folderAt(folder);
}

/** Rows of ten numbers as csv; 6000 of them are over 1 MiB, and so streamed. */
export function rowsText(rows: number): string {
  let x = 0.5;
  const next = () => {
    x = (x * 997.13 + 0.31) % 1;
    return (x - 0.5) * 16;
  };
  return Array.from({ length: rows }, () => `${Array.from({ length: 10 }, next).join(",")}\n`).join("");
}

export interface Ending {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ending: Promise<Ending>;
}

/** Starts the command; what it writes is collected. */
export function start(args: readonly string[], options: SpawnOptions = {}): Started {
  const child = spawn(process.execPath, [COMMAND, ...args], options);
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("latin1").on("data", (part: string) => {
      text[name] += part;
    });
  }
  // A command that has ended does not read on.
  child.stdin?.on("error", () => undefined);
  const ending = new Promise<Ending>((resolve, reject) => {
    child.on("error", reject).on("close", (status, signal) => resolve({ status, signal, ...text }));
  });
  return { child, ending };
}

/** Waits until something is so; gives up when `until` is over. */
export async function waitFor(isSo: () => boolean, until: Promise<unknown>): Promise<void> {
  let isOver = false;
  until.then(() => {
    isOver = true;
  });
  while (!isSo() && !isOver) await new Promise((done) => setTimeout(done, 1));
}

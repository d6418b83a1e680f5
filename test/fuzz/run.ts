/** One input through the whole command, in this process. */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandRun, command } from "../command.js";
import type { Input } from "./input.js";

/** What a run did. */
export interface Run extends CommandRun {
  /** Names in the working directory behind it. */
  readonly left: readonly string[];
}

/** Puts the files of an input, and nothing else, into a directory. */
export function layOut(input: Input, folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  for (const [name, bytes] of Object.entries(input.files)) writeFileSync(join(folder, name), bytes);
}

/**
 * Runs the command in `folder`, which is the working directory.
 * @param dist the built command's files, for large inputs in blocks; without it they are read whole
 */
export async function runHere(input: Input, folder: string, dist: string | undefined): Promise<Run> {
  const run = await command(input.argv, { ...input, dist });
  return { ...run, left: readdirSync(folder) };
}

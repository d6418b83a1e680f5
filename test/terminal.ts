/** Runs one actfn command as if its standard output and error were a terminal. */
import { resolve } from "node:path";
import type { Io } from "../src/cli/io.js";
import { main } from "../src/main.js";
import { type Outcome, shell } from "./shell.js";

/**
 * @param line `actfn` and its arguments, as for a shell
 * @param screen columns, rows, and `color` where the terminal has 256 colours: `80x24 color`
 */
export async function inTerminal(
  line: string,
  screen: string,
  { cwd, input }: { cwd: string; input: string },
): Promise<Outcome> {
  const { stdout: listed } = await shell(`actfn() { [ $# -eq 0 ] || printf '%s\\0' "$@"; }; ${line}`, { cwd });
  const [, columns, rows, color] = /^(\d+)x(\d+)( color)?$/.exec(screen)!;
  const out = { stdout: "", stderr: "" };
  const io: Io = {
    env: color ? { TERM: "xterm-256color" } : { TERM: "dumb" },
    readStdin: () => Buffer.from(input),
    write(stream, data) {
      out[stream] += typeof data === "string" ? data : Buffer.from(data).toString();
    },
    isTerminal: (stream) => stream !== "stdin" || input === "",
    size: () => ({ columns: Number(columns), rows: Number(rows) }),
  };
  const files = listed.split("\0").slice(0, -1);
  const argv = files.map((word) => (/\.(json|jsonl|csv|tsv|txt|npy|npz)(:|$)/.test(word) ? resolve(cwd, word) : word));
  return { status: await main(argv, io), ...out };
}

/** A command in this process: on its whole input, or on one that is larger than what is read at once. */
import { join } from "node:path";
import type { Io } from "../../src/cli/io.js";
import { main } from "../../src/main.js";
import { ROOT } from "../shell.js";

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** How often something was written to standard output: of a whole input once. */
export const writes = new WeakMap<Outcome, number>();

/** Runs a command on standard input; `checked` bytes are read at once, without it all; in a terminal of so many columns. */
export async function run(
  args: readonly string[],
  input: Buffer,
  checked?: number,
  columns?: number,
): Promise<Outcome> {
  const written = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let rest = input;
  const readStdin = (target: Uint8Array): number => {
    const count = rest.copy(target);
    rest = rest.subarray(count);
    return count;
  };
  const io: Io = {
    env: {},
    readStdin: () => input,
    ...(checked !== undefined && {
      streaming: {
        checked,
        folder: () => join(ROOT, "dist"),
        readStdin,
        awaitStdin: async (target: Uint8Array) => readStdin(target),
      },
    }),
    write: (stream, data) => void written[stream].push(Buffer.from(data)),
    isTerminal: (stream) => columns !== undefined && stream !== "stdin",
    size: () => (columns === undefined ? undefined : { columns, rows: 24 }),
  };
  const status = await main(args, io);
  const text = (stream: "stdout" | "stderr") => Buffer.concat(written[stream]).toString("latin1");
  const outcome = { stdout: text("stdout"), stderr: text("stderr"), status };
  writes.set(outcome, written.stdout.length);
  return outcome;
}

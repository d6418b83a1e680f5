/** The whole command in the test process: arguments and standard input in, what it writes and its exit code out. */
import type { Io } from "../src/cli/io.js";
import { main } from "../src/main.js";

export interface CommandOptions {
  readonly stdin?: Uint8Array | string;
  readonly env?: Readonly<Record<string, string>>;
  /** The size of the terminal that standard output and error are; pipes without it. */
  readonly screen?: { readonly columns: number; readonly rows: number } | undefined;
  /** Where the built command is, for large inputs to go block by block; without it every input is read whole. */
  readonly dist?: string | undefined;
  /** How many bytes standard input gives at a time. */
  readonly block?: number;
}

export interface CommandRun {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What large inputs need; the kernels are those of the built command. */
function streaming(stdin: Uint8Array, dist: string, block: number): Required<Pick<Io, "readStdin" | "streaming">> {
  let at = 0;
  const read = (target: Uint8Array): number => {
    const part = stdin.subarray(at, at + Math.min(target.length, block));
    target.set(part);
    at += part.length;
    return part.length;
  };
  return {
    readStdin: () => stdin.subarray(at),
    streaming: { checked: 2 ** 20, folder: () => dist, readStdin: read, awaitStdin: async (target) => read(target) },
  };
}

/** Runs actfn. */
export async function command(argv: readonly string[], options: CommandOptions = {}): Promise<CommandRun> {
  const { stdin = "", env = {}, screen, dist, block = 1 << 16 } = options;
  const input = typeof stdin === "string" ? Buffer.from(stdin) : stdin;
  const written: { readonly [stream in "stdout" | "stderr"]: Uint8Array[] } = { stdout: [], stderr: [] };
  const status = await main(argv, {
    env,
    ...(dist === undefined ? { readStdin: () => input } : streaming(input, dist, block)),
    // The bytes may be used again by the writer.
    write: (stream, data) => void written[stream].push(Buffer.from(data as Uint8Array)),
    isTerminal: (stream) => stream !== "stdin" && screen !== undefined,
    size: () => screen,
  });
  return { status, stdout: Buffer.concat(written.stdout), stderr: Buffer.concat(written.stderr).toString() };
}

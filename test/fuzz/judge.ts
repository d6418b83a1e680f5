/** What no run may do. */
import { CHECKED_WHOLE, type Input, sizeOfInput } from "./input.js";
import type { Run } from "./run.js";

/** What a run took. */
export interface Usage {
  /** Milliseconds of processor time. */
  readonly time: number;
  /** Bytes of memory at its peak; in a process that has run others, beyond what was taken before. */
  readonly memory: number;
}

/** What an input of 64 KiB, and what its numbers take, may cost. */
const LIMITED = 70_000;
const MOST_TIME = 2000;
const MOST_MEMORY = 300e6;

/** A line of a stack trace. */
const FRAME = /^ {4}at .*$/m;

const isGiven = (argv: readonly string[], name: string) =>
  argv.some((word) => word === name || word.startsWith(`${name}=`));

/** Whether all of standard output should be one JSON value of RFC 8259. */
function isJson({ argv, screen }: Input): boolean {
  const to = argv.indexOf("--to");
  // The last of several counts.
  if (argv.filter((word) => /^(-t|--to)/.test(word)).length !== 1) return false;
  const named = argv.includes("--to=json") || (to > 0 && argv[to + 1] === "json");
  const several = argv[0] === "eval" || isGiven(argv, "--output") || argv.some((word) => word.startsWith("-o"));
  const asksHelp = argv.some((word) => word === "help" || word === "--help" || word.startsWith("-h"));
  return (
    named && !several && !asksHelp && !screen && !argv.includes("--") && !argv.some((word) => /python/i.test(word))
  );
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a run, in a few words that are the same wherever the same is wrong; undefined if nothing is. */
export function wrongWith(input: Input, { status, stdout, stderr, left }: Run): string | undefined {
  const { argv } = input;
  const frame = FRAME.exec(stderr);
  if (status === 70 || frame) {
    const what = stderr.split("\n").find((line) => /^\w*Error\b/.test(line));
    return `a stack trace: ${what?.slice(0, 100)} ${frame?.[0].trim().replace(/\(.*\/|:\d+:\d+\)?$/g, "")}`;
  }
  if (![0, 1, 2].includes(status)) return `exit code ${status}`;
  // plot --follow draws what has come before it reads on.
  const follows = isGiven(argv, "--follow");
  if (status === 2 && stdout.length > 0 && sizeOfInput(input) <= CHECKED_WHOLE && !follows) {
    return `output before an error: ${stderr.slice(0, 60)}`;
  }
  if (status === 2 && !/^actfn: (?!note: )./m.test(stderr)) return "exit code 2 without a message";
  if (stderr.includes("\u001b") && !input.screen) return "an escape sequence on stderr";
  if (left.some((name) => /^\..*\.actfn$/.test(name))) return "a temporary file is left";
  if (status === 0 && isJson(input) && stdout.length > 0 && !parses(stdout.toString())) return "no JSON";
  if (
    status === 0 &&
    stdout.subarray(0, 4).equals(Buffer.from("<svg")) &&
    /[\0-\x08\x0b-\x1f]/.test(stdout.toString())
  ) {
    return "a control character in SVG";
  }
  return undefined;
}

/** What is wrong with the time and the memory of a run. */
export function tooMuch(input: Input, { time, memory }: Usage): string | undefined {
  const command = input.argv[0]?.slice(0, 20);
  if (sizeOfInput(input) > LIMITED) return undefined;
  if (time > MOST_TIME) return `more than ${MOST_TIME / 1000} s: ${command}`;
  return memory > MOST_MEMORY ? `more than ${MOST_MEMORY / 1e6} MB: ${command}` : undefined;
}

/** How the run through a large input in blocks differs from that of the whole. */
export function difference(inBlocks: Run, whole: Run): string | undefined {
  if (inBlocks.status !== whole.status) return `exit code ${inBlocks.status} in blocks, ${whole.status} whole`;
  // Of several mistakes each may name another one first.
  return whole.status === 0 && !inBlocks.stdout.equals(whole.stdout) ? "other output in blocks" : undefined;
}

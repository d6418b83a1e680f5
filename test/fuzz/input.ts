/** The inputs of a seed: what the command is given, as plain data. */

import { commandName, mutatedArguments, someOptions } from "./arguments.js";
import { LONGEST, mutated, mutatedText } from "./bytes.js";
import { npyFile, npzFile, safetensorsFile } from "./containers.js";
import type { Corpus } from "./corpus.js";
import { program } from "./expressions.js";
import { generated, pumped } from "./grammar.js";
import { type Random, randomFor, smallSize } from "./random.js";
import { NUMBERS } from "./words.js";

/** One run of the command. */
export interface Input {
  readonly argv: readonly string[];
  readonly stdin: Uint8Array;
  /** Files in the working directory, by their names. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly env: Readonly<Record<string, string>>;
  /** The size of the terminal that standard output and error are; a pipe without it. */
  readonly screen?: { readonly columns: number; readonly rows: number };
}

/** Up to this size an input is checked whole before anything is written. */
export const CHECKED_WHOLE = 1 << 20;

const NOTHING = new Uint8Array(0);

type Making = Pick<Input, "argv"> & Partial<Input>;
type Maker = (random: Random, corpus: Corpus) => Making;

/** The bytes of some file: as it is kept, made anew, or mutated. */
function fileBytes(random: Random, corpus: Corpus): { name: string; bytes: Uint8Array } {
  const some = () => (random.oneIn(2) ? random.pick(corpus.samples) : { name: "t.txt", bytes: generated(random) });
  switch (random.below(16)) {
    case 0:
      return { name: "t.npy", bytes: npyFile(random) };
    case 1:
      return { name: "t.npz", bytes: npzFile(random) };
    case 2:
      return { name: "t.safetensors", bytes: safetensorsFile(random) };
    case 3:
      return { name: "t.json", bytes: pumped(random) };
    case 4:
    case 5:
    case 6:
    case 7:
      return some();
    default: {
      const { name, bytes } = some();
      return { name, bytes: mutated(random, bytes, some().bytes) };
    }
  }
}

const ENDINGS = ["csv", "tsv", "txt", "json", "jsonl", "npy", "npz", "safetensors", "csv.gz", "py", "ndjson"] as const;

/** A name for a file, mostly with the ending that it should have. */
function fileName(random: Random, name: string): string {
  const ending = /[.](.*)$/.exec(name)?.[1] ?? random.pick(ENDINGS);
  return `t.${random.oneIn(4) ? random.pick(ENDINGS) : ending}`;
}

/** Numbers on the command line. */
function literal(random: Random, corpus: Corpus): string {
  if (random.oneIn(3)) return random.pick(NUMBERS);
  const text = random.oneIn(2) ? random.pick([...corpus.names.values()]) : Buffer.from(generated(random)).toString();
  return random.oneIn(3)
    ? random.pick(corpus.words)
    : random.oneIn(3)
      ? text
      : mutatedText(random, text, random.pick(corpus.words));
}

/** Commands that take two sets of numbers. */
const PAIRED = ["compare", "identify", "why", "nll", "cross-entropy", "bce", "bce-with-logits", "kl-div", "focal"];

/** A file, or standard input, through a command that reads. */
const data: Maker = (random, corpus) => {
  const reads = (name: string) => !["rand", "randn", "list", "help", "completion"].includes(name);
  const name = random.oneIn(3)
    ? random.pick(["show", "stats", "softmax", "relu", ...PAIRED])
    : commandName(random, reads);
  const file = fileBytes(random, corpus);
  const isFile = random.oneIn(2);
  const path = fileName(random, file.name);
  const source = isFile
    ? random.oneIn(6)
      ? `${path}:${random.pick(["a", "b", "arr_0", "__proto__", ""])}`
      : path
    : "-";
  const second = PAIRED.includes(name) ? [random.oneIn(2) ? literal(random, corpus) : source] : [];
  const operands = name === "eval" ? [program(random, corpus.expressions), source] : [source, ...second];
  return {
    argv: [name, ...operands, ...someOptions(random, name, corpus.words)],
    ...(isFile ? { files: { [path]: file.bytes } } : { stdin: file.bytes }),
  };
};

/** A command line of a case with changes. */
const line: Maker = (random, corpus) => {
  const { argv, stdin } = random.pick(corpus.lines);
  const other = random.pick(corpus.samples).bytes;
  return {
    argv: random.oneIn(6) ? argv : mutatedArguments(random, argv, corpus.words),
    stdin: random.oneIn(3) ? mutated(random, stdin, other) : stdin,
  };
};

/** The names of an expression with numbers, most of them those that are meant. */
function bindings(random: Random, source: string, corpus: Corpus): string[] {
  const names = [...corpus.names].filter(([name]) => new RegExp(`\\b${name}\\b`).test(source) && !random.oneIn(20));
  return names.map(([name, value]) => `${name}=${random.oneIn(8) ? literal(random, corpus) : value}`);
}

const expressions: Maker = (random, corpus) => {
  const name = random.oneIn(4) ? "plot" : "eval";
  const source = program(random, corpus.expressions);
  const operands = random.oneIn(8) ? [literal(random, corpus)] : [];
  const stdin = random.oneIn(3) ? generated(random) : random.pick(corpus.samples).bytes;
  const options = someOptions(random, name, corpus.words, 3);
  return { argv: [name, source, ...operands, ...bindings(random, source, corpus), ...options], stdin };
};

const commandLine: Maker = (random, corpus) => {
  const name = commandName(random);
  const operands = random.times(random.below(4), () => literal(random, corpus));
  const argv = [name, ...operands, ...someOptions(random, name, corpus.words, 8)];
  return {
    argv: random.oneIn(3) ? mutatedArguments(random, argv, corpus.words) : argv,
    stdin: random.pick(corpus.samples).bytes,
  };
};

/** A long argument of one text again and again. */
const longArgument: Maker = (random, corpus) => {
  const name = commandName(random);
  const text = pumped(random, 1 + smallSize(random, LONGEST)).toString();
  const options = someOptions(random, name, corpus.words, 3);
  return { argv: mutatedArguments(random, [name, text, ...options], corpus.words), stdin: NOTHING };
};

/** Commands that go through large inputs block by block. */
const STREAMED = ["softmax", "logsumexp", "argmax", "relu", "gelu", "show", "stats", "entropy", "log-softmax"];

/** What stands before and behind a row. */
const ROWS = [
  ["", "\n"],
  ["", "\n"],
  ["[", "]\n"],
  ["[", "],\n"],
  ["", "\r\n"],
] as const;

/** More than is checked whole: many rows, and perhaps a mistake among them. */
const large: Maker = (random, corpus) => {
  const name = random.pick(STREAMED);
  const width = 1 + smallSize(random, 40);
  const delimiter = random.pick([",", ",", "\t", " ", ";"]);
  const [open, close] = random.pick(ROWS);
  const number = () => String((random.part() - 0.5) * 10 ** random.below(4));
  const row = () => open + random.times(width, number).join(open ? "," : delimiter) + close;
  const block = random.times(200, row).join("");
  const rows = block.repeat(Math.ceil((1.05 + random.part() / 2) * (2 ** 20 / block.length)));
  const text = Buffer.from(close.includes(",") ? `[${rows.slice(0, -2)}]` : rows);
  const at = random.below(text.length);
  const tail = mutated(random, text.subarray(at, at + 1000), random.pick(corpus.samples).bytes);
  const bytes = random.oneIn(3) ? text : Buffer.concat([text.subarray(0, at), tail, text.subarray(at + 1000)]);
  // Threads are for the built command; the last of several counts.
  const options = [...someOptions(random, name, corpus.words, 2), "--jobs", "1"];
  if (random.oneIn(2)) return { argv: [name, ...options], stdin: bytes };
  return { argv: [name, "t.txt", ...options], files: { "t.txt": bytes } };
};

/** One input in so many is large: they take as long as hundreds of others. */
const LARGE = 150;

const MAKERS = [
  data,
  data,
  data,
  data,
  data,
  line,
  line,
  line,
  expressions,
  expressions,
  expressions,
  commandLine,
  longArgument,
];

const VARIABLES = [
  "NO_COLOR",
  "FORCE_COLOR",
  "CLICOLOR_FORCE",
  "TERM",
  "COLUMNS",
  "LINES",
  "COLORTERM",
  "LC_ALL",
] as const;

/**
 * What an argument can be, and names no file outside of the working directory: no zero bytes, no absolute paths, no
 * way up. The same for the names of options.
 */
const harmless = (argument: string): string =>
  argument
    .replaceAll("\0", "")
    .replace(/\.\.(?=\/|:|$)/g, ". .")
    .replace(/(^-\w|^|=)\/+/g, "$1")
    .slice(0, 100_000);

/** Input number `index` of a seed. */
export function inputOf(seed: number, index: number, corpus: Corpus): Input {
  const random = randomFor(seed, index);
  const { argv, stdin = NOTHING, files = {} } = (random.oneIn(LARGE) ? large : random.pick(MAKERS))(random, corpus);
  const screen = {
    columns: random.pick([80, 80, 40, 120, 1, 2, 8, 20, 0, 1000, 100_000]),
    rows: random.pick([24, 1, 0, 1000]),
  };
  const env = Object.fromEntries(
    random.times(random.below(3), () => [
      random.pick(VARIABLES),
      random.pick(["", "1", "0", "dumb", "xterm-256color", "-5", "1e9"]),
    ]),
  );
  return {
    argv: argv.map(harmless),
    stdin,
    files,
    env,
    ...(random.oneIn(4) && sizeOfInput({ argv, stdin, files }) < CHECKED_WHOLE ? { screen } : {}),
  };
}

/** All that an input is made of, in bytes. */
export function sizeOfInput({ argv, stdin, files }: Pick<Input, "argv" | "stdin" | "files">): number {
  const own = argv.reduce((sum, argument) => sum + argument.length, stdin.length);
  return Object.values(files).reduce((sum, { length }) => sum + length, own);
}

/**
 * OPTIONS: one row an option that is not a function's own parameter. The key is the
 * option's name (`targetColumn` is `--target-column`).
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { FORMATS } from "../format/formats.js";
import { parseNumber } from "../format/number.js";
import { kebab } from "../math/names.js";
import { accepts, FRAMEWORKS, type Parameter, type Parameters, rangeText } from "../math/parameters.js";
import { nearest } from "./suggest.js";

/** What is known of an option. */
export interface OptionRow<T = unknown> {
  readonly about: string;
  readonly short?: string;
  /** Its name on the command line, where that is not the key: `--to` of two commands with different formats. */
  readonly long?: string;
  /** Further long names, without the dashes. */
  readonly aliases?: readonly string[];
  /** What its value is called in the help; a flag has none. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** What its value may be, in words. */
  readonly range?: string;
  /** What it is where it is not given. */
  readonly usual?: string;
  /** The value is one list: bare numbers behind it are a mistake. */
  readonly list?: boolean;
  /** @throws InputError whose message goes on from `--name value`. */
  readonly parse?: (text: string) => T;
}

const flag = (about: string, more: Partial<OptionRow<boolean>> = {}): OptionRow<boolean> => ({ about, ...more });

const text = (value: string, about: string, more: Partial<OptionRow<string>> = {}): OptionRow<string> => ({
  value,
  about,
  parse: (given) => given,
  ...more,
});

const choice = <const C extends string>(
  value: string,
  choices: readonly C[],
  about: string,
  more: Partial<OptionRow<C>> = {},
): OptionRow<C> => ({
  value,
  choices,
  about,
  parse(given) {
    const found = choices.find((one) => one === given.toLowerCase());
    if (found) return found;
    const meant = nearest(given, choices);
    throw new InputError(`is not one of ${choices.join(", ")}${meant ? `; did you mean ${meant}?` : ""}`);
  },
  ...more,
});

/** The range that says nothing. */
const ANY = rangeText({ default: 0, about: "" });

/** Beyond it a bound is none. */
const LIMIT = Number.MAX_SAFE_INTEGER;

/** A number within the range of `parameter`. */
function numberIn(parameter: Parameter): (given: string) => number {
  const range = rangeText(parameter);
  return (given) => {
    const value = parseNumber(given);
    if (value === undefined) throw new InputError(`is not a number${range === ANY ? "" : `: ${range}`}`);
    if (!accepts(parameter, value)) throw new InputError(`is out of range: ${range}`);
    return value;
  };
}

/** The range of a number for the help; none where all numbers are meant. */
function rangeFor(parameter: Parameter): string | undefined {
  if ("choices" in parameter) return undefined;
  const { min = -Infinity, max = Infinity, ...rest } = parameter;
  const bounds = { ...(min > -LIMIT ? { min } : {}), ...(max < LIMIT ? { max } : {}) };
  const range = rangeText({ ...rest, ...bounds });
  return range === "a number" || range === "a whole number"
    ? undefined
    : range.replace(/^(a whole number )?(from )?/, "");
}

const number = (
  value: string,
  about: string,
  range: Omit<Parameter & { default: number }, "default" | "about" | "choices"> = {},
  more: Partial<OptionRow<number>> = {},
): OptionRow<number> => {
  const parameter = { default: 0, about, ...range };
  return { value, about, ...given({ range: rangeFor(parameter) }), parse: numberIn(parameter), ...more };
};

const whole = (value: string, about: string, min: number, max: number, more: Partial<OptionRow<number>> = {}) =>
  number(value, about, { integer: true, min, max }, more);

/** Numbers separated by commas or blanks. */
function numbers(given: string): number[] {
  const values = given
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .map(parseNumber);
  if (values.length > 0 && values.every((value) => value !== undefined)) return values;
  throw new InputError("is not a list of numbers such as 1,2,3");
}

/** Two numbers, the first below the second. */
function limits(given: string): readonly [number, number] {
  const [low, high, ...rest] = given.split(",").map((word) => parseNumber(word.trim()));
  if (low !== undefined && high !== undefined && low < high && rest.length === 0) return [low, high];
  throw new InputError("is not two numbers A,B with A below B");
}

const words = (given: string): string[] => given.split(",").map((word) => word.trim());

/** Some of a few words, separated by commas. */
const someOf = <const C extends string>(choices: readonly C[], about: string): OptionRow<C[]> => {
  const one = choice("", choices, "");
  return { value: "LIST", about: `${about}: ${choices.join(",")}`, parse: (given) => words(given).map(one.parse!) };
};

const readable = FORMATS.filter(({ read }) => read).map(({ name }) => name);
const writable = FORMATS.filter(({ write }) => write).map(({ name }) => name);

/** What plot writes: a drawing, a picture, or points. */
export const PLOT_FORMATS = ["text", "svg", "csv", "tsv", "json", "jsonl"] as const;

const FINITE = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE };

export const OPTIONS = {
  from: choice("FORMAT", readable, "format of the input", { short: "f", usual: "recognised" }),
  to: choice("FORMAT", ["table", ...writable], "format of the output", {
    short: "t",
    usual: "that of the input; in a terminal a table",
  }),
  output: text("FILE", "write to FILE, in the format of its ending", { short: "o" }),
  precision: whole("N", "digits after the point", 0, 100, { short: "p" }),
  header: choice("WHEN", ["auto", "yes", "no"], "whether the first row is names", { usual: "auto" }),
  columns: { value: "LIST", about: "columns to use: names, indices, 2:5", parse: words } as OptionRow<string[]>,
  delimiter: text("C", "what separates fields", {
    parse: (given) => (given === "\\t" ? "\t" : given),
  }),
  missing: choice("HOW", ["error", "nan"], "what an empty field is", { usual: "error" }),
  key: text("NAME", "which array of an npz, safetensors or JSON object"),
  full: flag("show every row and column of a table"),
  nonfinite: choice(
    "HOW",
    ["number", "string", "python"],
    "nan and inf in JSON as null and 1e999, strings, or Python's NaN",
    {
      usual: "number",
    },
  ),
  color: choice("WHEN", ["auto", "always", "never"], "colour", { aliases: ["colour"], usual: "auto" }),
  jobs: whole("N", "threads for large inputs (default: as many as pay)", 1, 256),
  quiet: flag("no notes on stderr", { short: "q" }),
  help: flag("show this help", { short: "h" }),
  version: flag("show the version", { short: "V" }),

  derivative: flag("the derivative; plot draws it beside the function", { aliases: ["grad"] }),
  like: choice("FRAMEWORK", FRAMEWORKS, "that framework's defaults"),
  seed: number("N", "where the random numbers begin, as torch.manual_seed", { integer: true, min: -LIMIT, max: LIMIT }),
  low: number("X", "the smallest number (default: 0)", FINITE),
  high: number("X", "the numbers stay below it (default: 1)", FINITE),
  mean: number("X", "the mean (default: 0)", FINITE),
  std: number("X", "the standard deviation (default: 1)", { ...FINITE, min: 0 }),
  explain: flag("show the value of every part, in order"),
  maxSize: whole("N", "the most numbers that a value may hold (default: 1000000)", 1, LIMIT),
  maxNesting: whole("N", "how deep an expression may be nested (default: 200)", 1, 1000),

  binarize: number("T", "1 where the result is above T, else 0", {}, { aliases: ["threshold"] }),

  dim: number(
    "N",
    "the dim to work along",
    { integer: true, min: -LIMIT, max: LIMIT },
    { short: "d", aliases: ["axis"] },
  ),
  keepdim: flag("keep the reduced dim with size 1", { aliases: ["keepdims"] }),
  temperature: {
    value: "T[,T...]",
    about: "divide by T first (a list on a vector: one row each)",
    parse: numbers,
  } as OptionRow<number[]>,
  argmax: flag("the index of the largest entry"),
  topK: whole("K", "the K largest entries", 1, LIMIT),
  labels: text("LIST|FILE", "names of the classes"),
  mask: text("FILE", "entries to keep: true keeps"),
  empty: choice("HOW", ["nan", "zero"], "what rows with nothing to keep become", { usual: "nan" }),
  steps: flag("show the work"),

  target: text("LIST|FILE", "what is true: class indices, or as many numbers as scores", { list: true }),
  targetColumn: text("NAME|INDEX", "the column that holds the targets"),
  targetKey: text("NAME", "the key that holds the targets (jsonl)"),
  reduction: choice("HOW", ["none", "sum", "mean", "batchmean"], "how the losses become one number", {
    usual: "mean",
  }),
  scores: choice("KIND", ["log-probs", "probs", "logits"], "what the input is"),
  probs: flag("the input is probabilities"),
  logits: flag("the input is logits"),
  gradient: flag("the gradient with respect to the input", { aliases: ["grad"] }),
  metrics: flag("accuracy, perplexity, calibration beside the loss"),
  count: flag("the sum and the denominator, so that parts add up"),

  failOn: someOf(["nan", "inf", "+inf", "-inf", "zeros", "subnormals"], "exit 1 if there are any"),

  loss: text("NUMBER", "the loss to explain, with the digits it was printed with", {
    parse(given) {
      if (parseNumber(given) === undefined) throw new InputError("is not a number");
      return given;
    },
  }),

  atol: number("X", "how far numbers may be apart (default by type: 1e-7 for float64, 1e-5 for float32)", { min: 0 }),
  rtol: number("X", "the same relative to B (default by type: 1e-7 for float64, 1.3e-6 for float32)", { min: 0 }),
  equalNan: flag("nan equals nan"),

  bars: flag("draw the numbers of each row as bars"),

  plotTo: choice("FORMAT", PLOT_FORMATS, "a drawing as text, a picture, or points", { short: "t", long: "to" }),
  min: number("X", "left end of the x axis", {}, { aliases: ["xmin"] }),
  max: number("X", "right end of the x axis", {}, { aliases: ["xmax"] }),
  xlim: { value: "A,B", about: "both ends of the x axis", parse: limits } as OptionRow<readonly [number, number]>,
  ymin: number("Y", "lower end of the y axis"),
  ymax: number("Y", "upper end of the y axis"),
  logx: flag("a logarithmic x axis"),
  logy: flag("a logarithmic y axis"),
  at: { value: "X[,X...]", about: "mark these x and print f and f' there", parse: numbers, list: true } as OptionRow<
    number[]
  >,
  points: whole("N", "points of a function (default: 100 in csv and json)", 2, 100_000),
  x: text("NAME|INDEX", "the column of the data that is x"),
  histogram: flag("count the data between round numbers"),
  follow: flag("draw a series that grows on standard input"),
  window: whole("N", "only the last N points of the data", 1, LIMIT),
  title: text("TEXT", "title above the drawing"),
  xlabel: text("TEXT", "what x is"),
  ylabel: text("TEXT", "what y is"),
  width: whole("N", "columns of the drawing, pixels of a picture", 1, 10_000),
  height: whole("N", "lines of the drawing, pixels of a picture", 1, 10_000),
  style: choice("STYLE", ["lines", "braille"], "lines, or braille dots for smooth curves", { usual: "lines" }),
  ascii: flag("plain characters only"),
  theme: choice("THEME", ["light", "dark", "auto"], "colours of a picture; auto is as its reader prefers", {
    usual: "light",
  }),
} satisfies Record<string, OptionRow>;

export type OptionName = keyof typeof OPTIONS;

/** The options of every command that reads or writes numbers. */
export const DATA_OPTIONS = [
  ...([
    "from",
    "to",
    "output",
    "precision",
    "header",
    "columns",
    "delimiter",
    "missing",
    "key",
    "full",
    "nonfinite",
  ] as const),
  ...(["color", "jobs", "quiet", "help"] as const),
] satisfies readonly OptionName[];

/** The parsed values of the options that were given. */
export type Options = {
  readonly [K in OptionName]?: (typeof OPTIONS)[K] extends OptionRow<infer T> ? T : never;
};

/** What was given: the entries that are not undefined. */
export function given<T extends object>(entries: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never;
}

/** What sets an option apart from the others: general ones stand in {@link OPTIONS}, the rest in a function's row. */
export type OptionKind = "general" | "parameters" | "tensors" | "flags";

/** An option row as a command has it: under its long name, aliases that another option takes left out. */
export interface NamedOption extends OptionRow {
  readonly long: string;
  /** The key of {@link Options}, or the name in the function's row. */
  readonly key: string;
  readonly kind: OptionKind;
}

/** What the row of a function asks for. */
export interface OwnOptions {
  readonly parameters?: Parameters;
  /** Parameters that are lists of numbers or files, and flags, with one line for the help. */
  readonly tensors?: Readonly<Record<string, string>>;
  readonly flags?: Readonly<Record<string, string>>;
}

/** A number, or several that stand for one a column. */
function perColumn(parameter: Parameter): (given: string) => number | number[] {
  const one = numberIn(parameter);
  return (given) => {
    const words = given.split(/[\s,]+/).filter((word) => word !== "");
    return words.length > 1 ? words.map(one) : one(given);
  };
}

/** The option that sets a function's parameter. */
export function parameterOption(name: string, parameter: Parameter): OptionRow {
  const { about } = parameter;
  const usual = String(parameter.default);
  if ("choices" in parameter) return choice("WORD", parameter.choices, about, { usual });
  const short = name.length === 1 ? { short: name } : {};
  const value = name.charAt(0).toUpperCase();
  const facts = { about, ...given({ range: rangeFor(parameter), usual: parameter.none ? "none" : usual }) };
  return parameter.perColumn
    ? { ...facts, value: `${value}[,${value}...]`, parse: perColumn(parameter) }
    : { ...facts, ...short, value, parse: numberIn(parameter) };
}

/** A command's options under their long names: those of its function first, which win over the general ones. */
export function namedOptions(
  names: readonly OptionName[],
  { parameters = {}, tensors = {}, flags = {} }: OwnOptions,
): readonly NamedOption[] {
  const own = <T>(kind: OptionKind, rows: Readonly<Record<string, T>>, option: (name: string, row: T) => OptionRow) =>
    Object.entries(rows).map(([key, row]): NamedOption => {
      return { ...option(key, row), key, long: key.replaceAll("_", "-"), kind };
    });
  const first = [
    ...own("parameters", parameters, parameterOption),
    ...own("tensors", tensors, (_, about) => text("LIST|FILE", about, { list: true })),
    ...own("flags", flags, (_, about) => flag(about)),
  ];
  const general = names.map((key): NamedOption => {
    const row: OptionRow = OPTIONS[key];
    return { ...row, key, long: row.long ?? kebab(key), kind: "general" };
  });
  const options = [...first, ...general.filter(({ long }) => !first.some((one) => one.long === long))];
  const taken = new Set(options.map(({ long }) => long));
  return options.map((row) => ({ ...row, aliases: (row.aliases ?? []).filter((name) => !taken.has(name)) }));
}

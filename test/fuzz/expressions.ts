/** Expressions that follow the language's grammar, and mutations of them. */
import { FUNCTIONS } from "../../src/expr/library.js";
import { mutatedText } from "./bytes.js";
import { type Random, smallSize } from "./random.js";
import { MARKS, NUMBERS } from "./words.js";

const NAMES = ["x", "y", "acts", "targ", "pi", "e", "inf", "nan", "True", "None", "constructor", "__proto__"] as const;
const BINARY = [
  "+",
  "-",
  "*",
  "/",
  "//",
  "%",
  "**",
  "**",
  "@",
  "<",
  "<=",
  "==",
  "!=",
  ">",
  "and",
  "or",
  "&",
  "|",
  "^",
] as const;
const PREFIXES = [
  "",
  "",
  "",
  "torch.",
  "F.",
  "np.",
  "jnp.",
  "tf.nn.",
  "scipy.special.",
  "nn.",
  "math.",
  "os.",
] as const;
const KEYWORDS = [
  "dim",
  "axis",
  "keepdim",
  "reduction",
  "weight",
  "p",
  "k",
  "correction",
  "dtype",
  "foo",
  "input",
] as const;
const SIZES = [
  "0",
  "1",
  "2",
  "3",
  "10",
  "1000",
  "3000",
  "1e4",
  "1e5",
  "1e6",
  "1e7",
  "1e9",
  "2**31",
  "2**53",
  "-1",
  "0.5",
  "nan",
  "inf",
] as const;
const ATTRIBUTES = ["T", "shape", "mT", "values", "indices", "ndim", "constructor", "__class__", "data"] as const;

const functions = [...FUNCTIONS.keys()];

function number(random: Random): string {
  return random.oneIn(8) ? random.pick(SIZES) : random.oneIn(12) ? random.pick(NUMBERS) : String(random.below(5) / 2);
}

function list(random: Random, depth: number): string {
  const items = random.times(random.below(4), () => expression(random, depth - 1)).join(", ");
  return random.oneIn(3) ? `(${items})` : `[${items}]`;
}

function call(random: Random, depth: number): string {
  const args = random.times(random.below(3), () => expression(random, depth - 1));
  if (random.oneIn(3)) args.push(`${random.pick(KEYWORDS)}=${expression(random, 0)}`);
  if (random.oneIn(4)) return `${expression(random, depth - 1)}.${random.pick(functions)}(${args.join(", ")})`;
  return `${random.pick(PREFIXES)}${random.pick(functions)}(${args.join(", ")})`;
}

/** Functions of sizes, which may ask for much. */
function sized(random: Random): string {
  const sizes = random.times(1 + random.below(2), () => random.pick(SIZES)).join(", ");
  return random.pick([
    `zeros(${sizes})`,
    `rand(${sizes})`,
    `randn(${sizes})`,
    `arange(${sizes})`,
    `range(${sizes}, ${random.pick(SIZES)})`,
    `linspace(0, 1, ${sizes})`,
    `eye(${sizes})`,
    `full((${sizes}), 1)`,
    `x.expand(${sizes})`,
    `x.reshape(${sizes})`,
    `x.topk(${sizes})`,
    `one_hot(x, ${sizes})`,
    `ones(${sizes}) @ ones(${sizes})`,
    `outer(arange(${sizes}), ones(${sizes}))`,
    `sort(rand(${sizes}))`,
  ]);
}

function index(random: Random): string {
  const part = () =>
    random.pick([":", "...", "None", "-1", "0", "::2", "::-1", "1:", "[0, 1]", "x > 0", "range(6)", number(random)]);
  return `x[${random.times(1 + random.below(3), part).join(", ")}]`;
}

/** An expression nested as deep as `depth`. */
export function expression(random: Random, depth: number): string {
  const inner = () => expression(random, depth - 1);
  if (depth <= 0) return random.oneIn(2) ? random.pick(NAMES) : number(random);
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2:
      return `${inner()} ${random.pick(BINARY)} ${inner()}`;
    case 3:
    case 4:
    case 5:
      return call(random, depth);
    case 6:
      return `(${inner()})`;
    case 7:
      return list(random, depth);
    case 8:
      return index(random);
    case 9:
      return `${random.pick(["-", "+", "not ", "~", "lambda x: ", "lambda: "])}${inner()}`;
    case 10:
      return `${inner()}.${random.pick(ATTRIBUTES)}`;
    default:
      return random.oneIn(2) ? sized(random) : `${inner()} if ${inner()} else ${inner()}`;
  }
}

/** Operators and marks that are repeated until an expression is long or deep. */
function tower(random: Random): string {
  const [before, after] = random.pick([
    ["(", ")"],
    ["[", "]"],
    ["-", ""],
    ["not ", ""],
    ["x.relu().", ""],
    ["lambda x: ", ""],
    ["sin(", ")"],
    ["x[", "]"],
    ["1 if x else ", ""],
    ["9**", ""],
    ["1+", ""],
    ["x, ", ""],
    ["a = ", ""],
    ["1; ", ""],
    ["1 < ", ""],
    [" ", ""],
    ["\n", ""],
    ["#\n", ""],
    ["'", "'"],
    [".T", ""],
  ] as const);
  const depth = random.pick([100, 201, 1000, 10_000, 60_000]);
  const count = Math.min(depth, Math.floor(65_000 / (before.length + after.length)));
  return `${before.repeat(count)}${random.oneIn(2) ? "x" : number(random)}${after.repeat(count)}`;
}

/** A program: an expression, perhaps with statements before it. */
export function program(random: Random, corpus: readonly string[]): string {
  if (random.oneIn(12)) return tower(random);
  const one = random.oneIn(2) ? expression(random, 1 + random.below(5)) : random.pick(corpus);
  const text = random.oneIn(6) ? `a = ${one}; b, c = ${random.pick(corpus)}; a` : one;
  if (random.oneIn(2)) return text.replace(/\b\d+\b/g, (digits) => (random.oneIn(4) ? number(random) : digits));
  if (random.oneIn(2)) return mutatedText(random, text, random.pick(corpus));
  return changedTokens(random, text, random.pick(corpus));
}

const TOKENS = /\d[\d.e]*|\w+|\*\*|\/\/|[<>=!]=|\s+|./gs;

/** Words of an expression taken out, doubled, exchanged, or from another one. */
function changedTokens(random: Random, text: string, other: string): string {
  const [tokens, others] = [text.match(TOKENS) ?? [], other.match(TOKENS) ?? [""]];
  for (let left = 1 + smallSize(random, 6); left > 0; left--) {
    const at = random.below(tokens.length + 1);
    const fresh = () =>
      random.pick([
        random.pick(others),
        random.pick(functions),
        random.pick(BINARY),
        number(random),
        random.pick(MARKS),
      ]);
    const width = random.below(2);
    tokens.splice(at, width, ...random.times(random.below(3), fresh));
  }
  return tokens.join("");
}

/**
 * What a function of the language is: a row with its parameters, from which its signature, the
 * binding of arguments and the messages for wrong ones are made.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Generator } from "../math/random.js";
import { Tensor } from "../math/tensor.js";
import type { Limits } from "./limits.js";
import { type Arguments, describe, type Value } from "./values.js";

/** Whose defaults are meant: that of the prefix, `bare` without one. */
export type Library = "bare" | "torch" | "numpy" | "jax" | "tf" | "scipy" | "math";

/** A parameter of a function. */
export interface Parameter<T = unknown> {
  /** What it takes, for messages: `a whole number`. */
  readonly wanted: string;
  /** The value, undefined if it is none that fits. @throws InputError likewise, with a better reason. */
  take(value: Value): T | undefined;
  /** What stands in the signature, and the value, where no argument is given; without it one must be. */
  readonly fallback?: { readonly shown: string; readonly value: T };
  /** It takes all positional arguments that are left, as a tuple. */
  readonly rest?: boolean;
  /** It is never given by position. */
  readonly keywordOnly?: boolean;
}

export type Signature = { readonly [name: string]: Parameter };
export type Taken<S extends Signature> = { readonly [K in keyof S]: S[K] extends Parameter<infer T> ? T : never };

/** What a function may ask of the evaluation that calls it. */
export interface Context extends Limits {
  /** The random numbers; seeded when first asked for. */
  random(): Generator;
  /** Starts the random numbers anew. */
  seed(seed: number): void;
  /** Where sorted values stood, by their tensor. */
  readonly indices: WeakMap<Tensor, Tensor>;
}

/** A function of the language. */
export interface Builtin<S extends Signature = Signature> {
  readonly aliases?: readonly string[];
  readonly parameters: S;
  /** Defaults under the prefixes of some libraries. */
  readonly like?: { readonly [L in Library]?: Partial<Taken<S>> };
  /** Each number of the result belongs to the number in its place of the first argument. */
  readonly elementwise?: boolean;
  /** It can be made with its parameters first and called with its numbers later: `nn.Softmax(dim=1)(x)`. */
  readonly layer?: boolean;
  call(taken: Taken<S>, context: Context): Value;
}

/** Types a row: a parameter that `call` misspells does not compile. */
export function builtin<const S extends Signature>(row: Builtin<S>): Builtin {
  return row as unknown as Builtin;
}

/** Other words for parameters, of NumPy, SciPy and TensorFlow. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ["input", ["x", "a", "arr", "self", "logits", "features", "inputs"]],
  ["target", ["y", "targets", "labels"]],
  ["other", ["y", "b", "x2"]],
  ["dim", ["axis", "dims", "axes"]],
  ["keepdim", ["keepdims"]],
  ["correction", ["ddof"]],
  ["min", ["a_min"]],
  ["max", ["a_max"]],
  ["p", ["ord"]],
  ["steps", ["num"]],
  ["size", ["shape"]],
  ["num_classes", ["depth"]],
]);
/** What pasted code says of storage, gradients and algorithms, which is all the same here. */
const IGNORED: ReadonlySet<string> = new Set(["dtype", "device", "requires_grad", "inplace", "layout", "out", "kind"]);

/** The signature: `softmax(input, dim=-1)`. */
export function signatureText(name: string, { parameters }: Builtin): string {
  const parts: string[] = [];
  for (const [key, { fallback, rest, keywordOnly }] of Object.entries(parameters)) {
    if (keywordOnly && !parts.includes("*")) parts.push("*");
    parts.push(rest ? `*${key}` : fallback ? `${key}=${fallback.shown}` : key);
  }
  return `${name}(${parts.join(", ")})`;
}

/** The parameter that a keyword means. */
function keywordTarget(keyword: string, parameters: Signature): string | undefined {
  if (Object.hasOwn(parameters, keyword)) return keyword;
  return Object.keys(parameters).find((key) => SYNONYMS.get(key)?.includes(keyword));
}

/** An argument and how it was given, for messages: its place, or its keyword. */
interface Given {
  readonly value: Value;
  readonly as: number | string;
}

/** The arguments by parameter, not yet checked. */
function distribute(name: string, row: Builtin, args: Arguments): Map<string, Given> {
  const { positional, keywords } = args;
  const given = new Map<string, Given>();
  const places = Object.entries(row.parameters).filter(([, { keywordOnly }]) => !keywordOnly);
  let at = 0;
  for (const [key, { rest }] of places) {
    if (at >= positional.length) break;
    given.set(key, { value: rest ? { kind: "tuple", items: positional.slice(at) } : positional[at]!, as: at });
    at = rest ? positional.length : at + 1;
  }
  const mistake = (as: number | string, message: string): never =>
    blame(args, as, () => {
      throw new InputError(`${message}: ${signatureText(name, row)}`);
    });
  if (at < positional.length) mistake(at, `${positional.length} arguments are too many`);
  for (const [keyword, value] of keywords) {
    const key = keywordTarget(keyword, row.parameters);
    if (key === undefined && IGNORED.has(keyword)) continue;
    if (key === undefined) return mistake(keyword, `unknown argument ${keyword}`);
    if (given.has(key)) mistake(keyword, `${key} is given twice`);
    given.set(key, { value, as: keyword });
  }
  return given;
}

const blame = <T>(args: Arguments, as: number | string, work: () => T): T =>
  args.blame ? args.blame(as, work) : work();

/**
 * Calls a function of the language.
 * @throws InputError that shows the signature for a missing, unknown or wrong argument.
 */
export function invoke(name: string, row: Builtin, library: Library, args: Arguments, context: Context): Value {
  const given = distribute(name, row, args);
  const taken: Record<string, unknown> = {};
  for (const [key, parameter] of Object.entries(row.parameters)) {
    const argument = given.get(key);
    if (argument === undefined) {
      const { fallback } = parameter;
      if (!fallback) throw new InputError(`missing argument ${key}: ${signatureText(name, row)}`);
      const own = row.like?.[library];
      taken[key] = own && key in own ? own[key] : fallback.value;
      continue;
    }
    const signature = () => signatureText(name, row);
    taken[key] = blame(args, argument.as, () => takeArgument(key, parameter, argument.value, signature));
  }
  return row.call(taken, context);
}

function takeArgument(key: string, parameter: Parameter, value: Value, signature: () => string): unknown {
  // None asks for the default where the default is None.
  if (value === null && parameter.fallback?.shown === "None") return parameter.fallback.value;
  const refused = (reason: string) => new InputError(`${key} wants ${parameter.wanted}, ${reason}: ${signature()}`);
  try {
    const taken = parameter.take(value);
    if (taken !== undefined) return taken;
  } catch (error) {
    throw error instanceof InputError ? refused(error.message) : error;
  }
  throw refused(`not ${describe(value)}`);
}

/** The parameters that a row's class leaves for the call. */
const INPUTS: ReadonlySet<string> = new Set(["input", "target"]);

/**
 * Whether arguments begin with the numbers that a class would get later: then `LogSoftmax(x)`, written so because
 * names are found without regard to case, is the function.
 */
export function hasInputs({ parameters }: Builtin, { positional }: Arguments): boolean {
  const inputs = Object.keys(parameters).filter((key) => INPUTS.has(key));
  const isMany = (value: Value | undefined) => value instanceof Tensor && value.rank > 0;
  return inputs.every((_, i) => isMany(positional[i]));
}

/** A row that has its parameters and waits for the numbers, which come first in its signature. */
export function layer(name: string, row: Builtin, library: Library, made: Arguments, context: Context): Value {
  const entries = Object.entries(row.parameters);
  const part = (inputs: boolean): Builtin => {
    return { ...row, parameters: Object.fromEntries(entries.filter(([key]) => INPUTS.has(key) === inputs)) };
  };
  const values = (given: ReadonlyMap<string, Given>) => [...given].map(([key, { value }]) => [key, value] as const);
  const configured = values(distribute(name, part(false), made));
  return {
    kind: "layer",
    name,
    call: (args) => {
      const keywords = new Map([...values(distribute(name, part(true), args)), ...configured]);
      return invoke(name, row, library, { positional: [], keywords }, context);
    },
  };
}

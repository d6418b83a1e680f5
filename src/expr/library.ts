/**
 * What names mean: functions, constants, and the prefixes of libraries.
 *
 * @packageDocumentation
 */
import { nearest } from "../format/suggest.js";
import { ACTIVATIONS } from "../math/activations.js";
import { reverseDims, transpose } from "../math/arrange.js";
import { LOSSES } from "../math/losses.js";
import { fold } from "../math/names.js";
import { REDUCERS } from "../math/reducers.js";
import { scalar, type Tensor } from "../math/tensor.js";
import type { Builtin, Context, Library } from "./builtin.js";
import { ARRANGEMENT, shapeOf } from "./functions/arrangement.js";
import { CREATION } from "./functions/creation.js";
import { ELEMENTWISE } from "./functions/elementwise.js";
import { STATISTICS } from "./functions/statistics.js";
import { fromActivation, fromLoss, fromReducer } from "./tables.js";
import { truth, type Value } from "./values.js";

/** A function as a name finds it. */
export interface NamedFunction {
  /** As it is written in Python: `log_softmax`. */
  readonly name: string;
  readonly row: Builtin;
}

const snake = (name: string): string => name.replaceAll("-", "_");

function tableFunctions(): [string, Builtin][] {
  const rows = <R>(table: ReadonlyMap<string, R>, from: (row: R) => Builtin) =>
    [...table].map(([name, row]): [string, Builtin] => [snake(name), from(row)]);
  return [...rows(ACTIVATIONS, fromActivation), ...rows(REDUCERS, fromReducer), ...rows(LOSSES, fromLoss)];
}

/** Every function under its own name. */
export const FUNCTIONS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...tableFunctions(),
  ...Object.entries<Builtin>({ ...ELEMENTWISE, ...STATISTICS, ...ARRANGEMENT, ...CREATION }),
]);

/** Functions by the form in which names are compared, aliases included; a row's own name wins. */
const BY_FORM: ReadonlyMap<string, NamedFunction> = new Map<string, NamedFunction>([
  ...[...FUNCTIONS.values()].flatMap((row) =>
    (row.aliases ?? []).map((alias) => [fold(alias), { name: snake(alias), row }] as const),
  ),
  ...[...FUNCTIONS].map(([name, row]) => [fold(name), { name, row }] as const),
]);

/** Functions as they are written, which is quicker to find: curves ask for the same names thousands of times. */
const BY_NAME: ReadonlyMap<string, NamedFunction> = new Map([...BY_FORM.values()].map((found) => [found.name, found]));

/** The function that a name without prefix means. */
export function functionNamed(name: string): NamedFunction | undefined {
  return BY_NAME.get(name) ?? BY_FORM.get(fold(name));
}

/** Every function's names: their own, then aliases. */
function functionNames(): string[] {
  return [...FUNCTIONS.keys(), ...[...BY_FORM.values()].map(({ name }) => name)];
}

/** The function's name that was probably meant. */
export function nearestFunction(name: string): string | undefined {
  return nearest(name, functionNames());
}

/** The prefixes, and whose defaults they bring. */
const PREFIXES: ReadonlyMap<string, Library> = new Map<string, Library>([
  ...["torch", "F", "nn", "nn.functional", "torch.nn", "torch.nn.functional", "torch.special", "torch.linalg"].map(
    (prefix) => [prefix, "torch"] as const,
  ),
  ...["np", "numpy", "np.linalg", "numpy.linalg"].map((prefix) => [prefix, "numpy"] as const),
  ...["jnp", "jax.numpy", "jax.nn", "jax.scipy.special", "jnp.linalg"].map((prefix) => [prefix, "jax"] as const),
  ...["tf", "tf.nn", "tf.math"].map((prefix) => [prefix, "tf"] as const),
  ...["scipy.special", "special"].map((prefix) => [prefix, "scipy"] as const),
  ["math", "math"],
]);
/** The names with which prefixes begin; they are no input. */
const ROOTS: ReadonlySet<string> = new Set([...PREFIXES.keys()].map((prefix) => prefix.split(".")[0]!));

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["pi", scalar(Math.PI)],
  ["e", scalar(Math.E)],
  ["inf", scalar(Infinity)],
  ["nan", scalar(Number.NaN)],
  ["True", truth(true)],
  ["False", truth(false)],
  ["None", null],
  // x.astype(int)
  ...["float", "int", "bool"].map((name) => [name, name] as const),
]);
/** Constants that only a prefix makes one. */
const PREFIXED: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...CONSTANTS,
  ["newaxis", null],
  ...["float32", "float64", "double", "int8", "int32", "int64", "long"].map((name) => [name, name] as const),
]);

/** What a name or a dotted one means where it is not bound. */
export type Meaning =
  | { readonly kind: "constant"; readonly value: Value }
  | {
      readonly kind: "function";
      readonly function: NamedFunction;
      readonly library: Library;
      readonly isClass: boolean;
    };

/** Whether a dotted name begins as a prefix does. */
export function isRoot(name: string): boolean {
  return ROOTS.has(name);
}

/**
 * The meaning of a name with or without prefix, undefined if it has none. A name that begins with a capital letter is
 * a class where the function can be one.
 * @param called whether arguments follow: only then a type such as `np.float64` is the function
 */
export function meaningOf(path: string, called: boolean): Meaning | undefined {
  const point = path.lastIndexOf(".");
  const name = path.slice(point + 1);
  const library = point < 0 ? "bare" : PREFIXES.get(path.slice(0, point));
  if (library === undefined) return undefined;
  const constants = point < 0 ? CONSTANTS : PREFIXED;
  if (constants.has(name) && !(called && functionNamed(name))) return { kind: "constant", value: constants.get(name)! };
  const found = functionNamed(name);
  if (!found) return undefined;
  return { kind: "function", function: found, library, isClass: (found.row.layer ?? false) && /^[A-Z]/.test(name) };
}

/** What can stand behind a point without brackets. */
export const ATTRIBUTES: ReadonlyMap<string, (x: Tensor, context: Context) => Tensor | undefined> = new Map<
  string,
  (x: Tensor, context: Context) => Tensor | undefined
>([
  ["shape", shapeOf],
  ["ndim", (x) => scalar(x.rank)],
  ["T", reverseDims],
  ["mT", (x) => transpose(x, -1, -2)],
  ["values", (x) => x],
  ["data", (x) => x],
  ["indices", (x, { indices }) => indices.get(x)],
]);

/** Every constant and function, for suggestions. */
export function knownNames(): string[] {
  return [...CONSTANTS.keys(), ...functionNames()];
}

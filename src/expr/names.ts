/**
 * The names of a program: what it binds, what it knows, what it leaves unbound.
 *
 * @packageDocumentation
 */
import { quote } from "../format/quote.js";
import { errorAt, type Span } from "../format/span.js";
import { signatureText } from "./builtin.js";
import { isRoot, meaningOf, nearestFunction } from "./library.js";
import { childrenOf, type Node, type Program } from "./syntax.js";

interface Names {
  has(name: string): boolean;
}

/** `torch.nn.functional.relu` as written, of a name or of attributes behind the root of a prefix that is not bound. */
export function dottedName(node: Node, bound: Names): string | undefined {
  if (node.kind === "name") return bound.has(node.name) ? undefined : node.name;
  if (node.kind !== "attribute") return undefined;
  const before = dottedName(node.target, bound);
  return before === undefined || !isRoot(before.split(".")[0]!) ? undefined : `${before}.${node.name}`;
}

/** What JavaScript and Python call their inner things is never the input. */
const isInternal = (name: string): boolean => name.startsWith("__") || name in Object.prototype;

/**
 * Checks a name that is not bound where it stands; gives it back if it must be bound from outside.
 * @throws InputError for an unknown function, and for a function that is not called.
 */
function checkName(path: string, node: Node, called: boolean, source: string): string | undefined {
  const meaning = meaningOf(path, called);
  if (meaning?.kind === "constant" || (meaning && called)) return undefined;
  if (meaning) {
    const { name, row } = meaning.function;
    throw errorAt(source, `${name} is a function: ${signatureText(name, row)}`, node);
  }
  if (!called && !path.includes(".") && !isInternal(path)) return path;
  const last = path.slice(path.lastIndexOf(".") + 1);
  const meant = isInternal(last) ? undefined : nearestFunction(last);
  throw errorAt(
    source,
    `unknown ${called ? "function" : "name"} ${quote(path)}${meant ? `; did you mean ${meant}?` : ""}`,
    node,
  );
}

/** The names in a tree that have to be bound from outside, in the order in which they stand, each with its node. */
function* unboundIn(node: Node, bound: Names, source: string, called = false): Generator<[string, Node]> {
  const path = dottedName(node, bound);
  if (path !== undefined) {
    const name = checkName(path, node, called, source);
    if (name !== undefined) yield [name, node];
    return;
  }
  const [first] = childrenOf(node);
  for (const child of childrenOf(node)) yield* unboundIn(child, bound, source, node.kind === "call" && child === first);
}

/**
 * The names that a program leaves unbound, and where each first stands; those of `bound` are not.
 * @throws InputError with its place for an unknown function.
 */
export function unboundNames(program: Program, bound: Iterable<string>): Map<string, Span> {
  const { source, parameters, statements } = program;
  const assigned = new Set(bound);
  // A parameter of lambda is a name even where a constant or a function is called so.
  const unbound = new Map(parameters.filter((name) => !assigned.has(name)).map((name) => [name, statements[0]!.value]));
  for (const name of parameters) assigned.add(name);
  for (const { targets, value } of statements) {
    for (const [name, node] of unboundIn(value, assigned, source)) if (!unbound.has(name)) unbound.set(name, node);
    for (const target of targets) assigned.add(target);
  }
  return unbound;
}

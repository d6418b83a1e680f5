/**
 * From trees to values.
 *
 * @packageDocumentation
 */
import { InputError, placeOf } from "../errors.js";
import { quote } from "../format/quote.js";
import type { Span } from "../format/span.js";
import { map } from "../math/broadcast.js";
import { type IndexItem, pick } from "../math/indexing.js";
import { scalar, Tensor } from "../math/tensor.js";
import { type Context, hasInputs, invoke, layer } from "./builtin.js";
import { multiply } from "./functions/arrangement.js";
import { combine, OPERATORS } from "./functions/elementwise.js";
import { ATTRIBUTES, functionNamed, meaningOf, type NamedFunction, nearestFunction } from "./library.js";
import { workOf } from "./limits.js";
import { dottedName } from "./names.js";
import type { Argument, Node } from "./syntax.js";
import {
  type Arguments,
  asNumber,
  asTensor,
  describe,
  isLayer,
  isSequence,
  isTrue,
  truth,
  type Value,
} from "./values.js";

/** Where an evaluation runs. */
export interface Scope extends Context {
  readonly source: string;
  readonly names: ReadonlyMap<string, Value>;
  /** Is told the value of every part, the parts of a part first. */
  step?(node: Node, value: Value): void;
}

/** Runs `work`; a mistake without a place gets that of `span`. */
function at<T>(span: Span, scope: Scope, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError) || error.place) throw error;
    const message = error.parameter === undefined ? error.message : `${error.parameter} ${error.message}`;
    throw new InputError(message, { place: placeOf(scope.source, span.start, span.end) });
  }
}

/**
 * The value of a part of a program.
 * @throws InputError with its place.
 */
export function evaluate(node: Node, scope: Scope): Value {
  const value = at(node, scope, () => compute(node, scope));
  at(node, scope, () => {
    if (value instanceof Tensor) scope.allow(value.shape);
    scope.spend(workOf(value));
  });
  scope.step?.(node, value);
  return value;
}

function compute(node: Node, scope: Scope): Value {
  switch (node.kind) {
    case "number":
      return scalar(node.value);
    case "text":
      return node.value;
    case "name":
    case "attribute": {
      const constant = constantOf(node, scope);
      if (constant !== undefined) return constant;
      return node.kind === "name" ? lookUp(node.name, scope) : attribute(node, scope);
    }
    case "list":
    case "tuple":
      return { kind: node.kind, items: node.items.map((item) => evaluate(item, scope)) };
    case "unary":
      return unary(node.operator, evaluate(node.operand, scope));
    case "binary":
      return binary(node, scope);
    case "compare":
      return comparison(node, scope);
    case "logic": {
      const left = evaluate(node.left, scope);
      const decided = at(node.left, scope, () => isTrue(left)) === (node.operator === "or");
      return decided ? left : evaluate(node.right, scope);
    }
    case "conditional": {
      const test = evaluate(node.test, scope);
      return evaluate(at(node.test, scope, () => isTrue(test)) ? node.yes : node.no, scope);
    }
    case "call":
      return call(node, scope);
    case "index":
      return index(node, scope);
    case "slice":
    case "rest":
      // The parser leaves slices nowhere else.
      throw new InputError("... can only stand in an index");
  }
}

function lookUp(name: string, scope: Scope): Value {
  const value = scope.names.get(name);
  if (value === undefined) throw new InputError(`unknown name ${quote(name)}`);
  return value;
}

/** The constant that a name means where it is not bound; undefined if it means none. */
function constantOf(node: Node, { names }: Scope): Value | undefined {
  const path = dottedName(node, names);
  const meaning = path === undefined ? undefined : meaningOf(path, false);
  return meaning?.kind === "constant" ? meaning.value : undefined;
}

function attribute(node: Node & { kind: "attribute" }, scope: Scope): Value {
  const target = evaluate(node.target, scope);
  const read = ATTRIBUTES.get(node.name);
  const value = read?.(asTensor(target), scope);
  if (value) return value;
  return at(node.at, scope, () => {
    if (read) throw new InputError(`only what sort, topk, max and min gave along a dim has .${node.name}`);
    const found = functionNamed(node.name);
    if (found) throw new InputError(`.${node.name} is a function: .${node.name}(...)`);
    throw new InputError(`unknown attribute ${quote(node.name)}; there are ${[...ATTRIBUTES.keys()].join(", ")}`);
  });
}

function unary(operator: string, value: Value): Value {
  if (operator === "not") return truth(!isTrue(value));
  const x = asTensor(value);
  if (operator === "-") return map(x, (number) => -number);
  if (operator === "+") return map(x, (number) => number);
  if (x.dtype === "bool") return map(x, (number) => 1 - number, "bool");
  throw new InputError("~ turns what a comparison gives, True into False; it wants no other numbers");
}

const LOGICAL: ReadonlySet<string> = new Set(["&", "|", "^"]);

function operate(operator: string, left: Value, right: Value, scope: Scope): Tensor {
  const [a, b] = [asTensor(left), asTensor(right)];
  if (operator === "@") return multiply(a, b, scope);
  if (LOGICAL.has(operator) && (a.dtype !== "bool" || b.dtype !== "bool")) {
    throw new InputError(`${operator} joins what comparisons give, as in (x > 0) ${operator} (x < 1)`);
  }
  return combine(a, b, OPERATORS.get(operator)!, scope);
}

function binary({ operator, left, right }: Node & { kind: "binary" }, scope: Scope): Value {
  const [a, b] = [evaluate(left, scope), evaluate(right, scope)];
  return operate(operator, a, b, scope);
}

/** `a < b < c` is `a < b and b < c`, and each part is evaluated once at most. */
function comparison({ operators, operands }: Node & { kind: "compare" }, scope: Scope): Value {
  let left = evaluate(operands[0]!, scope);
  let result: Value = null;
  for (const [i, operator] of operators.entries()) {
    const right = evaluate(operands[i + 1]!, scope);
    result = operate(operator, left, right, scope);
    if (i < operators.length - 1 && !isTrue(result)) return result;
    left = right;
  }
  return result;
}

function argumentsOf(args: readonly Argument[], scope: Scope): Arguments {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  for (const argument of args) {
    const value = evaluate(argument.value, scope);
    at(argument, scope, () => {
      if (argument.keyword === undefined && keywords.size > 0) {
        throw new InputError("an argument without a name cannot follow one with a name");
      }
      if (argument.keyword !== undefined && keywords.has(argument.keyword)) {
        throw new InputError(`${argument.keyword} is given twice`);
      }
    });
    if (argument.keyword === undefined) positional.push(value);
    else keywords.set(argument.keyword, value);
  }
  const blame = <T>(argument: number | string, work: () => T): T => {
    const span = typeof argument === "number" ? args[argument] : args.find(({ keyword }) => keyword === argument);
    return span ? at(span, scope, work) : work();
  };
  return { positional, keywords, blame };
}

function call(node: Node & { kind: "call" }, scope: Scope): Value {
  const { target, args } = node;
  const path = dottedName(target, scope.names);
  const meaning = path === undefined ? undefined : meaningOf(path, true);
  if (meaning?.kind === "function") {
    const { function: found, library, isClass } = meaning;
    const given = argumentsOf(args, scope);
    return isClass && !(library === "bare" && hasInputs(found.row, given))
      ? layer(path!, found.row, library, given, scope)
      : invoke(found.name, found.row, library, given, scope);
  }
  if (target.kind === "attribute" && path === undefined) return method(target, args, scope);
  const value = evaluate(target, scope);
  if (isLayer(value)) return value.call(argumentsOf(args, scope));
  throw new InputError(`${describe(value)} is no function`);
}

/** The function that takes a receiver as its first argument. @throws InputError if there is none. */
function methodNamed(name: string): NamedFunction {
  const found = functionNamed(name);
  const [first] = Object.keys(found?.row.parameters ?? {});
  if (found && first === "input") return found;
  const meant = nearestFunction(name);
  throw new InputError(`unknown method ${quote(name)}${meant && meant !== name ? `; did you mean ${meant}?` : ""}`);
}

function withReceiver(receiver: Value, { positional, keywords, blame }: Arguments): Arguments {
  return {
    positional: [receiver, ...positional],
    keywords,
    blame: (argument, work) => blame!(typeof argument === "number" ? argument - 1 : argument, work),
  };
}

function method(target: Node & { kind: "attribute" }, args: readonly Argument[], scope: Scope): Value {
  const receiver = evaluate(target.target, scope);
  const { name, row } = at(target.at, scope, () => methodNamed(target.name));
  const given = argumentsOf(args, scope);
  return invoke(name, row, "bare", withReceiver(receiver, given), scope);
}

/** A part of an index. */
function indexItem(node: Node, scope: Scope): IndexItem {
  if (node.kind === "rest") return "rest";
  if (node.kind === "slice") {
    const [start, stop, step] = node.bounds.map((bound) => {
      const value = bound && evaluate(bound, scope);
      return value === undefined || value === null ? undefined : at(bound!, scope, () => asNumber(value));
    });
    return { start, stop, step };
  }
  const value = evaluate(node, scope);
  if (value === null) return "new";
  const x = at(node, scope, () => asTensor(value));
  return x.rank === 0 && x.dtype !== "bool" ? x.data[0]! : x;
}

function index({ target, items }: Node & { kind: "index" }, scope: Scope): Value {
  const value = evaluate(target, scope);
  const [first] = items;
  const tuple = items.length === 1 && first!.kind === "tuple" ? first!.items : items;
  const picked = tuple.map((item) => indexItem(item, scope));
  const [only] = picked;
  if (isSequence(value) && picked.length === 1 && typeof only === "number") return part(value.items, only);
  return pick(asTensor(value), picked, (shape) => scope.allow(shape));
}

/** One of several values. */
function part(items: readonly Value[], at: number): Value {
  const value = items.at(at);
  if (value !== undefined) return value;
  throw new InputError(
    `index ${at} is out of range for ${items.length} values: ${-items.length} to ${items.length - 1}`,
  );
}

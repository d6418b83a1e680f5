/**
 * Expressions: Python's over tensors, safe by construction. They reach nothing but the numbers and
 * functions they are given; what they know by name stands in tables.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { counted } from "../format/lists.js";
import { errorAt } from "../format/span.js";
import { type Generator, generator } from "../math/random.js";
import { Tensor } from "../math/tensor.js";
import { alignedWith } from "./alignment.js";
import { evaluate, type Scope } from "./evaluate.js";
import { type Limits, largestOf, MAX_SIZE, usualLimits } from "./limits.js";
import { unboundNames } from "./names.js";
import { tensors } from "./parameters.js";
import { parseProgram } from "./parse.js";
import type { Node, Statement } from "./syntax.js";
import { isSequence, type Value } from "./values.js";

export type { Sequence, Value } from "./values.js";
export { asTensor, isLayer, isSequence } from "./values.js";

/** How deep expressions may be nested unless more is asked for. */
export const MAX_NESTING = 200;

export interface CompileOptions {
  /** Names that will be bound beside those that the expression leaves unbound. */
  readonly names?: Iterable<string>;
  readonly maxNesting?: number;
}

/** What an evaluation may do. */
export interface EvaluateOptions {
  /** The most numbers a value may hold; those that are given may be as large as they are. */
  readonly maxSize?: number;
  /** Limits of one's own, which several evaluations may share. */
  readonly limits?: Limits;
  /** The random numbers; without them the expression cannot draw any before `manual_seed`. */
  readonly random?: () => Generator;
  /** Is told the value of every part of the expression, in the order of evaluation. */
  readonly step?: (part: Part, value: Value) => void;
}

/** A part of an expression as `step` sees it. */
export interface Part {
  /** As it stands in the source. */
  readonly text: string;
  readonly kind: Node["kind"];
}

/** An expression that has been read. */
export interface Expression {
  readonly source: string;
  /** The names that have to be bound, in the order of appearance. */
  readonly unbound: readonly string[];
  /** A mistake where an unbound name first stands. */
  mistake(name: string, message: string): InputError;
  /** Whether each number of the result belongs to the number in the same place of `name`. */
  aligned(name: string): boolean;
  /**
   * The value of the last statement.
   * @throws InputError with its place.
   */
  evaluate(bindings: ReadonlyMap<string, Value>, options?: EvaluateOptions): Value;
}

/** The values that a statement's names get. @throws InputError if there are not as many. */
function unpack({ targets, unpacks, value: node }: Statement, value: Value, scope: Scope): [string, Value][] {
  if (!unpacks) return targets.map((name) => [name, value]);
  const pair = value instanceof Tensor ? scope.indices.get(value) : undefined;
  const parts = pair && targets.length === 2 ? [value, pair] : isSequence(value) ? value.items : tensors.take(value);
  if (parts?.length === targets.length) return targets.map((name, i) => [name, parts[i]!]);
  throw errorAt(scope.source, `${counted(parts?.length ?? 1, "value")} for ${counted(targets.length, "name")}`, node);
}

function newScope(source: string, bindings: ReadonlyMap<string, Value>, options: EvaluateOptions) {
  const { maxSize = MAX_SIZE, random, step } = options;
  const names = new Map(bindings);
  let state: Generator | undefined;
  const scope: Scope = {
    source,
    names,
    ...(options.limits ?? usualLimits(maxSize, largestOf(names.values()))),
    random() {
      state ??= random?.();
      if (!state) throw new InputError("random numbers want a seed first: manual_seed(42)");
      return state;
    },
    seed(seed) {
      state = generator(seed);
    },
    indices: new WeakMap<Tensor, Tensor>(),
    ...(step
      ? {
          step: (node: Node, value: Value) =>
            step({ text: source.slice(node.start, node.end), kind: node.kind }, value),
        }
      : {}),
  };
  return { scope, names };
}

/**
 * Reads an expression, or statements of which the last one's value counts.
 * @throws InputError with its place for what is no expression, is nested too deep, or calls an unknown function.
 */
export function compile(source: string, options: CompileOptions = {}): Expression {
  const { names: known = [], maxNesting = MAX_NESTING } = options;
  const program = parseProgram(source, maxNesting);
  const unbound = unboundNames(program, known);
  return {
    source,
    unbound: [...unbound.keys()],
    mistake: (name, message) => errorAt(source, message, unbound.get(name) ?? { start: 0, end: source.length }),
    aligned: (name) => alignedWith(program, name),
    evaluate(bindings, evaluateOptions = {}) {
      const { scope, names } = newScope(source, bindings, evaluateOptions);
      let result: Value = null;
      for (const statement of program.statements) {
        result = evaluate(statement.value, scope);
        for (const [name, value] of unpack(statement, result, scope)) names.set(name, value);
      }
      return result;
    },
  };
}

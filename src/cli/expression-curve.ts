/**
 * Curves of expressions: `x*sigmoid(x)`. The language is loaded only for them.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { asTensor, compile, type Value } from "../expr/compile.js";
import { functionNamed } from "../expr/library.js";
import { type Limits, largestOf, limitsFor } from "../expr/limits.js";
import { scalar, shapeText } from "../math/tensor.js";
import { boundValues, readBindings } from "./bindings.js";
import type { Context } from "./context.js";
import type { Options } from "./options.js";
import type { PlottedCurve } from "./plot-input.js";

export { nearestFunction } from "../expr/library.js";

/** Whether the language has a function of this name. */
export function hasFunction(name: string): boolean {
  return functionNamed(name) !== undefined;
}

/** An expression is evaluated at thousands of places: none of its parts may be large, but for what is given. */
const SIZE = 1000;
const WORK = 300_000_000;
const PLACES = 10_000;

/** What all evaluations of a curve may take together. */
function curveLimits(bound: ReadonlyMap<string, Value>): Limits {
  const given = largestOf(bound.values());
  return limitsFor({ size: Math.max(SIZE, given), work: WORK + PLACES * given, advice: ", too many for a curve" });
}

/** The curve of an expression in the one name that is not bound. */
function curveFrom(source: string, bound: ReadonlyMap<string, Value>): PlottedCurve {
  const expression = compile(source, { names: bound.keys() });
  const [name, second] = expression.unbound;
  if (second !== undefined) {
    const names = expression.unbound.join(", ");
    throw expression.mistake(second, `a curve has one name, not ${names}; bind the others, as in ${second}=2`);
  }
  const limits = curveLimits(bound);
  const f = (x: number): number => {
    const values = name === undefined ? bound : new Map([...bound, [name, scalar(x)]]);
    const { data, shape } = asTensor(expression.evaluate(values, { limits }));
    if (data.length === 1) return data[0]!;
    throw new InputError(`${source} gives ${shapeText(shape)} for one number, which is no curve`);
  };
  f(1);
  return { name: source, f };
}

/**
 * The curves of expressions.
 * @param bindings what is bound to names besides
 * @throws InputError with its place for what is no expression, has several names, or does not give one number for one.
 */
export function curvesFrom(
  sources: readonly string[],
  bindings: ReadonlyMap<string, string>,
  options: Options,
  context: Context,
): PlottedCurve[] {
  const bound = readBindings(bindings, sources, [], options, context);
  const values = boundValues(bound, new Map(), (expression, known) => expression.evaluate(known));
  return sources.map((source) => curveFrom(source, values));
}

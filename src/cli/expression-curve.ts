/**
 * Curves of expressions: `x*sigmoid(x)`. The language is loaded only for them.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { asTensor, compile } from "../expr/compile.js";
import { scalar, shapeText } from "../math/tensor.js";
import type { PlottedCurve } from "./plot-input.js";

/**
 * The curve of an expression in one name.
 * @throws InputError with its place for what is no expression, has several names, or does not give one number for one.
 */
export function curveFrom(source: string): PlottedCurve {
  const expression = compile(source);
  const [name, second] = expression.unbound;
  if (second !== undefined) {
    throw expression.mistake(second, `a curve has one name, not ${expression.unbound.join(", ")}`);
  }
  const f = (x: number): number => {
    const { data, shape } = asTensor(expression.evaluate(new Map(name === undefined ? [] : [[name, scalar(x)]])));
    if (data.length === 1) return data[0]!;
    throw new InputError(`${source} gives ${shapeText(shape)} for one number, which is no curve`);
  };
  f(1);
  return { name: source, f };
}

/**
 * What the names of expressions are bound to.
 *
 * @packageDocumentation
 */
import { InputError, within } from "../errors.js";
import { compile, type Expression, type Value } from "../expr/compile.js";
import { formatOfPath } from "../format/formats.js";
import { quote } from "../format/quote.js";
import { nearest } from "../format/suggest.js";
import { Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { type Input, isNumeric, pathOf, readOperand, readSource } from "./input.js";
import { given, type Options } from "./options.js";

/** Numbers that were read, or an expression of its own. */
export type Bound = { readonly input: Input } | { readonly expression: Expression };

/** A mask: True and False in brackets or between commas, in any case. */
const MASK = /^(?:[\s[\](),;]*\b(?:true|false)\b)+[\s[\](),;]*$/i;

/** Numbers on the command line; True and False are a mask, not the indices 1 and 0. */
function literal(text: string, context: Context): Input {
  const input = readOperand(text, {}, context);
  const { data, shape } = input.tensor;
  return MASK.test(text) ? { ...input, tensor: new Tensor(data, shape, "bool") } : input;
}

/** What the text behind `name=` is: numbers, else a file, else an expression. */
function bind(name: string, text: string, names: readonly string[], options: Options, context: Context): Bound {
  if (text.trim() === "") throw new InputError(`${name} is bound to nothing: ${name}=1,2,3`);
  if (isNumeric(text)) return { input: literal(text, context) };
  if (text === "-" || pathOf(text)) return { input: readSource(text, options, context) };
  if (formatOfPath(text)) throw new InputError(`no such file: ${quote(text)}`).in(name);
  const { maxNesting } = options;
  return { expression: within(name, () => compile(text, { names, ...given({ maxNesting }) })) };
}

/**
 * Reads what the names are bound to.
 * @param sources the expressions that use the names
 * @param unbound names of theirs that are not bound
 * @throws InputError for a name that none of them uses, or a text that means nothing.
 */
export function readBindings(
  bindings: ReadonlyMap<string, string>,
  sources: readonly string[],
  unbound: readonly string[],
  options: Options,
  context: Context,
): Map<string, Bound> {
  const names = [...bindings.keys()];
  const texts = [...sources, ...bindings.values()];
  const unused = names.find((name) => !texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)));
  if (unused !== undefined) {
    const meant = nearest(unused, unbound);
    throw new InputError(`the expression has no name ${unused}${meant ? `; did you mean ${meant}?` : ""}`);
  }
  return new Map([...bindings].map(([name, text]) => [name, bind(name, text, names, options, context)]));
}

/** The values of all names: what was read, then what expressions give, in their order. */
export function boundValues(
  bound: ReadonlyMap<string, Bound>,
  inputs: ReadonlyMap<string, Input>,
  evaluate: (expression: Expression, values: ReadonlyMap<string, Value>) => Value,
): Map<string, Value> {
  const values = new Map<string, Value>([...inputs].map(([name, { tensor }]) => [name, tensor]));
  for (const [name, one] of bound) if ("input" in one) values.set(name, one.input.tensor);
  for (const [name, one] of bound) {
    if ("expression" in one)
      values.set(
        name,
        within(name, () => evaluate(one.expression, values)),
      );
  }
  return values;
}

/**
 * Evaluates an expression of the command line: which name is which operand, and how the result is written.
 *
 * @packageDocumentation
 */
import { InputError, within } from "../errors.js";
import { compile, type EvaluateOptions, type Expression, type Value } from "../expr/compile.js";
import { nearestName } from "../expr/library.js";
import { formatOfPath } from "../format/formats.js";
import { quote } from "../format/quote.js";
import { nearest } from "../format/suggest.js";
import { generator } from "../math/random.js";
import { shapeText, type Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { emitSteps, recorder } from "./eval-steps.js";
import { type Input, isNumeric, pathOf, readInput, readOperand, readSource } from "./input.js";
import { given, type Options } from "./options.js";
import { emit } from "./output.js";
import { finalTensors } from "./results.js";
import { seedFor } from "./seed.js";

/** What a name is bound to: what was read, or an expression of its own. */
type Bound = { readonly input: Input } | { readonly expression: Expression };

const BINDING = /^([A-Za-z_]\w*)=(?!=)(.*)$/s;

/** The operands by kind: `name=...`, and the others. */
function split(operands: readonly string[]) {
  const bindings = new Map<string, string>();
  const others: string[] = [];
  for (const operand of operands) {
    const [, name, text] = BINDING.exec(operand) ?? [];
    if (name === undefined || text === undefined) others.push(operand);
    else if (bindings.has(name)) throw new InputError(`${name} is bound twice`);
    else bindings.set(name, text);
  }
  return { bindings, others };
}

/** What the text behind `name=` is: numbers, else a file, else an expression. */
function bind(name: string, text: string, names: readonly string[], options: Options, context: Context): Bound {
  if (text.trim() === "") throw new InputError(`${name} is bound to nothing: ${name}=1,2,3`);
  if (isNumeric(text)) return { input: readOperand(text, {}, context) };
  if (text === "-" || pathOf(text)) return { input: readSource(text, options, context) };
  if (formatOfPath(text)) throw new InputError(`no such file: ${quote(text)}`).in(name);
  const { maxNesting } = options;
  return { expression: within(name, () => compile(text, { names, ...given({ maxNesting }) })) };
}

/** The one name that nothing binds. @throws InputError if there are several, or an operand is left over. */
function inputName(expressions: readonly Expression[], others: readonly string[]): string | undefined {
  const unbound = new Map(expressions.flatMap((one) => one.unbound.map((name) => [name, one] as const)).reverse());
  const names = [...unbound.keys()].reverse();
  const [name, second] = names;
  if (second !== undefined) {
    const [odd, meant] = names.map((one) => [one, nearestName(one)] as const).find(([, near]) => near) ?? [second];
    const message = `${names.length} names are not bound: ${names.join(", ")}; bind all but one, as in ${second}=1,2,3`;
    throw unbound.get(odd)!.mistake(odd, `${message}${meant ? `, or is ${odd} ${meant}?` : ""}`);
  }
  if (name === undefined && others.length > 0) {
    throw new InputError(`no name is left for the operand ${quote(others[0]!)}: the expression's names are all bound`);
  }
  return name;
}

/** Refuses bindings that no expression uses. */
function checkUsed(bindings: ReadonlyMap<string, string>, texts: readonly string[], unbound: readonly string[]): void {
  for (const name of bindings.keys()) {
    if (texts.some((text) => new RegExp(`\\b${name}\\b`).test(text))) continue;
    const meant = nearest(name, unbound);
    throw new InputError(`the expression has no name ${name}${meant ? `; did you mean ${meant}?` : ""}`);
  }
}

/** Everything that an expression needs to run. */
function prepare(source: string, operands: readonly string[], options: Options, context: Context) {
  const { bindings, others } = split(operands);
  const names = [...bindings.keys()];
  const { maxNesting } = options;
  const expression = compile(source, { names, ...given({ maxNesting }) });
  checkUsed(bindings, [source, ...bindings.values()], expression.unbound);
  const bound = new Map([...bindings].map(([name, text]) => [name, bind(name, text, names, options, context)]));
  const inner = [...bound.values()].flatMap((one) => ("expression" in one ? [one.expression] : []));
  const free = inputName([expression, ...inner], others);
  const inputs = new Map<string, Input>();
  if (free !== undefined) inputs.set(free, readInput(others, options, context));
  for (const [name, one] of bound) if ("input" in one) inputs.set(name, one.input);
  return { expression, bound, inputs, free };
}

/** The values of all names: what was read, then what expressions give, in their order. */
function valuesOf(
  { inputs, bound }: ReturnType<typeof prepare>,
  evaluate: (expression: Expression, values: ReadonlyMap<string, Value>) => Value,
): Map<string, Value> {
  const values = new Map<string, Value>([...inputs].map(([name, { tensor }]) => [name, tensor]));
  for (const [name, one] of bound) {
    if ("expression" in one)
      values.set(
        name,
        within(name, () => evaluate(one.expression, values)),
      );
  }
  return values;
}

/** What a result is written like: the input it was computed from, without what belongs to other rows and columns. */
function originOf(task: ReturnType<typeof prepare>, tensor: Tensor): Input {
  const { expression, inputs, free } = task;
  const files = [...inputs].filter(([, { format }]) => format !== "operands");
  const name = free ?? files[0]?.[0];
  const input = name === undefined ? undefined : inputs.get(name);
  if (!input || name === undefined) return { tensor, layout: {}, format: "operands" };
  if (expression.aligned(name)) return input;
  const { column, delimiter } = input.layout;
  return { ...input, layout: given({ column, delimiter }) };
}

/** Runs `actfn eval`. */
export async function runEval(
  source: string,
  operands: readonly string[],
  options: Options,
  context: Context,
): Promise<void> {
  const task = prepare(source, operands, options, context);
  const { maxSize } = options;
  const base: EvaluateOptions = { ...given({ maxSize }), random: () => generator(seedFor(options, context)) };
  const values = valuesOf(task, (expression, known) => expression.evaluate(known, base));
  const steps = options.explain ? recorder([...values.keys()]) : undefined;
  const value = task.expression.evaluate(values, steps ? { ...base, step: steps.step } : base);
  if (steps) return emitSteps(steps.found, options, context);
  const tensors = finalTensors(value);
  if (tensors.length > 1 && options.output !== undefined) {
    throw new InputError(`${tensors.length} results do not fit into one file: take one of them, or stack them`);
  }
  for (const tensor of tensors) {
    await emit({ tensor, from: originOf(task, tensor), caption: `eval, ${shapeText(tensor.shape)}` }, options, context);
  }
}

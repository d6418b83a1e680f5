/**
 * Evaluates an expression of the command line: which name is which operand, and how the result is written.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { compile, type EvaluateOptions, type Expression } from "../expr/compile.js";
import { knownNames } from "../expr/library.js";
import { quote } from "../format/quote.js";
import { nearest } from "../format/suggest.js";
import { type Generator, generator } from "../math/random.js";
import { sizeText, type Tensor } from "../math/tensor.js";
import { boundValues, readBindings } from "./bindings.js";
import type { Context } from "./context.js";
import { emitSteps, recorder } from "./eval-steps.js";
import { type Input, readInput } from "./input.js";
import { namedOperands } from "./named-operands.js";
import { given, type Options } from "./options.js";
import { emit } from "./output.js";
import { finalTensors } from "./results.js";
import { seedFor } from "./seed.js";
import { holdLarge } from "./stream.js";

/** What a name that is not bound was probably meant to be; short names are near to everything. */
function meantBy(name: string, bound: readonly string[]): string | undefined {
  const own = nearest(name, bound);
  if (own !== undefined || name.length < 5) return own;
  const known = nearest(name, knownNames());
  // The logits are no misspelt logit.
  return name === `${known}s` ? undefined : known;
}

/** The one name that nothing binds. @throws InputError if there are several, or an operand is left over. */
function inputName(
  expressions: readonly Expression[],
  bound: readonly string[],
  others: readonly string[],
): { readonly name: string; readonly expression: Expression } | undefined {
  const unbound = new Map<string, Expression>();
  for (const expression of expressions) {
    for (const name of expression.unbound) if (!unbound.has(name)) unbound.set(name, expression);
  }
  const names = [...unbound.keys()];
  const [name, second] = names;
  if (second !== undefined) {
    const [odd, meant] = names.map((one) => [one, meantBy(one, bound)] as const).find(([, near]) => near) ?? [second];
    const message = `${names.length} names are not bound: ${names.join(", ")}; bind all but one, as in ${second}=1,2,3`;
    throw unbound.get(odd)!.mistake(odd, `${message}${meant ? `, or is ${odd} ${meant}?` : ""}`);
  }
  if (name !== undefined) return { name, expression: unbound.get(name)! };
  if (others.length === 0) return undefined;
  throw new InputError(`no name is left for the operand ${quote(others[0]!)}: the expression's names are all bound`);
}

/** Reads the input of the name that is not bound. */
function readFree(
  { name, expression }: { readonly name: string; readonly expression: Expression },
  bound: readonly string[],
  others: readonly string[],
  options: Options,
  context: Context,
): Input {
  try {
    return readInput(others, options, context);
  } catch (error) {
    if (!(error instanceof InputError) || others.length > 0 || error.place) throw error;
    // A misspelt name is the input too, and nothing comes in.
    const meant = meantBy(name, bound);
    const message = `${name} is not bound, and standard input does not give it: ${error.message}`;
    throw expression.mistake(name, `${message}${meant ? `; did you mean ${meant}?` : ""}`);
  }
}

/** Everything that an expression needs to run. */
function prepare(source: string, operands: readonly string[], options: Options, context: Context) {
  const { bindings, others } = namedOperands(operands);
  const names = [...bindings.keys()];
  const { maxNesting } = options;
  const expression = compile(source, { names, ...given({ maxNesting }) });
  const bound = readBindings(bindings, [source], expression.unbound, options, context);
  const inner = [...bound.values()].flatMap((one) => ("expression" in one ? [one.expression] : []));
  const free = inputName([expression, ...inner], names, others);
  const inputs = new Map<string, Input>();
  if (free) inputs.set(free.name, readFree(free, names, others, options, context));
  for (const [name, one] of bound) if ("input" in one) inputs.set(name, one.input);
  return { expression, bound, inputs, free: free?.name };
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

/** As many results are written one after the other. */
const MOST_RESULTS = 1000;

/** Runs `actfn eval`. */
export async function runEval(
  source: string,
  operands: readonly string[],
  options: Options,
  context: Context,
): Promise<void> {
  const { bindings, others } = namedOperands(operands);
  const task = prepare(source, operands, options, await holdLarge([...bindings.values(), ...others], options, context));
  const { maxSize } = options;
  let drawn: Generator | undefined;
  const random = () => {
    drawn ??= generator(seedFor(options, context));
    return drawn;
  };
  const base: EvaluateOptions = { ...given({ maxSize }), random };
  const values = boundValues(task.bound, task.inputs, (expression, known) => expression.evaluate(known, base));
  const steps = options.explain ? recorder([...values.keys()]) : undefined;
  const value = task.expression.evaluate(values, steps ? { ...base, step: steps.step } : base);
  if (steps) return emitSteps(steps.found, options, context);
  const tensors = finalTensors(value);
  if (tensors.length > 1 && options.output !== undefined) {
    throw new InputError(`${tensors.length} results do not fit into one file: take one of them, or stack them`);
  }
  if (tensors.length > MOST_RESULTS) {
    throw new InputError(`${tensors.length} results are more than ${MOST_RESULTS}: stack them, which makes them one`);
  }
  const { gathering, flush } = gathered(context);
  for (const tensor of tensors) {
    const caption = `eval, ${sizeText(tensor.shape)}`;
    await emit({ tensor, from: originOf(task, tensor), caption }, options, gathering);
  }
  flush();
}

/** Holds what goes to standard output back: a result that cannot be written must not follow one that has been. */
function gathered(context: Context): { gathering: Context; flush: () => void } {
  const held: (Uint8Array | string)[] = [];
  const write: Context["io"]["write"] = (stream, data) => {
    if (stream === "stdout") held.push(data);
    else context.io.write(stream, data);
  };
  const flush = () => {
    for (const data of held) context.io.write("stdout", data);
  };
  return { gathering: { ...context, io: { ...context.io, write } }, flush };
}

/**
 * The commands of ACTIVATIONS.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { type Activation, elementwise, valuesFor } from "../math/activation.js";
import { ACTIVATIONS } from "../math/activations.js";
import type { Parameters, Values } from "../math/parameters.js";
import { lanesOf, sizeText, Tensor } from "../math/tensor.js";
import type { Operation } from "../stream/operation.js";
import type { Invocation } from "./arguments.js";
import { binarize } from "./binarize.js";
import type { CommandRow } from "./command.js";
import { type Input, readInput } from "./input.js";
import { DATA_OPTIONS, type Options } from "./options.js";
import { type RowWork, workWhole } from "./row-work.js";
import { streamed } from "./stream.js";

/** The parameters of `--like`, then those given by name, then the defaults. */
function parametersFor({ row }: Activation, { like }: Options, given: Values<Parameters>): Values<Parameters> {
  const framework = (like && row.like?.[like]) ?? {};
  return valuesFor(row, { ...framework, ...given } as Values<Parameters>);
}

/**
 * f with one parameter value for each column: the entries of a vector, else the channels of dim 1, as in PyTorch.
 * @throws InputError if their numbers differ.
 */
function byColumn(x: Tensor, values: readonly number[], name: string, f: (x: number, value: number) => number): Tensor {
  const dim = Math.min(1, x.rank - 1);
  const { size, inner } = lanesOf(x.shape, dim);
  if (values.length !== size) {
    const message = `${values.join(",")} has ${values.length} values, the input ${size} columns`;
    throw new InputError(message, { parameter: name });
  }
  const data = x.data.map((value, i) => f(value, values[Math.floor(i / inner) % size]!));
  return new Tensor(data, x.shape, x.dtype);
}

/** The function or its derivative, with the parameters that were given. */
function evaluate(activation: Activation, x: Tensor, { options, parameters, lists }: Invocation): Tensor {
  const p = parametersFor(activation, options, parameters);
  const f = options.derivative ? activation.row.derivative : activation.row.f;
  const [list] = Object.entries(lists);
  if (!list) return elementwise(x, (value) => f(value, p));
  const [name, values] = list;
  return byColumn(x, values, name, (value, own) => f(value, { ...p, [name]: own }));
}

function commandFor(name: string, activation: Activation): CommandRow {
  const { row } = activation;
  return {
    name,
    ...row,
    group: "activations",
    operands: "[numbers|literal|file|-]...",
    examples: [`actfn ${name} -2 -0.5 0 0.5 2`, `actfn ${name} --derivative 0.5`],
    options: ["derivative", "like", "binarize", ...DATA_OPTIONS],
    readsInput: true,
    async run(invocation, context) {
      const { operands, options } = invocation;
      const operation = () => operationOf(name, activation, invocation);
      const rows = (head: Input) => {
        // A value for each entry of a vector needs all of them.
        const isByEntry = Object.keys(invocation.lists).length > 0 && head.tensor.rank < 2;
        return isByEntry ? undefined : workOf(name, activation, invocation);
      };
      const rest = await streamed({ name, operation, rows }, operands, options, context);
      if (!rest) return;
      await workWhole(workOf(name, activation, invocation), readInput(operands, options, rest), options, rest);
    },
  };
}

/** The function as the kernels' path is told of it; it knows one value for all columns. */
function operationOf(
  name: string,
  activation: Activation,
  { options, parameters, lists }: Invocation,
): Operation | undefined {
  if (Object.keys(lists).length > 0) return undefined;
  const p = parametersFor(activation, options, parameters);
  return {
    kind: "activation",
    name,
    derivative: options.derivative ?? false,
    parameters: p,
    binarize: options.binarize,
  };
}

function workOf(name: string, activation: Activation, invocation: Invocation): RowWork {
  const { derivative, binarize: threshold } = invocation.options;
  const caption = (shape: readonly number[], format: string): string =>
    `${name}${derivative ? "'" : ""}, ${sizeText(shape)}, from ${format}`;
  return {
    make(from) {
      const values = evaluate(activation, from.tensor, invocation);
      const tensor = threshold === undefined ? values : binarize(values, threshold);
      return { tensor, from, caption: caption(from.tensor.shape, from.format) };
    },
    caption,
  };
}

export function elementwiseCommands(): CommandRow[] {
  return [...ACTIVATIONS].map(([name, activation]) => commandFor(name, activation));
}

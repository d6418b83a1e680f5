/**
 * Functions of the language from the rows of ACTIVATIONS, REDUCERS and LOSSES: positional and keyword
 * arguments under PyTorch's names, the class form, and each library's defaults.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { type Activation, valuesFor } from "../math/activation.js";
import { flatten, reshape } from "../math/arrange.js";
import { map } from "../math/broadcast.js";
import type { Loss } from "../math/loss.js";
import type { Parameter as MathParameter, Parameters, Values } from "../math/parameters.js";
import type { Reducer } from "../math/reducer.js";
import { lanesOf, Tensor } from "../math/tensor.js";
import { type Builtin, builtin, type Parameter } from "./builtin.js";
import { flag, keywordOnly, number, numbers, optional, whole, word } from "./parameters.js";

type Given = Readonly<Record<string, unknown>>;

const no = (): Parameter<boolean> => keywordOnly(optional(flag, false, "False"));
const maybe = <T>(parameter: Parameter<T>): Parameter<T | undefined> => keywordOnly(optional(parameter, undefined));

/** A row's parameters. Those that are not given stay so: the row fills in its defaults, and checks the others. */
function own(parameters: Parameters = {}): Record<string, Parameter> {
  const one = (parameter: MathParameter): Parameter => {
    if ("choices" in parameter) return optional(word(parameter.choices), undefined, `'${parameter.default}'`);
    const kind: Parameter = parameter.perColumn ? numbers : parameter.integer ? whole : number;
    return optional(kind, undefined, parameter.none ? "None" : String(parameter.default));
  };
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, one(parameter)]));
}

const asKeywords = (parameters: Record<string, Parameter>): Record<string, Parameter> =>
  Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, keywordOnly(parameter)]));

/** The values of a parameter that may differ by column, if it is given so: one for each entry of dim 1, or of a vector. */
function columnsOf(values: Given, x: Tensor): { name: string; list: Float64Array } | undefined {
  for (const [name, value] of Object.entries(values)) {
    if (!(value instanceof Tensor) || value.data.length === 1) continue;
    const size = x.shape[Math.min(1, x.rank - 1)] ?? 1;
    if (value.data.length === size) return { name, list: value.data };
    throw new InputError(`has ${value.data.length} values, the input ${size} columns`, { parameter: name });
  }
  return undefined;
}

/** Plain numbers in place of tensors that hold one. */
const plain = (values: Given): Values<Parameters> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value instanceof Tensor ? value.data[0] : value]),
  ) as Values<Parameters>;

/** An activation as a function of the language. */
export function fromActivation({ row }: Activation): Builtin {
  const { torch, jax, keras } = row.like ?? {};
  const like = Object.entries({ torch, jax, tf: keras }).filter(([, values]) => values);
  return builtin({
    aliases: row.aliases ?? [],
    parameters: { input: numbers, ...own(row.parameters), derivative: no() },
    like: Object.fromEntries(like),
    elementwise: true,
    layer: true,
    call({ input, derivative, ...given }) {
      const x = input as Tensor;
      const p = valuesFor(row, plain(given));
      const f = derivative ? row.derivative : row.f;
      const columns = columnsOf(given, x);
      if (!columns) return map(x, (value) => f(value, p));
      const { size, inner } = lanesOf(x.shape, Math.min(1, x.rank - 1));
      const { name, list } = columns;
      const data = x.data.map((value, i) => f(value, { ...p, [name]: list[Math.floor(i / inner) % size]! }));
      return new Tensor(data, x.shape, map(x, () => 0).dtype);
    },
  });
}

/** A reducer over all elements, in the input's shape again where it keeps it. */
function overAll(reduce: (x: Tensor, dim: number) => Tensor, x: Tensor, keepdim: boolean): Tensor {
  const result = reduce(flatten(x), 0);
  if (result.data.length === x.data.length) return reshape(result, x.shape);
  return keepdim ? reshape(result, new Array<number>(x.rank).fill(1)) : result;
}

/** A reducer as a function of the language. */
export function fromReducer(reducer: Reducer): Builtin {
  const { row } = reducer;
  const mask = { mask: maybe(numbers), empty: keywordOnly(optional(word(["nan", "zero"]), "nan", "'nan'")) };
  const keepdim = { keepdim: optional(flag, false, "False") };
  const { k, ...others } = own(row.parameters);
  const all = { dim: undefined };
  return builtin({
    aliases: row.aliases ?? [],
    parameters: {
      input: numbers,
      ...(k ? { k: { ...k, fallback: undefined } as unknown as Parameter } : {}),
      // What is a position in PyTorch is one among all elements.
      dim: row.positions ? optional(whole, undefined) : optional(whole, -1),
      ...(row.size === "one" ? keepdim : {}),
      ...asKeywords(others),
      ...(row.masked === undefined ? {} : mask),
    },
    like: { scipy: all, ...(row.size === "one" ? { numpy: all, jax: all } : {}) } as never,
    elementwise: row.size === "same",
    layer: true,
    call({ input, dim, keepdim: kept, ...given }, context) {
      const x = input as Tensor;
      const reduce = (by: Reducer) => (y: Tensor, along: number) => {
        return by(y, { ...given, ...(kept ? { keepdim: true } : {}), dim: along } as never);
      };
      if (dim === undefined) return overAll(reduce(reducer), x, kept === true);
      const result = reduce(reducer)(x, dim as number);
      if ("indices" in reducer) context.indices.set(result, reduce(reducer.indices as Reducer)(x, dim as number));
      return result;
    },
  });
}

/** A loss as a function of the language; `gradient=True` gives that in its place. */
export function fromLoss(loss: Loss): Builtin {
  const { row } = loss;
  const [first, ...others] = Object.keys(row.tensors ?? {}).map(
    (name) => [name, optional(numbers, undefined)] as const,
  );
  const flags = Object.keys(row.flags ?? {}).map((name) => [name, no()] as const);
  const choice = (choices: readonly string[], usual: string) => {
    return keywordOnly(optional(word(choices), usual, `'${usual}'`));
  };
  return builtin({
    aliases: row.aliases ?? [],
    parameters: {
      input: numbers,
      target: numbers,
      ...Object.fromEntries(first ? [first] : []),
      reduction: choice(row.reductions, "mean"),
      ...asKeywords({ ...Object.fromEntries(others), ...own(row.parameters) }),
      ...Object.fromEntries(flags),
      ...(row.classes ? { dim: maybe(whole) } : {}),
      scores: choice(row.scores, row.scores[0]!),
      gradient: no(),
    },
    layer: true,
    call({ input, target, gradient, ...given }) {
      const compute = gradient ? loss.gradient : loss;
      return compute(input as Tensor, target as Tensor, given as never);
    },
  });
}

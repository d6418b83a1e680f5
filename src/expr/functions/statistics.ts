/** Functions over dims: sums, extremes, order. */
import { InputError } from "../../errors.js";
import { flatten } from "../../math/arrange.js";
import { map } from "../../math/broadcast.js";
import { along } from "../../math/reducers/lanes.js";
import { argmax } from "../../math/reducers.js";
import * as statistics from "../../math/statistics.js";
import { type DType, lanesOf, resolveDim, scalar, Tensor } from "../../math/tensor.js";
import { type Builtin, builtin, type Context, type Parameter } from "../builtin.js";
import { anything, dims, flag, keywordOnly, number, numbers, optional, whole } from "../parameters.js";
import { asNumber, asTensor, isSequence, type Value } from "../values.js";
import { combine } from "./elementwise.js";

const keepdim = optional(flag, false, "False");
const overDims = { input: numbers, dim: optional(dims, undefined), keepdim };

/** One number for the numbers over some dims. */
function total(f: (lane: Float64Array) => number, dtype?: DType, aliases: readonly string[] = []): Builtin {
  return builtin({
    aliases,
    parameters: overDims,
    call: ({ input, dim, keepdim }) => statistics.over(input, { dims: dim, keepdim }, f, dtype),
  });
}

interface Extreme {
  readonly lane: (lane: Float64Array) => number;
  readonly pair: (x: number, y: number) => number;
  /** Turns the extreme that is looked for into the largest. */
  readonly sign: 1 | -1;
}

/** Where the extremes stand, the first of equals. */
function positions(input: Tensor, dim: number | undefined, keepdim: boolean, sign: 1 | -1): Tensor {
  const x = sign === 1 ? input : map(input, (value) => -value);
  if (dim !== undefined) return argmax(x, { dim, keepdim });
  const found = argmax(flatten(x));
  return keepdim ? new Tensor(found.data, new Array<number>(x.rank).fill(1), found.dtype) : found;
}

/** `max(x)`, `max(x, 1)` and `max(x, dim=1)` over a dim, `max(x, y)` of two. */
function extreme({ lane, pair, sign }: Extreme): Builtin {
  const isDim = (input: Tensor, value: Value) =>
    value === null || (isSequence(value) && value.kind === "tuple") || (input.rank > 0 && asTensor(value).rank === 0);
  const call = (input: Tensor, second: Value, keepdim: boolean, context: Context): Tensor => {
    if (!isDim(input, second)) return combine(input, asTensor(second), { f: pair }, context);
    const over = second === null ? undefined : dims.take(second);
    const result = statistics.over(input, { dims: over, keepdim }, lane);
    if (over?.length === 1) context.indices.set(result, positions(input, over[0]!, keepdim, sign));
    return result;
  };
  const dimOrOther = { ...optional(anything, null, "None"), wanted: "a dim or numbers" } as Parameter<Value>;
  return builtin({
    parameters: { input: numbers, dim: dimOrOther, keepdim },
    call: ({ input, dim, keepdim }, context) => call(input, dim, keepdim, context),
  });
}

/** Variance and standard deviation: over n − 1 as in PyTorch, over n as in NumPy. */
function spread(f: (lane: Float64Array, correction: number) => number): Builtin {
  const overN = { correction: 0 };
  return builtin({
    parameters: {
      input: numbers,
      dim: optional(dims, undefined),
      unbiased: optional(flag, undefined),
      keepdim,
      correction: keywordOnly(optional(number, 1)),
    },
    like: { numpy: overN, jax: overN, tf: overN, scipy: overN },
    call({ input, dim, unbiased, keepdim, correction }) {
      const subtracted = unbiased === undefined ? correction : Number(unbiased);
      return statistics.over(input, { dims: dim, keepdim }, (lane) => f(lane, subtracted));
    },
  });
}

/** The order of a norm: a number, or 'fro', which is 2. */
const order: Parameter<number> = {
  wanted: "a number or 'fro'",
  take: (value) => (value === "fro" ? 2 : asNumber(value)),
};

/** Sorted values, or where they stood. */
function sorted(x: Tensor, dim: number, descending: boolean, positions: boolean, context: Context): Tensor {
  const lanes = lanesOf(x.shape, resolveDim(dim, x.rank));
  context.spend(x.data.length * Math.log2(lanes.size + 1));
  const data = along(x.data, lanes, lanes.size, (from, start, size, out, at) => {
    const order = statistics.sortedIndices(from, start, size, descending);
    for (let i = 0; i < size; i++) out[at + i] = positions ? order[i]! : from[start + order[i]!]!;
  });
  return new Tensor(data, x.shape, positions ? "int64" : x.dtype);
}

const sorting = { input: numbers, dim: optional(whole, -1), descending: optional(flag, false, "False") };

export const STATISTICS = {
  sum: total(statistics.sum, undefined, ["reduce_sum"]),
  mean: total(statistics.mean, undefined, ["reduce_mean", "average"]),
  prod: total(statistics.product, undefined, ["reduce_prod"]),
  any: total(statistics.any, "bool"),
  all: total(statistics.all, "bool"),
  count_nonzero: total((lane) => lane.filter((x) => x !== 0).length, "int64"),
  amax: total(statistics.largest, undefined, ["reduce_max"]),
  amin: total(statistics.smallest, undefined, ["reduce_min"]),
  max: extreme({ lane: statistics.largest, pair: Math.max, sign: 1 }),
  min: extreme({ lane: statistics.smallest, pair: Math.min, sign: -1 }),
  argmin: builtin({
    parameters: { input: numbers, dim: optional(whole, undefined), keepdim },
    call: ({ input, dim, keepdim }) => positions(input, dim, keepdim, -1),
  }),
  std: spread(statistics.deviation),
  var: spread(statistics.variance),
  norm: builtin({
    aliases: ["vector_norm"],
    parameters: { input: numbers, p: optional(order, 2), dim: optional(dims, undefined), keepdim },
    call({ input, p, dim, keepdim }) {
      return statistics.over(input, { dims: dim, keepdim }, (lane) => statistics.norm(lane, p));
    },
  }),
  cumsum: builtin({
    parameters: { input: numbers, dim: optional(whole, undefined) },
    call({ input, dim }) {
      // NumPy's without an axis runs over all; PyTorch wants the dim of what has several.
      const x = dim === undefined ? flatten(input) : input;
      const lanes = lanesOf(x.shape, resolveDim(dim ?? 0, x.rank));
      return new Tensor(along(x.data, lanes, lanes.size, statistics.runningSums), x.shape, x.dtype);
    },
  }),
  sort: builtin({
    parameters: sorting,
    call({ input, dim, descending }, context) {
      const values = sorted(input, dim, descending, false, context);
      context.indices.set(values, sorted(input, dim, descending, true, context));
      return values;
    },
  }),
  argsort: builtin({
    parameters: sorting,
    call: ({ input, dim, descending }, context) => sorted(input, dim, descending, true, context),
  }),
  len: builtin({
    parameters: { input: numbers },
    call({ input }) {
      if (input.rank > 0) return scalar(input.shape[0]!);
      throw new InputError("a single number has no length");
    },
  }),
} as const satisfies Readonly<Record<string, Builtin>>;

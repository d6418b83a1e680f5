/** Functions that give the same numbers in other shapes, and products of matrices. */

import { InputError } from "../../errors.js";
import { parseNumber } from "../../format/number.js";
import * as arrange from "../../math/arrange.js";
import { broadcastTo, map } from "../../math/broadcast.js";
import { pick } from "../../math/indexing.js";
import { matmul, matmulShape } from "../../math/linear.js";
import { resolveDim, scalar, sizeOf, Tensor } from "../../math/tensor.js";
import { type Builtin, builtin, type Context, type Parameter } from "../builtin.js";
import { anything, dims, numbers, optional, rest, shape, tensors, whole } from "../parameters.js";
import { asTensor, isSequence } from "../values.js";

/** A shape as a vector. */
export function shapeOf(x: Tensor): Tensor {
  return new Tensor(Float64Array.from(x.shape), [x.rank], "int64");
}

/** A term of an exact sum takes as long as so many other operations. */
const TERM = 3;

/** The matrix product. @throws InputError with both shapes if they do not fit. */
export function multiply(a: Tensor, b: Tensor, context: Context): Tensor {
  const shape = matmulShape(a.shape, b.shape);
  context.allow(shape);
  context.spend(TERM * sizeOf(shape) * a.shape.at(-1)!);
  return matmul(a, b);
}

const product = builtin({
  aliases: ["mm", "mv", "bmm", "dot", "inner"],
  parameters: { input: numbers, other: numbers },
  call: ({ input, other }, context) => multiply(input, other, context),
});

const reshaped = builtin({
  aliases: ["view"],
  parameters: { input: numbers, shape: rest(shape) },
  call: ({ input, shape }) => arrange.reshape(input, shape),
});

/** What leaves the numbers as they are: there is one kind of them, in one place. */
const same = builtin({
  aliases: ["detach", "cpu", "cuda", "numpy", "tolist", "clone", "copy", "contiguous", "print", "requires_grad_"],
  parameters: { input: numbers },
  elementwise: true,
  call: ({ input }) => input,
});

/** Numbers, or a text that is one: `float('-inf')`. */
const readable: Parameter<Tensor> = {
  wanted: "numbers, or a text that is one",
  take(value) {
    if (typeof value !== "string") return asTensor(value);
    const x = parseNumber(value.trim());
    return x === undefined ? undefined : scalar(x);
  },
};

const toWhole = (x: Tensor) => map(x, Math.trunc, "int64");
const toTruth = (x: Tensor) => map(x, (value) => Number(value !== 0), "bool");

/** Negative diagonals of a triangle's parameter lie below the main one. */
const triangular = (keep: (row: number, column: number) => boolean) =>
  builtin({
    parameters: { input: numbers, diagonal: optional(whole, 0) },
    call: ({ input, diagonal }) => arrange.triangle(input, (row, column) => keep(row + diagonal, column)),
  });

export const ARRANGEMENT = {
  matmul: product,
  reshape: reshaped,
  float: builtin({
    aliases: ["float32", "float64"],
    parameters: { input: readable },
    elementwise: true,
    call: ({ input }) => input,
  }),
  double: same,
  int: builtin({
    aliases: ["long", "int8", "int32", "int64"],
    parameters: { input: readable },
    elementwise: true,
    call: ({ input }) => toWhole(input),
  }),
  bool: builtin({ parameters: { input: numbers }, elementwise: true, call: ({ input }) => toTruth(input) }),
  to: builtin({
    aliases: ["type", "astype"],
    parameters: { input: numbers, type: optional(rest(anything), null) },
    elementwise: true,
    call({ input, type }) {
      const [kind] = isSequence(type) ? type.items : [type];
      if (typeof kind !== "string") return input;
      return /int|long/.test(kind) ? toWhole(input) : /bool/.test(kind) ? toTruth(input) : input;
    },
  }),
  item: builtin({
    parameters: { input: numbers },
    call: ({ input }) => (input.data.length === 1 ? arrange.reshape(input, []) : input),
  }),
  size: builtin({
    parameters: { input: numbers, dim: optional(whole, undefined) },
    call({ input, dim }) {
      if (dim === undefined) return shapeOf(input);
      if (input.rank > 0) return scalar(input.shape[resolveDim(dim, input.rank)]!);
      throw new InputError("a single number has no dims");
    },
  }),
  numel: builtin({ parameters: { input: numbers }, call: ({ input }) => scalar(input.data.length) }),
  flatten: builtin({
    aliases: ["ravel"],
    parameters: { input: numbers, start_dim: optional(whole, 0), end_dim: optional(whole, -1) },
    call: ({ input, start_dim, end_dim }) => arrange.flatten(input, start_dim, end_dim),
  }),
  t: builtin({ parameters: { input: numbers }, call: ({ input }) => arrange.reverseDims(input) }),
  transpose: builtin({
    aliases: ["swapaxes", "swapdims"],
    parameters: { input: numbers, dims: optional(rest(dims), undefined) },
    call({ input, dims }) {
      if (dims === undefined) return arrange.reverseDims(input);
      const [first, second] = dims;
      // Two dims change places; NumPy's list of all of them is their order.
      const swaps = dims.length === 2 && first !== undefined && second !== undefined;
      return swaps ? arrange.transpose(input, first, second) : arrange.permute(input, dims);
    },
  }),
  permute: builtin({
    parameters: { input: numbers, dims: rest(dims) },
    call: ({ input, dims }) => arrange.permute(input, dims),
  }),
  unsqueeze: builtin({
    aliases: ["expand_dims"],
    parameters: { input: numbers, dim: whole },
    call: ({ input, dim }) => arrange.unsqueeze(input, dim),
  }),
  squeeze: builtin({
    parameters: { input: numbers, dim: optional(dims, undefined) },
    call: ({ input, dim }) => arrange.squeeze(input, dim),
  }),
  expand: builtin({
    aliases: ["broadcast_to"],
    parameters: { input: numbers, size: rest(shape) },
    call({ input, size }, context) {
      const lead = size.length - input.rank;
      const wanted = size.map((n, d) => (n === -1 ? (input.shape[d - lead] ?? 1) : n));
      context.allow(wanted);
      return broadcastTo(input, wanted);
    },
  }),
  flip: builtin({
    parameters: { input: numbers, dims: optional(rest(dims), undefined) },
    call({ input, dims = input.shape.map((_, d) => d) }, context) {
      const turned = new Set(dims.map((dim) => resolveDim(dim, input.rank)));
      const item = (step: number) => ({ start: undefined, stop: undefined, step });
      return pick(
        input,
        input.shape.map((_, d) => item(turned.has(d) ? -1 : 1)),
        context.allow,
      );
    },
  }),
  cat: builtin({
    aliases: ["concat", "concatenate"],
    parameters: { tensors, dim: optional(whole, 0) },
    call: ({ tensors, dim }) => arrange.concatenate(tensors, dim),
  }),
  stack: builtin({
    parameters: { tensors, dim: optional(whole, 0) },
    call: ({ tensors, dim }) => arrange.stack(tensors, dim),
  }),
  tril: triangular((row, column) => column <= row),
  triu: triangular((row, column) => column >= row),
  outer: builtin({
    aliases: ["ger"],
    parameters: { input: numbers, other: numbers },
    call: ({ input, other }, context) =>
      multiply(arrange.reshape(input, [-1, 1]), arrange.reshape(other, [1, -1]), context),
  }),
} as const satisfies Readonly<Record<string, Builtin>>;

/** Functions that make tensors: constants, ranges, random numbers. */
import { rand, randn } from "../../math/random.js";
import * as sequences from "../../math/sequences.js";
import { Tensor } from "../../math/tensor.js";
import { type Builtin, builtin } from "../builtin.js";
import { count, number, numbers, optional, rest, shape, whole } from "../parameters.js";

/** A constant in a shape, and in that of another tensor. */
const constant = (value: number) =>
  builtin({
    parameters: { size: rest(shape) },
    call({ size }, context) {
      context.allow(size);
      return sequences.full(size, value);
    },
  });
const constantLike = (value: number) =>
  builtin({ parameters: { input: numbers }, call: ({ input }) => sequences.full(input.shape, value) });

const range = builtin({
  aliases: ["range"],
  parameters: { start: number, end: optional(number, undefined), step: optional(number, 1) },
  call({ start, end, step }, context) {
    const [from, to] = end === undefined ? [0, start] : [start, end];
    context.allow([sequences.arangeSize(from, to, step)]);
    return sequences.arange(from, to, step);
  },
});

export const CREATION = {
  tensor: builtin({
    aliases: ["array", "asarray", "as_tensor", "constant", "FloatTensor", "LongTensor", "list", "tuple"],
    parameters: { data: numbers },
    call: ({ data }) => data,
  }),
  zeros: constant(0),
  ones: constant(1),
  zeros_like: constantLike(0),
  ones_like: constantLike(1),
  full: builtin({
    parameters: { size: shape, fill_value: number },
    call({ size, fill_value }, context) {
      context.allow(size);
      return sequences.full(size, fill_value);
    },
  }),
  full_like: builtin({
    parameters: { input: numbers, fill_value: number },
    call: ({ input, fill_value }) => sequences.full(input.shape, fill_value),
  }),
  eye: builtin({
    parameters: { n: count, m: optional(count, undefined) },
    call({ n, m = n }, context) {
      context.allow([n, m]);
      return sequences.eye(n, m);
    },
  }),
  arange: range,
  linspace: builtin({
    parameters: { start: number, end: number, steps: optional(count, 50) },
    call({ start, end, steps }, context) {
      context.allow([steps]);
      return sequences.linspace(start, end, steps);
    },
  }),
  one_hot: builtin({
    parameters: { input: numbers, num_classes: optional(whole, -1) },
    call({ input, num_classes }, context) {
      const classes = num_classes < 0 ? input.data.reduce((most, x) => Math.max(most, x + 1), 0) : num_classes;
      context.allow([...input.shape, Math.max(Math.ceil(classes), 0)]);
      return sequences.oneHot(input, Number.isInteger(classes) ? classes : Math.ceil(classes));
    },
  }),
  rand: builtin({
    parameters: { size: rest(shape) },
    call({ size }, context) {
      context.allow(size);
      return rand(size, context.random());
    },
  }),
  randn: builtin({
    parameters: { size: rest(shape) },
    call({ size }, context) {
      context.allow(size);
      return randn(size, context.random());
    },
  }),
  manual_seed: builtin({
    parameters: { seed: whole },
    call({ seed }, context) {
      context.seed(seed);
      return new Tensor(Float64Array.of(seed), []);
    },
  }),
} as const satisfies Readonly<Record<string, Builtin>>;

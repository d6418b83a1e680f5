/** Functions and operators of single numbers, and of several that stand in the same place. */
import { floorDivide, remainder, roundEven, sign } from "../../math/arithmetic.js";
import { broadcastShape, broadcastTo, map, zip } from "../../math/broadcast.js";
import { erfc as complementary } from "../../math/special/erf.js";
import { erf as errorFunction } from "../../math/special/error-function.js";
import { expm1 as expMinusOne } from "../../math/special/exp.js";
import { log1p as logOnePlus } from "../../math/special/log.js";
import { log2 as logarithm2, log10 as logarithm10, power } from "../../math/special/power.js";
import { cos as cosine, sin as sine } from "../../math/special/trigonometric.js";
import { type DType, Tensor } from "../../math/tensor.js";
import { type Builtin, builtin, type Context } from "../builtin.js";
import { flag, number, numbers, optional, whole } from "../parameters.js";
import { truth } from "../values.js";

/** A function of one number. */
function unary(f: (x: number) => number, { aliases = [], dtype }: { aliases?: readonly string[]; dtype?: DType } = {}) {
  return builtin({
    aliases,
    parameters: { input: numbers },
    elementwise: true,
    call: ({ input }) => (dtype ? map(input, f, dtype) : map(input, f)),
  });
}

/** What an operator does with two numbers, and the type of its results if that is fixed. */
interface Operator {
  readonly f: (x: number, y: number) => number;
  readonly dtype?: DType;
}

const comparison = (f: (x: number, y: number) => boolean): Operator => {
  return { f: (x, y) => Number(f(x, y)), dtype: "bool" };
};

/** The operators between two tensors, but for the matrix product. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["+", { f: (x, y) => x + y }],
  ["-", { f: (x, y) => x - y }],
  ["*", { f: (x, y) => x * y }],
  ["/", { f: (x, y) => x / y }],
  ["//", { f: floorDivide }],
  ["%", { f: remainder }],
  ["**", { f: power }],
  ["==", comparison((x, y) => x === y)],
  ["!=", comparison((x, y) => x !== y)],
  ["<", comparison((x, y) => x < y)],
  ["<=", comparison((x, y) => x <= y)],
  [">", comparison((x, y) => x > y)],
  [">=", comparison((x, y) => x >= y)],
  ["&", comparison((x, y) => x !== 0 && y !== 0)],
  ["|", comparison((x, y) => x !== 0 || y !== 0)],
  ["^", comparison((x, y) => (x !== 0) !== (y !== 0))],
]);

/** An operator on tensors that broadcast. @throws InputError with both shapes if they do not. */
export function combine(a: Tensor, b: Tensor, { f, dtype }: Operator, context: Context): Tensor {
  // Curves are evaluated number by number.
  if (a.rank === 0 && b.rank === 0) return new Tensor(Float64Array.of(f(a.data[0]!, b.data[0]!)), [], dtype);
  context.allow(broadcastShape(a.shape, b.shape));
  return dtype ? zip(a, b, f, dtype) : zip(a, b, f);
}

/** An operator under its name. */
function named(operator: Operator, aliases: readonly string[] = []): Builtin {
  return builtin({
    aliases,
    parameters: { input: numbers, other: numbers },
    elementwise: true,
    call: ({ input, other }, context) => combine(input, other, operator, context),
  });
}

const operator = (symbol: string, ...aliases: readonly string[]) => named(OPERATORS.get(symbol)!, aliases);

/** The same shape for a condition and what it chooses between. */
function choose(condition: Tensor, yes: Tensor, no: Tensor, context: Context): Tensor {
  const shape = broadcastShape(broadcastShape(condition.shape, yes.shape), no.shape);
  context.allow(shape);
  const test = broadcastTo(condition, shape).data;
  const picked = zip(broadcastTo(yes, shape), no, (x) => x);
  const other = broadcastTo(no, shape).data;
  return new Tensor(
    picked.data.map((x, i) => (test[i] === 0 ? other[i]! : x)),
    shape,
    picked.dtype,
  );
}

export const ELEMENTWISE = {
  sqrt: unary(Math.sqrt),
  abs: unary(Math.abs, { aliases: ["absolute", "fabs"] }),
  sign: unary(sign, { aliases: ["sgn"] }),
  floor: unary(Math.floor),
  ceil: unary(Math.ceil),
  trunc: unary(Math.trunc, { aliases: ["fix"] }),
  neg: unary((x) => -x, { aliases: ["negative"] }),
  square: unary((x) => x * x),
  reciprocal: unary((x) => 1 / x),
  log2: unary(logarithm2),
  log10: unary(logarithm10),
  log1p: unary(logOnePlus),
  expm1: unary(expMinusOne),
  erf: unary(errorFunction),
  erfc: unary(complementary),
  sin: unary(sine),
  cos: unary(cosine),
  isnan: unary((x) => Number(Number.isNaN(x)), { dtype: "bool" }),
  isinf: unary((x) => Number(Math.abs(x) === Infinity), { dtype: "bool" }),
  isfinite: unary((x) => Number(Number.isFinite(x)), { dtype: "bool" }),
  logical_not: unary((x) => Number(x === 0), { dtype: "bool" }),
  add: operator("+"),
  sub: operator("-", "subtract"),
  mul: operator("*", "multiply"),
  div: operator("/", "divide", "true_divide"),
  floor_divide: operator("//"),
  remainder: operator("%", "mod"),
  eq: operator("==", "equal"),
  ne: operator("!=", "not_equal"),
  lt: operator("<", "less"),
  le: operator("<=", "less_equal"),
  gt: operator(">", "greater"),
  ge: operator(">=", "greater_equal"),
  logical_and: operator("&"),
  logical_or: operator("|"),
  logical_xor: operator("^"),
  maximum: named({ f: Math.max }),
  minimum: named({ f: Math.min }),

  pow: builtin({
    aliases: ["power"],
    parameters: { input: numbers, exponent: numbers },
    elementwise: true,
    call: ({ input, exponent }, context) => combine(input, exponent, { f: power }, context),
  }),
  round: builtin({
    aliases: ["rint", "around"],
    parameters: { input: numbers, decimals: optional(whole, 0) },
    elementwise: true,
    call({ input, decimals }) {
      const unit = power(10, Math.abs(decimals));
      if (decimals === 0) return map(input, roundEven);
      return map(input, (x) => (decimals > 0 ? roundEven(x * unit) / unit : roundEven(x / unit) * unit));
    },
  }),
  clamp: builtin({
    aliases: ["clip"],
    parameters: { input: numbers, min: optional(numbers, undefined), max: optional(numbers, undefined) },
    elementwise: true,
    call({ input, min, max }, context) {
      const raised = min ? combine(input, min, { f: Math.max }, context) : input;
      return max ? combine(raised, max, { f: Math.min }, context) : raised;
    },
  }),
  where: builtin({
    parameters: { condition: numbers, input: numbers, other: numbers },
    call: ({ condition, input, other }, context) => choose(condition, input, other, context),
  }),
  masked_fill: builtin({
    parameters: { input: numbers, mask: numbers, value: numbers },
    elementwise: true,
    call: ({ input, mask, value }, context) => choose(mask, value, input, context),
  }),
  allclose: builtin({
    parameters: {
      input: numbers,
      other: numbers,
      rtol: optional(number, 1e-5),
      atol: optional(number, 1e-8),
      equal_nan: optional(flag, false, "False"),
    },
    call({ input, other, rtol, atol, equal_nan }, context) {
      const near = (x: number, y: number) =>
        x === y ||
        (Math.abs(y) < Infinity && Math.abs(x - y) <= atol + rtol * Math.abs(y)) ||
        (equal_nan && Number.isNaN(x) && Number.isNaN(y));
      return truth(combine(input, other, comparison(near), context).data.every((x) => x !== 0));
    },
  }),
} as const satisfies Readonly<Record<string, Builtin>>;

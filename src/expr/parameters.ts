/**
 * The kinds of parameters that functions of the language have.
 *
 * @packageDocumentation
 */

import { InputError } from "../errors.js";
import { Tensor } from "../math/tensor.js";
import type { Parameter } from "./builtin.js";
import { asNumber, asTensor, isSequence, type Value } from "./values.js";

/** The same parameter with a default; `None` is undefined. */
export function optional<T, const D extends T | undefined>(
  parameter: Parameter<T>,
  value: D,
  shown = value === undefined ? "None" : String(value),
): Parameter<T | D> {
  return { ...parameter, fallback: { shown, value } };
}

/** It can only be given by its name. */
export function keywordOnly<T>(parameter: Parameter<T>): Parameter<T> {
  return { ...parameter, keywordOnly: true };
}

/** It takes all positional arguments that are left. */
export function rest<T>(parameter: Parameter<T>): Parameter<T> {
  return { ...parameter, rest: true };
}

export const numbers: Parameter<Tensor> = { wanted: "numbers", take: asTensor };

const numberOf = (value: Value): number | undefined => {
  const { data } = asTensor(value);
  return data.length === 1 ? data[0] : undefined;
};

export const number: Parameter<number> = { wanted: "a number", take: numberOf };

const wholeOf = (value: Value): number => {
  const x = asNumber(value);
  // x.std(False) must not mean dim 0.
  const isFlag = value instanceof Tensor && value.dtype === "bool";
  if (Number.isInteger(x) && !isFlag) return x;
  throw new InputError(`not ${isFlag ? (x === 0 ? "False" : "True") : x}`);
};

export const whole: Parameter<number> = { wanted: "a whole number", take: wholeOf };

/** A size or a count. */
export const count: Parameter<number> = {
  wanted: "a whole number from 0",
  take(value) {
    const x = wholeOf(value);
    if (x >= 0) return x;
    throw new InputError(`not ${x}`);
  },
};

/** True or False. */
export const flag: Parameter<boolean> = {
  wanted: "True or False",
  take: (value) => (value instanceof Tensor && value.rank === 0 ? value.data[0] !== 0 : undefined),
};

/** Values side by side, one level deep: `6, 2` and `(6, 2)` are the same. */
function itemsOf(value: Value): readonly Value[] {
  if (isSequence(value)) return value.items.length === 1 ? itemsOf(value.items[0]!) : value.items;
  return value instanceof Tensor && value.rank === 1
    ? Array.from(value.data, (x) => new Tensor(Float64Array.of(x), []))
    : [value];
}

/** One dim or several. */
export const dims: Parameter<readonly number[]> = {
  wanted: "a dim or several",
  take: (value) => itemsOf(value).map(wholeOf),
};

/** The sizes of a shape: `6, 2` or `(6, 2)`. */
export const shape: Parameter<readonly number[]> = {
  wanted: "whole numbers",
  take: (value) => itemsOf(value).map(wholeOf),
};

/** A list or tuple of tensors, or a tensor taken apart along its first dim. */
export const tensors: Parameter<readonly Tensor[]> = {
  wanted: "a list of tensors",
  take(value) {
    if (isSequence(value)) return value.items.map(asTensor);
    if (!(value instanceof Tensor) || value.rank === 0) return undefined;
    const step = value.data.length / value.shape[0]!;
    return Array.from(
      { length: value.shape[0]! },
      (_, i) => new Tensor(value.data.subarray(i * step, (i + 1) * step), value.shape.slice(1), value.dtype),
    );
  },
};

/** One word of a few. */
export function word(choices: readonly string[]): Parameter<string> {
  return {
    wanted: choices.map((choice) => `'${choice}'`).join(" or "),
    take: (value) => choices.find((choice) => choice === value),
  };
}

export const anything: Parameter<Value> = { wanted: "a value", take: (value) => value };

/**
 * What an expression's parts give.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { stack } from "../math/arrange.js";
import { shapeText, Tensor } from "../math/tensor.js";

/** Several values side by side, as Python's lists and tuples. */
export interface Sequence {
  readonly kind: "list" | "tuple";
  readonly items: readonly Value[];
}

/** A function that has its parameters and waits for numbers: `nn.Softmax(dim=1)`. */
export interface Layer {
  readonly kind: "layer";
  /** As it was written. */
  readonly name: string;
  call(args: Arguments): Value;
}

/** A tensor (numbers are scalars), a text, None as null, or several. */
export type Value = Tensor | Sequence | Layer | string | null;

/** The values of a call's arguments. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Runs `work`; a mistake in it is one in the argument with this place or keyword. */
  blame?<T>(argument: number | string, work: () => T): T;
}

export function isSequence(value: Value): value is Sequence {
  return value !== null && typeof value === "object" && "items" in value;
}

export function isLayer(value: Value): value is Layer {
  return value !== null && typeof value === "object" && "call" in value;
}

/** True and False are 1 and 0 that masks and `and` know apart from numbers. */
export function truth(value: boolean): Tensor {
  return new Tensor(Float64Array.of(Number(value)), [], "bool");
}

/** What a value is, in words. */
export function describe(value: Value): string {
  if (value instanceof Tensor)
    return value.rank === 0 ? String(value.data[0]) : `a tensor of shape ${shapeText(value.shape)}`;
  if (value === null) return "None";
  if (typeof value === "string") return `the text '${value}'`;
  return isLayer(value) ? `the function ${value.name}` : `a ${value.kind}`;
}

/**
 * A value as a tensor; lists and tuples of equal parts are stacked.
 * @throws InputError if it holds no numbers or the parts differ in shape.
 */
export function asTensor(value: Value): Tensor {
  if (value instanceof Tensor) return value;
  if (isSequence(value)) {
    const parts = value.items.map(asTensor);
    const stacked = stack(parts, 0);
    return parts.length > 0 && parts.every(({ dtype }) => dtype === "bool")
      ? new Tensor(stacked.data, stacked.shape, "bool")
      : stacked;
  }
  if (isLayer(value))
    throw new InputError(`${value.name}(...) makes a function, which wants numbers: ${value.name}(...)(x)`);
  throw new InputError(`not ${describe(value)}`);
}

/**
 * A value that must be one number.
 * @throws InputError if it holds several or none.
 */
export function asNumber(value: Value): number {
  const { data } = asTensor(value);
  if (data.length === 1) return data[0]!;
  throw new InputError(`not ${describe(value)}`);
}

/**
 * Whether a value counts as true, for `and`, `or`, `not` and `if`.
 * @throws InputError for several numbers: whether any or all of them are meant is not said.
 */
export function isTrue(value: Value): boolean {
  const { data } = asTensor(value);
  if (data.length === 1) return data[0] !== 0;
  throw new InputError(`${describe(value)} is neither true nor false: take .any() or .all(), or & | ~ for each number`);
}

/**
 * What an activation's row holds, and the function that makes a callable of it.
 *
 * @packageDocumentation
 */

import { type Framework, type Parameters, resolve, type Values } from "./parameters.js";
import type { Row } from "./row.js";
import { Tensor, type TensorLike, tensor } from "./tensor.js";

/** A law that holds for every double; the property tests check each one over a grid. */
export type Fact =
  | "odd" // f(-x) = -f(x), the sign of zero included
  | "increasing" // never falls
  | "decreasing" // never rises
  | "non-negative"
  | "non-positive"
  | "idempotent" // f(f(x)) = f(x)
  | "keeps zero"; // f(±0) = ±0

/** One activation: everything that the command, its help, the plot and the tests need to know. */
export interface ActivationRow<P extends Parameters> extends Row<P> {
  /** The values it takes, in interval notation: `(0, 1)`. */
  readonly range: string;
  readonly facts: readonly Fact[];
  /** Where to plot it, if not from -4 to 4. */
  readonly domain?: readonly [min: number, max: number];
  /** Parameters that another framework gives other defaults. */
  readonly like?: { readonly [F in Framework]?: Partial<Values<P>> };
  /**
   * What no single parameter's range can say.
   * @throws InputError naming the parameters that do not fit each other.
   */
  check?(p: Values<P>): void;
  /** f(x), at most 1 ulp off at the default parameters. */
  f(x: number, p: Values<P>): number;
  /** f'(x), at most 1 ulp off; at a kink what PyTorch's backward gives. */
  derivative(x: number, p: Values<P>): number;
}

/** A function of numbers that takes nested lists and tensors too, one number at a time. */
export interface Elementwise<P extends Parameters = Parameters> {
  (x: number, parameters?: Partial<Values<P>>): number;
  (x: TensorLike, parameters?: Partial<Values<P>>): Tensor;
}

/** An activation as the library exports it: call it on a number, nested lists or a tensor. */
export interface Activation<P extends Parameters = Parameters> extends Elementwise<P> {
  readonly row: ActivationRow<P>;
  /** f' in place of f. */
  readonly derivative: Elementwise<P>;
}

/** Applies `f` to every number. */
export function elementwise(x: Tensor, f: (x: number) => number): Tensor {
  const data = new Float64Array(x.data.length);
  for (let i = 0; i < data.length; i++) data[i] = f(x.data[i]!);
  return new Tensor(data, x.shape, x.dtype);
}

/**
 * The values of a row's parameters: its defaults, replaced by what is given.
 * @throws InputError for an unknown name, a value out of range, or values that do not fit each other.
 */
export function valuesFor<P extends Parameters>(row: ActivationRow<P>, given?: Partial<Values<P>>): Values<P> {
  const values = resolve((row.parameters ?? {}) as P, given);
  row.check?.(values);
  return values;
}

/** Makes a row callable. The row types itself here: a misspelt key or parameter does not compile. */
export function activation<const P extends Parameters = Record<never, never>>(row: ActivationRow<P>): Activation<P> {
  const callable = (f: (x: number, p: Values<P>) => number) =>
    ((x: TensorLike, parameters?: Partial<Values<P>>) => {
      const p = valuesFor(row, parameters);
      return typeof x === "number" ? f(x, p) : elementwise(tensor(x), (value) => f(value, p));
    }) as Activation<P>;
  return Object.assign(callable(row.f), { row, derivative: callable(row.derivative) });
}

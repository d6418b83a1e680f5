/**
 * Tensors: a shape and numbers in row-major order.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";

/** The element type a tensor had where it came from. The numbers are held as doubles whatever it is. */
export type DType =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "bool";

/** A number, or equally long lists of them to any depth. */
export type Nested = number | readonly Nested[];

/** What the library's functions take: a number, nested lists or a tensor. */
export type TensorLike = Nested | Tensor;

/** A dense array of doubles in row-major order. */
export class Tensor {
  /** The size of each dim; empty for a scalar. */
  readonly shape: readonly number[];
  /** The numbers, the last dim fastest. */
  readonly data: Float64Array;
  readonly dtype: DType;

  /** @throws RangeError if `data` does not hold as many numbers as `shape` says: a bug, not a user's mistake. */
  constructor(data: Float64Array, shape: readonly number[] = [data.length], dtype: DType = "float64") {
    if (data.length !== sizeOf(shape)) throw new RangeError(`${data.length} numbers for shape ${shapeText(shape)}`);
    this.shape = shape;
    this.data = data;
    this.dtype = dtype;
  }

  /** The number of dims. */
  get rank(): number {
    return this.shape.length;
  }

  /** Nested lists, or the bare number of a scalar. */
  toArray(): Nested {
    const nest = (dim: number, start: number, size: number): Nested => {
      if (dim === this.shape.length) return this.data[start] as number;
      const step = size / (this.shape[dim] as number);
      return Array.from({ length: this.shape[dim] as number }, (_, i) => nest(dim + 1, start + i * step, step));
    };
    return nest(0, 0, this.data.length);
  }
}

/** How many numbers a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1);
}

/** A shape for people: `6 × 3`, `3` for a vector, `scalar`. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? "scalar" : shape.join(" × ");
}

/** How many numbers in what shape, for people: `6 × 3`, `3 numbers`, `1 number`. */
export function sizeText(shape: readonly number[]): string {
  if (shape.length > 1) return shape.join(" × ");
  const count = shape[0] ?? 1;
  return `${count} number${count === 1 ? "" : "s"}`;
}

/**
 * A tensor from a number or nested lists; a tensor is returned as it is.
 * @throws InputError if the lists are not equally long.
 */
export function tensor(from: TensorLike): Tensor {
  if (from instanceof Tensor) return from;
  const shape: number[] = [];
  for (let level = from; typeof level !== "number"; level = level[0] as Nested) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const data: number[] = [];
  const fill = (level: Nested, dim: number): void => {
    if (dim === shape.length && typeof level === "number") data.push(level);
    else if (typeof level !== "number" && level.length === shape[dim]) for (const part of level) fill(part, dim + 1);
    else throw new InputError(`lists of different lengths: expected shape ${shapeText(shape)}`);
  };
  fill(from, 0);
  return new Tensor(Float64Array.from(data), shape);
}

/** A scalar as a tensor without dims. */
export function scalar(value: number): Tensor {
  return new Tensor(Float64Array.of(value), []);
}

/**
 * The dim as an index from 0; negative ones count from the end, as in PyTorch. A scalar counts as one-dimensional.
 * @throws InputError if there is no such dim.
 */
export function resolveDim(dim: number, rank: number, parameter = "dim"): number {
  const dims = Math.max(rank, 1);
  if (Number.isInteger(dim) && dim >= -dims && dim < dims) return dim < 0 ? dim + dims : dim;
  throw new InputError(`${dim} is out of range for a ${rank}-dimensional input: ${-dims} to ${dims - 1}`, {
    parameter,
  });
}

/**
 * How the numbers along one dim lie in memory: `outer` blocks of `size` times `inner` numbers.
 * Number `k` of lane `(o, i)` stands at `(o * size + k) * inner + i`.
 */
export interface Lanes {
  readonly outer: number;
  readonly size: number;
  readonly inner: number;
}

/** The {@link Lanes} of a shape along `dim` (resolved, from 0); a scalar is one lane of one number. */
export function lanesOf(shape: readonly number[], dim: number): Lanes {
  return { outer: sizeOf(shape.slice(0, dim)), size: shape[dim] ?? 1, inner: sizeOf(shape.slice(dim + 1)) };
}

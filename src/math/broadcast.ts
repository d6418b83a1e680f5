/**
 * Broadcasting: tensors of different shapes as one shape, by NumPy's rules.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { type DType, shapeText, sizeOf, Tensor } from "./tensor.js";

/**
 * The shape of two together: dims from the last, each the same, 1 or absent.
 * @throws InputError with both shapes if they do not fit.
 */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    if (m === n || n === 1) return m;
    if (m === 1) return n;
    throw new InputError(`shapes ${shapeText(a)} and ${shapeText(b)} do not broadcast`);
  });
}

/** The number of elements from one index to the next in each dim. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  for (let d = shape.length - 1, step = 1; d >= 0; step *= shape[d--]!) strides[d] = step;
  return strides;
}

/** Where the elements of a view stand: the sums of index times stride, the last dim fastest. */
export function offsetsOf(shape: readonly number[], strides: readonly number[]): Float64Array {
  let offsets = Float64Array.of(0);
  shape.forEach((size, d) => {
    const next = new Float64Array(offsets.length * size);
    for (let i = 0; i < next.length; i++) next[i] = offsets[Math.floor(i / size)]! + (i % size) * strides[d]!;
    offsets = next;
  });
  return offsets;
}

/** The numbers at some offsets. */
export function gather(data: Float64Array, offsets: Float64Array, start = 0): Float64Array {
  const numbers = new Float64Array(offsets.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = data[start + offsets[i]!]!;
  return numbers;
}

const sameShape = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((n, i) => n === b[i]);

/**
 * A tensor repeated to a shape.
 * @throws InputError with both shapes if it does not fit.
 */
export function broadcastTo(x: Tensor, shape: readonly number[]): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcastShape(x.shape, shape), shape)) {
    throw new InputError(`shape ${shapeText(x.shape)} does not broadcast to ${shapeText(shape)}`);
  }
  if (x.data.length === 1) return new Tensor(new Float64Array(sizeOf(shape)).fill(x.data[0]!), shape, x.dtype);
  const lead = shape.length - x.rank;
  const own = stridesOf(x.shape);
  const strides = shape.map((_, d) => (d < lead || x.shape[d - lead] === 1 ? 0 : own[d - lead]!));
  return new Tensor(gather(x.data, offsetsOf(shape, strides)), shape, x.dtype);
}

/** The element type of a result: that of the inputs if they have one float type in common; plain numbers have no say. */
export function commonType(...inputs: readonly Tensor[]): DType {
  const types = new Set(inputs.filter(({ rank }) => rank > 0).map(({ dtype }) => dtype));
  const [only] = types;
  return types.size === 1 && only?.includes("float") ? only : "float64";
}

/** f of every number. */
export function map(x: Tensor, f: (x: number) => number, dtype = commonType(x)): Tensor {
  const data = new Float64Array(x.data.length);
  for (let i = 0; i < data.length; i++) data[i] = f(x.data[i]!);
  return new Tensor(data, x.shape, dtype);
}

/** f of two tensors, number by number. @throws InputError if their shapes do not broadcast. */
export function zip(a: Tensor, b: Tensor, f: (x: number, y: number) => number, dtype = commonType(a, b)): Tensor {
  const shape = broadcastShape(a.shape, b.shape);
  const x = a.data.length === 1 ? a : broadcastTo(a, shape);
  const y = b.data.length === 1 ? b : broadcastTo(b, shape);
  const data = new Float64Array(sizeOf(shape));
  const stepX = x.data.length === 1 ? 0 : 1;
  const stepY = y.data.length === 1 ? 0 : 1;
  for (let i = 0; i < data.length; i++) data[i] = f(x.data[i * stepX]!, y.data[i * stepY]!);
  return new Tensor(data, shape, dtype);
}

/**
 * Products of vectors and matrices, each entry an exact sum rounded once.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { broadcastShape, broadcastTo, commonType } from "./broadcast.js";
import { addProductTo, exactSum, round } from "./special/sum.js";
import { shapeText, sizeOf, Tensor } from "./tensor.js";

/** Σ a[i·stepA]·b[i·stepB] over `size` terms. */
function dotProduct(a: Float64Array, b: Float64Array, stepB: number, size: number): number {
  const sum = exactSum();
  for (let i = 0; i < size; i++) addProductTo(sum, a[i]!, b[i * stepB]!);
  return round(sum);
}

/** The shapes as matrices: a vector is a row on the left, a column on the right. */
function matrices(a: readonly number[], b: readonly number[]) {
  const left = a.length === 1 ? [1, a[0]!] : a;
  const right = b.length === 1 ? [b[0]!, 1] : b;
  if (a.length === 0 || b.length === 0 || left.at(-1) !== right.at(-2)) {
    throw new InputError(`shapes ${shapeText(a)} and ${shapeText(b)} do not fit a matrix product`);
  }
  return { left, right };
}

/** The shape of a matrix product. @throws InputError with both shapes if they do not fit. */
export function matmulShape(a: readonly number[], b: readonly number[]): number[] {
  const { left, right } = matrices(a, b);
  const batch = broadcastShape(left.slice(0, -2), right.slice(0, -2));
  return [...batch, ...(a.length === 1 ? [] : [left.at(-2)!]), ...(b.length === 1 ? [] : [right.at(-1)!])];
}

/** The matrix product as NumPy's @: vectors, matrices, and stacks of matrices that broadcast. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const { left, right } = matrices(a.shape, b.shape);
  const [rows, inner, columns] = [left.at(-2)!, left.at(-1)!, right.at(-1)!];
  const batch = broadcastShape(left.slice(0, -2), right.slice(0, -2));
  const x = broadcastTo(new Tensor(a.data, left), [...batch, rows, inner]).data;
  const y = broadcastTo(new Tensor(b.data, right), [...batch, inner, columns]).data;
  const data = new Float64Array(sizeOf(batch) * rows * columns);
  for (let at = 0; at < data.length; at++) {
    const row = Math.floor(at / columns);
    const matrix = Math.floor(row / rows);
    const from = matrix * inner * columns + (at % columns);
    data[at] = dotProduct(x.subarray(row * inner, (row + 1) * inner), y.subarray(from), columns, inner);
  }
  return new Tensor(data, matmulShape(a.shape, b.shape), commonType(a, b));
}

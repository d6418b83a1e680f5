/**
 * The same numbers in other shapes and orders.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { commonType, gather, offsetsOf, stridesOf } from "./broadcast.js";
import { lanesOf, resolveDim, shapeText, sizeOf, Tensor } from "./tensor.js";

/**
 * The numbers in another shape; one dim may be -1 for what is left.
 * @throws InputError with both shapes if it does not hold as many numbers.
 */
export function reshape(x: Tensor, wanted: readonly number[]): Tensor {
  const free = wanted.indexOf(-1);
  const known = sizeOf(wanted.filter((_, d) => d !== free));
  const shape = wanted.map((n, d) => (d === free ? x.data.length / (known || 1) : n));
  if (shape.every((n) => Number.isInteger(n) && n >= 0) && sizeOf(shape) === x.data.length) {
    return new Tensor(x.data, shape, x.dtype);
  }
  const numbers = `${x.data.length} ${x.data.length === 1 ? "number" : "numbers"}`;
  throw new InputError(`${numbers} of shape ${shapeText(x.shape)} do not fit into shape ${shapeText(wanted)}`);
}

/** The dims in another order. @throws InputError unless each dim stands there once. */
export function permute(x: Tensor, dims: readonly number[]): Tensor {
  const order = dims.map((dim) => resolveDim(dim, x.rank));
  if (order.length !== x.rank || new Set(order).size !== x.rank) {
    throw new InputError(`${dims.join(", ")} is not an order of the dims of ${shapeText(x.shape)}`);
  }
  const strides = stridesOf(x.shape);
  const shape = order.map((d) => x.shape[d]!);
  const offsets = offsetsOf(
    shape,
    order.map((d) => strides[d]!),
  );
  return new Tensor(gather(x.data, offsets), shape, x.dtype);
}

/** Two dims exchanged. */
export function transpose(x: Tensor, first: number, second: number): Tensor {
  if (x.rank === 0) return x;
  const [a, b] = [resolveDim(first, x.rank), resolveDim(second, x.rank)];
  return permute(
    x,
    x.shape.map((_, d) => (d === a ? b : d === b ? a : d)),
  );
}

/** All dims the other way round. */
export function reverseDims(x: Tensor): Tensor {
  return permute(
    x,
    x.shape.map((_, d) => x.rank - 1 - d),
  );
}

/** Some neighbouring dims as one. */
export function flatten(x: Tensor, start = 0, end = -1): Tensor {
  const [from, to] = [resolveDim(start, x.rank), resolveDim(end, x.rank)];
  if (from > to) throw new InputError(`dim ${start} stands behind dim ${end}`);
  if (x.rank === 0) return reshape(x, [1]);
  return reshape(x, [...x.shape.slice(0, from), sizeOf(x.shape.slice(from, to + 1)), ...x.shape.slice(to + 1)]);
}

/** A new dim of size 1. */
export function unsqueeze(x: Tensor, dim: number): Tensor {
  return reshape(x, x.shape.toSpliced(resolveDim(dim, x.rank + 1), 0, 1));
}

/** Without dims of size 1: all of them, or those named. */
export function squeeze(x: Tensor, dims?: readonly number[]): Tensor {
  const named = dims?.map((dim) => resolveDim(dim, x.rank));
  return reshape(
    x,
    x.shape.filter((n, d) => n !== 1 || !(named?.includes(d) ?? true)),
  );
}

/** Tensors one behind the other along a dim. @throws InputError with both shapes if the others differ. */
export function concatenate(parts: readonly Tensor[], dim: number): Tensor {
  const [first] = parts;
  if (!first) throw new InputError("nothing to put together");
  if (parts.some(({ rank }) => rank === 0)) throw new InputError("numbers have no dim to be put together along: stack");
  const along = resolveDim(dim, first.rank);
  for (const { shape } of parts) {
    const fits = shape.length === first.rank && shape.every((n, d) => d === along || n === first.shape[d]);
    if (!fits)
      throw new InputError(`shapes ${shapeText(first.shape)} and ${shapeText(shape)} differ beside dim ${along}`);
  }
  const size = parts.reduce((sum, { shape }) => sum + shape[along]!, 0);
  const shape = first.shape.toSpliced(along, 1, size);
  const { outer } = lanesOf(shape, along);
  const data = new Float64Array(sizeOf(shape));
  let at = 0;
  for (let o = 0; o < outer; o++) {
    for (const part of parts) {
      const block = part.data.length / outer;
      data.set(part.data.subarray(o * block, (o + 1) * block), at);
      at += block;
    }
  }
  return new Tensor(data, shape, commonType(...parts));
}

/** Tensors of one shape along a new dim. @throws InputError with both shapes if they differ. */
export function stack(parts: readonly Tensor[], dim: number): Tensor {
  const [first] = parts;
  if (!first) return new Tensor(new Float64Array(0));
  const odd = parts.find(({ shape }) => shapeText(shape) !== shapeText(first.shape));
  if (odd) throw new InputError(`shapes ${shapeText(first.shape)} and ${shapeText(odd.shape)} differ`);
  const along = resolveDim(dim, first.rank + 1);
  return concatenate(
    parts.map((part) => unsqueeze(part, along)),
    along,
  );
}

/** What stands on one side of a diagonal of the last two dims; 0 elsewhere. */
export function triangle(x: Tensor, keep: (row: number, column: number) => boolean): Tensor {
  if (x.rank < 2) throw new InputError(`a matrix is wanted, not shape ${shapeText(x.shape)}`);
  const columns = x.shape.at(-1)!;
  const rows = x.shape.at(-2)!;
  const data = x.data.map((value, i) => (keep(Math.floor(i / columns) % rows, i % columns) ? value : 0));
  return new Tensor(data, x.shape, x.dtype);
}

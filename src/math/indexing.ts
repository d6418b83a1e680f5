/**
 * Indexing as in PyTorch: integers, slices, new dims, lists of indices, masks.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { broadcastShape, broadcastTo, gather, offsetsOf, stridesOf } from "./broadcast.js";
import { shapeText, sizeOf, Tensor } from "./tensor.js";

/** A run of indices: from `start` to before `stop`, as Python's slices. */
export interface Slice {
  readonly start: number | undefined;
  readonly stop: number | undefined;
  readonly step: number | undefined;
}

/** One part of an index: an integer, a slice, a new dim, all dims that the others leave, indices or a mask (bool). */
export type IndexItem = number | Slice | "new" | "rest" | Tensor;

/** A dim of the view before indices are looked up. */
interface ViewDim {
  readonly size: number;
  readonly stride: number;
  /** The indices to take along it, checked. */
  readonly indices?: Tensor;
}

/** An index from 0. @throws InputError that shows the size. */
function resolveIndex(index: number, size: number, dim: number): number {
  if (Number.isInteger(index) && index >= -size && index < size) return index < 0 ? index + size : index;
  const range = size === 0 ? "there is none" : `${-size} to ${size - 1}`;
  const problem = Number.isInteger(index) ? "is out of range" : "is no whole number";
  throw new InputError(`index ${index} ${problem} for dim ${dim} of size ${size}: ${range}`);
}

/** Where a slice begins, how many it takes, and its step (Python's slice.indices). */
function resolveSlice({ start, stop, step = 1 }: Slice, size: number): { first: number; count: number; step: number } {
  if (!Number.isInteger(step) || step === 0) throw new InputError(`a slice cannot have step ${step}`);
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? size : size - 1;
  const bound = (given: number | undefined, usual: number) => {
    if (given === undefined) return usual;
    if (!Number.isInteger(given)) throw new InputError(`a slice takes whole numbers, not ${given}`);
    return Math.min(Math.max(given < 0 ? given + size : given, low), high);
  };
  const first = bound(start, step > 0 ? low : high);
  const end = bound(stop, step > 0 ? high : low);
  return { first, count: Math.max(0, Math.ceil((end - first) / step)), step };
}

/** How many dims of the input an item uses up. */
function used(item: IndexItem): number {
  if (item === "new" || item === "rest") return 0;
  return item instanceof Tensor && item.dtype === "bool" ? item.rank : 1;
}

/** The indices of a mask's true entries, one tensor a dim. */
function trueIndices(mask: Tensor): Tensor[] {
  const at = [...mask.data.keys()].filter((i) => mask.data[i] !== 0);
  return stridesOf(mask.shape).map(
    (stride, d) => new Tensor(Float64Array.from(at, (i) => Math.floor(i / stride) % mask.shape[d]!)),
  );
}

/** The dims that a mask replaces, each with the indices of what is true. */
function maskDims(mask: Tensor, shape: readonly number[], strides: readonly number[], dim: number): ViewDim[] {
  if (mask.rank === 0) throw new InputError("a single True or False is no mask: there must be one for each entry");
  const sizes = shape.slice(dim, dim + mask.rank);
  if (shapeText(mask.shape) !== shapeText(sizes)) {
    throw new InputError(`a mask of shape ${shapeText(mask.shape)} does not fit ${shapeText(sizes)}`);
  }
  return trueIndices(mask).map((indices, d) => ({ size: sizes[d]!, stride: strides[dim + d]!, indices }));
}

/** The view that the items make: its first element and its dims. */
function viewOf({ shape, rank }: Tensor, items: readonly IndexItem[]): { start: number; dims: ViewDim[] } {
  const strides = stridesOf(shape);
  const total = items.reduce((sum: number, item) => sum + used(item), 0);
  if (total > rank) throw new InputError(`${total} indices for ${rank === 1 ? "one dim" : `${rank} dims`}`);
  const dims: ViewDim[] = [];
  let start = 0;
  let dim = 0;
  const take = (count: number) => {
    for (; count > 0; count--, dim++) dims.push({ size: shape[dim]!, stride: strides[dim]! });
  };
  for (const item of items) {
    const size = shape[dim]!;
    const stride = strides[dim]!;
    if (item === "new") dims.push({ size: 1, stride: 0 });
    else if (item === "rest") take(rank - total);
    else if (item instanceof Tensor && item.dtype === "bool") dims.push(...maskDims(item, shape, strides, dim));
    else if (item instanceof Tensor) {
      const data = item.data.map((index) => resolveIndex(index, size, dim));
      dims.push({ size, stride, indices: new Tensor(data, item.shape) });
    } else if (typeof item === "number") start += resolveIndex(item, size, dim) * stride;
    else {
      const { first, count, step } = resolveSlice(item, size);
      start += count > 0 ? first * stride : 0;
      dims.push({ size: count, stride: stride * step });
    }
    dim += used(item);
  }
  take(rank - dim);
  return { start, dims };
}

/** The shape that the indices of all dims have together. */
function lookupShape(dims: readonly ViewDim[]): number[] {
  return dims.reduce((shape: number[], { indices }) => (indices ? broadcastShape(shape, indices.shape) : shape), []);
}

/** How a view's dims fall apart: what stands before the looked-up ones, those, and what stands behind. */
function arrange(dims: readonly ViewDim[]) {
  const places = [...dims.keys()].filter((d) => dims[d]!.indices);
  const [first = dims.length] = places;
  // Indices that do not stand side by side put their dims in front.
  const adjacent = places.every((d, i) => d === first + i);
  const plain = dims.filter(({ indices }) => !indices);
  return {
    before: adjacent ? plain.slice(0, first) : [],
    lookups: places.map((d) => dims[d]!),
    behind: adjacent ? plain.slice(first) : plain,
  };
}

/**
 * The elements that an index picks.
 * @param allow is told the result's shape before it is made
 * @throws InputError for an index out of range, too many of them, a mask or lists of shapes that do not fit.
 */
export function pick(x: Tensor, items: readonly IndexItem[], allow: (shape: readonly number[]) => void): Tensor {
  if (items.filter((item) => item === "rest").length > 1) throw new InputError("an index can have one ... only");
  const { start, dims } = viewOf(x, items);
  const { before, lookups, behind } = arrange(dims);
  const found = lookupShape(lookups);
  const sizes = (some: readonly ViewDim[]) => some.map(({ size }) => size);
  const shape = [...sizes(before), ...found, ...sizes(behind)];
  allow(shape);
  const places = new Float64Array(sizeOf(found));
  for (const { indices, stride } of lookups) {
    const { data } = broadcastTo(indices!, found);
    for (let i = 0; i < places.length; i++) places[i] = places[i]! + data[i]! * stride;
  }
  const offsets = (some: readonly ViewDim[]) =>
    offsetsOf(
      sizes(some),
      some.map(({ stride }) => stride),
    );
  const [outer, inner] = [offsets(before), offsets(behind)];
  const data = new Float64Array(sizeOf(shape));
  let at = 0;
  for (const from of outer) {
    for (const place of places) {
      data.set(gather(x.data, inner, start + from + place), at);
      at += inner.length;
    }
  }
  return new Tensor(data, shape, x.dtype);
}

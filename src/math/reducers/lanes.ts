/**
 * Lanes: the runs of numbers along one dim, that a reducer takes one at a time.
 *
 * @packageDocumentation
 */
import { InputError } from "../../errors.js";
import { type Lanes, lanesOf, resolveDim, shapeText, type Tensor } from "../tensor.js";

/** Reads `size` numbers of `x` from `start` and writes its results to `out` from `at`. */
export type LaneKernel = (x: Float64Array, start: number, size: number, out: Float64Array, at: number) => void;

/** The kernel that gives one number for a lane. */
export function single(f: (x: Float64Array, start: number, size: number) => number): LaneKernel {
  return (x, start, size, out, at) => {
    out[at] = f(x, start, size);
  };
}

/** Which entries count, ready to be looked up. */
export interface LaneMask {
  /** One flag an entry of the input's last dims; the leading dims repeat it. */
  readonly keep: Float64Array;
  /** Whether results belong to the entries, are positions in the lane, or are about the lane as a whole. */
  readonly results: "entries" | "positions" | "lane";
  /** The result of entries that are left out. */
  readonly masked: number;
  /** The result of entries where all are left out. */
  readonly nothing: number;
}

/** A mask for an input of some shape. @throws InputError if it is neither of this shape nor of its last dims. */
export function laneMask(mask: Tensor, shape: readonly number[], meaning: Omit<LaneMask, "keep">): LaneMask {
  const last = mask.rank === 0 ? [] : shape.slice(-mask.rank);
  if (mask.rank > shape.length || mask.shape.some((n, i) => n !== last[i])) {
    const message = `has shape ${shapeText(mask.shape)}, the input ${shapeText(shape)}`;
    throw new InputError(message, { parameter: "mask" });
  }
  return { keep: mask.data, ...meaning };
}

/** Runs a kernel on the entries of a lane that a mask keeps, and puts the results back in their places. */
function maskedKernel(kernel: LaneKernel, mask: LaneMask, lanes: Lanes, size: number): LaneKernel {
  const { keep } = mask;
  const kept = new Float64Array(lanes.size);
  const places = new Int32Array(lanes.size);
  const results = new Float64Array(Math.max(size, 1));
  // `start` is where the lane's first entry stands in the whole input; its others follow at `inner`.
  return (x, start, length, out, at) => {
    let count = 0;
    for (let i = 0; i < length; i++) {
      const index = start + i * lanes.inner;
      if (keep[index % keep.length] === 0) continue;
      places[count] = i;
      kept[count++] = x[index]!;
    }
    kernel(kept, 0, count, results, 0);
    if (mask.results === "entries") {
      out.fill(count === 0 ? mask.nothing : mask.masked, at, at + size);
      for (let i = 0; i < count; i++) out[at + places[i]!] = results[i]!;
    } else {
      const found = (result: number) => (mask.results === "lane" ? result : (places[result] ?? Number.NaN));
      for (let i = 0; i < size; i++) out[at + i] = found(results[i]!);
    }
  };
}

/** Runs a kernel on a copy of lanes whose entries do not stand side by side. */
function gatheringKernel(kernel: LaneKernel, lanes: Lanes): LaneKernel {
  const lane = new Float64Array(lanes.size);
  return (x, start, size, out, at) => {
    for (let i = 0; i < size; i++) lane[i] = x[start + i * lanes.inner]!;
    kernel(lane, 0, size, out, at);
  };
}

/** Visits each lane with its number; lanes whose entries do not stand side by side as a copy. */
export function eachLane(
  x: Float64Array,
  { outer, size, inner }: Lanes,
  visit: (x: Float64Array, start: number, lane: number) => void,
): void {
  const copy = new Float64Array(inner > 1 ? size : 0);
  for (let lane = 0; lane < outer * inner; lane++) {
    if (inner === 1) {
      visit(x, lane * size, lane);
      continue;
    }
    const start = Math.floor(lane / inner) * size * inner + (lane % inner);
    for (let i = 0; i < size; i++) copy[i] = x[start + i * inner]!;
    visit(copy, 0, lane);
  }
}

/** Writes the numbers of one lane. */
export function putLane(x: Float64Array, { size, inner }: Lanes, lane: number, numbers: Float64Array): void {
  const start = Math.floor(lane / inner) * size * inner + (lane % inner);
  for (let i = 0; i < size; i++) x[start + i * inner] = numbers[i]!;
}

/** Runs a kernel over all lanes; it gives `size` numbers for each, which take their place. */
export function along(x: Float64Array, lanes: Lanes, size: number, kernel: LaneKernel, mask?: LaneMask): Float64Array {
  const { outer, size: length, inner } = lanes;
  const data = new Float64Array(outer * size * inner);
  const run = mask ? maskedKernel(kernel, mask, lanes, size) : inner > 1 ? gatheringKernel(kernel, lanes) : kernel;
  if (inner === 1) {
    for (let o = 0; o < outer; o++) run(x, o * length, length, data, o * size);
    return data;
  }
  const results = new Float64Array(size);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      run(x, o * length * inner + i, length, results, 0);
      for (let k = 0; k < size; k++) data[(o * size + k) * inner + i] = results[k]!;
    }
  }
  return data;
}

/** Lanes that have no softmax, by their numbers (outer · inner + position within), in ascending order. */
export interface LaneStatus {
  readonly nan: readonly number[];
  /** With +inf, and no nan. */
  readonly infinite: readonly number[];
  /** With nothing but -inf. */
  readonly empty: readonly number[];
}

/**
 * Which lanes hold nan, +inf or only -inf; a lane without numbers is in none of the lists.
 * For a matrix and its last dim the numbers are those of the rows.
 * @param sign -1 to ask for +inf and -inf the other way round, as softmin does.
 */
export function laneStatus(x: Tensor, dim = -1, sign: 1 | -1 = 1): LaneStatus {
  const { outer, size, inner } = lanesOf(x.shape, resolveDim(dim, x.rank));
  const status = { nan: [] as number[], infinite: [] as number[], empty: [] as number[] };
  if (size === 0) return status;
  for (let lane = 0; lane < outer * inner; lane++) {
    const start = Math.floor(lane / inner) * size * inner + (lane % inner);
    let max = -Infinity;
    for (let k = 0; k < size; k++) {
      const value = sign * x.data[start + k * inner]!;
      if (!(value <= max)) max = value;
      if (Number.isNaN(max)) break;
    }
    if (Number.isNaN(max)) status.nan.push(lane);
    else if (max === Infinity) status.infinite.push(lane);
    else if (max === -Infinity) status.empty.push(lane);
  }
  return status;
}

/**
 * What a reducer's row holds, and the function that makes a callable of it.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { type Parameters, resolve, type Values } from "./parameters.js";
import type { Columns } from "./reducers/columns.js";
import { along, type LaneKernel, type LaneMask, laneMask } from "./reducers/lanes.js";
import type { Work } from "./reducers/work.js";
import type { Row } from "./row.js";
import { type DType, lanesOf, resolveDim, Tensor, type TensorLike, tensor } from "./tensor.js";

/** A law that holds for every row of finite numbers; the property tests check each one. */
export type ReducerFact =
  | "sums to 1" // to an ulp a term
  | "non-negative"
  | "non-positive"
  | "keeps order" // x_i < x_j: y_i <= y_j
  | "reverses order"
  | "shift invariant"; // adding a number to all changes nothing, where the additions are exact

/** What becomes of the dim: it stays, goes, is halved, or gets size k. */
export type ReducedSize = "same" | "one" | "half" | "k";

/** One reducer: everything that the command, its help and the tests need to know. */
export interface ReducerRow<P extends Parameters> extends Row<P> {
  readonly size: ReducedSize;
  /** The values it takes, in interval notation. */
  readonly range: string;
  readonly facts: readonly ReducerFact[];
  /**
   * What stands where a mask leaves an entry out, and in a row without entries under `empty: "zero"`.
   * Without it there can be no mask.
   */
  readonly masked?: number;
  /** The entry that counts as absent: a row of nothing else is without entries. */
  readonly absent?: number;
  /** The results are positions in the row, not values. */
  readonly positions?: boolean;
  /** A law between parameters. @throws InputError */
  check?(p: Values<P>): void;
  /** The work that leads to the result, for teaching. @internal */
  readonly work?: Work<Values<P>>;
  /**
   * The kernel for rows of at most `capacity` numbers; it keeps scratch space, so that a row costs no allocation.
   * @internal
   */
  kernel(p: Values<P>, capacity: number): LaneKernel;
  /** How it goes down the columns of a matrix that is too large to be held. @internal */
  readonly columns?: Columns<Values<P>>;
}

/** What every reducer takes beside its own parameters. */
export interface ReduceOptions {
  /** Along which dim; negative ones count from the end. Default -1. */
  readonly dim?: number;
  /** 0 leaves an entry out. Of the input's shape, or of its last dims. */
  readonly mask?: TensorLike;
  /** What rows with nothing to keep give: nan, or what the row has for masked entries. Default nan. */
  readonly empty?: "nan" | "zero";
  /** Whether a reduced dim stays with size 1. */
  readonly keepdim?: boolean;
}

/** Some of a row's parameters; of a row that is not known by name anything, to be checked when it is called. */
export type Given<P extends Parameters> = string extends keyof P
  ? { readonly [name: string]: unknown }
  : Partial<Values<P>>;

/** A reducer as the library exports it: call it on nested lists or a tensor. */
export interface Reducer<P extends Parameters = Parameters> {
  (x: TensorLike, options?: ReduceOptions & Given<P>): Tensor;
  readonly row: ReducerRow<P>;
}

/** The size that the dim gets. */
function reducedSize<P extends Parameters>(row: ReducerRow<P>, size: number, p: Values<P>): number {
  if (row.size === "same") return size;
  if (row.size === "one") return 1;
  if (row.size === "half") {
    if (size % 2 === 0) return size / 2;
    throw new InputError(`the dim to halve has odd size ${size}`);
  }
  const k = Number(p.k);
  if (k <= size) return k;
  throw new InputError(`${k} is out of range: the dim has size ${size}, so at most ${size}`, { parameter: "k" });
}

/** The element type of results: positions are whole numbers, values keep a float's type. */
function resultType(x: Tensor, positions: boolean): DType {
  if (positions) return "int64";
  return x.dtype.includes("float") ? x.dtype : "float64";
}

/** A kernel that gives the masked value for rows that hold nothing but `absent` or nothing at all. */
function orMasked(kernel: LaneKernel, masked: number, absent: number | undefined): LaneKernel {
  return (x, start, size, out, at) => {
    let i = start;
    while (i < start + size && x[i] === absent) i++;
    if (i < start + size) kernel(x, start, size, out, at);
    else out.fill(masked, at, at + Math.max(size, 1));
  };
}

function apply<P extends Parameters>(row: ReducerRow<P>, x: Tensor, options: ReduceOptions, p: Values<P>): Tensor {
  const dim = resolveDim(options.dim ?? -1, x.rank);
  const lanes = lanesOf(x.shape, dim);
  const size = reducedSize(row, lanes.size, p);
  const { masked, absent } = row;
  const bare = row.kernel(p, lanes.size);
  const kernel = options.empty === "zero" && masked !== undefined ? orMasked(bare, masked, absent) : bare;
  const mask: LaneMask | undefined =
    options.mask === undefined || masked === undefined
      ? undefined
      : laneMask(tensor(options.mask), x.shape, {
          results: row.positions ? "positions" : row.size === "same" ? "entries" : "lane",
          masked,
          nothing: options.empty === "zero" ? masked : Number.NaN,
        });
  const data = along(x.data, lanes, size, kernel, mask);
  const kept = row.size !== "one" || (options.keepdim ?? false);
  const shape = x.rank === 0 ? (size === 1 ? [] : [size]) : x.shape.toSpliced(dim, 1, ...(kept ? [size] : []));
  return new Tensor(data, shape, resultType(x, row.positions ?? false));
}

/**
 * Makes a row callable. The row types itself here: a misspelt key or parameter does not compile.
 * @throws InputError from the callable: for a dim or parameter out of range, a mask of another shape, a size that does not fit.
 */
export function reducer<const P extends Parameters = Record<never, never>>(row: ReducerRow<P>): Reducer<P> {
  const callable = (x: TensorLike, options = {} as ReduceOptions & Given<P>) => {
    const { dim, mask, empty, keepdim, ...parameters } = options;
    if (mask !== undefined && row.masked === undefined) throw new InputError("takes no mask", { parameter: "mask" });
    const p = resolve((row.parameters ?? {}) as P, parameters as unknown as Partial<Values<P>>);
    row.check?.(p);
    return apply(row, tensor(x), options, p);
  };
  return Object.assign(callable, { row });
}

/**
 * Reductions down the columns of a matrix in passes over its rows: what is held are a few numbers a column. The
 * results have the bits that the kernels give, because no sum depends on its order.
 *
 * @packageDocumentation
 */
import { pow2 } from "../special/bits.js";
import type { DD } from "../special/dd.js";
import { expDD, plain, type Scaled } from "../special/exp.js";
import { columnSums, shifted } from "./pairs.js";
import { log1pScaled } from "./partition.js";

/** A reduction of `width` columns under way. */
export interface ColumnPasses {
  /** Takes the next rows of a pass. */
  add(rows: Float64Array): void;
  /** Ends a pass over all rows; whether there must be one more. */
  next(): boolean;
  /** The largest entry of each column, with the sign that counts; nan in a column with a nan. */
  readonly max: Float64Array;
  /** After the last pass: what each column's results are made of, its numbers side by side. */
  state(): Float64Array;
}

/** How a reducer goes down columns. */
export interface Columns<V> {
  passes(p: V, width: number): ColumnPasses;
  /** Puts results in place of rows. Without it the state is the result, one number a column. */
  map?(p: V, state: Float64Array, width: number): (rows: Float64Array) => void;
}

/** Visits each number of rows that follow one another over several calls. */
export function eachEntry(width: number, visit: (x: number, column: number, row: number) => void, begin?: () => void) {
  let row = 0;
  return (rows: Float64Array): void => {
    for (let i = 0; i < rows.length; row++) {
      begin?.();
      for (let column = 0; column < width; column++, i++) visit(rows[i]!, column, row);
    }
  };
}

/** Where each column's largest entry stands, as `extremes` finds it in a row. */
export function columnExtremes(sign: 1 | -1, width: number) {
  const max = new Float64Array(width).fill(-Infinity);
  const second = new Float64Array(width).fill(-Infinity);
  const index = new Float64Array(width);
  const add = eachEntry(width, (x, column, row) => {
    const value = sign * x;
    if (value > max[column]!) {
      second[column] = max[column]!;
      max[column] = value;
      index[column] = row;
    } else if (value > second[column]!) second[column] = value;
    else if (Number.isNaN(value)) max[column] = value;
  });
  return { max, second, index, add };
}

/** Σ e^((sign·x − max)/T) of each column. */
export function exponentialSums(
  { sign, temperature }: { sign: 1 | -1; temperature: number },
  width: number,
): Omit<ColumnPasses, "state"> & { readonly sum: (column: number) => DD } {
  const { max, add: look } = columnExtremes(sign, width);
  const sums = columnSums(width);
  const sum = eachEntry(
    width,
    (x, column) => {
      const d = shifted(sign * x, max[column]!, temperature);
      const e = plain(expDD(d.hi, d.lo));
      sums.add(column, e.hi, e.lo);
    },
    sums.begin,
  );
  let pass = 0;
  return { max, sum: sums.of, add: (rows) => (pass === 0 ? look(rows) : sum(rows)), next: () => ++pass < 2 };
}

/** The partition function of each column, as `partition` has it for a row. */
export function columnPartitions({ temperature }: { temperature: number }, width: number) {
  const { max, second, index, add: look } = columnExtremes(1, width);
  const sums = columnSums(width);
  const exponents = new Float64Array(width);
  const sum = eachEntry(
    width,
    (x, column, row) => {
      if (row === index[column]) return;
      const d = shifted(x, max[column]!, temperature);
      const e = expDD(d.hi, d.lo);
      const k = e.exponent - exponents[column]!;
      if (k < -1000 || k > 0) return;
      sums.add(column, e.hi * pow2(k), e.lo * pow2(k));
    },
    sums.begin,
  );
  let pass = 0;
  return {
    max,
    index,
    log(column: number): Scaled {
      const { hi, lo } = sums.of(column);
      return log1pScaled({ hi, lo, exponent: exponents[column]! });
    },
    add: (rows: Float64Array): void => (pass === 0 ? look(rows) : sum(rows)),
    next(): boolean {
      if (pass++ > 0) return false;
      for (let column = 0; column < width; column++) {
        const d = shifted(second[column]!, max[column]!, temperature);
        exponents[column] = expDD(d.hi, d.lo).exponent;
      }
      return true;
    },
  };
}

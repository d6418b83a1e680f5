/**
 * Softmax and its kin down the columns of a matrix; `columns` says how.
 *
 * @packageDocumentation
 */
import { dd, div } from "../special/dd.js";
import { expDD, plain } from "../special/exp.js";
import { type ExactSum, exactSum } from "../special/sum.js";
import { type ColumnPasses, type Columns, columnPartitions, eachEntry, exponentialSums } from "./columns.js";
import { shifted } from "./pairs.js";
import { logProbability, numberOf } from "./partition.js";
import { addPrecise, logSumOf, preciseResult } from "./precise.js";
import { product, TINY, tinyProduct, upper } from "./share.js";

interface Temperature {
  readonly temperature: number;
}

/** Softmax, or softmin. The state of each: its largest entry and the pair of the reciprocal of its sum. */
export function softmaxColumns(sign: 1 | -1): Columns<Temperature> {
  return {
    passes({ temperature }, width) {
      const { sum, ...passes } = exponentialSums({ sign, temperature }, width);
      const inverse = (column: number) => div(dd(1), sum(column));
      const columnState = (max: number, column: number) => [max, inverse(column).hi, inverse(column).lo];
      return { ...passes, state: () => Float64Array.from([...passes.max].flatMap(columnState)) };
    },
    map({ temperature }, state, width) {
      return (rows) => {
        for (let i = 0; i < rows.length; i++) {
          const at = 3 * (i % width);
          const max = state[at]!;
          const hi = state[at + 1]!;
          const lo = state[at + 2]!;
          const d = shifted(sign * rows[i]!, max, temperature);
          const e = plain(expDD(d.hi, d.lo));
          const head = upper(hi);
          rows[i] = !Number.isFinite(max)
            ? Number.NaN
            : e.hi < TINY
              ? tinyProduct(d, { hi, lo })
              : product(e.hi, e.lo, hi, head, hi - head + lo);
        }
      };
    },
  };
}

/** log-softmax. The state of each column: its largest entry, and the logarithm of its sum as a scaled pair. */
export const logSoftmaxColumns: Columns<Temperature> = {
  passes(p, width) {
    const { log, ...passes } = columnPartitions(p, width);
    const columnState = (max: number, column: number) => {
      const { hi, lo, exponent } = log(column);
      return [max, hi, lo, exponent];
    };
    return { ...passes, state: () => Float64Array.from([...passes.max].flatMap(columnState)) };
  },
  map({ temperature }, state, width) {
    return (rows) => {
      for (let i = 0; i < rows.length; i++) {
        const at = 4 * (i % width);
        const max = state[at]!;
        const log = { hi: state[at + 1]!, lo: state[at + 2]!, exponent: state[at + 3]! };
        const d = shifted(rows[i]!, max, temperature);
        rows[i] = !Number.isFinite(max) ? Number.NaN : d.hi === 0 ? 0 - numberOf(log) : logProbability(d, log).hi;
      }
    };
  },
};

/** logsumexp. Columns that have lost digits get a third pass. */
export function logSumExpColumns({ temperature }: Temperature, width: number): ColumnPasses {
  const { max, index, log, add, next } = columnPartitions({ temperature }, width);
  const state = new Float64Array(width);
  let precise: (ExactSum | undefined)[] | undefined;
  const addAgain = eachEntry(width, (x, column, row) => {
    const sum = precise?.[column];
    if (sum && row !== index[column]) addPrecise(sum, x, max[column]!, temperature);
  });
  return {
    max,
    add: (rows) => (precise ? addAgain(rows) : add(rows)),
    next() {
      if (precise) {
        precise.forEach((sum, column) => {
          if (sum) state[column] = preciseResult(sum, max[column]!, temperature);
        });
        return false;
      }
      if (next()) return true;
      precise = Array.from(max, (largest, column) => {
        const value = logSumOf(largest, log(column), temperature);
        if (value !== undefined) state[column] = value;
        return value === undefined ? exactSum() : undefined;
      });
      return precise.some((sum) => sum !== undefined);
    },
    state: () => state,
  };
}

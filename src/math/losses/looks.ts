/**
 * What kind of scores rows of numbers can be.
 *
 * @packageDocumentation
 */
import { exp } from "../special/exp.js";
import { type Lanes, lanesOf, type Tensor } from "../tensor.js";

/** Rows of numbers with few digits miss a sum of 1 by this much a class, and by this much at all. */
const ROUNDING = 1e-4;
const SLACK = 1e-3;

/** What rows of numbers can be. */
export interface Looks {
  /** Non-negative, and every row sums to 1. */
  readonly probabilities: boolean;
  /** Not positive, and the exponentials of every row sum to 1. */
  readonly logProbabilities: boolean;
  /** Some number is above 0. */
  readonly positive: boolean;
}

/** What rows can be that look like `a`, and others like `b`. */
export function bothLook(a: Looks, b: Looks): Looks {
  return {
    probabilities: a.probabilities && b.probabilities,
    logProbabilities: a.logProbabilities && b.logProbabilities,
    positive: a.positive || b.positive,
  };
}

/** Looks at numbers that come in row-major order, in parts of any length. */
export interface Looking {
  take(numbers: Float64Array): void;
  /** What they look like, once all have come. */
  looks(): Looks;
}

/** Looks along a dim with these lanes; where their size is not known yet it is infinite, and all numbers are theirs. */
export function looking({ size, inner }: Pick<Lanes, "size" | "inner">): Looking {
  const looks = { probabilities: true, logProbabilities: true, positive: false };
  const sums = new Float64Array(inner);
  const exponentials = new Float64Array(inner);
  let lane = 0;
  let place = 0;
  let isEmpty = true;

  /** The lanes that go side by side have ended. */
  const endLanes = (): void => {
    const tolerance = Math.min(0.02, SLACK + ROUNDING * place);
    const areOne = (totals: Float64Array) => totals.every((sum) => Math.abs(sum - 1) <= tolerance);
    looks.probabilities &&= areOne(sums);
    looks.logProbabilities &&= areOne(exponentials);
    sums.fill(0);
    exponentials.fill(0);
    place = 0;
  };

  const add = (value: number): void => {
    sums[lane]! += value;
    if (value < 0) looks.probabilities = false;
    if (looks.logProbabilities) exponentials[lane]! += exp(value);
    if (value > 0) {
      looks.logProbabilities = false;
      looks.positive = true;
    }
    if (++lane < inner) return;
    lane = 0;
    if (++place === size) endLanes();
  };

  return {
    take(numbers) {
      isEmpty &&= numbers.length === 0;
      let i = 0;
      while (i < numbers.length && (looks.probabilities || looks.logProbabilities)) add(numbers[i++]!);
      for (; !looks.positive && i < numbers.length; i++) looks.positive = numbers[i]! > 0;
    },
    looks() {
      if (place > 0) endLanes();
      return isEmpty ? { probabilities: false, logProbabilities: false, positive: false } : { ...looks };
    },
  };
}

/** What the lanes along a dim (resolved, from 0) can be. */
export function looksOf(x: Tensor, dim: number): Looks {
  const found = looking(lanesOf(x.shape, dim));
  found.take(x.data);
  return found.looks();
}

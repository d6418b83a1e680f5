/**
 * Numbers that look like another kind of scores than a loss takes them for.
 *
 * @packageDocumentation
 */
import type { Loss, Scores } from "../loss.js";
import { eachLane } from "../reducers/lanes.js";
import { exp } from "../special/exp.js";
import { lanesOf, resolveDim, type Tensor } from "../tensor.js";

/** What the numbers look like, and what they were taken for. */
export interface Suspicion {
  /** The `scores` that would take them for what they look like. */
  readonly looksLike: Scores;
  readonly taken: Scores;
}

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

/** What the lanes along a dim (resolved, from 0) can be. */
export function looksOf(x: Tensor, dim: number): Looks {
  const lanes = lanesOf(x.shape, dim);
  const tolerance = Math.min(0.02, SLACK + ROUNDING * lanes.size);
  const isOne = (sum: number) => Math.abs(sum - 1) <= tolerance;
  const looks = { probabilities: x.data.length > 0, logProbabilities: x.data.length > 0, positive: false };
  eachLane(x.data, lanes, (numbers, start) => {
    let sum = 0;
    let exponentials = 0;
    let smallest = Infinity;
    let largest = -Infinity;
    for (let c = start; c < start + lanes.size; c++) {
      const value = numbers[c]!;
      sum += value;
      if (looks.logProbabilities) exponentials += exp(value);
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
    looks.probabilities &&= smallest >= 0 && isOne(sum);
    looks.logProbabilities &&= largest <= 0 && isOne(exponentials);
    looks.positive ||= largest > 0;
  });
  return looks;
}

/**
 * Whether the input of a loss looks like scores of another kind: probabilities where log-probabilities or logits
 * are wanted, logits where log-probabilities are. Undefined where nothing is odd.
 */
export function suspicion(
  loss: Loss,
  input: Tensor,
  { scores, dim }: { readonly scores?: Scores | undefined; readonly dim?: number | undefined } = {},
): Suspicion | undefined {
  const taken = scores ?? loss.row.scores[0]!;
  if (!loss.row.classes || taken === "probs") return undefined;
  const along = resolveDim(dim ?? (input.rank < 2 ? 0 : 1), input.rank);
  if (lanesOf(input.shape, along).size < 2) return undefined;
  return suspicionOf(loss, looksOf(input, along), taken);
}

/** What rows that look so are suspected of. */
export function suspicionOf(loss: Loss, looks: Looks, taken: Scores): Suspicion | undefined {
  if (looks.probabilities) return { looksLike: "probs", taken };
  if (taken === "logits" || looks.logProbabilities) return undefined;
  // Log-probabilities of some classes only are never above 0; a divergence needs all of them.
  return looks.positive || loss.row.target === "like the input" ? { looksLike: "logits", taken } : undefined;
}

/**
 * What else is asked of class scores beside a loss: how often they are right, how sure, how well calibrated.
 *
 * @packageDocumentation
 */
import type { Problem, Scores } from "../loss.js";
import { entropy } from "../reducers/entropy.js";
import { eachLane, type LaneKernel } from "../reducers/lanes.js";
import { softmax } from "../reducers/softmax.js";
import { exp } from "../special/exp.js";
import { addTo, type ExactSum, exactSum, round } from "../special/sum.js";
import { lanesOf, resolveDim, type TensorLike, tensor } from "../tensor.js";
import { classAt } from "./coefficients.js";
import { logProbabilities } from "./scores.js";
import { matched } from "./shapes.js";

/** What metrics take beside the scores and the targets. */
export interface MetricOptions {
  /** The class dim. Default 1, and 0 for a vector. */
  readonly dim?: number;
  /** What the input's numbers are. Default logits. */
  readonly scores?: Scores;
  /** A target that does not count. Default -100. */
  readonly ignore_index?: number;
  /** The k of the top-k accuracy; at most the number of classes. Default 5. */
  readonly k?: number;
  /** The number of the input's first row, for messages. */
  readonly firstRow?: number;
}

/** Means over all targets that are not ignored; nan where there are none. */
export interface Metrics {
  /** How many targets count. */
  readonly count: number;
  /** How often the target is the largest score, the first of equals. */
  readonly accuracy: number;
  readonly k: number;
  /** How often the target is among the k largest scores. */
  readonly topKAccuracy: number;
  /** e to the mean negative log-probability of the targets. */
  readonly perplexity: number;
  /** The mean entropy of the rows' probabilities, in nats. */
  readonly meanEntropy: number;
  /** The mean of Σ (p_c − 1 for the target)² (Brier 1950). */
  readonly brierScore: number;
  /** Σ |accuracy − mean confidence| over 15 bins of equal width, by their share of the rows (Guo et al. 2017). */
  readonly calibrationError: number;
}

const BINS = 15;

/** Probabilities of one row of scores. */
function probabilityKernel(scores: Scores, classes: number): LaneKernel {
  if (scores === "logits") return softmax.row.kernel({ temperature: 1 }, classes);
  return (x, start, size, out) => {
    for (let c = 0; c < size; c++) out[c] = scores === "probs" ? x[start + c]! : exp(x[start + c]!);
  };
}

/** How many scores stand before class y in descending order, the first of equals first; all for a nan. */
function rankOf(x: Float64Array, start: number, size: number, y: number): number {
  const own = x[start + y]!;
  if (Number.isNaN(own)) return size;
  let before = 0;
  for (let c = 0; c < size; c++) if (x[start + c]! > own || (x[start + c] === own && c < y)) before++;
  return before;
}

/** Σ (p_c − 1 for class y)². */
function brier(p: Float64Array, y: number): number {
  const square = (x: number) => x * x;
  return p.reduce((sum, share, c) => sum + square(c === y ? share - 1 : share), 0);
}

/** What the rows add up to. */
interface Tally {
  count: number;
  right: number;
  among: number;
  readonly loss: ExactSum;
  readonly entropy: ExactSum;
  readonly brier: ExactSum;
  /** For each bin, the confidences less 1 for every right row. */
  readonly gaps: readonly ExactSum[];
}

function mean(sum: ExactSum, count: number): number {
  return round(sum) / count;
}

function newTally(): Tally {
  const gaps = Array.from({ length: BINS }, exactSum);
  return { count: 0, right: 0, among: 0, loss: exactSum(), entropy: exactSum(), brier: exactSum(), gaps };
}

function tally(sums: Tally, problem: Problem, k: number): void {
  const { input, dim, scores } = problem;
  const lanes = lanesOf(input.shape, dim);
  const kernel = probabilityKernel(scores, lanes.size);
  const rows = logProbabilities(scores, lanes.size);
  const entropyOf = entropy.row.kernel({ temperature: 1, scores: "probs" }, lanes.size);
  const p = new Float64Array(lanes.size);
  const one = new Float64Array(1);
  eachLane(input.data, lanes, (x, start, lane) => {
    const y = classAt(problem, lane, lanes.size);
    if (y < 0) return;
    kernel(x, start, lanes.size, p, 0);
    rows.read(x, start, lanes.size);
    entropyOf(p, 0, lanes.size, one, 0);
    const rank = rankOf(x, start, lanes.size, y);
    const confidence = p.reduce((largest, share) => Math.max(largest, share), 0);
    sums.count++;
    if (rank === 0) sums.right++;
    if (rank < k) sums.among++;
    addTo(sums.loss, -rows.at(y).hi);
    addTo(sums.entropy, one[0]!);
    addTo(sums.brier, brier(p, y));
    // Bins are open on the left, as in Guo et al.
    const bin = sums.gaps[Math.min(BINS, Math.max(1, Math.ceil(confidence * BINS))) - 1];
    if (bin) addTo(bin, confidence - (rank === 0 ? 1 : 0));
  });
}

/** Metrics of scores that come some rows at a time. */
export interface MetricsSum {
  /**
   * Adds further rows.
   * @param firstRow the number of the first of them, for messages
   * @throws InputError as the losses do.
   */
  add(input: TensorLike, target: TensorLike, firstRow?: number): void;
  /** Those of all rows so far. */
  metrics(): Metrics;
}

/** Metrics of no rows yet. */
export function metricsSum(options: MetricOptions = {}): MetricsSum {
  const { dim, scores = "logits", ignore_index = -100, k = 5 } = options;
  const sums = newTally();
  let top = k;
  return {
    add(input, target, firstRow = options.firstRow ?? 0) {
      const x = tensor(input);
      const along = resolveDim(dim ?? (x.rank < 2 ? 0 : 1), x.rank);
      const fit = matched("classes", x, tensor(target), along);
      const parameters = { ignore_index };
      const problem: Problem = { input: x, ...fit, dim: along, scores, parameters, tensors: {}, flags: {}, firstRow };
      top = Math.min(k, lanesOf(x.shape, along).size);
      tally(sums, problem, top);
    },
    metrics() {
      const { count, right, among, ...further } = sums;
      const gap = further.gaps.reduce((total, bin) => total + Math.abs(round(bin)), 0);
      return {
        count,
        accuracy: right / count,
        k: top,
        topKAccuracy: among / count,
        perplexity: exp(mean(further.loss, count)),
        meanEntropy: mean(further.entropy, count),
        brierScore: mean(further.brier, count),
        calibrationError: gap / count,
      };
    },
  };
}

/**
 * Metrics of class scores and index targets.
 * @throws InputError as the losses do.
 */
export function metrics(input: TensorLike, target: TensorLike, options: MetricOptions = {}): Metrics {
  const sum = metricsSum(options);
  sum.add(input, target);
  return sum.metrics();
}

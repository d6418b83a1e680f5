/**
 * What else is asked of a loss: its parts, and metrics of class scores.
 *
 * @packageDocumentation
 */
import type { Evaluation, Totals } from "../math/loss.js";
import { type MetricOptions, metrics } from "../math/losses.js";
import { pairOf } from "../math/reducers/pairs.js";
import { round } from "../math/special/sum.js";
import type { Task } from "./loss.js";
import { given } from "./options.js";
import type { Row } from "./records.js";

/**
 * The sum and the denominator of a part. The sum is written as a double and the remainder that it
 * leaves, so that adding up parts loses nothing.
 */
export function countRecord({ sum, denominator }: Totals): Row {
  const { hi, lo } = pairOf(sum);
  return { sum: hi, remainder: lo, denominator: round(denominator) };
}

/** The loss and what else is asked of class scores. */
export function metricsRecord({ value }: Evaluation, { loss, input, target, settings }: Task): Row {
  const { dim, scores = loss.row.scores[0], ignore_index } = settings as MetricOptions;
  const found = metrics(input.tensor, target, given({ dim, scores, ignore_index }));
  return {
    ...(value.rank === 0 ? { loss: value.data[0]! } : {}),
    count: found.count,
    accuracy: found.accuracy,
    [`top_${found.k}_accuracy`]: found.topKAccuracy,
    perplexity: found.perplexity,
    mean_entropy: found.meanEntropy,
    brier_score: found.brierScore,
    calibration_error: found.calibrationError,
  };
}

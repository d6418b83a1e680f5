/**
 * What else is asked of a loss: its parts, and metrics of class scores.
 *
 * @packageDocumentation
 */
import type { Loss, Totals } from "../math/loss.js";
import { type MetricOptions, type Metrics, type MetricsSum, metricsSum } from "../math/losses.js";
import { pairOf } from "../math/reducers/pairs.js";
import { round } from "../math/special/sum.js";
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

/** Metrics of the scores that a loss takes, some rows at a time. */
export function newMetrics(loss: Loss, settings: MetricOptions): MetricsSum {
  const { dim, scores = loss.row.scores[0]!, ignore_index } = settings;
  return metricsSum(given({ dim, scores, ignore_index }));
}

/** The loss, where it is one number, and what else is asked of class scores. */
export function metricsRecord(found: Metrics, value: number | undefined): Row {
  return {
    ...(value === undefined ? {} : { loss: value }),
    count: found.count,
    accuracy: found.accuracy,
    [`top_${found.k}_accuracy`]: found.topKAccuracy,
    perplexity: found.perplexity,
    mean_entropy: found.meanEntropy,
    brier_score: found.brierScore,
    calibration_error: found.calibrationError,
  };
}

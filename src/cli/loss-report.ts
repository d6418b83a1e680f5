/**
 * A loss with its work: every term, their sum and what divides it.
 *
 * @packageDocumentation
 */
import { jsonNumberFormat } from "../format/json-write.js";
import type { Evaluation } from "../math/loss.js";
import { type MetricOptions, metrics } from "../math/losses.js";
import { pairOf } from "../math/reducers/pairs.js";
import { round } from "../math/special/sum.js";
import type { Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import type { Task } from "./loss.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";
import { linesText, type Row, tableText } from "./records.js";

/**
 * The sum and the denominator of a part. The sum is written as a double and the remainder that it
 * leaves, so that adding up parts loses nothing.
 */
export function countRecord({ sum, denominator }: Evaluation): Row {
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

/** One row a term: the input where each number has a loss, the target, the picked score, the weight, the loss. */
function termRows({ values, shape, picked, weights }: Evaluation, x: Tensor, target: Tensor): Row[] {
  const inputs = x.data.length === values.length ? x.data : undefined;
  const targets = target.data.length === values.length ? target.data : undefined;
  return Array.from(values, (loss, i): Row => {
    const row = shape.length > 1 ? indexText(i, shape) : i;
    const work = { input: inputs?.[i], target: targets?.[i], picked: picked?.[i], weight: weights?.[i] };
    return given({ row, ...work, loss }) as Row;
  });
}

function indexText(at: number, shape: readonly number[]): string {
  const index = shape.map((size, d) => Math.floor(at / shape.slice(d + 1).reduce((a, b) => a * b, 1)) % size);
  return index.join(",");
}

/** The steps: a table and the sums below it in a terminal, else one JSON object of lists. */
export async function emitSteps(
  evaluation: Evaluation,
  { input, target, settings }: Task,
  options: Options,
  context: Context,
): Promise<void> {
  const rows = termRows(evaluation, input.tensor, target);
  const { sum, denominator } = countRecord(evaluation);
  const last = evaluation.value.rank === 0 ? { [settings.reduction ?? "mean"]: evaluation.value.data[0]! } : {};
  const totals = { sum, denominator, ...last } as Record<string, number>;
  const terminal = options.output === undefined && context.io.isTerminal("stdout");
  if (options.to === "table" || (options.to === undefined && terminal)) {
    const table = await tableText(rows, options, context);
    return deliver(table + linesText(totals, options.precision), options, context);
  }
  const number = jsonNumberFormat(given({ precision: options.precision, nonfinite: options.nonfinite }));
  const lists = Object.keys(rows[0] ?? {}).map((key) => {
    const values = rows.map((row) => (typeof row[key] === "number" ? number(row[key]) : JSON.stringify(row[key])));
    return `"${key}":[${values.join(",")}]`;
  });
  const sums = Object.entries(totals).map(([name, value]) => `"${name}":${number(value)}`);
  deliver(`{${[...lists, ...sums].join(",\n")}}\n`, options, context);
}

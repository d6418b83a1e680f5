/**
 * The commands of LOSSES.
 *
 * @packageDocumentation
 */
import { formatFixed } from "../format/number.js";
import type { Loss, LossOptions, Totals } from "../math/loss.js";
import {
  bothLook,
  LOSSES,
  type Looks,
  looksOf,
  lossSteps,
  type MetricOptions,
  type Suspicion,
  suspicion,
  suspicionOf,
} from "../math/losses.js";
import { log } from "../math/special/log.js";
import { type ExactSum, round } from "../math/special/sum.js";
import { resolveDim, scalar, sizeText, type Tensor } from "../math/tensor.js";
import type { Invocation } from "./arguments.js";
import type { CommandRow } from "./command.js";
import type { Context } from "./context.js";
import { type Input, readInput, readOperand } from "./input.js";
import { classNames, divide } from "./loss-operands.js";
import { countRecord, metricsRecord, newMetrics } from "./loss-report.js";
import type { PieceLoss } from "./loss-rows.js";
import type { OpenInput } from "./open-input.js";
import { DATA_OPTIONS, given, type OptionName, type Options } from "./options.js";
import { emit } from "./output.js";
import { emitRecords } from "./records.js";
import { asks, large } from "./stream.js";
import { readTarget } from "./target.js";

type AnyOptions = LossOptions<Record<never, never>, Record<never, never>, Record<never, never>>;

/** What one run of a loss works on. */
export interface Task {
  readonly name: string;
  readonly loss: Loss;
  readonly input: Input;
  readonly target: Tensor;
  readonly settings: AnyOptions;
}

function optionsFor({ row }: Loss): OptionName[] {
  const alternatives =
    row.scores.length > 1 ? (["scores", ...row.scores.filter((kind) => kind !== "log-probs")] as const) : [];
  return [
    ...(["target", "targetColumn", "targetKey"] as const),
    ...(row.classes ? (["dim", "labels"] as const) : []),
    "reduction",
    ...(alternatives as OptionName[]),
    ...(row.target === "like the input" ? [] : (["metrics"] as const)),
    ...(["gradient", "steps", "count"] as const),
    ...DATA_OPTIONS,
  ];
}

/** What the loss is told beside the numbers. */
function settingsFor({ options, parameters, tensors, flags }: Invocation, context: Context): AnyOptions {
  const { dim, reduction, probs, logits } = options;
  const read = Object.entries(tensors).map(([key, text]) => [key, readOperand(text, {}, context).tensor]);
  return given({
    ...parameters,
    ...flags,
    ...Object.fromEntries(read),
    dim,
    reduction,
    scores: options.scores ?? (probs ? "probs" : logits ? "logits" : undefined),
  });
}

function taskFor(name: string, loss: Loss, invocation: Invocation, context: Context): Task {
  const { options } = invocation;
  const { scores: operands, operand } = divide(invocation.operands, options);
  const input = readInput(operands, options, context);
  const target = readTarget(operand, input, classNames(input, options), options, context);
  return { name, loss, input, target, settings: settingsFor(invocation, context) };
}

/** Says that the numbers look like another kind of scores. */
function noteKind(name: string, odd: Suspicion | undefined, context: Context): void {
  if (!odd) return;
  const [looks, mends] =
    odd.looksLike === "logits"
      ? ["logits", "--logits takes their log-softmax first"]
      : ["probabilities, their rows sum to 1", "--probs takes -log p"];
  context.note(`these look like ${looks}; ${name} takes them as ${odd.taken}: ${mends}`);
}

/** What was computed from so many losses, and for cross-entropy what guessing would give. */
function captionFor(
  { name, loss, settings }: Pick<Task, "name" | "loss" | "settings">,
  shape: readonly number[],
  format: string,
  count: number,
): string {
  const { reduction = "mean", dim } = settings;
  const what = reduction === "none" ? `${count} losses` : `${reduction} of ${count} losses`;
  const caption = `${name}, ${what}, ${sizeText(shape)}, from ${format}`;
  if (loss.row.target !== "classes or probabilities" || reduction === "sum") return caption;
  const classes = shape[resolveDim(dim ?? (shape.length < 2 ? 0 : 1), shape.length)] ?? 1;
  return `${caption}; uniform guess over ${classes} classes: ${formatFixed(log(classes), 4)}`;
}

const gradientCaption = (name: string, shape: readonly number[], format: string): string =>
  `gradient of ${name}, ${sizeText(shape)}, from ${format}`;

/** Says that the mean divides by nothing. */
function noteNothing(denominator: ExactSum, context: Context): void {
  if (round(denominator) === 0) context.note("every target is ignored, and the mean over nothing is nan");
}

/** What needs the whole input. */
const WHOLE = ["steps"] as const;

/** What the kernels do not know: they add up rows of numbers. */
const BEYOND_KERNELS = ["targetColumn", "targetKey", "key"] as const;

/** The targets, which standard input gives only once. */
function targetReader(operand: string | undefined, options: Options, context: Context) {
  let piped: Tensor | undefined;
  let names: readonly string[] | undefined;
  return (input: Input): Tensor => {
    names ??= classNames(input, options);
    if ((options.target ?? operand) !== "-") return readTarget(operand, input, names, options, context);
    piped ??= readTarget(operand, input, names, options, context);
    return piped;
  };
}

/** A loss as rows are added to it. */
function rowLoss(name: string, loss: Loss, invocation: Invocation, context: Context): PieceLoss {
  const { options } = invocation;
  const { operand } = divide(invocation.operands, options);
  const settings = settingsFor(invocation, context);
  const taken = settings.scores ?? loss.row.scores[0]!;
  const metrics = options.metrics ? newMetrics(loss, settings as MetricOptions) : undefined;
  let looks: Looks | undefined;
  return {
    loss,
    settings,
    own: options.targetColumn !== undefined || options.targetKey !== undefined,
    source: options.target ?? operand,
    classesOnly: options.metrics ?? false,
    ...(options.reduction === "none" && !options.count && !options.metrics ? { each: { gradient: false } } : {}),
    caption: (shape, format, count) =>
      options.gradient
        ? gradientCaption(name, shape, format)
        : captionFor({ name, loss, settings }, shape, format, count),
    target: targetReader(operand, options, context),
    look(rows, target, firstRow) {
      metrics?.add(rows, target, firstRow);
      const dim = resolveDim(settings.dim ?? (rows.rank < 2 ? 0 : 1), rows.rank);
      if (settings.scores !== undefined || !loss.row.classes || taken === "probs" || rows.shape[dim]! < 2) return;
      const found = looksOf(rows, dim);
      looks = looks ? bothLook(looks, found) : found;
    },
    async finish(sum, head) {
      if (looks) noteKind(name, suspicionOf(loss, looks, taken), context);
      if (this.each) return;
      const value = options.reduction === "none" ? undefined : sum.value;
      if (Number.isNaN(value)) noteNothing(sum.denominator, context);
      if (metrics) await emitRecords(metricsRecord(metrics.metrics(), value), "json", options, context);
      else if (options.count) await emitRecords(countRecord(sum), "json", options, context);
      else {
        const caption = this.caption(sum.shape, head.format, sum.count);
        await emit({ tensor: scalar(sum.value), from: head, caption }, options, context);
      }
    },
  };
}

/** Goes through the rows of a large input; false where that cannot be. */
async function throughRows(what: PieceLoss, file: OpenInput, options: Options, context: Context): Promise<boolean> {
  if (!what.each && BEYOND_KERNELS.every((option) => !asks(options, option, file))) {
    const { sumLoss } = await import("./stream-loss.js");
    if (await sumLoss(what, file, options, context)) return true;
  }
  const { streamPieces } = await import("./stream-pieces.js");
  const { lossRows } = await import("./loss-rows.js");
  return streamPieces((head: Input) => lossRows(what, head, context), file, options, context);
}

/** Writes the gradient of a large input: for the mean, all rows are counted before. */
async function gradientRows(what: PieceLoss, file: OpenInput, options: Options, context: Context): Promise<boolean> {
  const { reduction = "mean" } = options;
  if (reduction === "none" || reduction === "sum") {
    return throughRows({ ...what, each: { gradient: true } }, file, options, context);
  }
  if (!file.again) return false;
  let divisor: number | undefined;
  const { each: _, ...counted } = what;
  const finish = async ({ denominator }: Totals) => {
    divisor = round(denominator);
  };
  const first = await file.again();
  try {
    if (!(await throughRows({ ...counted, look: () => undefined, finish }, first, options, context))) return false;
  } finally {
    first.close();
  }
  return throughRows({ ...what, each: { gradient: true, divisor: divisor! } }, file, options, context);
}

/** Adds up the loss of a large input block by block; gives the context to go on with where that cannot be. */
async function runStreamed(
  name: string,
  loss: Loss,
  invocation: Invocation,
  context: Context,
): Promise<Context | undefined> {
  const { options } = invocation;
  const { scores: operands, operand } = divide(invocation.operands, options);
  // Standard input cannot be both.
  if ((operands[0] ?? "-") === "-" && (options.target ?? operand) === "-") return context;
  const needs = { whole: WHOLE, again: options.gradient ?? false };
  return large(operands, options, context, needs, (file) => {
    const what = rowLoss(name, loss, invocation, context);
    return (options.gradient ? gradientRows : throughRows)(what, file, options, context);
  });
}

async function run(name: string, loss: Loss, invocation: Invocation, context: Context): Promise<void> {
  const rest = await runStreamed(name, loss, invocation, context);
  if (rest) await runWhole(name, loss, invocation, rest);
}

async function runWhole(name: string, loss: Loss, invocation: Invocation, context: Context): Promise<void> {
  const { options } = invocation;
  const task = taskFor(name, loss, invocation, context);
  const { input, target, settings } = task;
  const { tensor: x } = input;
  if (options.gradient) {
    const caption = gradientCaption(name, x.shape, input.format);
    return emit({ tensor: loss.gradient(x, target, settings), from: input, caption }, options, context);
  }
  if (settings.scores === undefined) noteKind(name, suspicion(loss, x, settings), context);
  const evaluation = loss.evaluate(x, target, settings);
  const { value, denominator } = evaluation;
  if (value.rank === 0 && Number.isNaN(value.data[0])) noteNothing(denominator, context);
  if (options.metrics) {
    const found = newMetrics(loss, settings as MetricOptions);
    found.add(x, target);
    const single = value.rank === 0 ? value.data[0] : undefined;
    return emitRecords(metricsRecord(found.metrics(), single), "json", options, context);
  }
  if (options.count) return emitRecords(countRecord(evaluation), "json", options, context);
  if (options.steps) {
    const header = classNames(input, options);
    const { emitSteps } = await import("./steps.js");
    return emitSteps(lossSteps(loss, x, target, settings), { header }, options, context);
  }
  await emit(
    {
      tensor: evaluation.value,
      from: input,
      caption: captionFor(task, x.shape, input.format, evaluation.values.length),
    },
    options,
    context,
  );
}

/** Scores for the examples, of two items, and of as many in two classes. */
const EXAMPLE = {
  logits: ["'[-1,2]'", "'[[2,-1],[0.5,1]]'"],
  probs: ["'[0.2,0.7]'", "'[[0.8,0.2],[0.3,0.7]]'"],
  "log-probs": ["'[-1.61,-0.36]'", "'[[-0.2231,-1.6094],[-1.204,-0.3567]]'"],
} as const;

function commandFor(name: string, loss: Loss): CommandRow {
  const { row } = loss;
  const scores = EXAMPLE[row.scores[0]!][row.classes ? 1 : 0];
  const target = row.target === "like the input" && row.classes ? "'[[0.9,0.1],[0.5,0.5]]'" : "0,1";
  return {
    name,
    ...row,
    group: "losses",
    operands: "[scores] [targets]",
    examples: [`actfn ${name} ${scores} --target ${target}`, `actfn ${name} scores.csv targets.csv --reduction sum`],
    options: optionsFor(loss),
    usual: { dim: "1", scores: row.scores[0]! },
    choices: { scores: row.scores, reduction: row.reductions },
    readsInput: true,
    run: (invocation, context) => run(name, loss, invocation, context),
  };
}

export function lossCommands(): CommandRow[] {
  return [...LOSSES].map(([name, loss]) => commandFor(name, loss));
}

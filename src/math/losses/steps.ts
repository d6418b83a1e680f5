/** A loss step by step. */
import type { CommonOptions, Evaluation, Loss } from "../loss.js";
import { logSoftmax } from "../reducers/softmax.js";
import { each } from "../reducers/work.js";
import { dd } from "../special/dd.js";
import { log } from "../special/log.js";
import { timesLogistic } from "../special/logistic.js";
import { round } from "../special/sum.js";
import type { Step } from "../step.js";
import { lanesOf, resolveDim, scalar, Tensor } from "../tensor.js";

/** What the loss turns the scores into first; nothing where it takes them as they are. */
function converted({ row }: Loss, x: Tensor, dim: number, scores = row.scores[0]!): readonly Step[] {
  if (!row.classes) {
    const probs = each(x, (value) => timesLogistic(1, dd(value)));
    return scores === "logits" ? [{ name: "probs", about: "sigmoid of x", tensor: probs }] : [];
  }
  const name = "log_probs";
  if (scores === "logits") return [{ name, about: `log-softmax of x over dim ${dim}`, tensor: logSoftmax(x, { dim }) }];
  return scores === "probs" ? [{ name, about: "log x", tensor: each(x, log) }] : [];
}

/** For class indices: the log-probability that each target picks, nan where it is ignored. */
function pickedStep(picked: Float64Array, target: Tensor, { name, tensor }: Step, dim: number): Step {
  const { size, inner } = lanesOf(tensor.shape, dim);
  const data = picked.map((score, at) => {
    const first = Math.floor(at / inner) * size * inner + (at % inner);
    return Number.isNaN(score) ? score : tensor.data[first + target.data[at]! * inner]!;
  });
  return { name: "picked", about: `${name} of the target's class`, tensor: new Tensor(data, [data.length]) };
}

/** How much of each target goes to all classes. */
const smoothingOf = (options: CommonOptions): number =>
  Number((options as { readonly label_smoothing?: number }).label_smoothing ?? 0);

/** What a share of each class index contributes that goes to all classes. */
function uniformStep(loss: Loss, x: Tensor, target: Tensor, options: CommonOptions): Step {
  const whole = { ...options, label_smoothing: 1, reduction: "none" } as CommonOptions;
  const { value } = loss.evaluate(x, target, whole);
  return {
    name: "uniform",
    about: "the loss were all classes equally true, the mean of −w_c·log_probs_c",
    tensor: value,
  };
}

/** Probabilities as targets, a share of which goes to all classes. */
function smoothedTarget(target: Tensor, dim: number, smoothing: number): Step {
  const classes = target.shape[dim]!;
  const tensor = each(target, (t) => t * (1 - smoothing) + smoothing / classes);
  return { name: "smoothed", about: `target·(1 − ${smoothing}) + ${smoothing}/${classes}`, tensor };
}

/** How a loss comes from the steps before it. */
function lossText({ row }: Loss, smoothing: number, isIndex: boolean): string {
  if (smoothing === 0) return row.formula;
  if (!isIndex) return "−Σ w_c·smoothed_c·log_probs_c";
  return `−(1 − ${smoothing})·weight·picked + ${smoothing}·uniform`;
}

/** What follows the losses: their sum, what divides it, and the result. */
function totals({ sum, denominator, weights, value }: Evaluation, reduction: string): readonly Step[] {
  if (value.rank > 0 || reduction === "none") return [];
  const total: Step = { name: "sum", about: "Σ loss", tensor: scalar(round(sum)) };
  if (reduction === "sum") return [total];
  const about = reduction === "batchmean" ? "the size of the first dim" : weights ? "Σ weight" : "how many losses";
  return [
    total,
    { name: "denominator", about, tensor: scalar(round(denominator)) },
    { name: reduction, about: "sum / denominator", tensor: value },
  ];
}

/**
 * The input, its log-probabilities or probabilities, the targets, what they pick, each loss, and how they are reduced.
 * @throws InputError as the loss does.
 */
export function lossSteps(loss: Loss, x: Tensor, target: Tensor, options: CommonOptions): readonly Step[] {
  const evaluation = loss.evaluate(x, target, options);
  const { values, shape, picked, weights } = evaluation;
  const dim = resolveDim(options.dim ?? (x.rank < 2 ? 0 : 1), x.rank);
  const input: Step = { name: "x", about: "the input", tensor: x };
  const scores = converted(loss, x, dim, options.scores);
  const shaped = (data: Float64Array) => new Tensor(data, shape);
  const steps: Step[] = [input, ...scores, { name: "target", about: "what is true", tensor: target }];
  if (picked) {
    const step = pickedStep(picked, target, scores[0] ?? input, dim);
    steps.push({ ...step, tensor: shaped(step.tensor.data) });
  }
  const smoothing = smoothingOf(options);
  if (smoothing > 0) {
    steps.push(picked ? uniformStep(loss, x, target, options) : smoothedTarget(target, dim, smoothing));
  }
  if (weights) {
    const about = "what each counts, the weight of its class or 0 where the target is ignored";
    steps.push({ name: "weight", about, tensor: shaped(weights) });
  }
  steps.push({ name: "loss", about: lossText(loss, smoothing, picked !== undefined), tensor: shaped(values) });
  return [...steps, ...totals(evaluation, options.reduction ?? "mean")];
}

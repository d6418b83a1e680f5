/** The losses of class probabilities: nll and cross-entropy, one on log-probabilities by default, the other on logits. */
import { InputError } from "../../errors.js";
import { type LossRow, loss, type Problem, type Terms } from "../loss.js";
import { eachLane, type LaneKernel, putLane } from "../reducers/lanes.js";
import { softmax } from "../reducers/softmax.js";
import { expm1 } from "../special/exp.js";
import { lanesOf } from "../tensor.js";
import { classAt, classWeights, combined, forIndex, forProbabilities, times } from "./coefficients.js";
import { type LogProbabilities, logProbabilities } from "./scores.js";

/** How much of each target goes to all classes. */
const smoothingOf = ({ parameters: { label_smoothing } }: Problem) => Number(label_smoothing ?? 0);

/** An ignored index is a class index. @throws InputError for one beside probabilities as targets. */
function checkIgnored({ indices, parameters: { ignore_index } }: Problem): void {
  if (indices || Number(ignore_index) < 0) return;
  throw new InputError(`${ignore_index} is for targets that are class indices, not probabilities`, {
    parameter: "ignore_index",
  });
}

/** The targets as a_c, a row at a time: fills `a` and tells the class, -1 for an ignored target, or nan for probabilities. */
function coefficients(problem: Problem, weights: Float64Array | undefined, a: Float64Array): (lane: number) => number {
  const smoothing = smoothingOf(problem);
  if (problem.indices) {
    return (lane) => {
      const y = classAt(problem, lane, a.length);
      if (y >= 0) forIndex(a, y, weights, smoothing);
      return y;
    };
  }
  const lanes = lanesOf(problem.input.shape, problem.dim);
  const rows = new Float64Array(problem.target.data.length);
  eachLane(problem.target.data, lanes, (t, start, lane) =>
    rows.set(t.subarray(start, start + lanes.size), lane * lanes.size),
  );
  return (lane) => {
    forProbabilities(a, rows, lane * a.length, weights, smoothing);
    return Number.NaN;
  };
}

/** The terms of class indices, with what each target picks; without smoothing only one log-probability a row is taken. */
function pickedTerms(problem: Problem): Terms {
  const lanes = lanesOf(problem.input.shape, problem.dim);
  const weights = classWeights(problem, lanes.size);
  const smoothing = smoothingOf(problem);
  const rows = logProbabilities(problem.scores, lanes.size);
  const a = new Float64Array(lanes.size);
  const count = problem.target.data.length;
  const values = new Float64Array(count);
  const shares = new Float64Array(count);
  const picked = new Float64Array(count).fill(Number.NaN);
  eachLane(problem.input.data, lanes, (x, start, lane) => {
    const y = classAt(problem, lane, lanes.size);
    if (y < 0) return;
    const weight = weights?.[y] ?? 1;
    shares[lane] = weight;
    picked[lane] = x[start + y]!;
    rows.read(x, start, lanes.size);
    if (smoothing > 0) forIndex(a, y, weights, smoothing);
    values[lane] = smoothing > 0 ? combined(a, rows.at) : 0 - times(rows.at(y), weight).hi;
  });
  return { values, shape: problem.target.shape, picked, weights: shares };
}

function terms(problem: Problem): Terms {
  checkIgnored(problem);
  if (problem.indices) return pickedTerms(problem);
  const lanes = lanesOf(problem.input.shape, problem.dim);
  const weights = classWeights(problem, lanes.size);
  const rows = logProbabilities(problem.scores, lanes.size);
  const a = new Float64Array(lanes.size);
  const fill = coefficients(problem, weights, a);
  const values = new Float64Array(lanes.outer * lanes.inner);
  eachLane(problem.input.data, lanes, (x, start, lane) => {
    rows.read(x, start, lanes.size);
    fill(lane);
    values[lane] = combined(a, rows.at);
  });
  return { values, shape: problem.input.shape.toSpliced(problem.dim, 1) };
}

/** The derivative of −Σ a_c·log p_c by each score, in `out`. */
function slopes(problem: Problem, rows: LogProbabilities, capacity: number) {
  const probabilities = softmax.row.kernel({ temperature: 1 }, capacity) as LaneKernel;
  return (x: Float64Array, start: number, a: Float64Array, out: Float64Array): void => {
    if (problem.scores !== "logits") {
      for (let c = 0; c < a.length; c++) out[c] = 0 - (problem.scores === "probs" ? a[c]! / x[start + c]! : a[c]!);
      return;
    }
    let total = 0;
    for (const share of a) total += share;
    probabilities(x, start, a.length, out, 0);
    rows.read(x, start, a.length);
    // p_c·Σa − a_c; where one class has all, p − 1 keeps its digits as expm1.
    for (let c = 0; c < a.length; c++) {
      out[c] = a[c] === total ? total * expm1(rows.at(c).hi) : out[c]! * total - a[c]!;
    }
  };
}

function gradient(problem: Problem): Float64Array {
  checkIgnored(problem);
  const lanes = lanesOf(problem.input.shape, problem.dim);
  const a = new Float64Array(lanes.size);
  const fill = coefficients(problem, classWeights(problem, lanes.size), a);
  const slope = slopes(problem, logProbabilities(problem.scores, lanes.size), lanes.size);
  const data = new Float64Array(problem.input.data.length);
  const out = new Float64Array(lanes.size);
  eachLane(problem.input.data, lanes, (x, start, lane) => {
    if (fill(lane) < 0) return;
    slope(x, start, a, out);
    putLane(data, lanes, lane, out);
  });
  return data;
}

const IGNORE = { default: -100, integer: true, about: "a target that does not count" } as const;
const shared = {
  tensors: { weight: "one weight a class" },
  reductions: ["none", "sum", "mean"],
  classes: true,
  terms,
  gradient,
} as const satisfies Partial<LossRow>;

export const nll = loss({
  ...shared,
  about: "negative log-likelihood of log-probabilities",
  formula: "−w_y·x_y",
  source: "PyTorch, nn.NLLLoss",
  equivalents: {
    torch: "F.nll_loss(x, target)",
    numpy: "-x[np.arange(len(x)), target].mean()",
    jax: "-x[jnp.arange(len(x)), target].mean()",
  },
  aliases: ["negative_log_likelihood"],
  parameters: { ignore_index: IGNORE },
  scores: ["log-probs", "probs", "logits"],
  target: "classes",
});

export const crossEntropy = loss({
  ...shared,
  about: "negative log-likelihood of the softmax of logits",
  formula: "−w_y·log softmax(x)_y",
  source: "PyTorch, nn.CrossEntropyLoss; label smoothing: Szegedy et al. 2016",
  equivalents: {
    torch: "F.cross_entropy(x, target)",
    numpy: "-scipy.special.log_softmax(x, axis=1)[np.arange(len(x)), target].mean()",
    jax: "optax.softmax_cross_entropy_with_integer_labels(x, target).mean()",
    differs: "with weights the mean divides by their sum, as in PyTorch",
  },
  aliases: ["softmax_cross_entropy", "softmax_cross_entropy_with_logits", "categorical_crossentropy"],
  parameters: {
    ignore_index: IGNORE,
    label_smoothing: { default: 0, min: 0, max: 1, about: "how much of each target goes to all classes alike" },
  },
  scores: ["logits", "log-probs", "probs"],
  target: "classes or probabilities",
});

/** The Kullback-Leibler divergence. */
import { loss, type Problem, type Terms } from "../loss.js";
import { eachLane, type LaneKernel, putLane } from "../reducers/lanes.js";
import { softmax } from "../reducers/softmax.js";
import { type DD, dd, neg } from "../special/dd.js";
import { exp } from "../special/exp.js";
import { lanesOf } from "../tensor.js";
import { plus, times } from "./coefficients.js";
import { logOf, logProbabilities } from "./scores.js";

/** t·(log t − l), where t·log t is 0 for t = 0; of a log-target e^t·(t − l). */
function divergence(t: number, l: DD, isLog: boolean): number {
  if (isLog) return times(plus(dd(t), neg(l)), exp(t)).hi;
  return t === 0 ? 0 - t * l.hi : times(plus(logOf(t), neg(l)), t).hi;
}

/** The input's log-probabilities where they stand, each lane along the class dim at a time. */
function eachLogProbability(problem: Problem, visit: (l: DD, at: number) => void): void {
  const lanes = lanesOf(problem.input.shape, problem.dim);
  const rows = logProbabilities(problem.scores, lanes.size);
  eachLane(problem.input.data, lanes, (x, start, lane) => {
    rows.read(x, start, lanes.size);
    const first = Math.floor(lane / lanes.inner) * lanes.size * lanes.inner + (lane % lanes.inner);
    for (let c = 0; c < lanes.size; c++) visit(rows.at(c), first + c * lanes.inner);
  });
}

function terms(problem: Problem): Terms {
  const isLog = problem.flags.log_target ?? false;
  const values = new Float64Array(problem.input.data.length);
  eachLogProbability(problem, (l, at) => {
    values[at] = divergence(problem.target.data[at]!, l, isLog);
  });
  return { values, shape: problem.input.shape };
}

function gradient(problem: Problem): Float64Array {
  const { input, scores } = problem;
  const targets = problem.flags.log_target ? problem.target.data.map((t) => exp(t)) : problem.target.data;
  if (scores !== "logits") {
    return input.data.map((x, at) => 0 - (scores === "probs" ? targets[at]! / x : targets[at]!));
  }
  const lanes = lanesOf(input.shape, problem.dim);
  const kernel: LaneKernel = softmax.row.kernel({ temperature: 1 }, lanes.size);
  const shares: number[] = [];
  eachLane(targets, lanes, (t, start) => {
    shares.push(t.subarray(start, start + lanes.size).reduce((sum, share) => sum + share, 0));
  });
  const data = new Float64Array(input.data.length);
  const out = new Float64Array(lanes.size);
  eachLane(input.data, lanes, (x, start, lane) => {
    kernel(x, start, lanes.size, out, 0);
    putLane(
      data,
      lanes,
      lane,
      out.map((p) => p * shares[lane]!),
    );
  });
  return data.map((share, at) => share - targets[at]!);
}

export const klDiv = loss({
  about: "Kullback-Leibler divergence of the target from the input",
  formula: "t·(log t − x)",
  source: "Kullback & Leibler 1951; PyTorch, nn.KLDivLoss",
  equivalents: {
    torch: "F.kl_div(x, target)",
    numpy: "(scipy.special.xlogy(target, target) - target * x).mean()",
    jax: "(jax.scipy.special.xlogy(target, target) - target * x).mean()",
    differs:
      "the mean is over all numbers; the divergence itself is --reduction batchmean; optax.kl_divergence sums over the last dim",
  },
  aliases: ["kl_divergence", "kullback_leibler_divergence", "kld"],
  flags: { log_target: "the targets are log-probabilities" },
  reductions: ["none", "sum", "mean", "batchmean"],
  scores: ["log-probs", "probs", "logits"],
  target: "like the input",
  classes: true,
  terms,
  gradient,
});

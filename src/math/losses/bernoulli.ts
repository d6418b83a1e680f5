/** The losses of yes-or-no probabilities: bce, bce with logits, focal. */
import { InputError } from "../../errors.js";
import { type LossRow, loss, type Problem, type Terms } from "../loss.js";
import { log1pScaled } from "../reducers/partition.js";
import { ldexp } from "../special/bits.js";
import { add, type DD, dd, mul, mulNumber, neg, toNumber } from "../special/dd.js";
import { expDD, fromScaled } from "../special/exp.js";
import { log1pDD, logDD } from "../special/log.js";
import { expNegAbs, logistic } from "../special/logistic.js";
import { plus, times } from "./coefficients.js";
import { pairFrom } from "./scores.js";
import { broadcast, placeOf } from "./shapes.js";

/** A probability p with −log p and −log(1 − p), and the derivative of the score by it, or 1 for logits. */
interface Bernoulli {
  readonly p: number;
  /** 1 − p. */
  readonly q: number;
  readonly yes: DD;
  readonly no: DD;
}

/** The softplus of x and of −x. */
function ofLogit(x: number): Bernoulli {
  const pair = dd(x);
  const small = pairFrom(log1pScaled(expNegAbs(pair)));
  const large = plus(dd(Math.abs(x)), small);
  return {
    p: fromScaled(logistic(pair)),
    q: fromScaled(logistic(neg(pair))),
    yes: x > 0 ? small : large,
    no: x > 0 ? large : small,
  };
}

/** No logarithm below −100 counts, as in PyTorch. */
const CLAMP = dd(100);

function ofProbability(p: number): Bernoulli {
  const yes = p > 0 ? neg(logDD(p)) : CLAMP;
  // Below 1 it is at most 37.
  const no = p < 1 ? neg(log1pDD(-p)) : CLAMP;
  return { p, q: 1 - p, yes: yes.hi > 100 ? CLAMP : yes, no };
}

/** Reads the numbers of the input. @throws InputError for a probability outside [0, 1]. */
function reader({ input, scores, firstRow }: Problem): (at: number) => Bernoulli {
  if (scores === "logits") return (at) => ofLogit(input.data[at]!);
  return (at) => {
    const p = input.data[at]!;
    if (p >= 0 && p <= 1) return ofProbability(p);
    const where = placeOf(at, input.shape, firstRow);
    throw new InputError(`${p}${where} is not a probability: 0 to 1`);
  };
}

/** Where p·(1 − p) is below it, PyTorch divides the gradient by it instead. */
const SMALLEST_SLOPE = 1e-12;

/** The derivative of the score by p turned round: a slope by p from one by the logit. */
const byScore = (slope: number, { p, q }: Bernoulli, { scores }: Problem) =>
  scores === "logits" ? slope : slope / Math.max(p * q, SMALLEST_SLOPE);

/** A row's weights at each number of the input; 1 without them. */
function weightsOf({ tensors, input }: Problem, name: string): (at: number) => number {
  const weight = tensors[name];
  if (weight === undefined) return () => 1;
  const data = broadcast(weight, input.shape, name);
  return (at) => data[at]!;
}

/** One value an entry. */
function mapped(problem: Problem, f: (score: Bernoulli, t: number, at: number) => number): Float64Array {
  const score = reader(problem);
  const { data } = problem.target;
  const values = new Float64Array(data.length);
  for (let at = 0; at < values.length; at++) values[at] = f(score(at), data[at]!, at);
  return values;
}

function terms(problem: Problem): Terms {
  const weight = weightsOf(problem, "weight");
  const positive = weightsOf(problem, "pos_weight");
  const values = mapped(problem, ({ yes, no }, t, at) => {
    const sum = plus(times(yes, positive(at) * t), times(no, 1 - t));
    return times(sum, weight(at)).hi;
  });
  return { values, shape: problem.input.shape };
}

/** (1 − t)·p − w·t·(1 − p), by the logit. */
function gradient(problem: Problem): Float64Array {
  const weight = weightsOf(problem, "weight");
  const positive = weightsOf(problem, "pos_weight");
  return mapped(problem, (score, t, at) => {
    const slope = (1 - t) * score.p - positive(at) * t * score.q;
    return weight(at) * byScore(slope, score, problem);
  });
}

const shared = {
  reductions: ["none", "sum", "mean"],
  target: "like the input",
  classes: false,
} as const satisfies Partial<LossRow>;

export const bce = loss({
  ...shared,
  about: "binary cross-entropy of probabilities; logarithms count no less than -100",
  formula: "−w·(t·log x + (1 − t)·log(1 − x))",
  source: "PyTorch, nn.BCELoss",
  equivalents: {
    torch: "F.binary_cross_entropy(x, target)",
    numpy: "-(target * np.log(x) + (1 - target) * np.log1p(-x)).mean()",
    jax: "-(target * jnp.log(x) + (1 - target) * jnp.log1p(-x)).mean()",
    differs: "the formula gives inf or nan at 0 and 1, PyTorch at most 100; Keras cuts x off at 1e-7",
  },
  aliases: ["binary_cross_entropy", "binary_crossentropy"],
  tensors: { weight: "weights, one a number or of any shape that repeats to the input's" },
  scores: ["probs", "logits"],
  terms,
  gradient,
});

export const bceWithLogits = loss({
  ...shared,
  about: "binary cross-entropy of the sigmoid of logits",
  formula: "−w·(w₊·t·log σ(x) + (1 − t)·log(1 − σ(x)))",
  source: "PyTorch, nn.BCEWithLogitsLoss",
  equivalents: {
    torch: "F.binary_cross_entropy_with_logits(x, target)",
    numpy: "(np.logaddexp(0, x) - target * x).mean()",
    jax: "optax.sigmoid_binary_cross_entropy(x, target).mean()",
  },
  aliases: ["binary_cross_entropy_with_logits", "sigmoid_cross_entropy_with_logits"],
  tensors: {
    weight: "weights, one a number or of any shape that repeats to the input's",
    pos_weight: "weights of the positive class, likewise",
  },
  scores: ["logits", "probs"],
  terms,
  gradient,
});

/** What a target counts by its class: alpha·t + (1 − alpha)·(1 − t), or 1 for a negative alpha. */
const balance = (alpha: number, t: number) => (alpha < 0 ? 1 : alpha * t + (1 - alpha) * (1 - t));

/** log(1 − p_t) for the probability p_t of what is true, p·t + (1 − p)·(1 − t). */
function logMiss({ p, q, yes, no }: Bernoulli, t: number): DD {
  if (t === 0 || t === 1) return neg(t === 0 ? yes : no);
  return logDD(p * (1 - t) + q * t);
}

function focalTerms(problem: Problem<typeof FOCAL>): Terms {
  const { alpha, gamma } = problem.parameters;
  const values = mapped(problem, (score, t) => {
    const entropy = times(plus(times(score.yes, t), times(score.no, 1 - t)), balance(alpha, t));
    if (!Number.isFinite(entropy.hi)) return entropy.hi;
    const log = mulNumber(logMiss(score, t), gamma);
    const factor = expDD(log.hi, log.lo);
    const { hi, lo } = mul(entropy, factor);
    return ldexp(hi, lo, factor.exponent);
  });
  return { values, shape: problem.input.shape };
}

/** α·(m^γ·((1 − t)·p − t·(1 − p)) + γ·m^(γ−1)·p·(1 − p)·(1 − 2t)·entropy), m = 1 − p_t, by the logit. */
function focalGradient(problem: Problem<typeof FOCAL>): Float64Array {
  const { alpha, gamma } = problem.parameters;
  return mapped(problem, (score, t) => {
    const { p, q, yes, no } = score;
    const miss = p * (1 - t) + q * t;
    if (miss === 0) return 0;
    const log = mulNumber(logMiss(score, t), gamma);
    const power = fromScaled(expDD(log.hi, log.lo));
    const entropy = toNumber(add(times(yes, t), times(no, 1 - t)));
    const slope = (1 - t) * p - t * q + (gamma * p * q * (1 - 2 * t) * entropy) / miss;
    return balance(alpha, t) * power * byScore(slope, score, problem);
  });
}

const FOCAL = {
  alpha: { default: 0.25, min: -1, max: 1, about: "weight of the positive class; below 0 no weights" },
  gamma: { default: 2, min: 0, about: "how little easy examples count" },
} as const;

export const focal = loss({
  ...shared,
  about: "binary cross-entropy in which easy examples count little",
  formula: "−α_t·(1 − p_t)^γ·log p_t",
  source: "Lin et al. 2017; torchvision.ops.sigmoid_focal_loss",
  equivalents: {
    torch: "torchvision.ops.sigmoid_focal_loss(x, target, reduction='mean')",
    jax: "optax.sigmoid_focal_loss(x, target, alpha=0.25).mean()",
    differs: "both give one loss a number unless they are told to reduce; optax has no alpha by default",
  },
  aliases: ["sigmoid_focal_loss", "sigmoid_focal"],
  parameters: FOCAL,
  scores: ["logits", "probs"],
  terms: focalTerms,
  gradient: focalGradient,
});

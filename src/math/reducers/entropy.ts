/** The entropy of a row. */
import { InputError } from "../../errors.js";
import { reducer } from "../reducer.js";
import { add, addNumber, type DD, div, mul, mulNumber, neg, scale } from "../special/dd.js";
import { plain } from "../special/exp.js";
import { log, logDD } from "../special/log.js";
import { addTo, exactSum, round } from "../special/sum.js";
import type { Step } from "../step.js";
import type { Tensor } from "../tensor.js";
import { type LaneKernel, single } from "./lanes.js";
import { shifted, sumPairs } from "./pairs.js";
import { numberOf, partition, rowOf } from "./partition.js";
import { softmax } from "./softmax.js";
import { each } from "./work.js";

/** −Σ p·log p = log(1 + S) − Σ p·d, where d <= 0 is the difference from the maximum: nothing cancels. */
function entropyOfScores({ temperature }: { readonly temperature: number }, capacity: number): LaneKernel {
  const row = rowOf(capacity);
  return single((x, start, size) => {
    const { max, others, log } = partition(x, start, size, { sign: 1, temperature, row });
    if (!Number.isFinite(max)) return Number.NaN;
    for (let i = 0; i < size; i++) {
      const d = shifted(x[start + i]!, max, temperature);
      // Scaled so that no addend is above 2.
      const term = row.hi[i] === 0 ? ZERO : mul(scale(neg(d), SCALE), { hi: row.hi[i]!, lo: row.lo[i]! });
      row.hi[i] = term.hi;
      row.lo[i] = term.lo;
    }
    const terms = div(scale(sumPairs(row.hi, row.lo, size), 1 / SCALE), addNumber(plain(others), 1));
    // Both addends on the scale of the others, so that neither is lost where it is tiny.
    const exponent = log.exponent;
    const rest = plain({ hi: terms.hi, lo: terms.lo, exponent: others.exponent - exponent });
    const { hi, lo } = add(log, rest);
    return numberOf({ hi, lo, exponent });
  });
}

const ZERO: DD = { hi: 0, lo: 0 };
const SCALE = 1 / 1024;

/** −Σ p·log p with 0·log 0 = 0; nan for negative numbers. */
function entropyOfProbabilities(x: Float64Array, start: number, size: number): number {
  const sum = exactSum();
  for (let i = start; i < start + size; i++) {
    const p = x[i]!;
    if (p === 0) continue;
    if (!(p > 0 && p < Infinity)) return Number.NaN;
    const term = mulNumber(logDD(p), -p);
    addTo(sum, term.hi);
    addTo(sum, term.lo);
  }
  return size === 0 ? Number.NaN : round(sum);
}

function entropySteps(
  x: Tensor,
  dim: number,
  { temperature, scores }: { readonly temperature: number; readonly scores: string },
): readonly Step[] {
  const p = scores === "probs" ? x : softmax(x, { dim, temperature });
  const terms = each(p, (value) => (value === 0 ? 0 : 0 - value * log(value)));
  const about = scores === "probs" ? "p" : temperature === 1 ? "softmax of x" : `softmax of x/${temperature}`;
  return [
    { name: "probs", about, tensor: p },
    { name: "terms", about: "−p·log p, and 0 where p is 0", tensor: terms },
  ];
}

export const entropy = reducer({
  about: "entropy of the softmax, in nats",
  formula: "−Σ p_i·log p_i, p = softmax(x/T)",
  source: "Shannon 1948",
  equivalents: {
    torch: "torch.distributions.Categorical(logits=x).entropy()",
    numpy: "scipy.stats.entropy(scipy.special.softmax(x, axis=-1), axis=-1)",
    jax: "jax.scipy.special.entr(jax.nn.softmax(x, axis=-1)).sum(-1)",
    differs: "scipy.stats.entropy takes what is not negative and divides it by its sum: it has no softmax",
  },
  parameters: {
    temperature: { default: 1, min: 0, open: true, about: "what the entries are divided by first" },
    scores: { default: "logits", choices: ["logits", "probs", "log-probs"], about: "what the entries are" },
  },
  size: "one",
  range: "[0, log n]",
  facts: ["non-negative", "shift invariant"],
  masked: 0,
  absent: -Infinity,
  work: { steps: entropySteps, last: "Σ terms, in nats" },
  check({ temperature, scores }) {
    if (scores !== "probs" || temperature === 1) return;
    throw new InputError(`${temperature} cannot divide probabilities: only scores have a temperature`, {
      parameter: "temperature",
    });
  },
  kernel: (p, capacity) => (p.scores === "probs" ? single(entropyOfProbabilities) : entropyOfScores(p, capacity)),
});

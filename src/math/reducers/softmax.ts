/** Softmax and its kin: at most 1 ulp off, subnormal results rounded once. */
import { reducer } from "../reducer.js";
import { dd, div } from "../special/dd.js";
import { type LaneKernel, single } from "./lanes.js";
import { shifted, sumPairs } from "./pairs.js";
import { exponentials, extremes, logProbability, numberOf, partition, rowOf } from "./partition.js";
import { logSumExpPrecise, logSumOf } from "./precise.js";
import { product, TINY, tinyProduct, upper } from "./share.js";
import { logSoftmaxColumns, logSumExpColumns, softmaxColumns } from "./softmax-columns.js";
import { each, exponentialSteps, logSumSteps } from "./work.js";

const temperature = {
  temperature: { default: 1, min: 0, open: true, about: "what the entries are divided by first" },
} as const;

/** The softmax of sign·x/T. Exponentials are multiplied by the reciprocal of their sum, whose halves are split once. */
function softmaxKernel(sign: 1 | -1): (p: { readonly temperature: number }, capacity: number) => LaneKernel {
  return ({ temperature }, capacity) => {
    const row = rowOf(capacity);
    const { hi, lo } = row;
    return (x, start, size, out, at) => {
      const { max } = extremes(x, start, size, sign);
      if (!Number.isFinite(max)) return void out.fill(Number.NaN, at, at + size);
      exponentials(x, start, size, { sign, max, temperature, row });
      const inverse = div(dd(1), sumPairs(hi, lo, size));
      const head = upper(inverse.hi);
      const rest = inverse.hi - head + inverse.lo;
      for (let i = 0; i < size; i++) {
        out[at + i] =
          hi[i]! < TINY
            ? tinyProduct(shifted(sign * x[start + i]!, max, temperature), inverse)
            : product(hi[i]!, lo[i]!, inverse.hi, head, rest);
      }
    };
  };
}

export const softmax = reducer({
  about: "probabilities from scores",
  formula: "exp(x_i/T) / Σ exp(x_j/T)",
  source: "Bridle 1990",
  equivalents: {
    torch: "torch.softmax(x, dim=-1)",
    numpy: "scipy.special.softmax(x, axis=-1)",
    jax: "jax.nn.softmax(x, axis=-1)",
    differs: "scipy.special.softmax(x) without an axis is over all numbers",
  },
  parameters: temperature,
  size: "same",
  range: "[0, 1]",
  facts: ["sums to 1", "non-negative", "keeps order", "shift invariant"],
  masked: 0,
  absent: -Infinity,
  work: { steps: (x, dim, p) => exponentialSteps(x, dim, p).steps, last: "exp / sum: adds up to 1" },
  kernel: softmaxKernel(1),
  columns: softmaxColumns(1),
});

export const softmin = reducer({
  about: "probabilities, the largest for the smallest score",
  formula: "exp(-x_i/T) / Σ exp(-x_j/T)",
  source: "PyTorch, nn.Softmin",
  equivalents: {
    torch: "F.softmin(x, dim=-1)",
    numpy: "scipy.special.softmax(-x, axis=-1)",
    jax: "jax.nn.softmax(-x, axis=-1)",
  },
  parameters: temperature,
  size: "same",
  range: "[0, 1]",
  facts: ["sums to 1", "non-negative", "reverses order", "shift invariant"],
  masked: 0,
  absent: Infinity,
  work: {
    steps(x, dim, p) {
      const negated = each(x, (value) => -value);
      const about = "−x: the smallest becomes the largest";
      return [{ name: "negated", about, tensor: negated }, ...exponentialSteps(negated, dim, p).steps];
    },
    last: "exp / sum: adds up to 1",
  },
  kernel: softmaxKernel(-1),
  columns: softmaxColumns(-1),
});

export const logSoftmax = reducer({
  about: "logarithms of the softmax",
  formula: "x_i/T − log Σ exp(x_j/T)",
  source: "Bridle 1990; Goodfellow, Bengio & Courville 2016, 6.2.2.3",
  equivalents: {
    torch: "torch.log_softmax(x, dim=-1)",
    numpy: "scipy.special.log_softmax(x, axis=-1)",
    jax: "jax.nn.log_softmax(x, axis=-1)",
    differs: "scipy.special.log_softmax(x) without an axis is over all numbers",
  },
  parameters: temperature,
  size: "same",
  range: "[-inf, 0]",
  facts: ["non-positive", "keeps order", "shift invariant"],
  masked: -Infinity,
  absent: -Infinity,
  work: { steps: logSumSteps, last: "shifted − log_sum: the logarithm of softmax" },
  kernel({ temperature }, capacity) {
    const row = rowOf(capacity);
    return (x, start, size, out, at) => {
      const { max, log } = partition(x, start, size, { sign: 1, temperature, row });
      if (!Number.isFinite(max)) return void out.fill(Number.NaN, at, at + size);
      const first = 0 - numberOf(log);
      for (let i = 0; i < size; i++) {
        const d = shifted(x[start + i]!, max, temperature);
        out[at + i] = d.hi === 0 ? first : logProbability(d, log).hi;
      }
    };
  },
  columns: logSoftmaxColumns,
});

export const logsumexp = reducer({
  about: "logarithm of the sum of exponentials",
  formula: "log Σ exp(x_i/T)",
  source: "Blanchard, Higham & Higham 2021",
  equivalents: {
    torch: "torch.logsumexp(x, dim=-1)",
    numpy: "scipy.special.logsumexp(x, axis=-1)",
    jax: "jax.nn.logsumexp(x, axis=-1)",
    differs: "without an axis SciPy and JAX take all numbers",
  },
  aliases: ["log_sum_exp", "reduce_logsumexp"],
  parameters: temperature,
  size: "one",
  range: "[-inf, inf]",
  facts: [],
  masked: -Infinity,
  absent: -Infinity,
  work: { steps: logSumSteps, last: "max + log_sum" },
  kernel({ temperature }, capacity) {
    const row = rowOf(capacity);
    return single((x, start, size) => {
      const { max, log } = partition(x, start, size, { sign: 1, temperature, row });
      return logSumOf(max, log, temperature) ?? logSumExpPrecise(x, start, size, max, temperature);
    });
  },
  columns: { passes: logSumExpColumns },
});

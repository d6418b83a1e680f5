/** Piecewise linear stand-ins for smooth functions, and thresholding from statistics. */
import { InputError } from "../../errors.js";
import { activation } from "../activation.js";
import { hardSigmoid, hardSwish, hardSwishSlope } from "../special/hard.js";

const sixth = 1 / 6;

export const hardtanh = activation({
  about: "x cut off at both ends",
  formula: "min(max(x, min_val), max_val)",
  source: "Collobert 2004, Large scale machine learning",
  equivalents: {
    torch: "F.hardtanh(x)",
    numpy: "np.clip(x, -1, 1)",
    jax: "jax.nn.hard_tanh(x)",
  },
  parameters: {
    min_val: { default: -1, about: "the lower end" },
    max_val: { default: 1, about: "the upper end" },
  },
  check: ({ min_val, max_val }) => {
    if (min_val > max_val) {
      throw new InputError(`${min_val} is out of range: at most max_val, which is ${max_val}`, {
        parameter: "min_val",
      });
    }
  },
  range: "[min_val, max_val]",
  facts: ["odd", "increasing", "idempotent", "keeps zero"],
  f: (x, p) => Math.min(Math.max(x, p.min_val), p.max_val),
  derivative: (x, p) => (Number.isNaN(x) ? x : x > p.min_val && x < p.max_val ? 1 : 0),
});

export const hardsigmoid = activation({
  about: "a sigmoid of three straight pieces",
  formula: "min(max(alpha·x + beta, 0), 1)",
  source: "Courbariaux, Bengio & David 2015, BinaryConnect; x/6 + 1/2: Howard et al. 2019, arXiv:1905.02244",
  equivalents: {
    torch: "F.hardsigmoid(x)",
    numpy: "np.clip(x/6 + 0.5, 0, 1)",
    jax: "jax.nn.hard_sigmoid(x)",
    differs: "ONNX and TensorFlow.js have 0.2·x + 0.5 (--like onnx)",
  },
  parameters: {
    alpha: {
      default: sixth,
      about: "the slope of the middle piece; the default is exactly a sixth",
      min: 0,
      open: true,
    },
    beta: { default: 0.5, about: "the value at 0" },
  },
  like: { onnx: { alpha: 0.2 }, tfjs: { alpha: 0.2 } },
  range: "[0, 1]",
  facts: ["increasing", "non-negative"],
  f: (x, p) => Math.min(Math.max(hardSigmoid(x, p.alpha, p.beta), 0), 1),
  derivative: (x, p) => {
    const y = hardSigmoid(x, p.alpha, p.beta);
    return Number.isNaN(y) ? y : y > 0 && y < 1 ? p.alpha : 0;
  },
});

export const hardswish = activation({
  about: "x times its hard sigmoid",
  formula: "x·min(max(x + 3, 0), 6)/6",
  source: "Howard et al. 2019, Searching for MobileNetV3, arXiv:1905.02244",
  equivalents: {
    torch: "F.hardswish(x)",
    numpy: "x * np.clip(x/6 + 0.5, 0, 1)",
    jax: "jax.nn.hard_swish(x)",
  },
  aliases: ["hard-silu"],
  range: "[-0.375, inf)",
  facts: ["keeps zero"],
  f: hardSwish,
  derivative: hardSwishSlope,
});

export const hardshrink = activation({
  about: "x, but 0 where it is small",
  formula: "|x| > lambd ? x : 0",
  source: "Donoho & Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage",
  equivalents: {
    torch: "F.hardshrink(x)",
    numpy: "np.where(np.abs(x) > 0.5, x, 0)",
    jax: "jnp.where(jnp.abs(x) > 0.5, x, 0)",
  },
  parameters: { lambd: { default: 0.5, about: "how large x must be to stay; below 0 all of it does" } },
  range: "(-inf, -lambd), {0} and (lambd, inf)",
  facts: ["odd", "increasing", "idempotent", "keeps zero"],
  f: (x, p) => (x >= -p.lambd && x <= p.lambd ? x * 0 : x),
  derivative: (x, p) => (Number.isNaN(x) ? x : x >= -p.lambd && x <= p.lambd ? 0 : 1),
});

export const softshrink = activation({
  about: "x moved towards zero",
  formula: "x > lambd ? x - lambd : x < -lambd ? x + lambd : 0",
  source: "Donoho 1995, De-noising by soft-thresholding",
  equivalents: {
    torch: "F.softshrink(x)",
    numpy: "np.sign(x) * np.maximum(np.abs(x) - 0.5, 0)",
    jax: "jnp.sign(x) * jnp.maximum(jnp.abs(x) - 0.5, 0)",
  },
  parameters: { lambd: { default: 0.5, about: "how far it is moved", min: 0 } },
  range: "(-inf, inf)",
  facts: ["odd", "increasing", "keeps zero"],
  f: (x, p) => (x > p.lambd ? x - p.lambd : x < -p.lambd ? x + p.lambd : x * 0),
  derivative: (x, p) => (Number.isNaN(x) ? x : x > p.lambd || x < -p.lambd ? 1 : 0),
});

/** Exponential linear units, the exponential function and the logarithm. */
import { activation } from "../activation.js";
import * as units from "../special/elu.js";
import { exp as exponential } from "../special/exp.js";
import { log as logarithm } from "../special/log.js";

export const elu = activation({
  about: "exponential linear unit",
  formula: "x > 0 ? x : alpha·(exp(x) - 1)",
  source: "Clevert, Unterthiner & Hochreiter 2015, arXiv:1511.07289",
  equivalents: {
    torch: "F.elu(x)",
    numpy: "np.where(x > 0, x, np.expm1(x))",
    jax: "jax.nn.elu(x)",
  },
  parameters: { alpha: { default: 1, about: "how far it falls below zero" } },
  range: "(-alpha, inf)",
  facts: ["increasing", "keeps zero"],
  f: (x, p) => units.elu(x, p.alpha, 1),
  derivative: (x, p) => units.eluSlope(x, p.alpha, 1),
});

export const selu = activation({
  about: "elu that keeps mean 0 and variance 1",
  formula: "scale·(x > 0 ? x : alpha·(exp(x) - 1))",
  source: "Klambauer, Unterthiner, Mayr & Hochreiter 2017, arXiv:1706.02515",
  equivalents: {
    torch: "F.selu(x)",
    numpy: "1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(x))",
    jax: "jax.nn.selu(x)",
    differs: "ONNX has alpha and scale in single precision (--like onnx)",
  },
  parameters: {
    alpha: { default: 1.6732632423543772, about: "the paper's 1.6732632423543772848170429916717" },
    scale: { default: 1.0507009873554805, about: "the paper's 1.0507009873554804934193349852946" },
  },
  like: { onnx: { alpha: 1.6732631921768188, scale: 1.0507010221481323 } },
  range: "(-1.7581, inf)",
  facts: ["increasing", "keeps zero"],
  f: (x, p) => units.elu(x, p.alpha, p.scale),
  derivative: (x, p) => units.eluSlope(x, p.alpha, p.scale),
});

export const celu = activation({
  about: "elu whose slope has no jump at zero",
  formula: "x > 0 ? x : alpha·(exp(x/alpha) - 1)",
  source: "Barron 2017, arXiv:1704.07483",
  equivalents: {
    torch: "F.celu(x)",
    numpy: "np.where(x > 0, x, np.expm1(x))",
    jax: "jax.nn.celu(x)",
  },
  parameters: { alpha: { default: 1, about: "how far it falls below zero", min: 0, open: true } },
  range: "(-alpha, inf)",
  facts: ["increasing", "keeps zero"],
  f: (x, p) => units.celu(x, p.alpha),
  derivative: (x, p) => units.celuSlope(x, p.alpha),
});

export const exp = activation({
  about: "exponential function",
  formula: "exp(x)",
  source: "DLMF 4.2.19",
  equivalents: {
    torch: "torch.exp(x)",
    numpy: "np.exp(x)",
    jax: "jnp.exp(x)",
  },
  aliases: ["exponential"],
  range: "(0, inf)",
  facts: ["increasing", "non-negative"],
  f: exponential,
  derivative: exponential,
});

export const log = activation({
  about: "natural logarithm",
  formula: "log(x)",
  source: "DLMF 4.2.2",
  equivalents: {
    torch: "torch.log(x)",
    numpy: "np.log(x)",
    jax: "jnp.log(x)",
  },
  aliases: ["ln"],
  range: "(-inf, inf)",
  facts: ["increasing"],
  domain: [0, 4],
  f: logarithm,
  derivative: (x) => (x < 0 ? Number.NaN : 1 / Math.abs(x)),
});

/** Sigmoids: curves that rise from one level to another, their logarithm, inverse and remainder. */
import { activation } from "../activation.js";
import { dd } from "../special/dd.js";
import { logisticSlope, timesLogistic } from "../special/logistic.js";
import { fromScaled } from "../special/scaled.js";
import * as soft from "../special/soft.js";
import * as hyperbolic from "../special/tanh.js";

export const sigmoid = activation({
  about: "logistic function",
  formula: "1/(1 + exp(-x))",
  source: "Verhulst 1845, Recherches mathématiques sur la loi d'accroissement de la population",
  equivalents: {
    torch: "torch.sigmoid(x)",
    numpy: "scipy.special.expit(x)",
    jax: "jax.nn.sigmoid(x)",
  },
  aliases: ["logistic", "expit"],
  range: "(0, 1)",
  facts: ["increasing", "non-negative"],
  f: (x) => timesLogistic(1, dd(x)),
  derivative: (x) => fromScaled(logisticSlope(dd(x))),
});

export const tanh = activation({
  about: "hyperbolic tangent",
  formula: "(exp(x) - exp(-x))/(exp(x) + exp(-x))",
  source: "DLMF 4.28.4",
  equivalents: {
    torch: "torch.tanh(x)",
    numpy: "np.tanh(x)",
    jax: "jnp.tanh(x)",
  },
  range: "(-1, 1)",
  facts: ["odd", "increasing", "keeps zero"],
  f: hyperbolic.tanh,
  derivative: hyperbolic.tanhSlope,
});

export const tanhshrink = activation({
  about: "what tanh leaves of x",
  formula: "x - tanh(x)",
  source: "torch.nn.Tanhshrink",
  equivalents: {
    torch: "F.tanhshrink(x)",
    numpy: "x - np.tanh(x)",
    jax: "x - jnp.tanh(x)",
    differs: "x − tanh(x) loses digits near 0",
  },
  range: "(-inf, inf)",
  facts: ["odd", "increasing", "keeps zero"],
  f: hyperbolic.tanhshrink,
  derivative: hyperbolic.tanhSquared,
});

export const softsign = activation({
  about: "a sigmoid without exponentials",
  formula: "x/(1 + |x|)",
  source: "Turian, Bergstra & Bengio 2009, Quadratic features and deep architectures for chunking",
  equivalents: {
    torch: "F.softsign(x)",
    numpy: "x / (1 + np.abs(x))",
    jax: "jax.nn.soft_sign(x)",
  },
  range: "(-1, 1)",
  facts: ["odd", "increasing", "keeps zero"],
  f: soft.softsign,
  derivative: soft.softsignSlope,
});

export const logit = activation({
  about: "logarithm of the odds, the inverse of sigmoid; nan outside 0 to 1",
  formula: "log(x/(1 - x))",
  source: "Berkson 1944, Application of the logistic function to bio-assay",
  equivalents: {
    torch: "torch.logit(x)",
    numpy: "scipy.special.logit(x)",
    jax: "jax.scipy.special.logit(x)",
  },
  parameters: {
    eps: { default: -Infinity, none: true, about: "x is first cut off at eps and 1 - eps", min: 0, max: 0.5 },
  },
  range: "(-inf, inf)",
  facts: ["increasing"],
  domain: [0, 1],
  f: (x, p) => soft.logit(Math.min(Math.max(x, p.eps), 1 - p.eps)),
  derivative: (x, p) => (p.eps >= 0 && (x < p.eps || x > 1 - p.eps) ? 0 : soft.logitSlope(x)),
});

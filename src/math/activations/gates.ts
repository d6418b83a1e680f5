/** Units that gate x by a function of itself: smooth, with a hump below zero. */
import { activation } from "../activation.js";
import * as gates from "../special/gates.js";
import * as normal from "../special/gelu.js";
import { mishSlope, mish as selfRegularized } from "../special/mish.js";

export const silu = activation({
  about: "sigmoid linear unit",
  formula: "x·sigmoid(x)",
  source: "Elfwing, Uchibe & Doya 2017, arXiv:1702.03118; as swish: Ramachandran, Zoph & Le 2017, arXiv:1710.05941",
  aliases: ["swish"],
  range: "[-0.27847, inf)",
  facts: ["keeps zero"],
  f: gates.silu,
  derivative: gates.siluSlope,
});

export const gelu = activation({
  about: "Gaussian error linear unit",
  formula: "x·Φ(x), Φ the normal distribution function",
  source: "Hendrycks & Gimpel 2016, arXiv:1606.08415",
  parameters: {
    approximate: { default: "none", choices: ["none", "tanh"], about: "none: exact; tanh: as gelu-tanh" },
  },
  like: { jax: { approximate: "tanh" } },
  range: "[-0.16998, inf)",
  facts: ["keeps zero"],
  f: (x, p) => (p.approximate === "tanh" ? gates.geluTanh(x) : normal.gelu(x)),
  derivative: (x, p) => (p.approximate === "tanh" ? gates.geluTanhSlope(x) : normal.geluSlope(x)),
});

export const geluTanh = activation({
  about: "the approximation of gelu by tanh",
  formula: "x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))",
  source: "Hendrycks & Gimpel 2016, arXiv:1606.08415, section 2",
  aliases: ["gelu_new", "gelu_pytorch_tanh"],
  range: "[-0.17004, inf)",
  facts: ["keeps zero"],
  f: gates.geluTanh,
  derivative: gates.geluTanhSlope,
});

export const quickGelu = activation({
  about: "the approximation of gelu by sigmoid",
  formula: "x·sigmoid(1.702·x)",
  source: "Hendrycks & Gimpel 2016, arXiv:1606.08415, section 2",
  range: "[-0.16362, inf)",
  facts: ["keeps zero"],
  f: gates.quickGelu,
  derivative: gates.quickGeluSlope,
});

export const mish = activation({
  about: "x gated by tanh of softplus",
  formula: "x·tanh(log(1 + exp(x)))",
  source: "Misra 2019, arXiv:1908.08681",
  range: "[-0.30885, inf)",
  facts: ["keeps zero"],
  f: selfRegularized,
  derivative: mishSlope,
});

/** Units that gate x by a function of itself: smooth, with a hump below zero. */
import { activation } from "../activation.js";
import * as gates from "../special/gates.js";
import * as normal from "../special/gelu.js";
import { mishSlope, mish as selfRegularized } from "../special/mish.js";

export const silu = activation({
  about: "sigmoid linear unit",
  formula: "x·sigmoid(x)",
  source: "Elfwing, Uchibe & Doya 2017, arXiv:1702.03118; as swish: Ramachandran, Zoph & Le 2017, arXiv:1710.05941",
  equivalents: {
    torch: "F.silu(x)",
    numpy: "x * scipy.special.expit(x)",
    jax: "jax.nn.silu(x)",
  },
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
  equivalents: {
    torch: "F.gelu(x)",
    numpy: "x * scipy.special.ndtr(x)",
    jax: "jax.nn.gelu(x, approximate=False)",
    differs: "jax.nn.gelu(x) alone is gelu-tanh; F.gelu has no right digit at -8.6",
  },
  parameters: {
    approximate: { default: "none", choices: ["none", "tanh"], about: "whether to approximate as gelu-tanh does" },
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
  equivalents: {
    torch: "F.gelu(x, approximate='tanh')",
    numpy: "x/2 * (1 + np.tanh(np.sqrt(2/np.pi) * (x + 0.044715*x**3)))",
    jax: "jax.nn.gelu(x)",
    differs: "F.gelu(x) alone is the exact gelu",
  },
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
  equivalents: {
    torch: "x * torch.sigmoid(1.702*x)",
    numpy: "x * scipy.special.expit(1.702*x)",
    jax: "x * jax.nn.sigmoid(1.702*x)",
  },
  range: "[-0.16362, inf)",
  facts: ["keeps zero"],
  f: gates.quickGelu,
  derivative: gates.quickGeluSlope,
});

export const mish = activation({
  about: "x gated by tanh of softplus",
  formula: "x·tanh(log(1 + exp(x)))",
  source: "Misra 2019, arXiv:1908.08681",
  equivalents: {
    torch: "F.mish(x)",
    numpy: "x * np.tanh(np.logaddexp(0, x))",
    jax: "jax.nn.mish(x)",
  },
  range: "[-0.30885, inf)",
  facts: ["keeps zero"],
  f: selfRegularized,
  derivative: mishSlope,
});

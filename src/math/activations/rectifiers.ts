/** Rectifiers: linear on either side of a threshold, so exact or rounded once. */
import { activation } from "../activation.js";

/** x above zero, slope·x below; a slope of 0 has the limit 0 at -inf too. */
function leak(x: number, slope: number): number {
  if (x > 0) return x;
  return slope === 0 ? Math.max(x, 0) : slope * x;
}

export const relu = activation({
  about: "rectified linear unit",
  formula: "max(0, x)",
  source: "Nair & Hinton 2010, Rectified linear units improve restricted Boltzmann machines",
  equivalents: {
    torch: "F.relu(x)",
    numpy: "np.maximum(x, 0)",
    jax: "jax.nn.relu(x)",
  },
  range: "[0, inf)",
  facts: ["increasing", "non-negative", "idempotent"],
  f: (x) => Math.max(x, 0),
  derivative: (x) => Math.max(Math.sign(x), 0),
});

export const relu6 = activation({
  about: "relu that stops at 6",
  formula: "min(max(0, x), 6)",
  source: "Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10",
  equivalents: {
    torch: "F.relu6(x)",
    numpy: "np.clip(x, 0, 6)",
    jax: "jax.nn.relu6(x)",
  },
  range: "[0, 6]",
  facts: ["increasing", "non-negative", "idempotent"],
  domain: [-2, 8],
  f: (x) => Math.min(Math.max(x, 0), 6),
  derivative: (x) => (Number.isNaN(x) ? x : x > 0 && x < 6 ? 1 : 0),
});

export const leakyRelu = activation({
  about: "relu with a small slope below zero",
  formula: "x > 0 ? x : negative_slope·x",
  source: "Maas, Hannun & Ng 2013, Rectifier nonlinearities improve neural network acoustic models",
  equivalents: {
    torch: "F.leaky_relu(x)",
    numpy: "np.where(x > 0, x, 0.01 * x)",
    jax: "jax.nn.leaky_relu(x)",
    differs: "Keras has the slope 0.2 (--like keras)",
  },
  aliases: ["lrelu"],
  parameters: { negative_slope: { default: 0.01, about: "the slope below zero" } },
  like: { keras: { negative_slope: 0.2 }, tfjs: { negative_slope: 0.2 } },
  range: "(-inf, inf)",
  facts: ["increasing", "keeps zero"],
  f: (x, p) => leak(x, p.negative_slope),
  derivative: (x, p) => (x > 0 ? 1 : Number.isNaN(x) ? x : p.negative_slope),
});

export const prelu = activation({
  about: "leaky relu whose slope is learnt, one for all or one a column",
  formula: "x > 0 ? x : weight·x",
  source: "He, Zhang, Ren & Sun 2015, Delving deep into rectifiers",
  equivalents: {
    torch: "nn.PReLU()(x)",
    numpy: "np.where(x > 0, x, 0.25 * x)",
    jax: "jnp.where(x > 0, x, 0.25 * x)",
    differs: "Keras begins with the slope 0 (--like keras)",
  },
  parameters: { weight: { default: 0.25, about: "the slope below zero", perColumn: true } },
  like: { keras: { weight: 0 }, tfjs: { weight: 0 } },
  range: "(-inf, inf)",
  facts: ["increasing", "keeps zero"],
  f: (x, p) => leak(x, p.weight),
  derivative: (x, p) => (x > 0 ? 1 : Number.isNaN(x) ? x : p.weight),
});

export const threshold = activation({
  about: "x above a threshold, else a fixed value",
  formula: "x > threshold ? x : value",
  source: "Konda, Memisevic & Krueger 2014, Zero-bias autoencoders; parameters as in torch.nn.Threshold",
  equivalents: {
    torch: "F.threshold(x, 0, 0)",
    numpy: "np.where(x > 0, x, 0)",
    jax: "jnp.where(x > 0, x, 0)",
  },
  aliases: ["thresholded-relu"],
  parameters: {
    threshold: { default: 0, about: "x passes above it" },
    value: { default: 0, about: "what stands for the rest" },
  },
  like: { onnx: { threshold: 1 }, tfjs: { threshold: 1 } },
  range: "{value} and (threshold, inf)",
  facts: ["increasing", "non-negative", "idempotent"],
  f: (x, p) => (x <= p.threshold ? p.value : x),
  derivative: (x, p) => (Number.isNaN(x) ? x : x > p.threshold ? 1 : 0),
});

export const step = activation({
  about: "1 above zero, else 0",
  formula: "x > 0 ? 1 : x = 0 ? values : 0",
  source: "Heaviside 1893, Electromagnetic theory; parameter as in torch.heaviside",
  equivalents: {
    torch: "torch.heaviside(x, torch.zeros_like(x))",
    numpy: "np.heaviside(x, 0)",
    jax: "jnp.heaviside(x, 0)",
  },
  aliases: ["heaviside"],
  parameters: { values: { default: 0, about: "what stands at 0" } },
  range: "{0, 1}",
  facts: ["increasing", "non-negative", "idempotent"],
  f: (x, p) => (x === 0 ? p.values : Math.max(Math.sign(x), 0)),
  derivative: (x) => (Number.isNaN(x) ? x : 0),
});

export const identity = activation({
  about: "x as it is",
  formula: "x",
  source: "torch.nn.Identity",
  equivalents: {
    torch: "nn.Identity()(x)",
    numpy: "x",
    jax: "jax.nn.identity(x)",
  },
  aliases: ["linear"],
  range: "(-inf, inf)",
  facts: ["odd", "increasing", "idempotent", "keeps zero"],
  f: (x) => x,
  derivative: (x) => (Number.isNaN(x) ? x : 1),
});

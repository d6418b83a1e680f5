/** Piecewise linear activations: exact, or one rounding. */
import { activation } from "../activation.js";

export const relu = activation({
  about: "rectified linear unit",
  formula: "max(0, x)",
  source: "Nair & Hinton 2010",
  range: "[0, inf)",
  facts: ["increasing", "non-negative", "idempotent"],
  f: (x) => (x > 0 ? x : x * 0),
  derivative: (x) => (x > 0 ? 1 : Number.isNaN(x) ? x : 0),
});

export const leakyRelu = activation({
  about: "relu with a small slope below zero",
  formula: "x > 0 ? x : negative_slope·x",
  source: "Maas, Hannun & Ng 2013",
  parameters: { negative_slope: { default: 0.01, about: "the slope below zero" } },
  like: { keras: { negative_slope: 0.2 } },
  range: "(-inf, inf)",
  facts: ["increasing", "keeps zero"],
  f: (x, p) => (x > 0 ? x : p.negative_slope * x),
  derivative: (x, p) => (x > 0 ? 1 : Number.isNaN(x) ? x : p.negative_slope),
});

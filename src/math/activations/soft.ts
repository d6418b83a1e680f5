/** Smooth rectifiers. */
import { activation } from "../activation.js";
import { dd, div, neg, twoProd } from "../special/dd.js";
import { logistic } from "../special/logistic.js";
import { fromScaled, scaled } from "../special/scaled.js";
import { squareplus as hyperbola, softplus as softened, squareplusSlope } from "../special/soft.js";

/** Beyond it there is no bend left, and products would overflow. */
const FAR = 1e300;

export const softplus = activation({
  about: "smooth relu",
  formula: "log(1 + exp(beta·x))/beta",
  source: "Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, Incorporating second-order functional knowledge",
  equivalents: {
    torch: "F.softplus(x)",
    numpy: "np.logaddexp(0, x)",
    jax: "jax.nn.softplus(x)",
    differs: "F.softplus gives x itself above 20 (--threshold 20, or --like torch)",
  },
  parameters: {
    beta: { default: 1, about: "how sharp the bend is", min: 0, open: true },
    threshold: { default: Infinity, none: true, about: "x itself where beta·x is above it" },
  },
  like: { torch: { threshold: 20 } },
  range: "(0, inf)",
  facts: ["increasing", "non-negative"],
  f: (x, { beta, threshold }) => {
    if (beta * x > threshold) return x;
    if (Math.abs(x) > FAR) return Math.max(x, 0);
    const y = softened(twoProd(x, beta));
    return beta === 1 ? fromScaled(y) : fromScaled(scaled(div(y, dd(beta)), y.exponent));
  },
  derivative: (x, { beta, threshold }) => (beta * x > threshold ? 1 : fromScaled(logistic(twoProd(x, beta)))),
});

export const logsigmoid = activation({
  about: "logarithm of sigmoid",
  formula: "-log(1 + exp(-x))",
  source: "torch.nn.LogSigmoid",
  equivalents: {
    torch: "F.logsigmoid(x)",
    numpy: "scipy.special.log_expit(x)",
    jax: "jax.nn.log_sigmoid(x)",
  },
  range: "(-inf, 0)",
  facts: ["increasing", "non-positive"],
  f: (x) => (Math.abs(x) > FAR ? Math.min(x, -0) : -fromScaled(softened(neg(dd(x))))),
  derivative: (x) => fromScaled(logistic(dd(-x))),
});

export const squareplus = activation({
  about: "smooth relu without exponentials",
  formula: "(x + √(x² + b))/2",
  source: "Barron 2021, Squareplus, arXiv:2112.11687",
  equivalents: {
    torch: "(x + torch.sqrt(x**2 + 4)) / 2",
    numpy: "(x + np.sqrt(x**2 + 4)) / 2",
    jax: "jax.nn.squareplus(x)",
  },
  parameters: { b: { default: 4, about: "how wide the bend is", min: 0 } },
  range: "(0, inf)",
  facts: ["increasing", "non-negative"],
  f: (x, p) => hyperbola(x, p.b),
  derivative: (x, p) => squareplusSlope(x, p.b),
});

/** The gated linear unit. */
import { reducer } from "../reducer.js";
import { exponentOf, ldexp, pow2 } from "../special/bits.js";
import { type DD, dd, mul, mulNumber } from "../special/dd.js";
import { expDD, type Scaled } from "../special/exp.js";
import { logistic } from "../special/logistic.js";

/** Below it σ(b) and e^b are the same to 2^-1000. */
const FAR = -700;
/** Below it even the largest double times e^b is 0. */
const CLOSED = -1456;

/** σ(b), also where it is far below the smallest double. */
function gate(b: number): Scaled {
  if (b > FAR) return logistic(dd(b));
  const half = expDD(b / 2);
  const square: DD = mul(half, half);
  return { ...square, exponent: 2 * half.exponent };
}

/** a·σ(b), at most 1 ulp off. */
function gatedBy(a: number, b: number): number {
  if (Number.isNaN(b) || b <= CLOSED) return a * (b <= CLOSED ? 0 : b);
  if (a === 0 || !Number.isFinite(a)) return a;
  // The first factor between 1 and 2, its exponent apart.
  const lifted = exponentOf(a) < -1022 ? a * pow2(54) : a;
  const k = exponentOf(lifted);
  const g = gate(Math.min(b, 100));
  const product = mulNumber(g, lifted * pow2(-(k >> 1)) * pow2((k >> 1) - k));
  return ldexp(product.hi, product.lo, g.exponent + k - (lifted === a ? 0 : 54));
}

export const glu = reducer({
  about: "gated linear unit: the first half of the dim times the sigmoid of the second",
  formula: "a·σ(b), (a, b) = x",
  source: "Dauphin et al. 2017",
  equivalents: {
    torch: "F.glu(x, dim=-1)",
    numpy: "x[..., :n//2] * scipy.special.expit(x[..., n//2:])",
    jax: "jax.nn.glu(x, axis=-1)",
  },
  size: "half",
  range: "(-inf, inf)",
  facts: [],
  kernel: () => (x, start, size, out, at) => {
    const half = size / 2;
    for (let i = 0; i < half; i++) out[at + i] = gatedBy(x[start + i]!, x[start + half + i]!);
  },
});

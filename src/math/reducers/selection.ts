/** Reducers that find the largest entries. As in PyTorch a nan counts as larger than every number. */
import { reducer } from "../reducer.js";
import { type LaneKernel, single } from "./lanes.js";

/** Whether a stands before b in descending order, nan first. */
function isLarger(a: number, b: number): boolean {
  return a > b || (Number.isNaN(a) && !Number.isNaN(b));
}

export const argmax = reducer({
  about: "index of the largest entry, the first of equals",
  formula: "min { i : x_i = max x }",
  source: "PyTorch, torch.argmax",
  equivalents: {
    torch: "torch.argmax(x, dim=-1)",
    numpy: "np.argmax(x, axis=-1)",
    jax: "jnp.argmax(x, axis=-1)",
    differs: "without a dim all three take the numbers as one row",
  },
  size: "one",
  range: "0, 1, ..., n − 1",
  facts: ["shift invariant"],
  masked: Number.NaN,
  positions: true,
  kernel: () =>
    single((x, start, size) => {
      let best = 0;
      for (let i = 1; i < size; i++) if (isLarger(x[start + i]!, x[start + best]!)) best = i;
      return size === 0 ? Number.NaN : best;
    }),
});

/** Up to this k the largest entries are kept in order while the row is read; above, the row is sorted. */
const FEW = 64;

/** The indices of the k largest entries in descending order, the first of equals first; nan where there are fewer. */
function largest(k: number): LaneKernel {
  const keepOrdered: LaneKernel = (x, start, size, out, at) => {
    let count = 0;
    for (let i = 0; i < size; i++) {
      const value = x[start + i]!;
      let place = count;
      while (place > 0 && isLarger(value, x[start + out[at + place - 1]!]!)) place--;
      if (place === k) continue;
      if (count < k) count++;
      out.copyWithin(at + place + 1, at + place, at + count - 1);
      out[at + place] = i;
    }
    out.fill(Number.NaN, at + count, at + k);
  };
  const sortAll: LaneKernel = (x, start, size, out, at) => {
    const order = Uint32Array.from({ length: size }, (_, i) => i).sort((i, j) => {
      const a = x[start + i]!;
      const b = x[start + j]!;
      return isLarger(a, b) ? -1 : isLarger(b, a) ? 1 : i - j;
    });
    out.fill(Number.NaN, at + size, at + k).set(order.subarray(0, k), at);
  };
  return k <= FEW ? keepOrdered : sortAll;
}

const common = {
  source: "PyTorch, torch.topk",
  parameters: { k: { default: 1, min: 1, integer: true, about: "how many" } },
  size: "k",
  masked: Number.NaN,
} as const;

const values = reducer({
  ...common,
  about: "the k largest entries in descending order",
  formula: "x_(1) >= x_(2) >= ... >= x_(k)",
  equivalents: {
    torch: "torch.topk(x, k=1, dim=-1).values",
    numpy: "np.sort(x, axis=-1)[..., ::-1][..., :1]",
    jax: "jax.lax.top_k(x, 1)[0]",
  },
  range: "the row's numbers",
  facts: [],
  kernel({ k }) {
    const find = largest(k);
    return (x, start, size, out, at) => {
      find(x, start, size, out, at);
      for (let i = at; i < at + k; i++) out[i] = x[start + out[i]!] ?? Number.NaN;
    };
  },
});

const indices = reducer({
  ...common,
  about: "where the k largest entries stand, the first of equals first",
  formula: "the i of x_(1) >= x_(2) >= ... >= x_(k)",
  range: "0, 1, ..., n − 1",
  facts: ["shift invariant"],
  positions: true,
  kernel: ({ k }) => largest(k),
});

/** The k largest entries; `topk.indices` gives where they stand. */
export const topk = Object.assign(values, { indices });

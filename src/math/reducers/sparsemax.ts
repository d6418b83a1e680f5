/** Sparsemax: the Euclidean projection of a row onto the probabilities. */
import { reducer } from "../reducer.js";
import { pow2 } from "../special/bits.js";
import { add, addNumber, type DD, dd, div, mulNumber, sub } from "../special/dd.js";
import { addProductTo, addTo, exactSum } from "../special/sum.js";
import type { Step } from "../step.js";
import { lanesOf, Tensor } from "../tensor.js";
import { along } from "./lanes.js";
import { pairOf, shifted } from "./pairs.js";
import { extremes } from "./partition.js";
import { perLane, scaled, sumOf } from "./work.js";

/** Differences from the largest entry, descending. */
type Descending = readonly DD[];

/** A margin below this times k has lost digits in pairs and is taken again from an exact sum. */
const CANCELLED = pow2(-20);

/** k times the share of an entry with difference d if the k largest have shares: 1 + k·d − sum of these. */
function margin(d: DD, k: number, sum: DD, all: Descending): DD {
  const fast = addNumber(sub(mulNumber(d, k), sum), 1);
  if (Math.abs(fast.hi) > k * CANCELLED) return fast;
  const exact = exactSum();
  addTo(exact, 1);
  addProductTo(exact, k, d.hi);
  addProductTo(exact, k, d.lo);
  for (let i = 0; i < k; i++) {
    addTo(exact, -all[i]!.hi);
    addTo(exact, -all[i]!.lo);
  }
  return pairOf(exact);
}

/** How many have a share, and the sum of their differences. */
function support(all: Descending): { k: number; sum: DD } {
  let sum = dd(0);
  for (let k = 1; k <= all.length; k++) {
    const next = add(sum, all[k - 1]!);
    if (!(margin(all[k - 1]!, k, next, all).hi > 0)) return { k: k - 1, sum };
    sum = next;
  }
  return { k: all.length, sum };
}

/** The k largest of a row in descending order have shares; τ is what is taken off each of them. */
function sparsemaxSteps(x: Tensor, dim: number, { temperature }: { readonly temperature: number }): readonly Step[] {
  const { x: z, steps } = scaled(x, temperature);
  const descending = (lane: Float64Array) => lane.sort().reverse();
  const lanes = lanesOf(z.shape, dim);
  const sorted = along(z.data, lanes, lanes.size, (data, start, size, out, at) =>
    out.set(descending(data.slice(start, start + size)), at),
  );
  const head = (lane: Float64Array, k: number) => sumOf(lane.subarray(0, k));
  const counts = (lane: Float64Array): number => {
    const all = descending(lane);
    if (!Number.isFinite(all[0] ?? Number.NaN)) return Number.NaN;
    let k = 1;
    while (k < all.length && 1 + (k + 1) * all[k]! > head(all, k + 1)) k++;
    return k;
  };
  const threshold = (lane: Float64Array): number => {
    const k = counts(lane);
    return (head(descending(lane), k) - 1) / k;
  };
  return [
    ...steps,
    { name: "sorted", about: "x in descending order", tensor: new Tensor(sorted, z.shape) },
    {
      name: "k",
      about: "how many have a share, the largest k with 1 + k·sorted_k > Σ of the first k",
      tensor: perLane(z, dim, counts),
    },
    {
      name: "tau",
      about: "(Σ of the first k − 1)/k, which is taken off so that the rest adds up to 1",
      tensor: perLane(z, dim, threshold),
    },
  ];
}

export const sparsemax = reducer({
  about: "probabilities from scores, exactly 0 for low ones",
  formula: "max(0, x_i/T − τ), τ so that they sum to 1",
  source: "Martins & Astudillo 2016",
  equivalents: {
    differs: "none of PyTorch, SciPy and JAX has it; the package entmax does, for PyTorch",
  },
  parameters: { temperature: { default: 1, min: 0, open: true, about: "what the entries are divided by first" } },
  size: "same",
  range: "[0, 1]",
  facts: ["sums to 1", "non-negative", "keeps order", "shift invariant"],
  masked: 0,
  absent: -Infinity,
  work: { steps: sparsemaxSteps, last: "max(0, x − tau)" },
  kernel({ temperature }) {
    return (x, start, size, out, at) => {
      const { max } = extremes(x, start, size, 1);
      if (!Number.isFinite(max)) return void out.fill(Number.NaN, at, at + size);
      const row = x.subarray(start, start + size);
      // Whoever is 1 or more below the largest has no share, however the others stand.
      const near = row.filter((value) => shifted(value, max, temperature).hi > -1);
      const all = Array.from(near.sort().reverse(), (value) => shifted(value, max, temperature));
      const { k, sum } = support(all);
      const lowest = near[k - 1]!;
      for (let i = 0; i < size; i++) {
        const value = row[i]!;
        out[at + i] = value < lowest ? 0 : div(margin(shifted(value, max, temperature), k, sum, all), dd(k)).hi;
      }
    };
  },
});

/**
 * The work of a reducer, step by step as in a textbook, each step rounded to doubles. The results themselves come
 * from the kernels, which keep more.
 *
 * @packageDocumentation
 */
import { exp } from "../special/exp.js";
import { log } from "../special/log.js";
import { addTo, exactSum, round } from "../special/sum.js";
import type { Step } from "../step.js";
import { lanesOf, Tensor } from "../tensor.js";
import { along, single } from "./lanes.js";

/** What leads to a reducer's result. */
export interface Work<P> {
  /** The steps before the result, of an input in which masked entries are absent already. */
  steps(x: Tensor, dim: number, p: P): readonly Step[];
  /** How the result follows from them, in one line. */
  readonly last: string;
}

/** One number for each lane; the dim goes. */
export function perLane(x: Tensor, dim: number, f: (lane: Float64Array) => number): Tensor {
  const kernel = single((data, start, size) => f(data.slice(start, start + size)));
  return new Tensor(along(x.data, lanesOf(x.shape, dim), 1, kernel), x.shape.toSpliced(dim, 1));
}

/** Each number with that of its lane. */
export function withLane(x: Tensor, dim: number, lanes: Tensor, f: (value: number, lane: number) => number): Tensor {
  const { size, inner } = lanesOf(x.shape, dim);
  const laneOf = (at: number) => Math.floor(at / (size * inner)) * inner + (at % inner);
  return new Tensor(
    x.data.map((value, at) => f(value, lanes.data[laneOf(at)]!)),
    x.shape,
  );
}

/** Each number on its own. */
export const each = (x: Tensor, f: (value: number) => number): Tensor => new Tensor(x.data.map(f), x.shape);

/** The sum of a lane, rounded once. */
export function sumOf(lane: Float64Array): number {
  const sum = exactSum();
  for (const value of lane) addTo(sum, value);
  return round(sum);
}

/** The largest entry of a lane; nan if there is one. */
export const largestOf = (lane: Float64Array): number =>
  lane.reduce((max, value) => (Number.isNaN(value) || value > max ? value : max), -Infinity);

/** The division by the temperature, where there is one to speak of. */
export function scaled(x: Tensor, temperature: number): { readonly x: Tensor; readonly steps: readonly Step[] } {
  if (temperature === 1) return { x, steps: [] };
  const divided = each(x, (value) => value / temperature);
  return {
    x: divided,
    steps: [{ name: "scaled", about: `x divided by the temperature ${temperature}`, tensor: divided }],
  };
}

/** What all that rests on Σ exp(x_i − max) begins with. */
export function exponentialSteps(
  x: Tensor,
  dim: number,
  { temperature }: { readonly temperature: number },
): { readonly sum: Tensor; readonly steps: readonly Step[] } {
  const { x: z, steps } = scaled(x, temperature);
  const max = perLane(z, dim, largestOf);
  const shifted = withLane(z, dim, max, (value, largest) => value - largest);
  const exponentials = each(shifted, exp);
  const sum = perLane(exponentials, dim, sumOf);
  return {
    sum,
    steps: [
      ...steps,
      { name: "max", about: "the largest, to be taken off so that no exponential overflows", tensor: max },
      { name: "shifted", about: "x − max, at most 0", tensor: shifted },
      { name: "exp", about: "exp(shifted), between 0 and 1", tensor: exponentials },
      { name: "sum", about: "Σ exp", tensor: sum },
    ],
  };
}

/** The work of log-softmax and logsumexp: as that of softmax, then the logarithm of the sum. */
export function logSumSteps(x: Tensor, dim: number, p: { readonly temperature: number }): readonly Step[] {
  const { steps, sum } = exponentialSteps(x, dim, p);
  return [...steps, { name: "log_sum", about: "log Σ exp", tensor: each(sum, log) }];
}

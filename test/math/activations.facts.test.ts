/** Facts are data; this is the loop that checks them. */
import { expect, test } from "vitest";
import type { Activation, Fact } from "../../src/math/activation.js";
import { ACTIVATIONS } from "../../src/math/activations.js";

const MAX = Number.MAX_VALUE;
const MIN = Number.MIN_VALUE;
const positive = [
  ...[0, MIN, 2 * MIN, 3 * MIN, 2 ** -1022, 1e-300, 1e-160, 1e-17, 2 ** -53, 1e-8, 0.0027, 0.1, 0.125, 0.3, 0.5],
  ...[0.75, 1, 1.2, 1.3, 2, 3, 5, 6, 8.3, 10, 17, 22, 36.8, 39, 50, 100, 710, 745.2, 801, 1e9, 1e160, 1e300, MAX],
  Infinity,
];
/** From -inf to inf, both zeros included. */
const grid = [...positive.map((x) => -x).reverse(), ...positive];

type Law = (f: (x: number) => number) => void;

function pairwise(holds: (below: number, above: number) => boolean): Law {
  return (f) => {
    for (let i = 1; i < grid.length; i++) {
      const [below, above] = [f(grid[i - 1]!), f(grid[i]!)];
      if (Number.isNaN(below) || Number.isNaN(above)) continue;
      expect(holds(below, above), `f(${grid[i - 1]}) = ${below}, f(${grid[i]}) = ${above}`).toBe(true);
    }
  };
}

function pointwise(check: (x: number, f: (x: number) => number) => void): Law {
  return (f) => {
    for (const x of grid) if (!Number.isNaN(f(x))) check(x, f);
  };
}

const LAWS: Record<Fact, Law> = {
  odd: pointwise((x, f) => expect(f(-x)).toBe(-f(x))),
  increasing: pairwise((below, above) => below <= above),
  decreasing: pairwise((below, above) => below >= above),
  "non-negative": pointwise((x, f) => expect(f(x), `f(${x})`).toBeGreaterThanOrEqual(0)),
  "non-positive": pointwise((x, f) => expect(f(x), `f(${x})`).toBeLessThanOrEqual(0)),
  idempotent: pointwise((x, f) => expect(f(f(x))).toBe(f(x))),
  "keeps zero": (f) => {
    expect(f(0)).toBe(0);
    expect(f(-0)).toBe(-0);
  },
};

const cases = [...ACTIVATIONS].flatMap(([name, activation]) =>
  activation.row.facts.map((fact): [string, Fact, Activation] => [name, fact, activation]),
);

test.each(cases)("%s is %s", (_, fact, activation) => LAWS[fact]((x) => activation(x)));

test.each([...ACTIVATIONS])("%s gives nan for nan, and its derivative too", (_, activation) => {
  expect(activation(Number.NaN)).toBeNaN();
  expect(activation.derivative(Number.NaN)).toBeNaN();
});

test.each([...ACTIVATIONS])("%s gives nan for no number of its domain, nor does its derivative", (name, activation) => {
  const [low, high] = { log: [0, Infinity], logit: [0, 1] }[name] ?? [-Infinity, Infinity];
  for (const x of grid) {
    const inside = x >= low! && x <= high!;
    expect(Number.isNaN(activation(x)), `f(${x})`).toBe(!inside);
    expect(Number.isNaN(activation.derivative(x)), `f'(${x})`).toBe(!inside);
  }
});

test.each([...ACTIVATIONS])("%s increases only where its derivative is not negative", (_, activation) => {
  if (!activation.row.facts.includes("increasing")) return;
  for (const x of grid) expect(activation.derivative(x) < 0).toBe(false);
});

test.each([
  ["silu", -0, -0],
  ["gelu", -0, -0],
  ["gelu-tanh", -0, -0],
  ["quick-gelu", -0, -0],
  ["mish", -0, -0],
  ["hardswish", -0, 0],
  ["softplus", 0, 0],
  ["squareplus", 0, 0],
  ["logsigmoid", -Infinity, 1],
  ["elu", -1, 0],
  ["exp", 0, 0],
  ["tanh", -1, 0],
])("%s has its limits at -inf", (name, value, slope) => {
  const activation = ACTIVATIONS.get(name)!;
  expect(activation(-Infinity)).toBe(value);
  expect(activation.derivative(-Infinity)).toBe(slope);
  expect(activation.derivative(-Number.MAX_VALUE)).toBe(slope);
});

/** What PyTorch's backward gives at the kinks. */
test.each([
  ["relu", { 0: 0 }],
  ["relu6", { 0: 0, 6: 0 }],
  ["leaky-relu", { 0: 0.01 }],
  ["prelu", { 0: 0.25 }],
  ["elu", { 0: 1 }],
  ["selu", { 0: 1.7580993408473766 }],
  ["hardtanh", { "-1": 0, 1: 0 }],
  ["hardsigmoid", { "-3": 0, 0: 1 / 6, 3: 0 }],
  ["hardswish", { "-3": 0, 3: 1 }],
  ["hardshrink", { "-0.5": 0, 0.5: 0 }],
  ["softshrink", { "-0.5": 0, 0.5: 0 }],
  ["threshold", { 0: 0 }],
])("%s has PyTorch's slope at its kinks", (name, kinks) => {
  for (const [x, slope] of Object.entries(kinks)) expect(ACTIVATIONS.get(name)!.derivative(Number(x))).toBe(slope);
});

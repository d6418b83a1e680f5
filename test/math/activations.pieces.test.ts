/** Functions of straight pieces at and around their kinks: values and derivatives as PyTorch 1.13 computes them. */
import { expect, test } from "vitest";
import type { Activation } from "../../src/math/activation.js";
import { ACTIVATIONS } from "../../src/math/activations.js";

const X = [-7, -6, -3, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 3, 6, 7];

test.each<[string, number[], number[]]>([
  ["relu", [0, 0, 0, 0, 0, 0, 0, 0.25, 0.5, 1, 3, 6, 7], [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]],
  ["relu6", [0, 0, 0, 0, 0, 0, 0, 0.25, 0.5, 1, 3, 6, 6], [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0]],
  [
    "leaky-relu",
    [-0.07, -0.06, -0.03, -0.01, -0.005, -0.0025, 0, 0.25, 0.5, 1, 3, 6, 7],
    [0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 1, 1, 1, 1, 1, 1],
  ],
  [
    "prelu",
    [-1.75, -1.5, -0.75, -0.25, -0.125, -0.0625, 0, 0.25, 0.5, 1, 3, 6, 7],
    [0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 1, 1, 1, 1, 1, 1],
  ],
  ["hardtanh", [-1, -1, -1, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0]],
  ["hardshrink", [-7, -6, -3, -1, 0, 0, 0, 0, 0, 1, 3, 6, 7], [1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1]],
  ["softshrink", [-6.5, -5.5, -2.5, -0.5, 0, 0, 0, 0, 0, 0.5, 2.5, 5.5, 6.5], [1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1]],
  ["threshold", [0, 0, 0, 0, 0, 0, 0, 0.25, 0.5, 1, 3, 6, 7], [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]],
  ["identity", X, X.map(() => 1)],
  ["step", [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], X.map(() => 0)],
])("%s", (name, values, slopes) => {
  const activation = ACTIVATIONS.get(name)!;
  expect(X.map((x) => activation(x) + 0)).toEqual(values);
  expect(X.map((x) => activation.derivative(x) + 0)).toEqual(slopes);
  expect(activation(Number.NaN)).toBeNaN();
  expect(activation.derivative(Number.NaN)).toBeNaN();
});

/** Values and derivatives under parameters, by the definitions. */
const slope = (name: string, x: number, parameters: object) =>
  (ACTIVATIONS.get(name) as Activation<Record<string, never>>).derivative(x, parameters);
const value = (name: string, x: number, parameters: object) =>
  (ACTIVATIONS.get(name) as Activation<Record<string, never>>)(x, parameters);

test("parameters move the pieces", () => {
  expect([-3, -2, 0, 5, 6].map((x) => value("hardtanh", x, { min_val: -2, max_val: 5 }))).toEqual([-2, -2, 0, 5, 5]);
  expect([-3, -2, 0, 5, 6].map((x) => slope("hardtanh", x, { min_val: -2, max_val: 5 }))).toEqual([0, 0, 1, 0, 0]);
  expect([0, 2].map((x) => value("hardtanh", x, { min_val: 1, max_val: 1 }))).toEqual([1, 1]);
  expect([1, 2, 3].map((x) => value("threshold", x, { threshold: 2, value: -9 }))).toEqual([-9, -9, 3]);
  expect([1, 2, 3].map((x) => slope("threshold", x, { threshold: 2 }))).toEqual([0, 0, 1]);
  expect([-2, 0, 2].map((x) => value("leaky-relu", x, { negative_slope: 0 }))).toEqual([0, 0, 2]);
  expect(value("leaky-relu", -Infinity, { negative_slope: 0 })).toBe(0);
  expect([-2, 3].map((x) => value("prelu", x, { weight: -1 }))).toEqual([2, 3]);
  expect([-2, 3].map((x) => slope("prelu", x, { weight: -1 }))).toEqual([-1, 1]);
  expect([-3, -2, 2, 3].map((x) => slope("hardshrink", x, { lambd: 2 }))).toEqual([1, 0, 0, 1]);
  expect([-3, -2, 2, 3].map((x) => slope("softshrink", x, { lambd: 2 }))).toEqual([1, 0, 0, 1]);
});

test("hardshrink and softshrink give the zero of x's sign", () => {
  for (const name of ["hardshrink", "softshrink"]) {
    expect([value(name, -0.25, {}), value(name, 0.25, {}), value(name, -0, {})]).toEqual([-0, 0, -0]);
  }
});

test("logit is flat where it is cut off", () => {
  const at = [0.1, 0.25, 0.5, 0.75, 0.9].map((x) => slope("logit", x, { eps: 0.25 }));
  expect(at.map((y) => y > 0)).toEqual([false, true, true, true, false]);
  expect(slope("logit", -1, {})).toBeNaN();
  expect(slope("logit", 1, { eps: 0 })).toBe(Infinity);
});

test("far out, softplus and logsigmoid are pieces too", () => {
  expect([value("softplus", -1e300, {}), value("softplus", 1e300, {})]).toEqual([0, 1e300]);
  expect([value("logsigmoid", -1e300, {}), value("logsigmoid", 1e300, {})]).toEqual([-1e300, -0]);
});

test("squareplus without a bend is relu", () => {
  expect([-2, 0, 3, 1e300].map((x) => value("squareplus", x, { b: 0 }))).toEqual([0, 0, 3, 1e300]);
  expect([-2, 3, 1e300].map((x) => slope("squareplus", x, { b: 0 }))).toEqual([0, 1, 1]);
});

test("gelu's derivative follows its approximation", () => {
  expect(slope("gelu", 1, { approximate: "tanh" })).toBe(slope("gelu-tanh", 1, {}));
  expect(slope("gelu", 1, {})).not.toBe(slope("gelu-tanh", 1, {}));
});

test("what other frameworks have as defaults, by their documentation", () => {
  const like = Object.fromEntries([...ACTIVATIONS].flatMap(([name, { row }]) => (row.like ? [[name, row.like]] : [])));
  expect(like).toEqual({
    gelu: { jax: { approximate: "tanh" } },
    hardsigmoid: { onnx: { alpha: 0.2 }, tfjs: { alpha: 0.2 } },
    "leaky-relu": { keras: { negative_slope: 0.2 }, tfjs: { negative_slope: 0.2 } },
    prelu: { keras: { weight: 0 }, tfjs: { weight: 0 } },
    selu: { onnx: { alpha: 1.6732631921768188, scale: 1.0507010221481323 } },
    softplus: { torch: { threshold: 20 } },
    threshold: { onnx: { threshold: 1 }, tfjs: { threshold: 1 } },
  });
});

test("plots begin where a function begins", () => {
  const domains = [...ACTIVATIONS].flatMap(([name, { row }]) => (row.domain ? [[name, row.domain]] : []));
  expect(Object.fromEntries(domains)).toEqual({ log: [0, 4], logit: [0, 1], relu6: [-2, 8] });
});

test("what may be a list, and what has no value by default", () => {
  const marked = (mark: "perColumn" | "none") =>
    [...ACTIVATIONS].flatMap(([name, { row }]) =>
      Object.entries(row.parameters ?? {}).flatMap(([key, one]) =>
        Object(one)[mark] === true ? `${name} ${key}` : [],
      ),
    );
  expect(marked("perColumn")).toEqual(["prelu weight"]);
  expect(marked("none").sort()).toEqual(["logit eps", "softplus threshold"]);
  expect(() => value("hardsigmoid", 1, { alpha: 0 })).toThrow("0 is out of range: above 0");
});

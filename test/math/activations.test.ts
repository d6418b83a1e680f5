/** The table itself: names, rows and parameters. */
import { expect, test } from "vitest";
import { InputError } from "../../src/errors.js";
import {
  ACTIVATIONS,
  celu,
  gelu,
  geluTanh,
  hardsigmoid,
  logit,
  selu,
  softplus,
  step,
} from "../../src/math/activations.js";
import { fold } from "../../src/math/names.js";
import { accepts, FRAMEWORKS } from "../../src/math/parameters.js";
import { referenceNames } from "./reference.js";

/** The commands that the design names; what is written there does not change. */
const NAMES =
  "sigmoid tanh relu relu6 leaky-relu prelu elu selu celu gelu gelu-tanh quick-gelu silu mish softplus softsign " +
  "hardtanh hardsigmoid hardswish hardshrink softshrink tanhshrink threshold logsigmoid logit squareplus exp log " +
  "step identity";

/** Exact, or one rounding of the definition: the facts and the suites say all there is to say. */
const PIECEWISE = "relu relu6 leaky-relu prelu hardtanh hardshrink softshrink threshold step identity".split(" ");

test("the table holds the functions that are promised", () => {
  expect([...ACTIVATIONS.keys()].sort()).toEqual(NAMES.split(" ").sort());
});

test("no two names or aliases are taken for one another", () => {
  const names = [...ACTIVATIONS].flatMap(([name, { row }]) => [name, ...(row.aliases ?? [])]);
  expect(new Set(names.map(fold)).size).toBe(names.length);
});

test.each([...ACTIVATIONS])("%s is described", (_, { row }) => {
  for (const text of [row.about, row.formula, row.source, row.range]) expect(text).toMatch(/\S/);
  expect(row.about).not.toMatch(/\.$/);
  for (const parameter of Object.values(row.parameters ?? {})) expect(parameter.about).toMatch(/\S/);
});

test.each([...ACTIVATIONS])("%s has reference values", (name) => {
  const files = [...referenceNames("activations"), ...referenceNames("points"), ...PIECEWISE];
  expect(files).toContain(name);
});

test.each([...ACTIVATIONS])("%s accepts its own defaults and those of every framework", (_, { row }) => {
  for (const parameter of Object.values(row.parameters ?? {})) {
    expect(accepts(parameter, parameter.default) || ("none" in parameter && parameter.none)).toBe(true);
  }
  for (const framework of FRAMEWORKS) {
    for (const [name, value] of Object.entries(row.like?.[framework] ?? {})) {
      expect(accepts(row.parameters![name]!, value as number | string)).toBe(true);
    }
  }
});

test.each([
  ["celu", { alpha: 0 }, "alpha", "0 is out of range: above 0"],
  ["celu", { alpha: Number.NaN }, "alpha", "NaN is out of range: above 0"],
  ["softplus", { beta: 0 }, "beta", "0 is out of range: above 0"],
  ["softplus", { beta: -1 }, "beta", "-1 is out of range: above 0"],
  ["softshrink", { lambd: -0.5 }, "lambd", "-0.5 is out of range: at least 0"],
  ["squareplus", { b: -1 }, "b", "-1 is out of range: at least 0"],
  ["logit", { eps: 0.6 }, "eps", "0.6 is out of range: from 0 to 0.5"],
  ["hardtanh", { min_val: 2 }, "min_val", "2 is out of range: at most max_val, which is 1"],
  ["gelu", { approximate: "erf" }, "approximate", "erf is out of range: none, tanh"],
])("%s refuses %j", (name, parameters, parameter, message) => {
  const refuse = () => ACTIVATIONS.get(name)!(1, parameters as Record<string, number>);
  expect(refuse).toThrow(InputError);
  expect(refuse).toThrow(message);
  try {
    refuse();
  } catch (error) {
    expect((error as InputError).parameter).toBe(parameter);
  }
});

test("an unknown parameter is named", () => {
  expect(() => selu(1, { beta: 1 } as never)).toThrow("unknown parameter: beta");
});

test("parameters do what PyTorch's do", () => {
  expect(softplus(30, { threshold: 20 })).toBe(30);
  expect(softplus(7, { beta: 3, threshold: 20 })).toBe(7);
  expect(softplus.derivative(30, { threshold: 20 })).toBe(1);
  expect(softplus(20.5)).toBeGreaterThan(20.5);
  expect(step(0, { values: 0.5 })).toBe(0.5);
  expect(step(-0, { values: 0.5 })).toBe(0.5);
  expect(logit(2, { eps: 0.25 })).toBe(logit(0.75));
  expect(logit(-1, { eps: 0 })).toBe(-Infinity);
  expect(logit.derivative(0.1, { eps: 0.25 })).toBe(0);
  expect(gelu(1.5, { approximate: "tanh" })).toBe(geluTanh(1.5));
  expect(celu(-1, { alpha: 1e300 })).toBe(-1);
  expect(hardsigmoid(2, hardsigmoid.row.like!.onnx)).toBe(0.9);
});

test("tensors and lists keep their shape", () => {
  expect(
    gelu([
      [0, 1e9],
      [-1e9, 0],
    ]).toArray(),
  ).toEqual([
    [0, 1e9],
    [-0, 0],
  ]);
  expect(step.derivative([1, 2]).shape).toEqual([2]);
});

/** Activations in the suites of PyTorch and ONNX, which stand beside the project where it is developed. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Activation } from "../../src/math/activation.js";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { fold } from "../../src/math/names.js";
import { type Nested, tensor } from "../../src/math/tensor.js";

const SUITES = new URL("../../../shared/suites/", import.meta.url);
const PRESENT = existsSync(SUITES);
if (!PRESENT) console.log("the suites of PyTorch and ONNX are not beside the project: skipped");

interface Array_ {
  dtype: string;
  shape: number[];
  data: Nested;
}

/** The suites write what JSON has no number for as a string. */
function numbers({ data, shape }: Array_): number[] {
  const revive = (value: unknown): Nested => (Array.isArray(value) ? value.map(revive) : Number(value));
  return shape.includes(0) ? [] : [...tensor(revive(data)).data];
}

/** float64 is computed by formulas of a few ulp; the float32 cases were computed in float32. */
function expectClose(actual: number[], expected: Array_): void {
  const [relative, absolute] = expected.dtype === "float64" ? [1e-12, 1e-14] : [2e-6, 1e-6];
  const values = numbers(expected);
  expect(actual.length).toBe(values.length);
  actual.forEach((value, i) => {
    const y = values[i]!;
    if (Number.isNaN(y)) expect(value).toBeNaN();
    else if (value !== y) expect(Math.abs(value - y)).toBeLessThanOrEqual(absolute + relative * Math.abs(y));
  });
}

function suite<T>(name: string): T[] {
  if (!PRESENT) return [];
  const folder = new URL(`${name}/`, SUITES);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as T);
}

function find(name: string): Activation | undefined {
  for (const [key, activation] of ACTIVATIONS) {
    if ([key, ...(activation.row.aliases ?? [])].some((alias) => fold(alias) === fold(name))) return activation;
  }
  return undefined;
}

interface TorchOp {
  op: string;
  cases: {
    input: Array_;
    args: (number | Array_)[];
    kwargs: Record<string, number | string | Array_>;
    output: Array_;
  }[];
}

/** The value of a parameter for each number of the input: one for all, or one for each place of the second dim. */
function spread(weight: Array_, shape: readonly number[]): (index: number) => number {
  const values = numbers(weight);
  const inner = shape.slice(2).reduce((size, n) => size * n, 1);
  return (index) => values[values.length === 1 ? 0 : Math.floor(index / inner) % values.length]!;
}

test.each(suite<TorchOp>("torch").flatMap((op) => (find(op.op) ? [[op.op, op] as const] : [])))(
  "torch %s",
  (_, { op, cases }) => {
    const activation = find(op)!;
    const names = Object.keys(activation.row.parameters ?? {});
    for (const { input, args, kwargs, output } of cases) {
      const given = { ...Object.fromEntries(args.map((value, i) => [names[i]!, value])), ...kwargs };
      const at = (index: number) =>
        Object.fromEntries(
          Object.entries(given).map(([name, value]) => [
            name,
            typeof value === "object" ? spread(value, input.shape)(index) : value,
          ]),
        );
      const actual = numbers(input).map((x, index) => activation(x, at(index) as Record<string, number>));
      expectClose(actual, output);
    }
  },
);

interface OnnxCase {
  name: string;
  op: string;
  attributes: Record<string, number | string>;
  inputs: Array_[];
  outputs: Array_[];
}

/** What ONNX calls its operators' attributes, where it differs. */
const RENAMED: Record<string, Record<string, string>> = {
  LeakyRelu: { alpha: "negative_slope" },
  Selu: { gamma: "scale" },
  ThresholdedRelu: { alpha: "threshold" },
};

function runOnnx({ op, attributes, inputs }: OnnxCase): number[] {
  const x = numbers(inputs[0]!);
  if (op === "PRelu") {
    const slopes = numbers(inputs[1]!);
    return x.map((value, i) => ACTIVATIONS.get("prelu")!(value, { weight: slopes[i % slopes.length]! }));
  }
  if (op === "Shrink") {
    const name = "bias" in attributes ? "softshrink" : "hardshrink";
    return x.map((value) => ACTIVATIONS.get(name)!(value, { lambd: Number(attributes.lambd) }));
  }
  const activation = find(op)!;
  const given = Object.entries(attributes).map(([key, value]) => [RENAMED[op]?.[key] ?? key, value] as const);
  // Swish has an alpha of 1, which silu has not.
  const known = given.filter(([key]) => key in (activation.row.parameters ?? {}));
  const parameters = { ...activation.row.like?.onnx, ...Object.fromEntries(known) };
  return x.map((value) => activation(value, parameters as Record<string, number>));
}

const covered = suite<OnnxCase>("onnx").filter(({ op }) => op === "Shrink" || find(op));
test.each(covered.map((one) => [one.name, one] as const))("onnx %s", (_, one) => {
  expectClose(runOnnx(one), one.outputs[0]!);
});

test.skipIf(!PRESENT)("the suites cover most activations", () => {
  expect(covered.length).toBeGreaterThan(30);
});

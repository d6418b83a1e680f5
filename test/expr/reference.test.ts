/** Expressions against PyTorch and NumPy (test/reference/expressions.json). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { asTensor, compile, type Value } from "../../src/expr/compile.js";
import { type Nested, tensor } from "../../src/math/tensor.js";

type Spelled = number | string | readonly Spelled[];

interface Row {
  readonly expression: string;
  readonly from: "torch" | "numpy";
  readonly value: Spelled;
}

const reference = JSON.parse(readFileSync(new URL("../reference/expressions.json", import.meta.url), "utf8")) as {
  readonly names: Readonly<Record<string, Nested>>;
  readonly expressions: readonly Row[];
};
const names = new Map<string, Value>(Object.entries(reference.names).map(([name, value]) => [name, tensor(value)]));

function numberFrom(value: Spelled): Nested {
  if (typeof value === "number") return value;
  return typeof value === "string" ? Number(value.replace("inf", "Infinity")) : value.map(numberFrom);
}

/** Losses and sums of the reference are added up in its own order: the last few bits are not ours. */
const RELATIVE = 1e-12;
const ABSOLUTE = 1e-14;

test("there are expressions", () => expect(reference.expressions.length).toBeGreaterThan(800));

test.each(reference.expressions)("$expression ($from)", ({ expression, value }) => {
  const expected = tensor(numberFrom(value));
  const actual = asTensor(compile(expression, { names: names.keys() }).evaluate(names));
  expect(actual.shape).toEqual(expected.shape);
  for (const [i, y] of expected.data.entries()) {
    const x = actual.data[i]!;
    const near = Object.is(x, y) || x === y || Math.abs(x - y) <= ABSOLUTE + RELATIVE * Math.abs(y);
    expect(near, `number ${i}: ${x}, not ${y}`).toBe(true);
  }
});

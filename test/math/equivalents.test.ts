/**
 * The expressions of other libraries that the help shows are evaluated where those libraries are installed
 * (`PYTHON` names the interpreter) and must give what actfn gives.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { LOSSES } from "../../src/math/losses.js";
import { REDUCERS } from "../../src/math/reducers.js";
import { Tensor, type TensorLike } from "../../src/math/tensor.js";
import { ROOT } from "../shell.js";

const LIBRARIES = ["torch", "numpy", "jax"] as const;
const X = [-2, -0.5, 0.25, 1.75];
const MATRIX = [
  [-2, -0.5, 0.25, 1.75],
  [0.5, 3, -1, 2.25],
];
const SHARES = [0.125, 0.5, 0.25, 0.75];

const plain = (value: TensorLike) => (value instanceof Tensor ? value.toArray() : value);

const activations = [...ACTIVATIONS].map(([name, f]) => {
  const x = f.row.domain?.[0] === 0 ? SHARES : X;
  return { name, row: f.row, x, target: [] as number[], expected: plain(f(x)) };
});
const reducers = [...REDUCERS].map(([name, f]) => {
  return { name, row: f.row, x: MATRIX, target: [] as number[], expected: plain(f(MATRIX)) };
});
const losses = [...LOSSES].map(([name, f]) => {
  const { scores, target: kind } = f.row;
  const like = scores[0] === "probs" ? SHARES : X;
  const x = kind === "like the input" ? like : MATRIX;
  const target = kind === "like the input" ? [0.875, 0.25, 0.5, 0.125] : [3, 0];
  return { name, row: f.row, x, target, expected: plain(f(x, target)) };
});

const cases = [...activations, ...reducers, ...losses].flatMap(({ row, ...rest }) =>
  LIBRARIES.flatMap((library) => {
    const expression = row.equivalents?.[library];
    return expression === undefined ? [] : [{ ...rest, library, expression }];
  }),
);

test("every row says where it stands", () => {
  for (const { name, row } of [...activations, ...reducers, ...losses]) expect(row.equivalents, name).toBeDefined();
});

const input = JSON.stringify(cases.map(({ library, expression, x, target }) => ({ library, expression, x, target })));
const python = spawnSync(process.env.PYTHON ?? "python3", [join(ROOT, "test/math/equivalents.py")], { input });
if (python.stderr.length > 0) console.log(String(python.stderr).slice(-2000));
const answers: { value?: unknown; missing?: string }[] = python.status === 0 ? JSON.parse(String(python.stdout)) : [];

const flat = (value: unknown) => [value].flat(9) as number[];

test.each(cases.map((one, i) => ({ ...one, answer: answers[i] })))("$library: $expression", (one) => {
  const { answer, expected } = one;
  if (answer?.value === undefined) {
    console.log(`not compared: ${answer?.missing ?? "no python3 with numpy"}`);
    return;
  }
  const actual = flat(answer.value);
  expect(actual.length).toBe(flat(expected).length);
  for (const [i, x] of flat(expected).entries()) expect(actual[i]).toBeCloseTo(x, 9);
});

/** What identify tries, that each guess is what its words say, and how near is near. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { candidatesFor, laneMatrix } from "../../src/math/identify/candidates.js";
import { fitted, minimum } from "../../src/math/identify/fit.js";
import { identify } from "../../src/math/identify.js";
import { glu, REDUCERS, topk } from "../../src/math/reducers.js";
import { Tensor, tensor } from "../../src/math/tensor.js";

const numbers = (...shape: number[]) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return new Tensor(
    Float64Array.from({ length: size }, (_, i) => ((i * 37) % 23) / 7 - 1.3),
    shape,
  );
};

/** Sections that begin with `## FROM -> TO`. */
const EXPECTED = new Map(
  readFileSync(new URL("identify.guesses.txt", import.meta.url), "utf8")
    .split(/^## /m)
    .slice(1)
    .map((section) => section.trimEnd().split("\n"))
    .map(([name, ...lines]) => [name!, lines]),
);

const SHAPES = [
  [[3], [3]],
  [[], []],
  [[2, 4], [2]],
  [[2, 4], [4]],
  [
    [2, 4],
    [2, 1],
  ],
  [
    [2, 4],
    [1, 4],
  ],
  [
    [2, 4],
    [2, 2],
  ],
  [
    [2, 4],
    [2, 3],
  ],
  [
    [2, 4],
    [2, 5],
  ],
  [[3], []],
  [[2, 4], [8]],
] as const;

test.each(SHAPES)("guesses from %j to %j", (from, to) => {
  const words = candidatesFor(from, to).map((one) => {
    const along = one.along ? ` along ${one.along.dim}, ${one.along.size}` : "";
    return `${one.words.join(" ")}, ${one.parameters}${one.free ? ` ${one.free.name}` : ""}${along}`;
  });
  expect(words).toEqual(EXPECTED.get(`${JSON.stringify(from)} -> ${JSON.stringify(to)}`) ?? []);
});

test("each guess is what its words say", () => {
  const x = numbers(3, 4, 2);
  const exact = (y: Tensor, words: string) => {
    const guess = identify(x, y).guesses.find((one) => one.words.join(" ") === words);
    expect(guess, words).toMatchObject({ error: 0, fits: true });
  };
  for (const [name, f] of ACTIVATIONS) {
    exact(f(x), name);
    exact(f.derivative(x), `${name} --derivative`);
    if (f.row.like?.onnx) exact(f(x, f.row.like.onnx), `${name} --like onnx`);
  }
  for (const [name, f] of REDUCERS) {
    if (name === "topk" || name === "glu") continue;
    for (const dim of [0, 1, 2]) exact(f(x, { dim }), `${name} --dim ${dim}`);
    if (f.row.size === "one") exact(f(x, { dim: 1, keepdim: true }), `${name} --keepdim --dim 1`);
  }
  exact(topk(x, { dim: 1, k: 3 }), "topk --k 3 --dim 1");
  exact(glu(x, { dim: 1 }), "glu --dim 1");
});

test("lanes as rows, evenly spread", () => {
  const { data } = tensor([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(laneMatrix(data, [2, 3, 2], 1, Infinity).toArray()).toEqual([
    [0, 2, 4],
    [1, 3, 5],
    [6, 8, 10],
    [7, 9, 11],
  ]);
  expect(laneMatrix(data, [2, 3, 2], 1, 2).toArray()).toEqual([
    [0, 2, 4],
    [6, 8, 10],
  ]);
  expect(laneMatrix(data, [12, 1], 1, 3).toArray()).toEqual([[0], [4], [8]]);
});

test("within what guesses are close", () => {
  const of = (x: Tensor, y: Tensor) => identify(x, y).tolerances;
  const x = tensor([-1.3, 0.4, 2.1]);
  const y = x.data.map((value) => 1 / (1 + Math.exp(-value)));
  expect(of(x, new Tensor(y))).toEqual({ atol: 1e-7, rtol: 1e-7 });
  const single = (t: Tensor) => new Tensor(t.data.map(Math.fround), t.shape);
  const X = single(numbers(5));
  expect(of(X, single(new Tensor(X.data.map((value) => Math.exp(value)))))).toEqual({ atol: 1e-5, rtol: 1.3e-6 });
  // Half a unit of the last digit that was printed, and what the digits of X leave.
  const printed = (t: Float64Array, digits: number) => new Tensor(t.map((value) => Number(value.toFixed(digits))));
  expect(of(x, printed(y, 3)).atol).toBeCloseTo(0.0005001, 9);
  const unknown = of(tensor([-1.3, 0.42, 2.1]), tensor([5.123, 7.5, -3]));
  expect(unknown.atol).toBeCloseTo(0.0005001 + 2 * 0.005001, 9);
  expect(unknown.rtol).toBeCloseTo(1e-7 + 2 * 0.005001, 9);
  expect(of(tensor([1, 2, 3]), tensor([40, -7, 11])).atol).toBe(1e-7);
  expect(of(new Tensor(Float64Array.of(1, 2), [2], "float16"), tensor([0.5, 9])).rtol).toBeGreaterThan(1e-4);
});

test("how many digits were printed", () => {
  // Half a unit of the last digit of Y, and what the digit of X leaves.
  const slack = 2 * 0.5001 * 0.1;
  const atol = (...y: number[]) => identify(tensor(y.map((_, i) => i + 0.5)), tensor(y)).tolerances.atol;
  expect(atol(12.5, 130)).toBeCloseTo(0.05001 + slack, 9);
  expect(atol(-112.25, 130)).toBeCloseTo(0.005001 + slack, 9);
  expect(atol(Infinity, 130.125)).toBeCloseTo(0.0005001 + slack, 9);
  expect(atol(1e21, -1e21, 0.25)).toBeCloseTo(0.005001 + slack, 9);
  expect(atol(1.5e-7, -7.3)).toBeCloseTo(1e-7 + slack, 12);
  expect(atol(1.23456789, 30)).toBeCloseTo(1e-7 + slack, 12);
  // Too many to have been rounded.
  expect([atol(1.25e-8, 30), atol(1.234567891, 30), atol(1.5e-12, 30)]).toEqual([1e-7, 1e-7, 1e-7]);
});

test("numbers count as float32 where all of them could be and are not merely round", () => {
  const rtol = (x: Tensor, y: Tensor) => identify(x, y).tolerances.rtol;
  const odd = new Tensor(Float64Array.of(0.1, 0.7, -0.3).map(Math.fround));
  const relu = (x: Tensor) => ACTIVATIONS.get("relu")!(x) as Tensor;
  expect(rtol(odd, relu(odd))).toBe(1.3e-6);
  const round = tensor([0.5, -0.25, 3]);
  expect(rtol(round, relu(round))).toBe(1e-7);
  const half = new Tensor(Float64Array.of(0.1, 0.7, -0.3));
  expect(rtol(half, relu(half))).toBe(1e-7);
  const mixed = new Tensor(Float64Array.of(Math.fround(0.1), 0.7, -0.3));
  expect(rtol(mixed, relu(mixed))).toBe(1e-7);
  const whole = new Tensor(Float64Array.of(1, 2, -3), [3], "int32");
  expect(rtol(whole, relu(whole))).toBe(1e-7);
  expect(rtol(new Tensor(odd.data, [3], "float16"), relu(odd))).toBeGreaterThan(1e-4);
});

test("equals stand in order: few arguments, few parameters, by name", () => {
  const { guesses } = identify(tensor([1, 2, 3]), tensor([1, 2, 3]));
  const equal = guesses.filter(({ fits, error }) => fits && error === 0);
  expect(equal.length).toBeGreaterThan(5);
  expect(equal.slice(0, 3).map(({ words }) => words.join(" "))).toEqual(["identity", "relu", "relu6"]);
  const key = ({ words, parameters }: (typeof equal)[number]) =>
    `${words.length} ${String(parameters).padStart(2)} ${words.join(" ")}`;
  expect(equal.map(key)).toEqual(equal.map(key).sort());
  const errors = guesses.slice(equal.length).map(({ error }) => error);
  expect(errors).toEqual(errors.toSorted((a, b) => (a === b ? 0 : a - b)));
});

test("of many numbers the dozen best on a sample see all", () => {
  const x = numbers(5000);
  const y = ACTIVATIONS.get("mish")!(x) as Tensor;
  const [first, ...others] = identify(x, y).guesses;
  expect(first).toMatchObject({ words: ["mish"], error: 0, fits: true });
  expect(others.length).toBe(11);
  const off = y.data.slice();
  off[4999]! += 1;
  expect(identify(x, new Tensor(off)).guesses.find(({ words }) => words[0] === "mish")).toMatchObject({ fits: false });
  const rows = numbers(2500, 2);
  const softmax = REDUCERS.get("softmax")!(rows, { dim: 1 });
  expect(identify(rows, softmax).guesses[0]).toMatchObject({ words: ["softmax", "--dim", "1"], error: 0 });
});

test("a parameter that is no round number, and one that nothing gives", () => {
  const x = numbers(30);
  const best = (y: Tensor) => identify(x, y).guesses[0]!;
  const celu = (alpha: number) => ACTIVATIONS.get("celu")!(x, { alpha } as never);
  expect(best(celu(0.7317))).toMatchObject({ words: ["celu", "--alpha", "0.7317"], fits: true, parameters: 1 });
  expect(best(new Tensor(x.data.map((value) => Math.sin(9 * value)))).fits).toBe(false);
  // Printed to three digits, the roundest number that gives them.
  const rounded = new Tensor(celu(0.7).data.map((value) => Number(value.toFixed(3))));
  expect(best(rounded)).toMatchObject({ words: ["celu", "--alpha", "0.7"], fits: true });
});

test("nan and infinities only fit themselves", () => {
  const nan = Number.NaN;
  const errorOf = (x: number[], y: number[], name: string) =>
    identify(tensor(x), tensor(y)).guesses.find(({ words }) => words.join(" ") === name)!;
  expect(errorOf([1, nan], [1, nan], "identity")).toMatchObject({ error: 0, fits: true });
  expect(errorOf([1, nan], [1, 2], "identity")).toMatchObject({ error: Infinity, fits: false });
  expect(errorOf([1, 2], [1, nan], "identity")).toMatchObject({ error: Infinity, fits: false });
  expect(errorOf([1, Infinity], [1, Infinity], "identity")).toMatchObject({ error: 0, fits: true });
  expect(errorOf([1, Infinity], [1, -Infinity], "identity")).toMatchObject({ error: Infinity, fits: false });
  expect(errorOf([1, 2], [1, 2.5], "identity")).toMatchObject({ error: 0.5, fits: false });
});

test("the least within bounds, and at them", () => {
  expect(minimum((x) => -x, 0, 1)).toBeCloseTo(1, 7);
  expect(fitted({ default: 1, about: "" }, (value) => (value - 3.7) ** 2)).toBeCloseTo(3.7, 6);
  expect(fitted({ default: 1, about: "" }, (value) => value)).toBeCloseTo(0.001, 6);
  expect(fitted({ default: 1, about: "" }, (value) => -value)).toBeCloseTo(1000, 2);
  expect(fitted({ default: 1, about: "", max: 1 }, (value) => Math.abs(value - 0.3))).toBeCloseTo(0.3, 6);
});

test("what no function gives is told", () => {
  expect(() => identify(numbers(2, 4), numbers(8))).toThrow(
    "no function gives 8 from 2 × 4: only the same shape, or one with a dim less, halved or shortened",
  );
  expect(() => identify(tensor([]), tensor([]))).toThrow("there are no numbers to tell functions by");
});

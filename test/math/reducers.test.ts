import { expect, test } from "vitest";
import {
  argmax,
  entropy,
  glu,
  laneStatus,
  logSoftmax,
  logsumexp,
  REDUCERS,
  softmax,
  softmin,
  sparsemax,
  topk,
} from "../../src/math/reducers.js";
import { Tensor, tensor } from "../../src/math/tensor.js";

const { NaN: nan } = Number;
const inf = Infinity;

test("every reducer is there under its command-line name, and says what it is", () => {
  expect([...REDUCERS.keys()].sort()).toEqual(
    ["argmax", "entropy", "glu", "log-softmax", "logsumexp", "softmax", "softmin", "sparsemax", "topk"].sort(),
  );
  for (const { row } of REDUCERS.values()) expect(row.about && row.formula && row.source && row.range).toBeTruthy();
});

test("rows without a softmax", () => {
  const odd = [
    [-inf, -inf],
    [1, inf],
    [nan, inf],
  ];
  const nans = [
    [nan, nan],
    [nan, nan],
    [nan, nan],
  ];
  for (const f of [softmax, logSoftmax, sparsemax]) expect(f(odd).toArray()).toEqual(nans);
  expect(softmin(odd.map((row) => row.map((x) => -x))).toArray()).toEqual(nans);
  expect(logsumexp(odd).toArray()).toEqual([-inf, inf, nan]);
  expect(entropy(odd).toArray()).toEqual([nan, nan, nan]);
  expect(laneStatus(tensor(odd))).toEqual({ nan: [2], infinite: [1], empty: [0] });
  expect(laneStatus(tensor(odd), 0)).toEqual({ nan: [0], infinite: [1], empty: [] });
  expect(laneStatus(tensor([inf, inf]), -1, -1).empty).toEqual([0]);
});

test("rows with nothing to keep", () => {
  const x = [
    [-inf, -inf],
    [0, -inf],
  ];
  const empty = "zero";
  expect(softmax(x, { empty }).toArray()).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(logSoftmax(x, { empty }).toArray()).toEqual([
    [-inf, -inf],
    [0, -inf],
  ]);
  expect(softmin([inf, inf], { empty }).toArray()).toEqual([0, 0]);
  expect(entropy(x, { empty }).toArray()).toEqual([0, 0]);
  expect(softmax([1, 2], { mask: [0, 0] }).toArray()).toEqual([nan, nan]);
  expect(softmax([1, 2], { mask: [0, 0], empty }).toArray()).toEqual([0, 0]);
  expect(logsumexp([1, 2], { mask: [0, 0] }).toArray()).toBe(-inf);
  expect(argmax([1, 2], { mask: [0, 0] }).toArray()).toBe(nan);
});

test("lanes without numbers", () => {
  expect(softmax([[], []]).shape).toEqual([2, 0]);
  expect(logsumexp([[], []]).toArray()).toEqual([-inf, -inf]);
  expect(entropy([[], []], { empty: "zero" }).toArray()).toEqual([0, 0]);
});

test("dims, scalars and the size that is left", () => {
  const x = [
    [1, 2, 3],
    [6, 5, 4],
  ];
  expect(argmax(x).toArray()).toEqual([2, 0]);
  expect(argmax(x, { dim: 0 }).toArray()).toEqual([1, 1, 1]);
  expect(argmax(x, { keepdim: true }).shape).toEqual([2, 1]);
  expect(argmax(x).dtype).toBe("int64");
  expect(softmax(3).toArray()).toBe(1);
  expect(logsumexp(3, { keepdim: true }).toArray()).toBe(3);
  expect(softmax(new Tensor(Float64Array.of(1), [1], "float32")).dtype).toBe("float32");
  expect(softmax(new Tensor(Float64Array.of(1), [1], "int32")).dtype).toBe("float64");
});

test("masks belong to the last dims and repeat over the first", () => {
  const x = [
    [1, 2, 7],
    [3, 5, 7],
  ];
  const mask = [1, 1, 0];
  expect(argmax(x, { mask }).toArray()).toEqual([1, 1]);
  expect(topk(x, { mask, k: 2 }).toArray()).toEqual([
    [2, 1],
    [5, 3],
  ]);
  expect(topk.indices(x, { mask: [0, 1, 1], k: 3 }).toArray()).toEqual([
    [2, 1, nan],
    [2, 1, nan],
  ]);
  expect(logSoftmax([0, 0], { mask: [1, 0] }).toArray()).toEqual([0, -inf]);
});

test("the largest entries: the first of equals first, nan before all", () => {
  expect(argmax([1, 3, 3]).toArray()).toBe(1);
  expect(argmax([1, nan, nan, 3]).toArray()).toBe(1);
  expect(topk.indices([2, 3, 1, 3], { k: 4 }).toArray()).toEqual([1, 3, 0, 2]);
  expect(topk([1, nan, 3], { k: 3 }).toArray()).toEqual([nan, 3, 1]);
  const many = Array.from({ length: 200 }, (_, i) => (i * 37) % 101);
  const sorted = many.map((value, i) => [value, i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const k of [5, 64, 65, 200]) {
    expect(topk.indices(many, { k }).toArray()).toEqual(sorted.slice(0, k).map(([, i]) => i));
  }
});

test("sparsemax of the paper's figure: (t, 0) is (1 + t)/2 between -1 and 1", () => {
  expect(sparsemax([0.5, 0]).toArray()).toEqual([0.75, 0.25]);
  expect(sparsemax([1, 0]).toArray()).toEqual([1, 0]);
  expect(sparsemax([3, -inf, 2.5]).toArray()).toEqual([0.75, 0, 0.25]);
});

test("entropy of probabilities", () => {
  expect(entropy([0.5, 0.5], { scores: "probs" }).toArray()).toBe(Math.LN2);
  expect(entropy([1, 0, 0], { scores: "probs" }).toArray()).toBe(0);
  expect(entropy([1.5, -0.5], { scores: "probs" }).toArray()).toBe(nan);
  expect(entropy([[Math.log(0.25), Math.log(0.75)]], { scores: "log-probs" }).data[0]).toBeCloseTo(
    0.5623351446188083,
    15,
  );
});

test("glu keeps digits where the gate alone would be 0 or subnormal", () => {
  // 1e308·e^-800 and 2^-1074·σ(1000).
  expect(glu([1e308, -800]).data[0]).toBe(3.667874584177687e-40);
  expect(glu([5e-324, 1000]).data[0]).toBe(5e-324);
  expect(glu([inf, -2000]).data[0]).toBe(nan);
  expect(glu([-0, 5]).data[0]).toBe(-0);
  expect(glu([3, -inf]).data[0]).toBe(0);
  expect(glu([3, nan]).data[0]).toBe(nan);
});

test.each([
  [() => softmax([1, 2], { dim: 1 }), "1 is out of range for a 1-dimensional input: -1 to 0", "dim"],
  [() => softmax([1, 2], { temperature: 0 }), "0 is out of range: above 0", "temperature"],
  [() => softmax([1, 2], { temperature: nan }), "NaN is out of range: above 0", "temperature"],
  [() => softmax([1, 2], { mask: [1, 0, 1] }), "has shape 3, the input 2", "mask"],
  [() => glu([1, 2], { mask: [1, 1] }), "takes no mask", "mask"],
  [() => glu([1, 2, 3]), "the dim to halve has odd size 3", undefined],
  [() => topk([1, 2], { k: 3 }), "3 is out of range: the dim has size 2, so at most 2", "k"],
  [() => topk([1, 2], { k: 0 }), "0 is out of range: a whole number at least 1", "k"],
  [() => entropy([1], { scores: "log" }), "log is out of range: logits, probs, log-probs", "scores"],
  [
    () => entropy([1], { scores: "probs", temperature: 2 }),
    "2 cannot divide probabilities: only scores have a temperature",
    "temperature",
  ],
])("mistakes: %#", (work, message, parameter) => {
  expect(work).toThrow(expect.objectContaining({ name: "InputError", message, parameter }));
});

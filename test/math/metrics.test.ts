import { expect, test } from "vitest";
import { bce, crossEntropy, klDiv, metrics, nll, suspicion } from "../../src/math/losses.js";
import { logSoftmax, softmax } from "../../src/math/reducers.js";
import { type TensorLike, tensor } from "../../src/math/tensor.js";

const probabilities = [
  [0.7, 0.2, 0.1],
  [0.1, 0.6, 0.3],
  [0.2, 0.3, 0.5],
  [0.5, 0.4, 0.1],
];

test("metrics by hand", () => {
  const found = metrics(probabilities, [0, 1, 1, 2], { scores: "probs", k: 2 });
  expect(found.count).toBe(4);
  expect(found.accuracy).toBe(0.5);
  expect(found.topKAccuracy).toBe(0.75);
  expect(found.perplexity).toBeCloseTo((0.7 * 0.6 * 0.3 * 0.1) ** (-1 / 4), 14);
  expect(found.brierScore).toBeCloseTo((0.14 + 0.26 + 0.78 + 1.22) / 4, 14);
  // Bins of width 1/15: 0.7 and 0.6 are right, and the two of 0.5 are wrong.
  expect(found.calibrationError).toBeCloseTo((0.3 + 0.4 + 1) / 4, 14);
  const entropies = probabilities.map((row) => row.reduce((sum, p) => sum - p * Math.log(p), 0));
  expect(found.meanEntropy).toBeCloseTo(entropies.reduce((a, b) => a + b) / 4, 14);
});

test("metrics of logits and of log-probabilities are those of their softmax", () => {
  const logits = [
    [2, -1, 0.5],
    [0, 3, 1],
  ];
  const target = [0, 2];
  const wanted = metrics(softmax(logits), target, { scores: "probs" });
  for (const found of [metrics(logits, target), metrics(logSoftmax(logits), target, { scores: "log-probs" })]) {
    for (const [name, value] of Object.entries(found)) expect(value).toBeCloseTo(wanted[name as "accuracy"], 12);
  }
});

test("ignored targets do not count, and nothing is nan", () => {
  expect(metrics(probabilities, [0, -100, -100, -100], { scores: "probs" }).accuracy).toBe(1);
  expect(metrics([[1, 2]], [-100]).accuracy).toBe(Number.NaN);
  expect(() => metrics([[1, 2]], [2])).toThrow("target 2 in row 0 is out of range: 2 classes, so 0 to 1");
});

test("numbers of the wrong kind are noticed", () => {
  const p: TensorLike = probabilities;
  const logs = logSoftmax(p);
  const looks = (loss: Parameters<typeof suspicion>[0], x: TensorLike, scores?: "probs" | "logits") =>
    suspicion(loss, tensor(x), { scores })?.looksLike;
  expect(looks(nll as never, p)).toBe("probs");
  expect(looks(nll as never, [[3, -1, 2]])).toBe("logits");
  expect(looks(nll as never, logs)).toBeUndefined();
  expect(looks(nll as never, [[-1, -2, -3]])).toBeUndefined();
  expect(looks(nll as never, p, "probs")).toBeUndefined();
  expect(looks(crossEntropy as never, p)).toBe("probs");
  expect(looks(crossEntropy as never, [[3, -1, 2]])).toBeUndefined();
  expect(looks(crossEntropy as never, [[0.3333, 0.3333, 0.3333]])).toBe("probs");
  expect(looks(klDiv as never, p)).toBe("probs");
  expect(looks(klDiv as never, [[-1, -2, -3]])).toBe("logits");
  expect(looks(klDiv as never, logs)).toBeUndefined();
  expect(looks(bce as never, p)).toBeUndefined();
});

import { expect, test } from "vitest";
import { bce, bothLook, crossEntropy, klDiv, looksOf, metrics, nll, suspicion } from "../../src/math/losses.js";
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

/** As `probabilities, log-probabilities, something above 0`. */
function looks(rows: TensorLike, dim = 1): boolean[] {
  const { probabilities, logProbabilities, positive } = looksOf(tensor(rows), dim);
  return [probabilities, logProbabilities, positive];
}

test("what rows can be", () => {
  expect(looks(probabilities)).toEqual([true, false, true]);
  expect(looks(logSoftmax(probabilities))).toEqual([false, true, false]);
  expect(looks(probabilities, 0)).toEqual([false, false, true]);
  expect(looks([[0, 1]])).toEqual([true, false, true]);
  expect(looks([[-0.5, 1.5]])).toEqual([false, false, true]);
  // Its exponentials sum to 1 too, but one of them is above 1.
  expect(looks([[0.0005, -7.6]])).toEqual([false, false, true]);
  expect(looks([[0, -Infinity]])).toEqual([false, true, false]);
  expect(looks([[]])).toEqual([false, false, false]);
  expect(
    looks([
      [0.5, 0.5],
      [1, 0.2],
    ]),
  ).toEqual([false, false, true]);
  expect(
    looks([
      [Math.log(0.5), Math.log(0.5)],
      [-1, -1],
    ]),
  ).toEqual([false, false, false]);
});

test("rounded rows may miss 1 by 0.001 and by 0.0001 a class, by at most 0.02", () => {
  const sumsTo = (sum: number, classes: number) => [Array<number>(classes).fill(sum / classes)];
  expect(looks(sumsTo(1.0012, 4))[0]).toBe(true);
  expect(looks(sumsTo(0.9988, 4))[0]).toBe(true);
  expect(looks(sumsTo(1.002, 4))[0]).toBe(false);
  expect(looks(sumsTo(1.019, 1000))[0]).toBe(true);
  expect(looks(sumsTo(1.021, 1000))[0]).toBe(false);
});

test("blocks look like what all of their rows can be", () => {
  const is = (probabilities: boolean, logProbabilities: boolean, positive: boolean) => ({
    probabilities,
    logProbabilities,
    positive,
  });
  expect(bothLook(is(true, false, true), is(true, true, false))).toEqual(is(true, false, true));
  expect(bothLook(is(false, true, false), is(true, true, false))).toEqual(is(false, true, false));
});

test("the class dim of what looks odd", () => {
  const turned = [
    [0.7, 0.1],
    [0.3, 0.9],
  ];
  expect(suspicion(nll as never, tensor(turned))).toEqual({ looksLike: "logits", taken: "log-probs" });
  expect(suspicion(nll as never, tensor(turned), { dim: 0 })).toEqual({ looksLike: "probs", taken: "log-probs" });
  expect(suspicion(nll as never, tensor([0.2, 0.8]))).toEqual({ looksLike: "probs", taken: "log-probs" });
  expect(suspicion(nll as never, tensor([[1], [1]]))).toBeUndefined();
});

test("metrics: ties go to the first class, a nan is never right, vectors are one row", () => {
  const of = (x: TensorLike, target: TensorLike, options = {}) => metrics(x, target, { scores: "probs", ...options });
  expect(of([[0.5, 0.5]], [0]).accuracy).toBe(1);
  expect(of([[0.5, 0.5]], [1]).accuracy).toBe(0);
  expect(of([[0.5, Number.NaN]], [1], { k: 1 }).accuracy).toBe(0);
  expect(of([[0.4, Number.NaN, 0.6]], [1], { k: 2 }).topKAccuracy).toBe(0);
  expect(of([0.2, 0.8], 1).accuracy).toBe(1);
  expect(of([[0.5, 0.5]], [0])).toMatchObject({ k: 2, topKAccuracy: 1 });
  expect(() => metrics([[0.5, 0.5]], [[0.5, 0.5]])).toThrow("an input of 1 × 2 wants 1");
  // A certain row that is right, and one that is wrong.
  expect(of([[0, 1]], [1]).calibrationError).toBe(0);
  expect(of([[0, 1]], [0]).calibrationError).toBe(1);
  expect(of([[0, 0]], [0]).calibrationError).toBe(1);
});

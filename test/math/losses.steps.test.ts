/** The steps of a loss, by hand. */
import { expect, test } from "vitest";
import type { CommonOptions, Loss } from "../../src/math/loss.js";
import { bce, bceWithLogits, crossEntropy, klDiv, lossSteps, nll } from "../../src/math/losses.js";
import { type Nested, tensor } from "../../src/math/tensor.js";

/** Name and numbers of each step, to 6 digits. */
function steps(loss: unknown, x: Nested, target: Nested, options: object = {}): [string, unknown][] {
  const round = (value: Nested): Nested =>
    typeof value === "number" ? Number(value.toPrecision(6)) : value.map(round);
  return lossSteps(loss as Loss, tensor(x), tensor(target), options as CommonOptions).map(({ name, tensor }) => [
    name,
    round(tensor.toArray() as Nested),
  ]);
}

const LOGS = [
  [-1, -2],
  [-3, -0.5],
  [-1, -1],
];

test("nll with weights and an ignored target", () => {
  expect(steps(nll, LOGS, [1, 0, 1], { weight: [2, 3], ignore_index: 0 })).toEqual([
    ["x", LOGS],
    ["target", [1, 0, 1]],
    ["picked", [-2, Number.NaN, -1]],
    ["weight", [3, 0, 3]],
    ["loss", [6, 0, 3]],
    ["sum", 9],
    ["denominator", 6],
    ["mean", 1.5],
  ]);
});

test("what follows the losses depends on the reduction", () => {
  const after = (options: object) => steps(nll, LOGS, [0, 0, 0], options).slice(4);
  expect(after({ reduction: "none" })).toEqual([["loss", [1, 3, 1]]]);
  expect(after({ reduction: "sum" })).toEqual([
    ["loss", [1, 3, 1]],
    ["sum", 5],
  ]);
  expect(after({})).toEqual([
    ["loss", [1, 3, 1]],
    ["sum", 5],
    ["denominator", 3],
    ["mean", 1.66667],
  ]);
  const terms = steps(bce, 0.5, 1, { reduction: "none" });
  expect(terms).toEqual([
    ["x", 0.5],
    ["target", 1],
    ["loss", expect.closeTo(Math.LN2, 5)],
  ]);
});

test("what divides is told", () => {
  const about = (loss: unknown, target: Nested, options: object) =>
    lossSteps(loss as Loss, tensor(LOGS), tensor(target), options).find(({ name }) => name === "denominator")!.about;
  expect(about(klDiv, LOGS, { reduction: "batchmean" })).toContain("first dim");
  expect(about(nll, [0, 1, 0], {})).toContain("weight");
  expect(about(klDiv, LOGS, {})).toContain("how many");
});

test("scores of other kinds are turned into what the loss takes first", () => {
  const converted = (loss: unknown, x: Nested, target: Nested, options: object = {}) =>
    steps(loss, x, target, options)[1];
  const p = [[0.25, 0.75]];
  expect(converted(nll, p, [1], { scores: "probs" })).toEqual(["log_probs", [[-1.38629, -0.287682]]]);
  expect(converted(crossEntropy, [[0, Math.log(3)]], [1])).toEqual(["log_probs", [[-1.38629, -0.287682]]]);
  expect(converted(klDiv, [[-1, -2]], p)).toEqual(["target", p]);
  expect(converted(bceWithLogits, [0, Math.log(3)], [0, 1])).toEqual(["probs", [0.5, 0.75]]);
  expect(converted(bce, [0.5], [1])).toEqual(["target", [1]]);
});

test("classes along any dim are picked where they stand", () => {
  // Two samples, three classes, two places.
  const x = [
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [
      [7, 8],
      [9, 10],
      [11, 12],
    ],
  ];
  const target = [
    [2, 0],
    [1, 2],
  ];
  const picked = [
    [5, 2],
    [9, 12],
  ];
  expect(steps(nll, x, target)).toContainEqual(["picked", picked]);
  const last = x.map((sample) => sample[0]!.map((_, i) => sample.map((row) => row[i]!)));
  expect(steps(nll, last, target, { dim: -1 })).toContainEqual(["picked", picked]);
  expect(steps(nll, [1, 2, 3], 2)).toContainEqual(["picked", 3]);
});

test("label smoothing: what goes to all classes, with PyTorch's losses", () => {
  const scores = [
    [2, -1, 0.5],
    [0.5, 1, 0],
  ];
  const after = (target: Nested) => Object.fromEntries(steps(crossEntropy, scores, target, { label_smoothing: 0.1 }));
  // F.cross_entropy of PyTorch 1.13 with label_smoothing 1 and 0.1
  expect(after([0, 1])).toMatchObject({ uniform: [1.74131, 1.18027], loss: [0.391311, 0.73027], mean: 0.56079 });
  const soft = [
    [0.7, 0.2, 0.1],
    [0, 1, 0],
  ];
  expect(after(soft)).toMatchObject({
    smoothed: [
      [0.663333, 0.213333, 0.123333],
      [0.0333333, 0.933333, 0.0333333],
    ],
    loss: [1.06631, 0.73027],
  });
  const about = (target: Nested) =>
    lossSteps(crossEntropy as unknown as Loss, tensor(scores), tensor(target), {
      label_smoothing: 0.1,
    } as CommonOptions).find(({ name }) => name === "loss")!.about;
  expect(about([0, 1])).toBe("−(1 − 0.1)·weight·picked + 0.1·uniform");
  expect(about(soft)).toBe("−Σ w_c·smoothed_c·log_probs_c");
});

import { expect, test } from "vitest";
import { bce, bceWithLogits, crossEntropy, focal, klDiv, nll } from "../../src/math/losses.js";

const x = [
  [1, 2, 3],
  [1, 2, 3],
  [1, 2, 3],
];

test.each([
  [() => nll(x, [0, 1, 7]), "target 7 in row 2 is out of range: 3 classes, so 0 to 2", undefined],
  [
    () => nll(x, [0, 1, 7], { firstRow: 1000 }),
    "target 7 in row 1002 is out of range: 3 classes, so 0 to 2",
    undefined,
  ],
  [() => nll([1, 2], 3), "target 3 is out of range: 2 classes, so 0 to 1", undefined],
  [
    () => crossEntropy(x, [0, -1, 1]),
    "target -1 in row 1 is out of range: 3 classes, so 0 to 2 (-100 is ignored)",
    undefined,
  ],
  [() => nll(x, [0, 1.5, 1]), "target 1.5 in row 1 is not a class index: 3 classes, so 0 to 2", undefined],
  [
    () => nll([[[1], [2]]], [[Number.NaN]]),
    "target NaN in row 0, column 0 is not a class index: 2 classes, so 0 to 1",
    undefined,
  ],
  [() => nll(x, [0, 1]), "has 2 numbers, the input 3 rows", "target"],
  [() => nll(x, [0]), "has 1 number, the input 3 rows", "target"],
  [() => nll([[1, 2]], [0, 1]), "has 2 numbers, the input 1 row", "target"],
  [
    () =>
      nll(
        [
          [
            [1, 2],
            [1, 2],
          ],
        ],
        [0, 1, 1],
      ),
    "has shape 3, an input of 1 × 2 × 2 wants 1 × 2",
    "target",
  ],
  [
    () =>
      bce(
        [[0.5, 0.5]],
        [
          [
            [1, 1],
            [1, 1],
          ],
        ],
      ),
    "has shape 1 × 2 × 2, the input 1 × 2",
    "target",
  ],
  [
    () =>
      bce(
        [
          [0.1, 0.2, 0.3],
          [0.1, 0.2, 0.3],
        ],
        [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
      ),
    "has shape 3 × 2, the input 2 × 3",
    "target",
  ],
  [
    () => bce([[0.1], [0.2]], [[1], [1]], { weight: [[[1]]] }),
    "has shape 1 × 1 × 1, which does not fit the input's 2 × 1",
    "weight",
  ],
  [
    () =>
      bce(
        [
          [
            [0.5, 0.5],
            [0.5, 2],
          ],
        ],
        [
          [
            [1, 1],
            [1, 1],
          ],
        ],
      ),
    "2 at [0, 1, 1] is not a probability: 0 to 1",
    undefined,
  ],
  [() => nll(x, x), "has shape 3 × 3, an input of 3 × 3 wants 3", "target"],
  [() => bce([0.5, 0.5], [1]), "has shape 1, the input 2", "target"],
  [
    () =>
      nll(
        [
          [
            [1, 2, 3],
            [1, 2, 3],
          ],
        ],
        [[0, 1]],
      ),
    "1 is not the class dim: the target has shape 1 × 2, which is the input's 1 × 2 × 3 without its last dim: dim -1 fits",
    "dim",
  ],
  [() => nll(x, [0, 1, 2], { dim: 2 }), "2 is out of range for a 2-dimensional input: -2 to 1", "dim"],
  [() => nll(x, [0, 1, 2], { weight: [1, 2] }), "has 2 numbers, the input 3 classes", "weight"],
  [
    () => bceWithLogits(x, x, { pos_weight: [1, 2] }),
    "has shape 2, which does not fit the input's 3 × 3",
    "pos_weight",
  ],
  [() => bce([[0.5, 1.2]], [[0, 1]]), "1.2 in row 0, column 1 is not a probability: 0 to 1", undefined],
  [() => bce([0.5, -0.1], [0, 1]), "-0.1 in row 1 is not a probability: 0 to 1", undefined],
  [() => crossEntropy(x, [0, 1, 2], { label_smoothing: -0.1 }), "-0.1 is out of range: from 0 to 1", "label_smoothing"],
  [() => focal(x, x, { gamma: -1 }), "-1 is out of range: at least 0", "gamma"],
  [() => nll(x, [0, 1, 2], { reduction: "batchmean" }), "batchmean is out of range: none, sum, mean", "reduction"],
  [
    () => klDiv(x, x, { reduction: "average" as "mean" }),
    "average is out of range: none, sum, mean, batchmean",
    "reduction",
  ],
  [() => bce([0.5], [1], { scores: "log-probs" }), "log-probs is out of range: probs, logits", "scores"],
  [
    () => crossEntropy(x, x, { ignore_index: 0 }),
    "0 is for targets that are class indices, not probabilities",
    "ignore_index",
  ],
  [() => nll(x, [0, 1, 2], { label_smoothing: 0.1 } as object), "unknown parameter: label_smoothing", undefined],
])("mistakes: %#", (work, message, parameter) => {
  expect(work).toThrow(expect.objectContaining({ name: "InputError", message, parameter }));
});

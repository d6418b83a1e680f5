import { expect, test } from "vitest";
import { nearest } from "../../src/format/suggest.js";

const names = ["softmax", "softmin", "soft-plus", "relu", "elu", "tanh", "cross-entropy", "binary-one", "binary-two"];

test.each([
  ["sofmax", "softmax"],
  ["softmox", "softmax"],
  ["softmux", "softmax"],
  ["SOFT_PLUS", "soft-plus"],
  ["rel", "relu"],
  ["eluu", "elu"],
  ["tnah", "tanh"],
  ["softmaximum", "softmax"],
  ["sigmoid", undefined],
  ["softmaximums", undefined],
  ["abc", undefined],
  ["", undefined],
  ["e", undefined],
  ["el", "elu"],
  ["cross", "cross-entropy"],
  ["cro", "cross-entropy"],
  ["cr", undefined],
  ["bin", undefined],
])("%s means %s", (word, meant) => {
  expect(nearest(word, names)).toBe(meant);
});

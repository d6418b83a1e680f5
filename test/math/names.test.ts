/** Names as other libraries write them. */
import { expect, test } from "vitest";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { LOSSES } from "../../src/math/losses.js";
import { fold, kebab, named } from "../../src/math/names.js";
import { REDUCERS } from "../../src/math/reducers.js";

const ROWS = new Map([...ACTIVATIONS, ...REDUCERS, ...LOSSES].map(([name, { row }]) => [name, row.aliases ?? []]));

const find = (name: string) =>
  [...ROWS].filter(([own, aliases]) => [own, ...aliases].some((one) => fold(one) === fold(name))).map(([own]) => own);

test.each([
  ["torch.special.expit", []],
  ["scipy.special.expit", ["sigmoid"]],
  ["logistic", ["sigmoid"]],
  ["jax.nn.swish", ["silu"]],
  ["gelu_new", ["gelu-tanh"]],
  ["gelu_pytorch_tanh", ["gelu-tanh"]],
  ["ThresholdedRelu", ["threshold"]],
  ["np.heaviside", ["step"]],
  ["keras.linear", []],
  ["linear", ["identity"]],
  ["lrelu", ["leaky-relu"]],
  ["nn.LeakyReLU", ["leaky-relu"]],
  ["hard_silu", ["hardswish"]],
  ["exponential", ["exp"]],
  ["ln", ["log"]],
  ["tf.nn.log_softmax", ["log-softmax"]],
  ["log_sum_exp", ["logsumexp"]],
  ["reduce_logsumexp", ["logsumexp"]],
  ["torch.nn.functional.nll_loss", ["nll"]],
  ["NLLLoss", ["nll"]],
  ["negative_log_likelihood", ["nll"]],
  ["F.cross_entropy", ["cross-entropy"]],
  ["tf.nn.softmax_cross_entropy_with_logits", ["cross-entropy"]],
  ["softmax_cross_entropy", ["cross-entropy"]],
  ["CategoricalCrossentropy", ["cross-entropy"]],
  ["F.binary_cross_entropy", ["bce"]],
  ["BinaryCrossentropy", ["bce"]],
  ["F.binary_cross_entropy_with_logits", ["bce-with-logits"]],
  ["tf.nn.sigmoid_cross_entropy_with_logits", ["bce-with-logits"]],
  ["sigmoid_focal_loss", ["focal"]],
  ["SigmoidFocal", ["focal"]],
  ["nn.KLDivLoss", ["kl-div"]],
  ["KLDivergence", ["kl-div"]],
  ["kullback_leibler_divergence", ["kl-div"]],
  ["kld", ["kl-div"]],
])("%s", (name, own) => expect(find(name)).toEqual(own));

test("a name is only that of one function", () => {
  for (const [own, aliases] of ROWS) for (const name of [own, ...aliases]) expect(find(name)).toEqual([own]);
});

test("identifiers become names, in the modules' order", () => {
  expect(kebab("bceWithLogits")).toBe("bce-with-logits");
  expect(named({ b: 1, a: 2 }, { aa: 3 })).toEqual([
    ["a", 2],
    ["b", 1],
    ["aa", 3],
  ]);
});

test("a short name keeps its loss", () => expect(fold("loss")).toBe("loss"));

test("losses are named, classes first", () => {
  expect([...LOSSES.keys()]).toEqual(["cross-entropy", "nll", "bce", "bce-with-logits", "focal", "kl-div"]);
});

import { expect, test } from "vitest";
import type { Loss } from "../../src/math/loss.js";
import { LOSSES } from "../../src/math/losses.js";
import { fold } from "../../src/math/names.js";
import { Tensor } from "../../src/math/tensor.js";
import {
  distance,
  isTensor,
  jsonLines,
  suite,
  suiteFiles,
  type TorchCase,
  tensorFrom,
  type Written,
  type WrittenTensor,
} from "./suites.js";

/** The loss of a PyTorch name. */
function named(name: string): Loss {
  for (const [own, loss] of LOSSES) {
    if ([own, ...(loss.row.aliases ?? [])].some((alias) => fold(alias) === fold(name))) return loss;
  }
  throw new Error(`no loss ${name}`);
}

/** An option as our call takes it: lists and tensors become tensors. */
function option(value: unknown): unknown {
  if (value instanceof Tensor) return value;
  if (isTensor(value)) return tensorFrom(value.data, value.shape);
  return Array.isArray(value) ? tensorFrom(value) : value;
}

const options = (given: object) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, option(value)]));

interface Case {
  readonly loss: string;
  readonly input: Written;
  readonly target: Written;
  readonly options: object;
  readonly result: Written;
}

test("every case computed by PyTorch, to rtol 1e-12 and atol 1e-14", () => {
  let worst = 0;
  for (const { loss, input, target, options: given, result } of jsonLines<Case>("losses.jsonl")) {
    const found = named(loss)(tensorFrom(input), tensorFrom(target), options(given));
    const wanted = tensorFrom(result);
    expect(found.shape).toEqual(wanted.shape);
    worst = Math.max(worst, distance(found.data, wanted.data, 1e-12, 1e-14));
  }
  console.log(`losses of PyTorch: largest difference ${worst.toPrecision(3)} of the tolerance`);
  expect(worst).toBeLessThan(1);
});

const torch = suiteFiles(
  "torch",
  [...LOSSES.keys()]
    .map((name) => `nn.functional.${name.replaceAll("-", "_")}`)
    .concat("nn.functional.nll", "nn.functional.binary"),
);

test.skipIf(torch.length === 0).each(torch)("the suite of PyTorch: %s", (file) => {
  for (const { input, args, kwargs, output } of suite<{ cases: TorchCase[] }>(`torch/${file}`)!.cases) {
    const loss = named(file.replace(/^nn\.functional\.|\.json$/g, ""));
    const target = args[0] as WrittenTensor;
    const found = loss(tensorFrom(input.data, input.shape), tensorFrom(target.data, target.shape), options(kwargs));
    expect(found.shape).toEqual(output.shape);
    expect(distance(found.data, tensorFrom(output.data, output.shape).data, 1e-12, 1e-14)).toBeLessThan(1);
  }
});

interface OnnxCase {
  readonly op: string;
  readonly attributes: { readonly [name: string]: unknown };
  readonly inputs: readonly WrittenTensor[];
  readonly outputs: readonly WrittenTensor[];
}

const onnx = suiteFiles("onnx", ["test_nllloss", "test_sce"]);

test.skipIf(onnx.length === 0).each(onnx)("the suite of ONNX: %s", (file) => {
  const { op, attributes, inputs, outputs } = suite<OnnxCase>(`onnx/${file}`)!;
  const [x, target, weight] = inputs.map(({ data, shape }) => tensorFrom(data, shape));
  const loss = named(op === "NegativeLogLikelihoodLoss" ? "nll" : "cross_entropy");
  const found = loss(x!, target!, options({ ...attributes, ...(weight ? { weight } : {}) }));
  const wanted = outputs[0]!;
  expect(found.shape).toEqual(wanted.shape);
  expect(distance(found.data, tensorFrom(wanted.data, wanted.shape).data, 1e-5, 1e-7)).toBeLessThan(1);
});

interface FurtherCase extends Case {
  readonly gradient: Written;
}

test("focal losses, other kinds of scores and gradients by their definitions", () => {
  let worst = 0;
  for (const { loss, input, target, options: given, result, gradient } of jsonLines<FurtherCase>("losses-more.jsonl")) {
    const operands = [tensorFrom(input), tensorFrom(target), options(given)] as const;
    worst = Math.max(worst, distance(named(loss)(...operands).data, tensorFrom(result).data, 1e-12, 1e-14));
    worst = Math.max(worst, distance(named(loss).gradient(...operands).data, tensorFrom(gradient).data, 1e-12, 1e-14));
  }
  console.log(`losses and gradients by definition: largest difference ${worst.toPrecision(3)} of the tolerance`);
  expect(worst).toBeLessThan(1);
});

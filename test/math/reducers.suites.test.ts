/** The reducers on the suites of PyTorch and ONNX, where these stand beside the repository. */
import { expect, test } from "vitest";
import { argmax, REDUCERS } from "../../src/math/reducers.js";
import { lanesOf, resolveDim, type Tensor } from "../../src/math/tensor.js";
import { distance, hasSuites, suite, suiteFiles, type TorchCase, tensorFrom, type WrittenTensor } from "./suites.js";

if (!hasSuites) console.log("the suites of others are not here: skipped");

const torch = ["softmax", "log_softmax", "nn.functional.softmin", "nn.functional.glu", "logsumexp"];

test.skipIf(!hasSuites).each(torch)("the suite of PyTorch: %s", (name) => {
  const reducer = REDUCERS.get(name.replace("nn.functional.", "").replace("_", "-"))!;
  const { cases } = suite<{ cases: TorchCase[] }>(`torch/${name}.json`)!;
  for (const { input, args, kwargs, output } of cases) {
    const [given = kwargs.dim ?? -1, keepdim = false] = args;
    // The log-sum-exp over several dims is that over one after the other, the last first.
    const dims = ([given].flat() as number[]).toSorted((a, b) => b - a);
    const found = dims.reduce(
      (x, dim) => reducer(x, { dim, keepdim: keepdim === true }),
      tensorFrom(input.data, input.shape),
    );
    expect(found.shape).toEqual(output.shape);
    expect(distance(found.data, tensorFrom(output.data, output.shape).data, 1e-12, 1e-14)).toBeLessThan(1);
  }
  expect(cases.length).toBeGreaterThan(0);
});

interface OnnxCase {
  readonly attributes: { readonly axis?: number };
  readonly inputs: readonly WrittenTensor[];
  readonly outputs: readonly WrittenTensor[];
}

/** 1 at the first largest entry of each lane, else 0. */
function hardmax(x: Tensor, dim: number): Float64Array {
  const found = argmax(x, { dim }).data;
  const { size, inner } = lanesOf(x.shape, resolveDim(dim, x.rank));
  return x.data.map((_, at) => {
    const lane = Math.floor(at / (size * inner)) * inner + (at % inner);
    return Number(Math.floor(at / inner) % size === found[lane]);
  });
}

test.skipIf(!hasSuites).each(suiteFiles("onnx", ["test_softmax_", "test_logsoftmax_", "test_hardmax_"]))(
  "the suite of ONNX: %s",
  (file) => {
    const { attributes, inputs, outputs } = suite<OnnxCase>(`onnx/${file}`)!;
    const x = tensorFrom(inputs[0]!.data, inputs[0]!.shape);
    const dim = attributes.axis ?? -1;
    const reducer = REDUCERS.get(file.startsWith("test_log") ? "log-softmax" : "softmax")!;
    const found = file.startsWith("test_hardmax") ? hardmax(x, dim) : reducer(x, { dim }).data;
    const wanted = tensorFrom(outputs[0]!.data, outputs[0]!.shape).data;
    expect(distance(found, wanted, 1e-5, 1e-7)).toBeLessThan(1);
  },
);

import fc from "fast-check";
import { expect, test } from "vitest";
import { LOSSES, lossSteps } from "../../src/math/losses.js";
import { REDUCERS, type Reducer, reducerSteps } from "../../src/math/reducers.js";
import { tensor } from "../../src/math/tensor.js";

const WITH_WORK = [...REDUCERS].filter(([, { row }]) => row.work);
const matrix = fc.integer({ min: 1, max: 5 }).chain((n) =>
  fc.array(fc.array(fc.integer({ min: -90, max: 90 }), { minLength: n, maxLength: n }), {
    minLength: 1,
    maxLength: 4,
  }),
);

test("softmax and its kin, sparsemax and entropy show their work", () => {
  const names = WITH_WORK.map(([name]) => name).sort();
  expect(names).toEqual(["entropy", "log-softmax", "logsumexp", "softmax", "softmin", "sparsemax"]);
});

/** What the last step's line says, computed from the steps before it. */
const LAST: Record<string, (steps: Record<string, number[]>, i: number, lane: number) => number> = {
  softmax: (s, i, lane) => s.exp![i]! / s.sum![lane]!,
  softmin: (s, i, lane) => s.exp![i]! / s.sum![lane]!,
  "log-softmax": (s, i, lane) => s.shifted![i]! - s.log_sum![lane]!,
  logsumexp: (s, _, lane) => s.max![lane]! + s.log_sum![lane]!,
  sparsemax: (s, i, lane) => Math.max(0, (s.scaled ?? s.x)![i]! - s.tau![lane]!),
};

test.each(Object.keys(LAST))("the result of %s follows from its steps", (name) => {
  const reducer = REDUCERS.get(name) as Reducer;
  fc.assert(
    fc.property(matrix, fc.constantFrom(1, 2, 0.5), fc.constantFrom(0, 1), (x, temperature, dim) => {
      const steps = reducerSteps(name, reducer, tensor(x), { dim, temperature } as never);
      const named = Object.fromEntries(steps.map((step) => [step.name, [...step.tensor.data]]));
      const result = steps.at(-1)!.tensor;
      expect(result).toEqual(reducer(x, { dim, temperature } as never));
      const columns = x[0]!.length;
      result.data.forEach((y, i) => {
        const lane = result.rank === 1 ? i : dim === 1 ? Math.floor(i / columns) : i % columns;
        expect(y).toBeCloseTo(LAST[name]!(named, i, lane), 10);
      });
    }),
  );
});

test.each([...LOSSES])("the steps of %s end with its value", (name, loss) => {
  const x = loss.row.classes
    ? tensor([
        [0.2, 0.8],
        [0.6, 0.4],
      ])
    : tensor([0.2, 0.7]);
  const target = loss.row.target === "like the input" ? (loss.row.classes ? x : tensor([0, 1])) : tensor([1, 0]);
  for (const scores of loss.row.scores) {
    const steps = lossSteps(loss, x, target, { scores });
    expect(steps.at(-1)!.tensor).toEqual(loss(x, target, { scores } as never));
    const [loss_, sum] = ["loss", "sum"].map((key) => steps.find((step) => step.name === key)!.tensor.data);
    expect(loss_!.reduce((a, b) => a + b, 0)).toBeCloseTo(sum![0]!, 12);
    expect(new Set(steps.map((step) => step.name)).size, name).toBe(steps.length);
  }
});

/** Laws of the losses: parts add up, gradients are slopes, means of equal losses are that loss. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addTotals, type Loss, noTotals, reduced } from "../../src/math/loss.js";
import { bce, bceWithLogits, crossEntropy, focal, klDiv, LOSSES, nll } from "../../src/math/losses.js";
import { softmax } from "../../src/math/reducers.js";
import { round, sumOf } from "../../src/math/special/sum.js";
import { Tensor } from "../../src/math/tensor.js";

const CLASSES = 4;
const score = fc.double({ min: -20, max: 20, noNaN: true });
const probability = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const scores = fc.array(fc.array(score, { minLength: CLASSES, maxLength: CLASSES }), { minLength: 1, maxLength: 8 });

/** Scores and targets that fit a loss. */
function drawn(loss: Loss): fc.Arbitrary<{ x: number[][]; target: number[] | number[][] }> {
  const numbers = loss.row.scores[0] === "probs" ? probability : score;
  const rows = fc.array(fc.array(numbers, { minLength: CLASSES, maxLength: CLASSES }), { minLength: 1, maxLength: 8 });
  const fill = <T>(one: fc.Arbitrary<T>, length: number) => fc.array(one, { minLength: length, maxLength: length });
  const like = loss.row.target === "like the input";
  return rows.chain((x) => {
    const target: fc.Arbitrary<number[] | number[][]> = like
      ? fill(fill(probability, CLASSES), x.length)
      : fill(fc.integer({ min: 0, max: CLASSES - 1 }), x.length);
    return fc.record({ x: fc.constant(x), target });
  });
}

test.each([...LOSSES])("%s: parts add up to the whole, bit by bit", (_, loss) => {
  fc.assert(
    fc.property(drawn(loss), fc.nat({ max: 8 }), ({ x, target }, cut) => {
      for (const reduction of ["sum", "mean"] as const) {
        const totals = noTotals();
        for (const [from, to] of [
          [0, Math.min(cut, x.length)],
          [Math.min(cut, x.length), x.length],
        ] as const) {
          if (from < to) addTotals(totals, loss.evaluate(x.slice(from, to), target.slice(from, to), { reduction }));
        }
        expect(reduced(totals, reduction)).toBe(loss(x, target, { reduction }).data[0]);
      }
    }),
  );
});

test.each([...LOSSES])("%s: the sum is that of the terms", (_, loss) => {
  fc.assert(
    fc.property(drawn(loss), ({ x, target }) => {
      const terms = loss(x, target, { reduction: "none" }).data;
      expect(loss(x, target, { reduction: "sum" }).data[0]).toBe(sumOf(terms));
    }),
  );
});

test.each([...LOSSES])("%s: the gradient is the slope", (_, loss) => {
  const step = 2 ** -18;
  fc.assert(
    fc.property(drawn(loss), fc.nat(), ({ x, target }, pick) => {
      const row = pick % x.length;
      const column = pick % CLASSES;
      const moved = (by: number) =>
        loss(
          x.map((values, i) => values.map((value, c) => (i === row && c === column ? value + by : value))),
          target,
        ).data[0]!;
      const slope = (moved(step) - moved(-step)) / (2 * step);
      const gradient = loss.gradient(x, target).data[row * CLASSES + column]!;
      expect(Math.abs(slope - gradient)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    }),
    { numRuns: 50 },
  );
});

test("cross-entropy is nll of the log-softmax, and its probability targets may be indices", () => {
  fc.assert(
    fc.property(scores, fc.nat({ max: CLASSES - 1 }), (x, y) => {
      const target = x.map(() => y);
      const whole = crossEntropy(x, target).data;
      expect(nll(x, target, { scores: "logits" }).data).toEqual(whole);
      const oneHot = x.map(() => Array.from({ length: CLASSES }, (_, c) => Number(c === y)));
      expect(crossEntropy(x, oneHot).data[0]).toBeCloseTo(whole[0]!, 12);
    }),
  );
});

test("the class dim may stand anywhere", () => {
  fc.assert(
    fc.property(scores, fc.nat({ max: CLASSES - 1 }), (x, y) => {
      const target = x.map((_, i) => (y + i) % CLASSES);
      const turned = Array.from({ length: CLASSES }, (_, c) => x.map((row) => row[c]!));
      for (const scoreKind of ["logits", "log-probs"] as const) {
        const settings = { scores: scoreKind, reduction: "none" } as const;
        expect(nll(turned, target, { ...settings, dim: 0 }).data).toEqual(nll(x, target, settings).data);
      }
    }),
  );
});

/** The same numbers with the dim moved from 1 to the front or to the end. */
function moved(x: number[][][], to: 0 | 2): number[][][] {
  const classes = x[0]!.map((_, c) => c);
  if (to === 0) return classes.map((c) => x.map((sample) => sample[c]!));
  return x.map((sample) => sample[0]!.map((_, place) => classes.map((c) => sample[c]![place]!)));
}

test.each([
  ["nll", "log-probs"],
  ["nll", "probs"],
  ["cross-entropy", "logits"],
  ["kl-div", "logits"],
  ["kl-div", "log-probs"],
] as const)("%s of %s: samples, classes and places may stand in any order", (name, kind) => {
  const loss = LOSSES.get(name)!;
  const likeInput = loss.row.target === "like the input";
  const size = { minLength: 3, maxLength: 3 };
  const cube = (one: fc.Arbitrary<number>) =>
    fc.array(fc.array(fc.array(one, { minLength: 2, maxLength: 2 }), size), { minLength: 2, maxLength: 2 });
  const inputs = cube(kind === "probs" ? probability : score);
  const indices = fc.array(fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 2 }), {
    minLength: 2,
    maxLength: 2,
  });
  fc.assert(
    fc.property(inputs, cube(probability), indices, fc.constantFrom(0, 2), (x, shares, classes, to) => {
      const targets = likeInput ? [shares] : name === "cross-entropy" ? [classes, shares] : [classes];
      for (const target of targets) {
        const options = { scores: kind, reduction: "none" } as const;
        const turnedTarget = target === shares ? moved(shares, to) : target;
        const there = [moved(x, to), turnedTarget, { ...options, dim: to }] as const;
        const plain = loss(x, target, options).toArray();
        expect(loss(...there).toArray()).toEqual(likeInput ? moved(plain as number[][][], to) : plain);
        const gradient = loss.gradient(x, target, options).toArray();
        expect(loss.gradient(...there).toArray()).toEqual(moved(gradient as number[][][], to));
      }
    }),
    { numRuns: 20 },
  );
});

test("weights of any shape that repeats to the input's", () => {
  const x = [
    [0.1, 0.2, 0.3],
    [0.4, 0.5, 0.6],
  ];
  const ones = x.map((row) => row.map(() => 1));
  const plain = bce(x, ones, { reduction: "none" }).toArray() as number[][];
  const times = (factor: (row: number, column: number) => number) =>
    plain.map((row, i) => row.map((value, c) => expect.closeTo(value * factor(i, c), 14)));
  const of = (weight: number | number[] | number[][]) => bce(x, ones, { reduction: "none", weight }).toArray();
  expect(of([1, 2, 3])).toEqual(times((_, column) => column + 1));
  expect(of([[1], [2]])).toEqual(times((row) => row + 1));
  expect(
    of([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  ).toEqual(times((row, column) => row * 3 + column + 1));
  expect(of(2)).toEqual(times(() => 2));
});

test("lists fit whatever their shape, also one of a single column", () => {
  expect(bce([0.5, 0.25], [[1], [0]]).data).toEqual(bce([0.5, 0.25], [1, 0]).data);
  expect(
    nll(
      [
        [-1, -2],
        [-3, -4],
      ],
      [[0], [1]],
    ).data[0],
  ).toBe(2.5);
});

test("infinities and nan come out where PyTorch has them", () => {
  const none = { reduction: "none" } as const;
  // An impossible class that is the target, several of them, and one that counts for nothing.
  expect(nll([[0, 1]], [0], { ...none, scores: "probs" }).data[0]).toBe(Infinity);
  expect(crossEntropy([[0, 0, 1]], [[0.5, 0.5, 0]], { ...none, scores: "probs" }).data[0]).toBe(Infinity);
  expect(klDiv([[0, 1]], [[0.5, 0.5]], { ...none, scores: "probs" }).data[0]).toBe(Infinity);
  expect(nll([[-0.5, 1]], [0], { ...none, scores: "probs" }).data[0]).toBe(Number.NaN);
  expect(nll([[Number.NaN, 1]], [0], { ...none, scores: "probs" }).data[0]).toBe(Number.NaN);
  expect(nll([[Infinity, 1]], [0], { ...none, scores: "probs" }).data[0]).toBe(-Infinity);
  expect(crossEntropy([[Infinity, 0]], [0], none).data[0]).toBe(Number.NaN);
  expect(crossEntropy([[-Infinity, -Infinity]], [0], none).data[0]).toBe(Number.NaN);
  expect(crossEntropy([[-Infinity, 0]], [0], none).data[0]).toBe(Infinity);
  expect(focal([Infinity], [0], { ...none, alpha: -1 }).data[0]).toBe(Infinity);
  expect(focal([1000], [1], none).data[0]).toBe(0);
  expect(focal.gradient([-1000, 1000], [0, 1], { reduction: "sum" }).toArray()).toEqual([0, 0]);
});

test("the gradient of sums to 0", () => {
  fc.assert(
    fc.property(scores, (x) => {
      const gradient = crossEntropy.gradient(
        x,
        x.map(() => 1),
      ).data;
      for (let i = 0; i < x.length; i++) {
        expect(Math.abs(sumOf(gradient.subarray(i * CLASSES, (i + 1) * CLASSES)))).toBeLessThan(1e-15);
      }
    }),
  );
});

test("the mean of many equal losses is that loss", () => {
  const n = 1_000_003;
  const x = new Tensor(new Float64Array(n).fill(0.1), [n]);
  const ones = new Tensor(new Float64Array(n).fill(1), [n]);
  expect(bce(x, ones).data[0]).toBe(bce([0.1], [1]).data[0]);
});

test("a mean is rounded once, of losses of any size", () => {
  for (const p of [0.1, 0.7, 0.9]) expect(bce([p, p, p], [1, 1, 1]).data[0]).toBe(bce([p], [1]).data[0]);
  const mean = (...losses: number[]) => {
    const x = losses.map((value) => [-value, 0]);
    return nll(
      x,
      x.map(() => 0),
    ).data[0];
  };
  expect([mean(1e300, 3e300), mean(5e-324, 5e-324), mean(1e-300, 3e-300)]).toEqual([2e300, 5e-324, 2e-300]);
});

test("losses and gradients keep a float's type", () => {
  const x = (dtype: "float32" | "int64") => new Tensor(Float64Array.of(-1, -2), [1, 2], dtype);
  expect(nll(x("float32"), [0], { reduction: "none" }).dtype).toBe("float32");
  expect(nll(x("int64"), [0], { reduction: "none" }).dtype).toBe("float64");
  expect([nll.gradient(x("float32"), [0]).dtype, nll.gradient(x("int64"), [0]).dtype]).toEqual(["float32", "float64"]);
});

test("the gradient of a divergence of logits, for targets that sum to anything", () => {
  // share·softmax(x) − t for t = (2, 1).
  const gradient = klDiv.gradient([[0, Math.log(3)]], [[2, 1]], { scores: "logits", reduction: "sum" });
  expect(gradient.toArray()).toEqual([[expect.closeTo(0.75 - 2, 14), expect.closeTo(2.25 - 1, 14)]]);
});

test("losses near 0 keep their digits", () => {
  // log1p(e^-50) and e^-720, by mpmath.
  expect(crossEntropy([50, 0], 0).data[0]).toBe(1.9287498479639178e-22);
  expect(crossEntropy.gradient([50, 0], 0).data[0]).toBe(-1.9287498479639178e-22);
  expect(bceWithLogits([720], [1]).data[0]).toBe(2.0322308024e-313);
});

test("softmax output in nll gives minus the picked probability, as PyTorch does", () => {
  const acts = [
    [1.9065, 0.6177, 1.7182],
    [0.822, 1.4084, 0.528],
  ];
  const p = softmax(acts);
  const work = nll.evaluate(p, [2, 1], { reduction: "sum" });
  expect([...work.values]).toEqual([-p.data[2]!, -p.data[4]!]);
  expect([...work.picked!]).toEqual([p.data[2], p.data[4]]);
  expect([...work.weights!]).toEqual([1, 1]);
  expect(round(work.denominator)).toBe(2);
});

test("nothing to divide by is nan, and has no gradient", () => {
  expect(nll([[1, 2]], [-100]).data[0]).toBe(Number.NaN);
  expect(nll([[1, 2]], [-100], { reduction: "sum" }).data[0]).toBe(0);
  expect(crossEntropy.gradient([[1, 2]], [-100]).toArray()).toEqual([[0, 0]]);
  expect(bce(new Tensor(new Float64Array(0), [0, 2]), new Tensor(new Float64Array(0), [0, 2])).data[0]).toBe(
    Number.NaN,
  );
});

test("PyTorch's clamps: no logarithm below -100, no division by less than 1e-12", () => {
  expect(bce([0, 1, 1], [1, 0, 1], { reduction: "none" }).toArray()).toEqual([100, 100, 0]);
  expect(bce([1e-50], [1]).data[0]).toBe(100);
  expect(bce.gradient([0, 1], [1, 0], { reduction: "sum" }).toArray()).toEqual([-1e12, 1e12]);
});

test("focal is bce with logits where gamma is 0 and there is no alpha", () => {
  const x = [[-3, 0, 5]];
  const target = [[1, 0.25, 0]];
  const plain = bceWithLogits(x, target, { reduction: "none" });
  expect(focal(x, target, { alpha: -1, gamma: 0, reduction: "none" })).toEqual(plain);
});

test("a divergence from itself is 0, and an impossible target counts for nothing", () => {
  expect(klDiv([[0.5, 0.5]], [[0.5, 0.5]], { scores: "probs" }).data[0]).toBe(0);
  expect(klDiv([[-1, -2]], [[1, 0]], { reduction: "none" }).toArray()).toEqual([[1, 0]]);
});

/** Reducers at their edges: masks, rows with nothing to keep, types, and the steps that are shown. */
import { expect, test } from "vitest";
import {
  argmax,
  entropy,
  glu,
  laneStatus,
  logsumexp,
  REDUCERS,
  type Reducer,
  reducerSteps,
  softmax,
  softmin,
  sparsemax,
  topk,
} from "../../src/math/reducers.js";
import { type DType, type Nested, Tensor, type TensorLike, tensor } from "../../src/math/tensor.js";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** Name and numbers of each step, to 6 digits. */
function steps(name: string, x: Nested, options: object = {}): [string, Nested][] {
  const round = (value: Nested): Nested =>
    typeof value === "number" ? Number(value.toPrecision(6)) : value.map(round);
  return reducerSteps(name, REDUCERS.get(name) as Reducer, tensor(x), options as never).map(({ name, tensor }) => [
    name,
    round(tensor.toArray()),
  ]);
}

test("the steps of an entropy", () => {
  const p = [[0.5, 0.25, 0.25, 0]];
  const terms = [[0.346574, 0.346574, 0.346574, 0]];
  expect(steps("entropy", p, { scores: "probs" })).toEqual([
    ["x", p],
    ["probs", p],
    ["terms", terms],
    ["entropy", [1.03972]],
  ]);
  const logits = [[Math.log(2), 0, 0, -inf]];
  expect(steps("entropy", logits).slice(1)).toEqual([
    ["probs", p],
    ["terms", terms],
    ["entropy", [1.03972]],
  ]);
  expect(steps("entropy", [[2 * Math.log(2), 0, 0]], { temperature: 2 })[1]).toEqual(["probs", [[0.5, 0.25, 0.25]]]);
  const about = (options: object) =>
    reducerSteps("entropy", entropy as never, tensor([1, 2]), options as never).find(({ name }) => name === "probs")!
      .about;
  expect([about({}), about({ temperature: 2 }), about({ scores: "probs" })]).toEqual([
    "softmax of x",
    "softmax of x/2",
    "p",
  ]);
});

test("masked entries are absent in the steps", () => {
  const x = [
    [1, 2],
    [3, 4],
  ];
  expect(steps("softmax", x, { mask: [1, 0] })[0]).toEqual([
    "x",
    [
      [1, -inf],
      [3, -inf],
    ],
  ]);
  expect(
    steps("argmax", x, {
      mask: [
        [1, 0],
        [0, 1],
      ],
    }),
  ).toEqual([
    [
      "x",
      [
        [1, nan],
        [nan, 4],
      ],
    ],
    ["argmax", [0, 1]],
  ]);
  expect(steps("softmax", x)[0]).toEqual(["x", x]);
  expect(steps("log-softmax", [0, 0], { dim: 0 }).at(-1)![0]).toBe("log_softmax");
  expect(steps("sparsemax", [[0.1, 0.4, -3]]).map(([name]) => name)).toEqual(
    expect.arrayContaining(["sorted", "k", "tau", "sparsemax"]),
  );
  expect(steps("sparsemax", [[0.1, 0.4, -3]])).toContainEqual(["sorted", [[0.4, 0.1, -3]]]);
  expect(steps("softmin", [1, 2])[1]).toEqual(["negated", [-1, -2]]);
});

test("entropies of what is no probability", () => {
  const of = (...p: number[]) => entropy([p], { scores: "probs" }).data[0];
  expect([of(-0.5, 1.5), of(inf, 1), of(nan, 1), of(0, 0), of(1, 0)]).toEqual([nan, nan, nan, 0, 0]);
  expect(entropy(new Tensor(new Float64Array(0), [1, 0]), { scores: "probs" }).data[0]).toBeNaN();
  expect(() => entropy([1], { temperature: 0 })).toThrow("0 is out of range: above 0");
  expect(() => sparsemax([1], { temperature: 0 })).toThrow("0 is out of range: above 0");
  expect(entropy([[inf, 0]]).data[0]).toBeNaN();
});

test("rows with nothing to keep", () => {
  const x = [
    [-inf, -inf],
    [0, -inf],
  ];
  expect(softmax(x, { empty: "zero" }).toArray()).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(softmax(x).toArray()).toEqual([
    [nan, nan],
    [1, 0],
  ]);
  expect(logsumexp(x, { empty: "zero" }).toArray()).toEqual([-inf, 0]);
  expect(softmin([[inf, inf]], { empty: "zero" }).toArray()).toEqual([[0, 0]]);
  expect(softmax([[5, 6]], { mask: [0, 0], empty: "zero" }).toArray()).toEqual([[0, 0]]);
  expect(softmax([[5, 6]], { mask: [0, 0] }).toArray()).toEqual([[nan, nan]]);
  const columns = softmax(
    [
      [-inf, 1],
      [-inf, 1],
    ],
    { dim: 0, empty: "zero" },
  );
  expect(columns.toArray()).toEqual([
    [0, 0.5],
    [0, 0.5],
  ]);
  expect(argmax([[1, 2]], { empty: "zero" }).toArray()).toEqual([1]);
});

test("masks: along any dim, of the last dims, and of shapes that do not fit", () => {
  const x = [
    [1, 5, 2],
    [7, 0, 3],
  ];
  expect(argmax(x, { mask: [1, 0, 1] }).toArray()).toEqual([2, 0]);
  expect(
    argmax(x, {
      dim: 0,
      mask: [
        [1, 1, 0],
        [0, 1, 1],
      ],
    }).toArray(),
  ).toEqual([0, 0, 1]);
  expect(topk(x, { k: 2, mask: [1, 0, 1] } as never).toArray()).toEqual([
    [2, 1],
    [7, 3],
  ]);
  const refuse = (mask: TensorLike) => () => softmax(x, { mask });
  expect(refuse([1, 0])).toThrow("has shape 2, the input 2 × 3");
  expect(
    refuse([
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
    ]),
  ).toThrow("has shape 1 × 2 × 3, the input 2 × 3");
  expect(refuse([[1, 1, 1]])).toThrow("has shape 1 × 3, the input 2 × 3");
  expect(
    refuse([
      [1, 1],
      [1, 1],
      [1, 1],
    ]),
  ).toThrow("has shape 3 × 2");
  expect(softmax([3, 4], { mask: 1 }).toArray()).toEqual(softmax([3, 4]).toArray());
});

test("shapes and types of results", () => {
  expect(topk(5, { k: 1 } as never).toArray()).toEqual(5);
  expect(logsumexp(5).toArray()).toBe(5);
  expect(() => glu(tensor([1, 2, 3]))).toThrow("the dim to halve has odd size 3");
  expect(() => topk([1, 2], { k: 3 } as never)).toThrow("3 is out of range: the dim has size 2, so at most 2");
  const typed = (dtype: DType) => new Tensor(Float64Array.of(1, 2), [1, 2], dtype);
  expect([softmax(typed("float32")).dtype, softmax(typed("int32")).dtype, argmax(typed("float32")).dtype]).toEqual([
    "float32",
    "float64",
    "int64",
  ]);
});

test("what is noted of rows: where they are empty, infinite or nan", () => {
  const x = [
    [-inf, -inf],
    [1, inf],
    [nan, 1],
    [1, 2],
  ];
  const found = laneStatus(tensor(x));
  expect(found).toEqual({ empty: [0], infinite: [1], nan: [2] });
  const turned = x[0]!.map((_, c) => x.map((row) => row[c]!));
  expect(laneStatus(tensor(turned), 0)).toEqual(found);
  expect(laneStatus(tensor([x, x]), -1).empty).toEqual([0, 4]);
  expect(
    laneStatus(
      tensor([
        [inf, inf],
        [1, 2],
      ]),
      -1,
      -1,
    ).empty,
  ).toEqual([0]);
  expect(laneStatus(new Tensor(new Float64Array(0), [2, 0]))).toEqual(
    laneStatus(new Tensor(new Float64Array(0), [0, 2])),
  );
});

test("the largest few, however many", () => {
  const x = Array.from({ length: 100 }, (_, i) => (i * 37) % 101);
  const sorted = x.toSorted((a, b) => b - a);
  for (const k of [1, 2, 7, 16, 17, 40, 64, 65, 99, 100]) {
    expect(topk([x], { k } as never).toArray(), `${k}`).toEqual([sorted.slice(0, k)]);
  }
  expect(topk([[1, nan, 3]], { k: 2 } as never).toArray()).toEqual([[nan, 3]]);
  expect(topk([[-0, 0, -1]], { k: 2 } as never).toArray()).toEqual([[-0, 0]]);
});

test("rows with fewer to keep than are wanted", () => {
  const x = [
    [1, 5, 2],
    [7, 0, 3],
  ];
  expect(topk(x, { k: 2, mask: [0, 0, 1] } as never).toArray()).toEqual([
    [2, nan],
    [3, nan],
  ]);
  const long = new Tensor(
    Float64Array.from({ length: 200 }, (_, i) => i),
    [2, 100],
  );
  const mask = Array.from({ length: 100 }, (_, i) => Number(i < 90));
  const found = topk(long, { k: 95, mask } as never).toArray() as number[][];
  expect(found.map((row) => [row[0], row[89], row[90], row[94]])).toEqual([
    [89, 0, nan, nan],
    [189, 100, nan, nan],
  ]);
});

test("gates halve their dim", () => {
  expect(glu([[1, -2, 0, 0]]).toArray()).toEqual([[0.5, -1]]);
  expect(glu([[8], [inf], [0], [-inf]], { dim: 0 }).toArray()).toEqual([[4], [nan]]);
  expect(glu([5e-324, 3e-320, 100, 0]).toArray()).toEqual([5e-324, 1.5e-320]);
});

test("temperatures at the ends", () => {
  expect(softmax([[1, 2]], { temperature: inf }).toArray()).toEqual([[0.5, 0.5]]);
  expect(softmax([[-inf, 2]], { temperature: 2 }).toArray()).toEqual([[0, 1]]);
  // The difference of the two overflows, their quotient does not: the sigmoid of 2 (mpmath).
  expect(softmax([[1e308, -1e308]], { temperature: 1e308 }).toArray()).toEqual([
    [0.8807970779778824, 0.11920292202211756],
  ]);
});

test("steps along the dim in the middle", () => {
  const x = [
    [
      [1, 2],
      [3, 4],
    ],
    [
      [5, 6],
      [8, 7],
    ],
  ];
  const named = new Map(steps("softmax", x, { dim: 1 }));
  expect(named.get("max")).toEqual([
    [3, 4],
    [8, 7],
  ]);
  expect(named.get("shifted")).toEqual([
    [
      [-2, -2],
      [0, 0],
    ],
    [
      [-3, -1],
      [0, 0],
    ],
  ]);
});

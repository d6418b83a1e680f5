/** Shapes, orders and element types of tensors, by hand, and what does not fit. */
import { expect, test } from "vitest";
import * as arrange from "../../src/math/arrange.js";
import { broadcastTo, commonType, map, offsetsOf, stridesOf, zip } from "../../src/math/broadcast.js";
import { type IndexItem, pick } from "../../src/math/indexing.js";
import { matmul, matmulShape } from "../../src/math/linear.js";
import { accepts, type Parameter, rangeText, resolve } from "../../src/math/parameters.js";
import { arange, arangeSize, eye, full, linspace, oneHot } from "../../src/math/sequences.js";
import { type DType, resolveDim, shapeText, Tensor, type TensorLike, tensor } from "../../src/math/tensor.js";

const numbers = (count: number, ...shape: number[]) =>
  new Tensor(
    Float64Array.from({ length: count }, (_, i) => i),
    shape,
  );
const typed = (dtype: DType, ...shape: number[]) =>
  new Tensor(new Float64Array(shape.reduce((a, b) => a * b, 1)), shape, dtype);

test("tensors and lists", () => {
  expect(() => new Tensor(new Float64Array(5), [2, 3])).toThrow("5 numbers for shape 2 × 3");
  expect(() => tensor([[1, 2], [3]])).toThrow("lists of different lengths: expected shape 2 × 2");
  expect(() => tensor([[1], 2])).toThrow("lists of different lengths: expected shape 2 × 1");
  expect(() => tensor([1, [2]])).toThrow("lists of different lengths: expected shape 2");
  expect(tensor([]).shape).toEqual([0]);
  expect(tensor([[], []]).shape).toEqual([2, 0]);
  expect(tensor([[], []]).toArray()).toEqual([[], []]);
  expect([shapeText([]), shapeText([3]), shapeText([6, 3])]).toEqual(["scalar", "3", "6 × 3"]);
  expect([resolveDim(-1, 3), resolveDim(-3, 3), resolveDim(2, 3), resolveDim(0, 0), resolveDim(-1, 0)]).toEqual([
    2, 0, 2, 0, 0,
  ]);
  for (const dim of [3, -4, 0.5, Number.NaN]) {
    expect(() => resolveDim(dim, 3)).toThrow(`${dim} is out of range for a 3-dimensional input: -3 to 2`);
  }
  expect(() => resolveDim(1, 0)).toThrow("1 is out of range for a 0-dimensional input: -1 to 0");
});

test("other shapes", () => {
  const x = numbers(6, 2, 3);
  expect(arrange.reshape(x, [-1]).shape).toEqual([6]);
  expect(arrange.reshape(x, [3, -1]).shape).toEqual([3, 2]);
  expect(arrange.reshape(typed("float32", 0, 3), [-1, 0]).shape).toEqual([0, 0]);
  expect(arrange.reshape(typed("float32", 2), [1, 2]).dtype).toBe("float32");
  expect(() => arrange.reshape(x, [4, -1])).toThrow("6 numbers of shape 2 × 3 do not fit into shape 4 × -1");
  expect(() => arrange.reshape(tensor([1]), [2])).toThrow("1 number of shape 1 do not fit into shape 2");
  expect(() => arrange.reshape(x, [-2, -3])).toThrow("do not fit into shape -2 × -3");
  expect(() => arrange.reshape(x, [1.5, 4])).toThrow("do not fit");
  expect(arrange.flatten(numbers(24, 2, 3, 4), 1).shape).toEqual([2, 12]);
  expect(arrange.flatten(numbers(24, 2, 3, 4), 0, 1).shape).toEqual([6, 4]);
  expect(arrange.flatten(numbers(24, 2, 3, 4)).shape).toEqual([24]);
  expect(arrange.flatten(tensor(7)).shape).toEqual([1]);
  expect(() => arrange.flatten(x, 1, 0)).toThrow("dim 1 stands behind dim 0");
  expect(arrange.unsqueeze(x, -1).shape).toEqual([2, 3, 1]);
  expect(arrange.unsqueeze(x, 0).shape).toEqual([1, 2, 3]);
  expect(arrange.squeeze(numbers(6, 1, 6, 1)).shape).toEqual([6]);
  expect(arrange.squeeze(numbers(6, 1, 6, 1), [-1]).shape).toEqual([1, 6]);
  expect(arrange.squeeze(numbers(6, 1, 6, 1), [1]).shape).toEqual([1, 6, 1]);
});

test("other orders", () => {
  const x = numbers(6, 2, 3);
  const turned = [
    [0, 3],
    [1, 4],
    [2, 5],
  ];
  expect(arrange.transpose(x, 0, -1).toArray()).toEqual(turned);
  expect(arrange.reverseDims(x).toArray()).toEqual(turned);
  expect(arrange.reverseDims(numbers(24, 2, 3, 4)).shape).toEqual([4, 3, 2]);
  expect(arrange.transpose(tensor(5), 0, 1).toArray()).toBe(5);
  expect(arrange.transpose(numbers(24, 2, 3, 4), 0, 1).shape).toEqual([3, 2, 4]);
  expect(arrange.permute(typed("float16", 2, 3), [1, 0])).toMatchObject({ shape: [3, 2], dtype: "float16" });
  expect(() => arrange.permute(x, [0])).toThrow("0 is not an order of the dims of 2 × 3");
  expect(() => arrange.permute(x, [0, 1, 1])).toThrow("0, 1, 1 is not an order of the dims of 2 × 3");
  expect([stridesOf([2, 3, 4]), [...offsetsOf([2, 2], [1, 10])]]).toEqual([
    [12, 4, 1],
    [0, 10, 1, 11],
  ]);
});

test("several as one", () => {
  const [a, b] = [numbers(2, 1, 2), numbers(4, 2, 2)];
  expect(arrange.concatenate([a, b], 0).toArray()).toEqual([
    [0, 1],
    [0, 1],
    [2, 3],
  ]);
  expect(arrange.concatenate([numbers(2, 2, 1), b], -1).toArray()).toEqual([
    [0, 0, 1],
    [1, 2, 3],
  ]);
  expect(arrange.stack([tensor([1, 2]), tensor([3, 4])], -1).toArray()).toEqual([
    [1, 3],
    [2, 4],
  ]);
  expect(arrange.stack([tensor(1), tensor(2)], 0).toArray()).toEqual([1, 2]);
  expect(arrange.stack([], 0).shape).toEqual([0]);
  expect(arrange.concatenate([typed("float32", 1), typed("float32", 2)], 0).dtype).toBe("float32");
  expect(() => arrange.concatenate([], 0)).toThrow("nothing to put together");
  expect(() => arrange.concatenate([tensor(1), tensor([1])], 0)).toThrow(
    "numbers have no dim to be put together along: stack",
  );
  expect(() => arrange.concatenate([a, b], 1)).toThrow("shapes 1 × 2 and 2 × 2 differ beside dim 1");
  const lower = arrange.triangle(numbers(8, 2, 2, 2), (row, column) => column <= row);
  expect(lower.toArray()).toEqual([
    [
      [0, 0],
      [2, 3],
    ],
    [
      [4, 0],
      [6, 7],
    ],
  ]);
  expect(() => arrange.triangle(tensor([1]), () => true)).toThrow("a matrix is wanted, not shape 1");
});

test("the element type of results", () => {
  const type = (...inputs: Tensor[]) => commonType(...inputs);
  expect(type(typed("float32", 2), typed("float32", 3))).toBe("float32");
  expect(type(typed("float32", 2), typed("float16", 3))).toBe("float64");
  expect(type(typed("int64", 2))).toBe("float64");
  expect(type(typed("bfloat16", 2), tensor(3))).toBe("bfloat16");
  expect(type()).toBe("float64");
  expect(map(typed("float32", 2), (x) => x + 1)).toMatchObject({ dtype: "float32", data: Float64Array.of(1, 1) });
  expect(zip(tensor([1, 2]), tensor([[10], [20]]), (a, b) => a + b).toArray()).toEqual([
    [11, 12],
    [21, 22],
  ]);
  expect(zip(tensor([5]), tensor([[1, 2]]), (a, b) => a - b).toArray()).toEqual([[4, 3]]);
  expect(zip(tensor([[1, 2]]), tensor([5]), (a, b) => a - b).toArray()).toEqual([[-4, -3]]);
  expect(broadcastTo(tensor([[1], [2]]), [2, 2, 2]).toArray()).toEqual([
    [
      [1, 1],
      [2, 2],
    ],
    [
      [1, 1],
      [2, 2],
    ],
  ]);
  expect(broadcastTo(tensor([7]), [2, 2]).toArray()).toEqual([
    [7, 7],
    [7, 7],
  ]);
  expect(() => broadcastTo(tensor([[1], [2]]), [2])).toThrow("shape 2 × 1 does not broadcast to 2");
});

test("matrix products", () => {
  const m = numbers(6, 2, 3);
  const n = numbers(6, 3, 2);
  expect(matmul(m, n).toArray()).toEqual([
    [10, 13],
    [28, 40],
  ]);
  expect(matmul(tensor([1, 2, 3]), n).toArray()).toEqual([16, 22]);
  expect(matmul(m, tensor([1, 2, 3])).toArray()).toEqual([8, 26]);
  expect(matmul(tensor([1, 2]), tensor([3, 4])).toArray()).toBe(11);
  expect(matmul(numbers(12, 2, 2, 3), n).toArray()).toEqual([
    [
      [10, 13],
      [28, 40],
    ],
    [
      [46, 67],
      [64, 94],
    ],
  ]);
  expect(matmul(m, numbers(12, 2, 3, 2)).shape).toEqual([2, 2, 2]);
  expect(matmulShape([5, 1, 2, 3], [4, 3, 6])).toEqual([5, 4, 2, 6]);
  expect(() => matmul(m, m)).toThrow("shapes 2 × 3 and 2 × 3 do not fit a matrix product");
  expect(() => matmul(tensor(2), tensor([1]))).toThrow("shapes scalar and 1 do not fit");
  expect(() => matmul(tensor([1]), tensor(2))).toThrow("shapes 1 and scalar do not fit");
  expect(() => matmul(tensor(2), tensor(3))).toThrow("shapes scalar and scalar do not fit");
});

test("sequences", () => {
  expect(full([2, 1], 3).toArray()).toEqual([[3], [3]]);
  expect(eye(2, 3).toArray()).toEqual([
    [1, 0, 0],
    [0, 1, 0],
  ]);
  expect(arange(5, 0, -2)).toMatchObject({ data: Float64Array.of(5, 3, 1), dtype: "int64" });
  expect(arange(0, 1, 0.5).dtype).toBe("float64");
  expect(arangeSize(0, 10, 3)).toBe(4);
  for (const [from, to, step] of [
    [0, Infinity, 1],
    [0, 1, 0],
    [0, 0, 0],
  ] as const) {
    expect(() => arangeSize(from, to, step)).toThrow(`there is no way from ${from} to ${to} in steps of ${step}`);
  }
  expect([...linspace(-1, 2, 4).data]).toEqual([-1, 0, 1, 2]);
  expect(linspace(0, 1, 0).shape).toEqual([0]);
  const rows = oneHot(tensor([[0], [2]]), 3);
  expect(rows.toArray()).toEqual([[[1, 0, 0]], [[0, 0, 1]]]);
  expect(rows.dtype).toBe("int64");
  for (const odd of [-1, 0.5, 3]) {
    expect(() => oneHot(tensor([odd]), 3)).toThrow(`class ${odd} is out of range: 3 classes, so 0 to 2`);
  }
});

const slice = (start?: number, stop?: number, step?: number) => ({ start, stop, step });

test.each<[string, IndexItem[], TensorLike]>([
  ["[1]", [1], [3, 4, 5]],
  ["[-1, -3]", [-1, -3], 3],
  [
    "[:, ::-1]",
    [slice(), slice(undefined, undefined, -1)],
    [
      [2, 1, 0],
      [5, 4, 3],
    ],
  ],
  [
    "[:, 2:0:-1]",
    [slice(), slice(2, 0, -1)],
    [
      [2, 1],
      [5, 4],
    ],
  ],
  [
    "[:, -2:]",
    [slice(), slice(-2)],
    [
      [1, 2],
      [4, 5],
    ],
  ],
  ["[:, :-2]", [slice(), slice(undefined, -2)], [[0], [3]]],
  [
    "[:, ::2]",
    [slice(), slice(undefined, undefined, 2)],
    [
      [0, 2],
      [3, 5],
    ],
  ],
  ["[:, 7:]", [slice(), slice(7)], [[], []]],
  ["[:, -9:1]", [slice(), slice(-9, 1)], [[0], [3]]],
  [
    "[:, 9::-2]",
    [slice(), slice(9, undefined, -2)],
    [
      [2, 0],
      [5, 3],
    ],
  ],
  ["[:, 0:-9:-1]", [slice(), slice(0, -9, -1)], [[0], [3]]],
  ["[..., 1]", ["rest", 1], [1, 4]],
  ["[None, 0]", ["new", 0], [[0, 1, 2]]],
  ["[0, ..., None]", [0, "rest", "new"], [[0], [1], [2]]],
  [
    "[:, [2, 0, -1]]",
    [slice(), tensor([2, 0, -1])],
    [
      [2, 0, 2],
      [5, 3, 5],
    ],
  ],
  ["[[1, 0], [0, 2]]", [tensor([1, 0]), tensor([0, 2])], [3, 2]],
  ["[[1], None]", [tensor([1]), "new"], [[[3, 4, 5]]]],
])("%s of a matrix", (_, items, expected) => {
  expect(pick(numbers(6, 2, 3), items, () => undefined).toArray()).toEqual(expected);
});

test("indices that do not fit", () => {
  const of = (x: Tensor, ...items: IndexItem[]) => pick(x, items, () => undefined);
  expect(() => of(tensor([1, 2]), 0, 0)).toThrow("2 indices for one dim");
  expect(() => of(new Tensor(new Float64Array(0)), 0)).toThrow(
    "index 0 is out of range for dim 0 of size 0: there is none",
  );
  expect(() => of(tensor([1]), slice(0.5))).toThrow("a slice takes whole numbers, not 0.5");
  expect(() => of(tensor([1]), slice(0, 1, 0.5))).toThrow("a slice cannot have step 0.5");
  const mask = new Tensor(Float64Array.of(1), [], "bool");
  expect(() => of(tensor([1]), mask)).toThrow("a single True or False is no mask");
  const cube = numbers(8, 2, 2, 2);
  const matrix = new Tensor(Float64Array.of(0, 1, 1, 0), [2, 2], "bool");
  expect(of(cube, matrix).toArray()).toEqual([
    [2, 3],
    [4, 5],
  ]);
  expect(of(cube, slice(), matrix).toArray()).toEqual([
    [1, 2],
    [5, 6],
  ]);
  const all = slice();
  expect(of(numbers(120, 5, 3, 4, 2), all, tensor([0, 1]), all, tensor([0, 1])).shape).toEqual([2, 5, 4]);
  expect(() => of(tensor([[1, 2]]), tensor([0, 0]), tensor([0, 1, 0]))).toThrow("do not broadcast");
});

test("ranges of parameters in words, and what they accept", () => {
  const number = (range: object): Parameter => ({ default: 0, about: "", ...range });
  expect(
    [{}, { integer: true }, { min: 0 }, { max: 1 }, { min: 0, open: true }, { max: 1, open: true }]
      .concat([
        { min: 0, max: 1 },
        { min: 0, max: 1, open: true },
        { min: 1, integer: true },
      ] as object[])
      .map((range) => rangeText(number(range))),
  ).toEqual([
    "a number",
    "a whole number",
    "at least 0",
    "at most 1",
    "above 0",
    "below 1",
    "from 0 to 1",
    "between 0 and 1",
    "a whole number at least 1",
  ]);
  const open = number({ min: 0, max: 1, open: true });
  expect([0, 0.5, 1, Number.NaN].map((x) => accepts(open, x))).toEqual([false, true, false, false]);
  const closed = number({ min: 0, max: 1 });
  expect([-0.1, 0, 1, 1.1].map((x) => accepts(closed, x))).toEqual([false, true, true, false]);
  expect([-Infinity, Infinity].map((x) => accepts(number({ open: true }), x))).toEqual([true, true]);
  expect([-Infinity, Infinity].map((x) => accepts(number({ open: true, min: 0 }), x))).toEqual([false, true]);
  expect([accepts(closed, "0.5"), accepts(closed, "a")]).toEqual([false, false]);
  expect([1, 1.5, "1"].map((x) => accepts(number({ integer: true }), x))).toEqual([true, false, false]);
  const choice: Parameter = { default: "a", about: "", choices: ["a", "b"] };
  expect([accepts(choice, "b"), accepts(choice, "c"), rangeText(choice)]).toEqual([true, false, "a, b"]);
  expect(resolve({ p: closed, q: choice }, { p: undefined, q: "b" } as never)).toEqual({ p: 0, q: "b" });
  expect(() => resolve({ p: closed }, { toString: 1 } as never)).toThrow("unknown parameter: toString");
});

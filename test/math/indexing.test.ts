/** Tensor operations where Python would refuse, and what they say. */
import { expect, test } from "vitest";
import { floorDivide, remainder, roundEven } from "../../src/math/arithmetic.js";
import * as arrange from "../../src/math/arrange.js";
import { broadcastShape, broadcastTo } from "../../src/math/broadcast.js";
import { type IndexItem, pick } from "../../src/math/indexing.js";
import { matmul } from "../../src/math/linear.js";
import { arange, linspace, oneHot } from "../../src/math/sequences.js";
import { Tensor, tensor } from "../../src/math/tensor.js";

const cube = arrange.reshape(arange(0, 24, 1), [2, 3, 4]);
const take = (...items: IndexItem[]) => pick(cube, items, () => undefined);
const all = { start: undefined, stop: undefined, step: undefined };
const mask = (...bits: number[]) => new Tensor(Float64Array.from(bits), [bits.length], "bool");

test("lists that do not stand side by side put their dims in front, integers count as slices", () => {
  expect(take(tensor([0, 1]), all, tensor([0, 1])).shape).toEqual([2, 3]);
  expect(take(all, tensor([0, 1, 2]), tensor([3, 2, 1])).shape).toEqual([2, 3]);
  // PyTorch's way; in NumPy an integer beside a list is one more list.
  expect(take(0, all, tensor([1, 2])).shape).toEqual([3, 2]);
});

test("lists broadcast against each other", () => {
  const picked = take(tensor([[0], [1]]), tensor([0, 2]), 0);
  expect(picked.toArray()).toEqual([
    [0, 8],
    [12, 20],
  ]);
});

test("masks: of a dim, of several, of nothing", () => {
  expect(take(all, mask(1, 0, 1)).shape).toEqual([2, 2, 4]);
  expect(
    take(
      new Tensor(
        cube.data.map((x) => Number(x > 20)),
        cube.shape,
        "bool",
      ),
    ).toArray(),
  ).toEqual([21, 22, 23]);
  expect(take(mask(0, 0)).shape).toEqual([0, 3, 4]);
  expect(() => take(mask(1, 0, 1))).toThrow("a mask of shape 3 does not fit 2");
});

test.each<[IndexItem[], string]>([
  [[2], "index 2 is out of range for dim 0 of size 2: -2 to 1"],
  [[0, -4], "index -4 is out of range for dim 1 of size 3: -3 to 2"],
  [[tensor([0, 5])], "index 5 is out of range for dim 0 of size 2: -2 to 1"],
  [[Number.NaN], "index NaN is no whole number for dim 0 of size 2: -2 to 1"],
  [[0, 0, 0, 0], "4 indices for 3 dims"],
  [["rest", 0, "rest"], "an index can have one ... only"],
  [[{ start: 0, stop: 1, step: 0 }], "a slice cannot have step 0"],
])("%o is refused", (items, message) => expect(() => take(...items)).toThrow(message));

test("an index is told what it will make", () => {
  const shapes: (readonly number[])[] = [];
  pick(cube, ["new", "rest", tensor([0, 0, 0])], (shape) => shapes.push(shape));
  expect(shapes).toEqual([[1, 2, 3, 3]]);
});

test("shapes that do not fit are shown", () => {
  expect(() => broadcastShape([2, 3], [2])).toThrow("shapes 2 × 3 and 2 do not broadcast");
  expect(() => broadcastTo(tensor([1, 2]), [2, 3])).toThrow(/do not broadcast|does not broadcast/);
  expect(() => matmul(tensor([1, 2]), tensor([1, 2, 3]))).toThrow("shapes 2 and 3 do not fit a matrix product");
  expect(() => arrange.concatenate([cube, tensor([1])], 0)).toThrow("shapes 2 × 3 × 4 and 1 differ beside dim 0");
  expect(() => arrange.stack([tensor([1]), tensor([1, 2])], 0)).toThrow("shapes 1 and 2 differ");
  expect(() => arrange.permute(cube, [0, 0, 1])).toThrow("0, 0, 1 is not an order of the dims of 2 × 3 × 4");
  expect(() => oneHot(tensor([3]), 3)).toThrow("class 3 is out of range: 3 classes, so 0 to 2");
});

test("ranges round each number once", () => {
  expect([...arange(0, 1, 0.1).data]).toEqual([
    0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001, 0.8, 0.9,
  ]);
  expect([...linspace(0, 1, 11).data]).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  expect([...linspace(3, 4, 1).data]).toEqual([3]);
  expect(() => arange(0, 1, 0)).toThrow("there is no way from 0 to 1 in steps of 0");
  expect([...arange(1, 0, 1).data]).toEqual([]);
});

test("Python's operators at the edges", () => {
  expect([remainder(-1, 3), remainder(1, -3), remainder(-0, 3), remainder(3, -3)]).toEqual([2, -2, 0, -0]);
  expect([remainder(-5, Infinity), remainder(5, Infinity), remainder(1, 0)]).toEqual([Infinity, 5, Number.NaN]);
  expect([floorDivide(-5, Infinity), floorDivide(1, 0), floorDivide(-1, 0)]).toEqual([-1, Infinity, -Infinity]);
  expect([floorDivide(0.3, 0.1), floorDivide(-0.3, 0.1)]).toEqual([2, -3]);
  expect([floorDivide(-0, 3), floorDivide(0, -3), floorDivide(-0, -3), floorDivide(1, 3)]).toEqual([-0, -0, 0, 0]);
  // The quotient is a little below or above the whole number.
  expect(floorDivide(-313.31505744280406, -0.048315833346900816)).toBe(6484);
  expect(floorDivide(0.1823068700026078, 0.0008028549152229672)).toBe(227);
  expect([remainder(1, -0), remainder(-5, 0.75), remainder(5, -0.75)]).toEqual([Number.NaN, 0.25, -0.25]);
  expect([roundEven(Infinity), roundEven(-Infinity), roundEven(Number.NaN)]).toEqual([Infinity, -Infinity, Number.NaN]);
  expect([0.5, 1.5, 2.5, -0.5, -1.5, -0, 1e300].map(roundEven)).toEqual([0, 2, 2, -0, -2, -0, 1e300]);
  expect(roundEven(0.49999999999999994)).toBe(0);
});

/** The random numbers against PyTorch's (test/reference/rand.json). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generator, rand, randn } from "../../src/math/random.js";

interface Draw {
  readonly seed: number;
  readonly shape: readonly number[];
  readonly first: readonly number[];
  readonly last: number;
}

const reference = JSON.parse(readFileSync(new URL("../reference/rand.json", import.meta.url), "utf8")) as {
  readonly rand: readonly Draw[];
  readonly randn: readonly Draw[];
};

test.each(reference.rand)("rand $shape after seed $seed, every bit", ({ seed, shape, first, last }) => {
  const { data, shape: got } = rand(shape, generator(seed));
  expect([...data.subarray(0, 20)]).toEqual(first);
  expect([data.at(-1), got]).toEqual([last, shape]);
});

test.each(reference.randn)("randn $shape after seed $seed, to 2e-6", ({ seed, shape, first, last }) => {
  const { data } = randn(shape, generator(seed));
  for (const [i, x] of [...first, last].entries()) {
    expect(Math.abs((i < first.length ? data[i]! : data.at(-1)!) - x)).toBeLessThan(2e-6);
  }
});

test("a call goes on where the last one stopped, with the twin of an odd normal number", () => {
  const [all, parts] = [generator(7), generator(7)];
  const [whole, first, second] = [randn([2], all), randn([1], parts), randn([1], parts)];
  expect([...whole.data]).toEqual([...first.data, ...second.data]);
  expect([...rand([3], all).data]).toEqual([...rand([3], parts).data]);
});

test("low, high, mean and std move the same numbers, in float32", () => {
  const [u] = rand([1], generator(42)).data;
  expect(rand([1], generator(42), 0, 2).data[0]).toBe(2 * u!);
  expect(rand([1], generator(42), -1, 1).data[0]).toBe(Math.fround(2 * u! - 1));
  const [z] = randn([1], generator(42)).data;
  expect(randn([1], generator(42), 1, 2).data[0]).toBeCloseTo(2 * z! + 1, 6);
});

test("numbers are of float32, and the low 32 bits of a seed count", () => {
  expect([rand([2], generator(1)).dtype, randn([20], generator(1)).dtype]).toEqual(["float32", "float32"]);
  expect([...rand([9], generator(2 ** 32 + 5)).data]).toEqual([...rand([9], generator(5)).data]);
});

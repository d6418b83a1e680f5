/** Laws of softmax and of all reducers, through the command. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { REDUCERS } from "../../src/math/reducers.js";
import { units } from "../math/exact.js";
import { fromNpy, type Numbers, npyOf, outputOf } from "./files.js";

const number = fc.oneof(
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -5, max: 5 }),
);

const matrixOf = (entry: fc.Arbitrary<number>): fc.Arbitrary<Numbers> =>
  fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 }))
    .chain(([rows, columns]) =>
      fc
        .array(entry, { minLength: rows * columns, maxLength: rows * columns })
        .map((data) => ({ shape: [rows, columns], data })),
    );

const rowsOf = ({ shape, data }: Numbers): number[][] =>
  Array.from({ length: shape[0]! }, (_, i) => data.slice(i * shape[1]!, (i + 1) * shape[1]!));

const run = async (argv: readonly string[], numbers: Numbers): Promise<Numbers> =>
  fromNpy(await outputOf([...argv, "-q", "--to", "npy"], npyOf(numbers)));

/** The distance to the next double, in units of 2^-1074. */
function ulp(x: number): bigint {
  const n = units(x);
  return BigInt(Math.max(n.toString(2).length - 53, 0)) === 0n ? 1n : 1n << BigInt(n.toString(2).length - 53);
}

test("rows of softmax sum to 1 within an ulp a term, and keep the order", async () => {
  const one = units(1);
  await fc.assert(
    fc.asyncProperty(matrixOf(number), async (numbers) => {
      const found = rowsOf(await run(["softmax"], numbers));
      for (const [i, x] of rowsOf(numbers).entries()) {
        const y = found[i]!;
        const off = y.reduce((sum, value) => sum + units(value), -one);
        const allowed = y.reduce((sum, value) => sum + ulp(value), 0n);
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(allowed);
        const order = [...x.keys()].sort((a, b) => x[a]! - x[b]!);
        for (const [k, at] of order.slice(1).entries()) expect(y[at]!).toBeGreaterThanOrEqual(y[order[k]!]!);
      }
    }),
    { numRuns: 150 },
  );
});

test("softmax and log-softmax are unchanged by a shift that is exact in double", async () => {
  // Multiples of 2^-10 below 2^21 add without rounding.
  const coarse = fc.integer({ min: -(2 ** 30), max: 2 ** 30 }).map((n) => n / 1024);
  await fc.assert(
    fc.asyncProperty(matrixOf(coarse), coarse, async (numbers, shift) => {
      const shifted = { ...numbers, data: numbers.data.map((x) => x + shift) };
      for (const name of ["softmax", "log-softmax"]) {
        expect(await run([name], shifted)).toEqual(await run([name], numbers));
      }
    }),
    { numRuns: 60 },
  );
});

/** The numbers with two dims exchanged. */
function transposed({ shape, data }: Numbers, a: number, b: number): Numbers {
  const swap = <T>(items: readonly T[]): T[] => items.with(a, items[b]!).with(b, items[a]!);
  const to = swap(shape);
  const place = (index: readonly number[], sizes: readonly number[]) =>
    index.reduce((at, i, d) => at * sizes[d]! + i, 0);
  const out = new Array<number>(data.length);
  for (let at = 0; at < data.length; at++) {
    const index: number[] = [];
    let rest = at;
    for (const size of shape.toReversed()) {
      index.unshift(rest % size);
      rest = Math.floor(rest / size);
    }
    out[place(swap(index), to)] = data[at]!;
  }
  return { shape: to, data: out };
}

const cube = fc
  .tuple(fc.constantFrom(2, 4), fc.constantFrom(2, 4), fc.constantFrom(2, 4))
  .chain(([a, b, c]) =>
    fc.array(number, { minLength: a * b * c, maxLength: a * b * c }).map((data) => ({ shape: [a, b, c], data })),
  );

test.each([...REDUCERS.keys()].filter((name) => name !== "topk"))(
  "%s over a dim is itself over another of the transposed input",
  async (name) => {
    const keep = REDUCERS.get(name)!.row.size === "one" ? ["--keepdim"] : [];
    await fc.assert(
      fc.asyncProperty(cube, fc.constantFrom([0, 2], [1, 2], [0, 1]), async (numbers, [a, b]) => {
        const along = await run([name, ...keep, "--dim", String(a)], numbers);
        const other = await run([name, ...keep, "--dim", String(b)], transposed(numbers, a!, b!));
        expect(transposed(along, a!, b!)).toEqual(other);
      }),
      { numRuns: 25 },
    );
  },
);

test("topk too, whose records name the lane, the rank and the index", async () => {
  const records = async (dim: number, numbers: Numbers) => {
    const text = await outputOf(["topk", "-k", "2", "--dim", String(dim), "--to", "csv"], npyOf(numbers));
    return text.toString().trimEnd().split("\n").sort();
  };
  await fc.assert(
    // The lanes of dim 1, and of dim 2 of what has these two exchanged, stand in the same order.
    fc.asyncProperty(cube, async (numbers) => {
      expect(await records(1, numbers)).toEqual(await records(2, transposed(numbers, 1, 2)));
    }),
    { numRuns: 25 },
  );
});

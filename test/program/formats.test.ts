/** Numbers survive the way through the command and any two formats bit for bit. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FORMATS } from "../../src/format/formats.js";
import { command } from "../command.js";
import { fromNpy, type Numbers, npyOf, outputOf, safetensorsOf, zipOf } from "./files.js";

const BOTH = FORMATS.filter(({ read, write }) => read && write).map(({ name }) => name);
/** Formats that hold any number of dims. */
const ANY_SHAPE = ["json", "npy", "literal"];

const number = fc.oneof(
  { arbitrary: fc.double(), weight: 3 },
  fc.constantFrom(0, -0, 5e-324, -5e-324, Infinity, -Infinity, Number.NaN, 1.7976931348623157e308, 2 ** 53, 1e21, 1e-7),
  fc.integer({ min: -3, max: 3 }),
);

const inShape = (shape: readonly number[]): fc.Arbitrary<Numbers> => {
  const length = shape.reduce((size, n) => size * n, 1);
  return fc.array(number, { minLength: length, maxLength: length }).map((data) => ({ shape, data }));
};
const size = fc.integer({ min: 1, max: 5 });
const matrix = fc.tuple(size, size).chain(inShape);
const anything = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }).chain(inShape);

/** Doubles as their bits, nan as one. */
const bits = (data: readonly number[]): bigint[] => [
  ...new BigUint64Array(Float64Array.from(data, (x) => (Number.isNaN(x) ? Number.NaN : x)).buffer),
];

/** A row, and a column, is a vector in lines of text. */
const squeezed = (shape: readonly number[]): readonly number[] =>
  shape.includes(1) ? shape.filter((n) => n !== 1) : shape;

/** Through two formats; how the bytes of the second are packed is up to `pack`. */
async function through(
  numbers: Numbers,
  first: string,
  second: string,
  pack = (bytes: Buffer) => bytes,
): Promise<Numbers> {
  const a = await outputOf(["show", "-q", "--to", first], npyOf(numbers));
  const b = await outputOf(["show", "-q", "--from", first, "--to", second], a);
  return fromNpy(await outputOf(["show", "-q", "--from", second, "--to", "npy"], pack(b)));
}

describe.each(BOTH)("a matrix through %s", (first) => {
  test.each(BOTH)("and %s", async (second) => {
    await fc.assert(
      fc.asyncProperty(matrix, fc.boolean(), async (numbers, packed) => {
        const found = await through(numbers, first, second, packed ? gzipSync : undefined);
        expect(bits(found.data)).toEqual(bits(numbers.data));
        expect(squeezed(found.shape)).toEqual(squeezed(numbers.shape));
      }),
      { numRuns: 12 },
    );
  });
});

describe.each(ANY_SHAPE)("any shape through %s", (first) => {
  test.each(ANY_SHAPE)("and %s", async (second) => {
    await fc.assert(
      fc.asyncProperty(anything, async (numbers) => {
        const found = await through(numbers, first, second);
        expect(bits(found.data)).toEqual(bits(numbers.data));
        // JSON cannot say what an empty list would hold.
        const empty = numbers.shape.indexOf(0);
        const isLost = empty >= 0 && [first, second].includes("json");
        expect(found.shape).toEqual(isLost ? numbers.shape.slice(0, empty + 1) : numbers.shape);
      }),
      { numRuns: 25 },
    );
  });
});

test.each(BOTH)("%s is recognised, or refused with its name among the candidates", async (format) => {
  await fc.assert(
    fc.asyncProperty(matrix, async (numbers) => {
      const stdin = await outputOf(["show", "-q", "--to", format], npyOf(numbers));
      const { status, stdout, stderr } = await command(["show", "-q", "--to", "npy"], { stdin });
      if (status === 0) expect(bits(fromNpy(stdout).data)).toEqual(bits(numbers.data));
      else expect(stderr).toMatch(new RegExp(`the input may be .*\\b${format}\\b`));
    }),
    { numRuns: 40 },
  );
});

test("npz and safetensors files are read as they are", async () => {
  await fc.assert(
    fc.asyncProperty(anything, fc.constantFrom("stored", "deflated", "safetensors"), async (numbers, kind) => {
      const file =
        kind === "safetensors" ? safetensorsOf(numbers) : zipOf("x.npy", npyOf(numbers), kind === "deflated");
      const found = fromNpy(await outputOf(["show"], file));
      expect(found.shape).toEqual(numbers.shape);
      expect(bits(found.data)).toEqual(bits(numbers.data));
    }),
    { numRuns: 60 },
  );
});

/** JSON objects with these numbers under two keys. */
function recordsOf(rows: readonly (readonly [number, number])[]): string {
  const text = (x: number) => (Number.isNaN(x) ? "null" : Object.is(x, -0) ? "-0" : (JSON.stringify(x) ?? "null"));
  const finite = (x: number) => (Math.abs(x) === Infinity ? `${x < 0 ? "-" : ""}1e999` : text(x));
  return `[${rows.map(([a, b]) => `{"a": ${finite(a)}, "b c": ${finite(b)}}`).join(", ")}]`;
}

test("records survive the way through every format that has names, and back", async () => {
  const rows = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom("json", "jsonl", "csv", "tsv"), async (drawn, format) => {
      const text = await outputOf(["show", "--to", format], recordsOf(drawn));
      const back = await outputOf(["show", "--from", format, "--columns", "b c,a", "--to", "npy"], text);
      expect(text.toString()).toContain("b c");
      expect(bits(fromNpy(back).data)).toEqual(bits(drawn.flat()));
    }),
    { numRuns: 60 },
  );
});

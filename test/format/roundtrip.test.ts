/** Numbers survive the way through any two formats bit for bit. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Document } from "../../src/format/document.js";
import { FORMATS } from "../../src/format/formats.js";
import { Tensor } from "../../src/math/tensor.js";
import { bytesOf, exact } from "./support.js";

const BOTH = FORMATS.filter(({ read, write }) => read && write).map(({ name }) => name);
const ANY_SHAPE = ["json", "npy", "literal"];

const special = fc.constantFrom(
  0,
  -0,
  1,
  5e-324,
  -5e-324,
  Infinity,
  -Infinity,
  Number.NaN,
  1.7976931348623157e308,
  2 ** 53,
);
const number = fc.oneof(fc.double(), special, fc.integer({ min: -3, max: 3 }));

const tensorOf = (shape: readonly number[]): fc.Arbitrary<Tensor> => {
  const length = shape.reduce((size, n) => size * n, 1);
  return fc
    .array(number, { minLength: length, maxLength: length })
    .map((data) => new Tensor(Float64Array.from(data), shape));
};
const size = fc.integer({ min: 1, max: 4 });
const matrix = fc.tuple(size, size).chain(tensorOf);
const anything = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }).chain(tensorOf);

function through(document: Document, name: string): Document {
  const format = FORMATS.find((one) => one.name === name)!;
  return format.read!(bytesOf(format.write!(document, {})), {});
}

/** A row, and a column, is a vector in lines of text. */
const squeezed = ({ shape }: Tensor): readonly number[] => (shape.includes(1) ? shape.filter((n) => n !== 1) : shape);

describe.each(BOTH)("through %s", (first) => {
  test.each(BOTH)("and %s", (second) => {
    fc.assert(
      fc.property(matrix, (tensor) => {
        const found = through(through({ tensor, layout: {} }, first), second).tensor;
        expect(exact(found)).toEqual(exact(tensor));
        expect(squeezed(found)).toEqual(squeezed(tensor));
      }),
      { numRuns: 30 },
    );
  });
});

describe.each(ANY_SHAPE)("any shape through %s", (first) => {
  test.each(ANY_SHAPE)("and %s", (second) => {
    fc.assert(
      fc.property(anything, (tensor) => {
        const found = through(through({ tensor, layout: {} }, first), second).tensor;
        expect(exact(found)).toEqual(exact(tensor));
        // JSON cannot say what an empty list would hold.
        const empty = tensor.shape.indexOf(0);
        const isLost = empty >= 0 && [first, second].includes("json");
        expect(found.shape).toEqual(isLost ? tensor.shape.slice(0, empty + 1) : tensor.shape);
      }),
      { numRuns: 50 },
    );
  });
});

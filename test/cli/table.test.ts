import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { type TableOptions, table } from "../../src/cli/table.js";
import { Tensor, tensor } from "../../src/math/tensor.js";

const OPTIONS: TableOptions = { width: 80, color: 0, full: false, column: false, asides: [] };
const lines = (text: string) => text.trimEnd().split("\n");
const cells = (line: string) =>
  line
    .split("│")
    .slice(1, -1)
    .map((cell) => cell.trim());

describe("a table", () => {
  test("never is wider than the terminal, and all its lines are equally wide", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 40, max: 200 }),
        (rows, columns, width) => {
          const x = new Tensor(
            Float64Array.from({ length: rows * columns }, (_, i) => Math.cos(i) * 100),
            [rows, columns],
          );
          const drawn = lines(table(x, { ...OPTIONS, width })).filter((line) => /^[┌├└│]/.test(line));
          expect(new Set(drawn.map((line) => stringWidth(line))).size).toBe(1);
          expect(stringWidth(drawn[0]!)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test("shows every number to its digits, and no number but 0 as 0", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 6 }),
        (numbers) => {
          const drawn = lines(table(tensor(numbers), { ...OPTIONS, column: true }));
          const shown = drawn.slice(3, -1).map((line) => Number(cells(line)[1]));
          for (const [i, x] of numbers.entries()) {
            const digits = cells(drawn[3 + i]!)[1]!.includes("e") ? Math.abs(x) * 1e-4 : 1e-4;
            expect(Math.abs(shown[i]! - x)).toBeLessThanOrEqual(digits);
            expect(shown[i] === 0).toBe(x === 0);
          }
        },
      ),
    );
  });

  test("marks the largest of each row, the first of equals, and no nan", () => {
    const x = tensor([
      [1, 3, 3],
      [Number.NaN, -1, -2],
    ]);
    const drawn = lines(table(x, { ...OPTIONS, largest: 1 }));
    expect(drawn.slice(3, 5).map(cells)).toEqual([
      ["0", "1", "3*", "3"],
      ["1", "nan", "-1*", "-2"],
    ]);
  });

  test("joins long tables that are drawn in parts", () => {
    const x = new Tensor(
      Float64Array.from({ length: 500 }, (_, i) => i),
      [250, 2],
    );
    const drawn = lines(table(x, { ...OPTIONS, full: true }));
    expect(drawn).toHaveLength(250 + 4);
    expect(drawn.slice(3, -1).map((line) => Number(cells(line)[0]))).toEqual(Array.from({ length: 250 }, (_, i) => i));
  });

  test("is none for what is empty", () => {
    expect(table(new Tensor(new Float64Array(0), [0, 3]), OPTIONS)).toBe("empty, 0 × 3\n");
  });
});

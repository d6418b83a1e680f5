import fc from "fast-check";
import { expect, test } from "vitest";
import { type Axis, fitAxis } from "../../src/plot/axis.js";

const finite = fc.oneof(
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ min: -4e299, max: 4e299, noNaN: true }),
);
const ranges = fc.tuple(finite, finite).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));

/** Half a unit of the last digit that the label shows. */
function tolerance(label: string): number {
  const [mantissa, exponent = "0"] = label.split("e");
  return 0.5 * 10 ** (Number(exponent) - (mantissa!.split(".")[1]?.length ?? 0));
}

function expectTrueLabels(axis: Axis): void {
  for (const { cell, label } of axis.ticks) {
    const size = axis.at(1) - axis.at(0);
    const rounding = 1e-12 * Math.max(Math.abs(axis.at(cell)), size);
    expect(Math.abs(Number(label) - axis.at(cell))).toBeLessThanOrEqual(tolerance(label) + rounding);
    expect(Math.abs(axis.cellOf(axis.at(cell)) - cell)).toBeLessThan(1e-3);
  }
}

test("rows: all are used, the range is within, every label is true and differs from the others", () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 3, max: 60 }), ({ low, high }, room) => {
      const axis = fitAxis(low, high, { room, distance: 3, fill: true });
      expect(axis.cells).toBe(room);
      expectTrueLabels(axis);
      expect(new Set(axis.ticks.map(({ label }) => label)).size).toBe(axis.ticks.length);
      expect(axis.ticks.length).toBeGreaterThan(0);
      expect(axis.cellOf(low)).toBeGreaterThan(-0.51);
      expect(axis.cellOf(high)).toBeLessThan(room - 0.49);
    }),
  );
});

test("columns: never more than there are, labels do not touch", () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 30, max: 200 }), ({ low, high }, room) => {
      const axis = fitAxis(low, high, { room, distance: 8, sideways: true });
      expect(axis.cells).toBeLessThanOrEqual(room);
      expectTrueLabels(axis);
      axis.ticks.slice(1).forEach(({ cell, label }, i) => {
        expect(cell - axis.ticks[i]!.cell).toBeGreaterThan(Math.max(label.length, axis.ticks[i]!.label.length));
      });
    }),
  );
});

test("zero is the middle of a cell wherever it is in view", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -9, max: -0.1, noNaN: true }),
      fc.double({ min: 0.1, max: 9, noNaN: true }),
      (low, high) => {
        const axis = fitAxis(low, high, { room: 40, distance: 8 });
        const zero = Math.round(axis.cellOf(0));
        expect(Math.abs(axis.at(zero))).toBe(0);
      },
    ),
  );
});

test.each([
  [0.018, 0.982, 22, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
  [-1, 1, 13, ["-1.0", "-0.5", "0.0", "0.5", "1.0"]],
  [0, 54.6, 13, ["0", "20", "40", "60"]],
  [1e-9, 3e-9, 15, ["1e-9", "2e-9", "3e-9"]],
  [0, 2e8, 15, ["0", "1e8", "2e8"]],
  [0.5, 0.5, 13, ["0.0", "0.5", "1.0"]],
  [-2, -2, 13, ["-4", "-2", "0"]],
  [0, 0, 13, ["-1", "0", "1"]],
])("from %d to %d in %d rows", (low, high, room, labels) => {
  expect(fitAxis(low, high, { room, distance: 3, fill: true }).ticks.map(({ label }) => label)).toEqual(labels);
});

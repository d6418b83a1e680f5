import fc from "fast-check";
import { expect, test } from "vitest";
import { type ChartOptions, chart, type Data } from "../../src/plot/chart.js";
import { fitLogAxis, logTicks } from "../../src/plot/log-axis.js";
import { agrees, logarithmic, read, readDots } from "./readback.js";

const SIZE = { width: 80, height: 24 };

const exponents = fc
  .tuple(fc.double({ min: -300, max: 280, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true }))
  .map(([low, span]) => ({ low, high: low + span }));

test("every label of a logarithmic axis stands within half a cell of its value, and labels do not touch", () => {
  fc.assert(
    fc.property(exponents, fc.integer({ min: 16, max: 120 }), fc.boolean(), ({ low, high }, room, sideways) => {
      const axis = fitLogAxis(low, high, { room, distance: sideways ? 8 : 3, sideways, fill: !sideways });
      expect(axis.cells).toBeLessThanOrEqual(room);
      expect(axis.ticks.length).toBeGreaterThan(0);
      for (const { cell, label } of axis.ticks) {
        expect(cell).toBeGreaterThanOrEqual(0);
        expect(cell).toBeLessThan(axis.cells);
        expect(Math.abs(axis.cellOf(Math.log10(Number(label))) - cell)).toBeLessThan(0.51);
      }
      axis.ticks.slice(1).forEach(({ cell }, i) => {
        const before = axis.ticks[i]!;
        expect(cell - before.cell).toBeGreaterThan(sideways ? before.label.length / 2 : 0);
      });
      expect(axis.cellOf(low)).toBeGreaterThan(-0.51);
      expect(axis.cellOf(high)).toBeLessThan(axis.cells - 0.49);
    }),
    // A span that seven digits cannot tell apart is drawn as a constant.
    { examples: [[{ low: 0, high: 1.0000000000000002e-6 }, 16, false]] },
  );
});

test.each([
  [-8, 0, 5, ["1e-8", "1e-6", "1e-4", "1e-2", "1"]],
  [-2, 2, 9, ["0.01", "0.1", "1", "10", "100"]],
  [0, Math.log10(20), 5, ["1", "2", "5", "10", "20"]],
  [Math.log10(2), Math.log10(5), 4, ["2", "3", "4", "5"]],
])("from 10^%d to 10^%d, about %d marks", (low, high, count, labels) => {
  expect(logTicks(low, high, count).map(({ label }) => label)).toEqual(labels);
});

const STYLES = [
  ["lines", (drawing: string) => read(drawing)],
  ["braille", readDots],
] as const;

test.each(STYLES)("logarithmic axes in %s: read back to half a cell", (style, reading) => {
  const size = { ...SIZE, style };
  const positive: ChartOptions = { ...size, logx: true, xmin: 1e-3, xmax: 1e3 };
  const exp = chart([{ name: "exp", f: Math.exp }], { ...size, logy: true, xmin: -20, xmax: 20 });
  agrees(reading(logarithmic(exp, { y: true })), (x) => x * Math.LOG10E, -20, 20);
  const log = chart([{ name: "log", f: Math.log }], positive);
  agrees(reading(logarithmic(log, { x: true })), (u) => u * Math.LN10, -3, 3);
  const power = chart([{ name: "power", f: (x) => x ** 1.5 }], { ...positive, logy: true });
  agrees(reading(logarithmic(power, { x: true, y: true })), (u) => 1.5 * u, -3, 3);
});

test("between two data points a line is straight on logarithmic paper", () => {
  const data: Data = { name: "loss", x: Float64Array.of(0, 10, 20), y: Float64Array.of(1, 1e-4, 1e-2) };
  const drawing = chart([data], { ...SIZE, logy: true });
  agrees(read(logarithmic(drawing, { y: true })), (x) => (x < 10 ? -0.4 * x : -4 + 0.2 * (x - 10)), 0, 20);
});

test("numbers at or below 0 have no place on a logarithmic axis, unless they are out of view", () => {
  const relu = { name: "relu", f: (x: number) => Math.max(0, x) };
  expect(() => chart([relu], { ...SIZE, logy: true })).toThrow("needs numbers above 0: relu has others");
  const drawing = chart([relu], { ...SIZE, logy: true, ymin: 1e-3, ymax: 4 });
  for (const [column] of read(drawing).cells) expect(read(drawing).xOf(column)).toBeGreaterThan(-0.1);
  const counted: Data = { name: "d", x: Float64Array.of(0, 1, 2), y: Float64Array.of(1, 2, 3) };
  expect(() => chart([counted], { ...SIZE, logx: true })).toThrow("needs numbers above 0: x has others");
  expect(chart([counted], { ...SIZE, logx: true, xmin: 1 })).toContain("╭");
  expect(() => chart([relu], { ...SIZE, logx: true, xmin: -1 })).toThrow("-1 is not above 0");
});

test("a logarithmic axis has no line through zero", () => {
  const drawing = chart([{ name: "exp", f: Math.exp }], { ...SIZE, logy: true });
  expect(drawing).toContain("┊");
  expect(drawing).not.toContain("┈");
});

import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { type BarGroup, bars } from "../../src/plot/bars.js";
import { histogramBars, histograms } from "../../src/plot/histogram.js";

const number = (value: number) => value.toFixed(2);
const EIGHTHS = " ▏▎▍▌▋▊▉█";

/** The length of a bar in characters. */
const lengthOf = (line: string) =>
  [...line].reduce((sum, glyph) => sum + (glyph === "▐" ? 0.5 : Math.max(EIGHTHS.indexOf(glyph), 0) / 8), 0);

test("bars are as long as their values, to an eighth of a character", () => {
  const values = [0.659, 0.2424, 0.0986, 0, 1];
  const group = { bars: values.map((value, i) => ({ label: `class ${i}`, value })) };
  const lines = bars([group], { width: 60, number }).split("\n").slice(0, -1);
  const longest = Math.max(...lines.map(lengthOf));
  expect(longest).toBe(60 - "class 0 1.00 ".length);
  lines.forEach((line, i) => {
    expect(Math.abs(lengthOf(line) - values[i]! * longest)).toBeLessThanOrEqual(1 / 16 + 1e-9);
  });
});

test("negative values go to the left of zero", () => {
  const group = { bars: [-2, 3, -0.25].map((value) => ({ label: "x", value })) };
  expect(bars([group], { width: 40, number })).toBe(
    `
x -2.00 ▐████████████
x  3.00              ███████████████████
x -0.25            ▐█
`.slice(1),
  );
  expect(bars([group], { width: 40, number, ascii: true })).toContain("x -0.25            ##");
});

test("what is not finite has no bar, and East Asian labels keep the columns", () => {
  const group = { heading: "row 0", bars: [Number.NaN, 1, Infinity].map((value) => ({ label: "猫", value })) };
  expect(bars([group, { heading: "row 1", bars: [{ label: "a", value: 0.5 }] }], { width: 30, number })).toBe(
    `
row 0
猫      NaN
猫     1.00 ██████████████████
猫 Infinity

row 1
a      0.50 █████████
`.slice(1),
  );
});

test("lines never exceed the width, or the least width is named", () => {
  const value = fc.oneof(fc.double(), fc.double({ min: -1, max: 1 }));
  const group: fc.Arbitrary<BarGroup> = fc.record({ bars: fc.array(fc.record({ label: fc.string(), value })) });
  fc.assert(
    fc.property(fc.array(group), fc.integer({ min: 1, max: 120 }), fc.boolean(), (groups, width, ascii) => {
      let drawn: string;
      try {
        drawn = bars(groups, { width, ascii, number: (x) => x.toPrecision(3) });
      } catch (error) {
        expect((error as Error).message).toMatch(/is too small to draw: at least \d+$/);
        return;
      }
      for (const line of drawn.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      expect(drawn).not.toMatch(/ \n/);
    }),
  );
});

test("a histogram counts every finite value once, in bins that are equally wide", () => {
  const value = fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.integer({ min: -3, max: 3 }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), fc.integer({ min: 1, max: 60 }), (list, most) => {
      const y = Float64Array.from([...list, Number.NaN, Infinity]);
      const [{ edges, counts }] = histograms([{ name: "d", x: y, y }], most) as [ReturnType<typeof histograms>[0]];
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
      expect(counts.length).toBeLessThanOrEqual(most);
      counts.forEach((count, i) => {
        const last = i === counts.length - 1;
        const inside = list.filter((x) => x >= edges[i]! && (last ? x <= edges[i + 1]! : x < edges[i + 1]!));
        expect(count).toBe(inside.length);
      });
    }),
  );
});

test("series share their bins; labels say which end belongs to a bin", () => {
  const data = (name: string, y: number[]) => ({ name, x: Float64Array.from(y), y: Float64Array.from(y) });
  const groups = histogramBars(histograms([data("a", [0, 1, 2]), data("b", [8, 9, 10])], 5));
  expect(groups.map(({ heading }) => heading)).toEqual(["a", "b"]);
  expect(groups[0]!.bars.map(({ label, value }) => `${label} ${value}`)).toEqual([
    "[ 0,  2) 2",
    "[ 2,  4) 1",
    "[ 4,  6) 0",
    "[ 6,  8) 0",
    "[ 8, 10] 0",
  ]);
  expect(histogramBars(histograms([data("c", [3, 3])], 5))).toEqual([{ bars: [{ label: "3", value: 2 }] }]);
  expect(() => histograms([data("c", [Number.NaN])], 5)).toThrow("c has no finite value");
});

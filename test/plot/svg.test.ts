import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { resolve } from "../../src/math/parameters.js";
import type { Data, Series } from "../../src/plot/chart.js";
import { histograms } from "../../src/plot/histogram.js";
import { histogramSvg, svg } from "../../src/plot/svg.js";
import { elementsOf, readPicture } from "./svg-readback.js";

const SIZE = { width: 720, height: 432 };
const sigmoid = { name: "sigmoid", f: (x: number) => 1 / (1 + Math.exp(-x)) };

/** The line runs within half a pixel of the function at its points and halfway between them, wherever f is finite. */
function agrees(picture: string, f: (x: number) => number): void {
  const { lines, xOf, pyOf, pxOf, top, bottom } = readPicture(picture);
  const wrong: string[] = [];
  let points = 0;
  for (const line of lines[0]!) {
    for (const [i, [px, py]] of line.entries()) {
      points++;
      const [nextX, nextY] = line[i + 1] ?? [px, py];
      for (const [x, y] of [
        [px, py],
        [(px + nextX) / 2, (py + nextY) / 2],
      ] as const) {
        // What is rounded to a hundredth of a pixel along x may be more along y.
        const near = [-0.01, 0, 0.01].map((off) => pyOf(f(xOf(x + off)))).filter(Number.isFinite);
        const distance = Math.min(...near.map((at) => Math.abs(Math.min(Math.max(at, top), bottom) - y)));
        const [before, after] = [pyOf(f(xOf(x - 0.02))), pyOf(f(xOf(x + 0.02)))];
        const jumps = !Number.isFinite(before - after) || (before - y) * (after - y) <= 0;
        if (!(distance < 0.5) && !jumps) wrong.push(`x ${xOf(x)}: off by ${distance} px`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(points).toBeGreaterThan(100);
  expect(pxOf(xOf(100))).toBeCloseTo(100);
}

test.each([...ACTIVATIONS])("%s and its derivative: the line is the function to half a pixel", (name, { row }) => {
  const p = resolve(row.parameters ?? {});
  const [xmin, xmax] = row.domain ?? [-4, 4];
  for (const f of [(x: number) => row.f(x, p), (x: number) => row.derivative(x, p)]) {
    agrees(svg([{ name, f }], { ...SIZE, xmin, xmax }), f);
  }
});

test.each<[string, (x: number) => number]>([
  ["1/x", (x) => 1 / x],
  ["tan", Math.tan],
  ["log", Math.log],
  ["square root", Math.sqrt],
  ["fast sine", (x) => Math.sin(40 * x)],
  ["step", (x) => (x > 0.3 ? 1 : 0)],
])("%s, clipped: the line is the function to half a pixel", (name, f) => {
  const picture = svg([{ name, f }], { ...SIZE, ymin: -3, ymax: 3 });
  agrees(picture, f);
  const { lines, top, bottom, left, right } = readPicture(picture);
  for (const [x, y] of lines[0]!.flat()) {
    expect(x).toBeGreaterThanOrEqual(left - 0.01);
    expect(x).toBeLessThanOrEqual(right + 0.01);
    expect(y).toBeGreaterThanOrEqual(top - 0.01);
    expect(y).toBeLessThanOrEqual(bottom + 0.01);
  }
});

test("a pole is no vertical line", () => {
  const { lines, xOf } = readPicture(svg([{ name: "1/x", f: (x) => 1 / x }], { ...SIZE, ymin: -5, ymax: 5 }));
  expect(lines[0]).toHaveLength(2);
  for (const line of lines[0]!) expect(line.every(([x]) => xOf(x) < 0) || line.every(([x]) => xOf(x) > 0)).toBe(true);
});

test("as many points as asked for", () => {
  const { lines, xOf } = readPicture(svg([sigmoid], { ...SIZE, points: 5 }));
  expect(lines[0]![0]!.map(([x]) => Math.round(xOf(x)))).toEqual([-4, -2, 0, 2, 4]);
});

test("data: gaps, single points, several lines with a legend", () => {
  const data = (name: string, y: number[]): Data => ({ name, x: Float64Array.from(y.keys()), y: Float64Array.from(y) });
  const picture = svg([data("a", [1, 2, Number.NaN, 3, Infinity, 4, 2]), data("b <&>", [1, 1, 1, 1, 1, 1, 1])], SIZE);
  const { lines, xOf, yOf } = readPicture(picture);
  const values = lines.map((line) =>
    line.map((piece) => piece.map(([x, y]) => [xOf(x), yOf(y)].map((v) => +v.toFixed(1)))),
  );
  expect(values[0]).toEqual([
    [
      [0, 1],
      [1, 2],
    ],
    [
      [5, 4],
      [6, 2],
    ],
  ]);
  const elements = elementsOf(picture);
  const dots = elements.filter(({ name }) => name === "circle").map(({ attributes }) => attributes);
  expect(dots.map(({ cx, cy }) => [xOf(Number(cx)), yOf(Number(cy))].map((v) => +v.toFixed(1)))).toEqual([[3, 3]]);
  expect(elements.map(({ text }) => text)).toContain("b <&>");
});

test("marks are dots on the curve, with their values", () => {
  const elements = elementsOf(svg([sigmoid], { ...SIZE, marks: [-1, 0.5, 99] }));
  expect(elements.filter(({ name }) => name === "circle")).toHaveLength(2);
  expect(elements.map(({ text }) => text)).toEqual(expect.arrayContaining(["0.269", "0.622"]));
});

test("the values of marks never cover each other", () => {
  const series = Array.from({ length: 5 }, (_, i) => ({ name: `${i}`, f: (x: number) => x + i / 100 }));
  const elements = elementsOf(svg(series, { ...SIZE, marks: [0.5] }));
  expect(elements.filter(({ name }) => name === "circle")).toHaveLength(5);
  expect(elements.filter(({ text }) => /^0\.5\d?$/.test(text))).toHaveLength(1);
});

test("counts have no ticks between them", () => {
  const data: Data = { name: "d", x: Float64Array.of(0, 1, 2), y: Float64Array.of(0.5, 1, 2) };
  const below = elementsOf(svg([data], SIZE)).filter(({ attributes }) => attributes["text-anchor"] === "middle");
  expect(below.map(({ text }) => text)).toEqual(["0", "1", "2"]);
  const y = Float64Array.of(0, 1, 1, 2);
  const counts = elementsOf(histogramSvg(histograms([{ name: "d", x: y, y }], 10), SIZE)).filter(
    ({ attributes }) => attributes["text-anchor"] === "end",
  );
  expect(counts.map(({ text }) => text)).toEqual(["0", "1", "2"]);
});

test("themes: light has no style sheet, dark other colours, auto both", () => {
  const [light, dark, auto] = (["light", "dark", "auto"] as const).map((theme) => svg([sigmoid], { ...SIZE, theme }));
  expect(light).toBe(svg([sigmoid], SIZE));
  expect(light).not.toContain("<style");
  expect(light).toContain('fill="#ffffff"');
  expect(dark).toContain('fill="#0d1117"');
  expect(auto).toContain("prefers-color-scheme: dark");
  expect(auto).toContain('fill="#ffffff"');
});

test("a picture too small to read says how large it must be", () => {
  const least = (size: { width: number; height: number }): number => {
    try {
      svg([sigmoid], size);
      return 0;
    } catch (error) {
      return Number(/at least (\d+) pixels/.exec((error as Error).message)![1]);
    }
  };
  const width = least({ ...SIZE, width: 30 });
  expect(least({ ...SIZE, width })).toBe(0);
  expect(least({ ...SIZE, width: width - 1 })).toBe(width);
  expect(least({ ...SIZE, height: least({ ...SIZE, height: 30 }) })).toBe(0);
});

test("whatever the data, names and titles, the picture is well-formed or the error the user's", () => {
  const values = fc.array(fc.oneof(fc.double(), fc.integer(), fc.double({ min: -10, max: 10 })), { maxLength: 20 });
  const text = fc.string({ unit: fc.oneof(fc.constantFrom("<", "&", '"', "\u0000", "\ud800", "損"), fc.string()) });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, values), { maxLength: 9 }), text, fc.boolean(), (rows, title, logy) => {
      const series = rows.map(
        ([name, y]): Series => ({ name, x: Float64Array.from(y.keys()), y: Float64Array.from(y) }),
      );
      let picture: string;
      try {
        picture = svg(series, { ...SIZE, title, xlabel: title, ylabel: title, logy });
      } catch (error) {
        expect((error as Error).name).toBe("InputError");
        return;
      }
      expect(picture).not.toMatch(/NaN|Infinity|undefined/);
      expect(elementsOf(picture).length).toBeGreaterThan(5);
    }),
    { numRuns: 200 },
  );
});

test("a histogram's boxes have the heights of its counts", () => {
  const y = Float64Array.of(0, 0, 1, 2, 2, 2, 9);
  const [bins] = histograms([{ name: "d", x: y, y }], 10);
  const picture = histogramSvg([bins!], SIZE);
  const { yOf, bottom, xOf } = readPicture(picture);
  const boxes = elementsOf(picture).filter(({ name, attributes }) => name === "rect" && attributes.class === "dot0");
  expect(boxes.map(({ attributes }) => Math.round(yOf(Number(attributes.y)))).join()).toBe(bins!.counts.join());
  for (const [i, { attributes }] of boxes.entries()) {
    expect(Number(attributes.y) + Number(attributes.height)).toBeCloseTo(bottom, 1);
    expect(Math.abs(xOf(Number(attributes.x)) - bins!.edges[i]!)).toBeLessThan(0.1);
  }
});

test("of many points those are drawn that the pixels show", () => {
  const y = Float64Array.from({ length: 200_000 }, (_, i) => Math.sin(i * i) * (i === 77_777 ? 3 : 1));
  y[100_000] = Number.NaN;
  const data: Data = { name: "noise", x: y.map((_, i) => i), y };
  const picture = svg([data], SIZE);
  const { lines, yOf, xOf } = readPicture(picture);
  const points = lines[0]!.flat();
  expect(points.length).toBeLessThan(4 * SIZE.width + 10);
  expect(lines[0]).toHaveLength(2);
  const finite = Array.from(y).filter(Number.isFinite);
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b));
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
  const drawn = points.map(([, py]) => yOf(py));
  expect(most(drawn)).toBeCloseTo(most(finite), 1);
  expect(least(drawn)).toBeCloseTo(least(finite), 1);
  expect(xOf(points[0]![0])).toBeCloseTo(0, -2);
  expect(Math.abs(xOf(points.at(-1)![0]) - 199_999)).toBeLessThan(300);
});

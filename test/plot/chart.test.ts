import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { resolve } from "../../src/math/parameters.js";
import { type ChartOptions, chart, type Data } from "../../src/plot/chart.js";
import { agrees, LINE, plain, type Reading, read, readDots, STAR } from "./readback.js";

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const relu = (x: number) => Math.max(0, x);

/** Functions with everything that makes drawing hard, and where to draw them. */
const FUNCTIONS: readonly { name: string; f: (x: number) => number; from: number; to: number }[] = [
  { name: "sigmoid", f: sigmoid, from: -4, to: 4 },
  { name: "tanh", f: Math.tanh, from: -4, to: 4 },
  { name: "relu", f: relu, from: -4, to: 4 },
  { name: "exp", f: Math.exp, from: -4, to: 4 },
  { name: "gelu", f: (x) => x * sigmoid(1.702 * x), from: -3.3, to: 2.7 },
  { name: "sin", f: Math.sin, from: -7, to: 7 },
  { name: "fast sin", f: (x) => Math.sin(5 * x), from: -7, to: 7 },
  { name: "absolute value", f: Math.abs, from: -4, to: 4 },
  { name: "step", f: (x) => (x > 0 ? 1 : 0), from: -4, to: 4 },
  { name: "constant", f: () => 0.5, from: -4, to: 4 },
  { name: "1/x", f: (x) => 1 / x, from: -4, to: 4 },
  { name: "1/(x - 0.3)", f: (x) => 1 / (x - 0.3), from: -4, to: 4 },
  { name: "log", f: Math.log, from: -4, to: 4 },
  { name: "log from 0", f: Math.log, from: 0, to: 4 },
  { name: "logit", f: (x) => Math.log(x / (1 - x)), from: 0, to: 1 },
  { name: "square root", f: Math.sqrt, from: -1, to: 9 },
  { name: "millions", f: (x) => 1e6 * x * x, from: 10, to: 20 },
  { name: "tiny", f: (x) => 1e-9 * x, from: -1e-3, to: 1e-3 },
];

const SIZES = [
  { width: 72, height: 18 },
  { width: 80, height: 24 },
  { width: 132, height: 43 },
  { width: 40, height: 10 },
];

const COLOUR: Partial<ChartOptions> = {
  paint: (text) => `\u001b[36m${text}\u001b[39m`,
  faint: (text) => `\u001b[2m${text}\u001b[22m`,
};

type Read = (drawing: string) => Reading;

const CHARSETS: readonly { name: string; options: Partial<ChartOptions>; reading: Read }[] = [
  { name: "lines", options: {}, reading: read },
  { name: "lines in colour", options: COLOUR, reading: (drawing) => read(drawing, LINE) },
  { name: "ascii", options: { ascii: true }, reading: (drawing) => read(drawing, STAR) },
  { name: "braille", options: { style: "braille" }, reading: readDots },
  { name: "braille in colour", options: { style: "braille", ...COLOUR }, reading: readDots },
];

const cases = FUNCTIONS.flatMap((row) =>
  SIZES.flatMap((size) => CHARSETS.map((charset) => ({ ...row, size, charset }))),
);

test.each(cases)("$name, $size.width by $size.height, $charset.name: read back to half a cell", (row) => {
  const { f, from, to, size, charset } = row;
  const options = { ...size, ...charset.options, xmin: from, xmax: to };
  const drawing = chart([{ name: row.name, f }], options);
  expectSize(drawing, options);
  agrees(charset.reading(drawing), f, from, to);
});

test.each([...ACTIVATIONS])("%s: read back to half a cell, and its derivative", (name, { row }) => {
  const parameters = resolve(row.parameters ?? {});
  const [from, to] = row.domain ?? [-4, 4];
  for (const f of [(x: number) => row.f(x, parameters), (x: number) => row.derivative(x, parameters)]) {
    for (const size of SIZES) {
      for (const { options, reading } of CHARSETS) {
        agrees(reading(chart([{ name, f }], { ...size, ...options, xmin: from, xmax: to })), f, from, to);
      }
    }
  }
});

function expectSize(drawing: string, { width, height }: { width: number; height: number }): void {
  const lines = plain(drawing).split("\n");
  expect(lines).toHaveLength(height);
  for (const line of lines) {
    expect(stringWidth(line)).toBeLessThanOrEqual(width);
    expect(line).not.toMatch(/\s$/);
  }
}

test("colour changes nothing but the colour", () => {
  const options = { width: 72, height: 18, title: "sigmoid" };
  const series = [{ name: "sigmoid", f: sigmoid }];
  const coloured = chart(series, { ...options, paint: (text) => `\u001b[31m${text}\u001b[39m` });
  expect(coloured).toContain("\u001b[31m");
  expect(plain(coloured)).toBe(chart(series, options));
});

test("the sigmoid in a terminal: 0.018 at the left, 0.982 at the right, 0.5 at 0", () => {
  expect(chart([{ name: "sigmoid", f: sigmoid }], { width: 80, height: 24 })).toBe(
    `
    │                                    ┊                               0.982
1.0 ┤                                    ┊                                ╭───
    │                                    ┊                      ╭─────────╯
    │                                    ┊                 ╭────╯
    │                                    ┊             ╭───╯
0.8 ┤                                    ┊          ╭──╯
    │                                    ┊        ╭─╯
    │                                    ┊      ╭─╯
    │                                    ┊    ╭─╯
0.6 ┤                                    ┊  ╭─╯
    │                                    ┊╭─╯
    │                                   ╭─╯
    │                                 ╭─╯┊
0.4 ┤                               ╭─╯  ┊
    │                             ╭─╯    ┊
    │                           ╭─╯      ┊
    │                         ╭─╯        ┊
0.2 ┤                      ╭──╯          ┊
    │                  ╭───╯             ┊
    │             ╭────╯                 ┊
    │   ╭─────────╯                      ┊
0.0 ┤───╯ 0.018                          ┊
    └┬────────┬────────┬────────┬────────┬────────┬────────┬────────┬────────┬
    -4       -3       -2       -1        0        1        2        3        4
`.slice(1, -1),
  );
});

test("a title, both labels, and plain characters", () => {
  const options = { width: 48, height: 15, title: "tanh", xlabel: "x", ylabel: "y", ascii: true };
  expect(chart([{ name: "tanh", f: Math.tanh }], options)).toBe(
    `
                       tanh
   y
   |                    :               0.999
 1 +                    :      **************
   |                    :   ****
   |                    : ***
   |                    :**
 0 +...................***...................
   |                  **:
   |                *** :
   | -0.999      ****   :
-1 +**************      :
   ++---------+---------+---------+---------+
   -4        -2         0         2         4
                        x
`.slice(1, -1),
  );
});

test("several curves differ by their lines, or by symbols, and have a legend", () => {
  const series = [
    { name: "sigmoid", f: sigmoid },
    { name: "tanh", f: Math.tanh },
  ];
  const lines = chart(series, { width: 72, height: 18 });
  expect(lines.split("\n")[0]).toMatch(/^ +── sigmoid {3}━━ tanh$/);
  expect(lines).toContain("┏");
  const symbols = chart(series, { width: 72, height: 18, ascii: true });
  expect(symbols.split("\n")[0]).toMatch(/^ +\* sigmoid {3}o tanh$/);
  agrees(read(symbols, "o"), Math.tanh, -4, 4);
  expectSize(lines, { width: 72, height: 18 });
});

test("where the colours repeat, the lines differ", () => {
  const series = Array.from({ length: 8 }, (_, i) => ({ name: `${i}`, f: (x: number) => x + i }));
  for (const [style, sign] of [
    ["lines", "━━ 6"],
    ["braille", "⠒⠒⠂ 6"],
  ] as const) {
    const drawing = chart(series, { width: 72, height: 18, style, paint: (text) => text });
    expect(drawing).toContain(sign);
    expect(drawing).toContain(`${style === "lines" ? "──" : "⠒⠒⠒⠒"} 5`);
  }
});

test("a legend of many names takes a quarter of the lines at most", () => {
  const series = Array.from({ length: 40 }, (_, i) => ({ name: `a curve called ${i}`, f: (x: number) => x + i }));
  const drawing = chart(series, { width: 60, height: 20 });
  expectSize(drawing, { width: 60, height: 20 });
  expect(drawing.split("\n")[4]).toMatch(/\+\d+ more$/);
});

const data = (y: number[], x = [...y.keys()]): Data => ({
  name: "data",
  x: Float64Array.from(x),
  y: Float64Array.from(y),
});

test("data are joined by lines in the order of their x", () => {
  const reading = read(chart([data([4, 0, 1], [2, 0, 1])], { width: 72, height: 18 }));
  agrees(reading, (x) => (x < 1 ? x : 3 * x - 2), 0, 2);
});

test("more data than columns: every value is on the way", () => {
  const y = Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
  const { cells, xOf, yOf, dx, dy } = read(chart([data(y)], { width: 72, height: 18 }));
  const near = (i: number, value: number) =>
    cells.some(([c, r]) => Math.abs(xOf(c) - i) <= 0.51 * dx && Math.abs(yOf(r) - value) <= 0.51 * dy);
  expect(y.filter((value, i) => !near(i, value))).toEqual([]);
});

test("nan and infinities in data are gaps, and a point between gaps is a point", () => {
  const gaps = [Number.NaN, Number.POSITIVE_INFINITY];
  const drawing = chart([data([1, 3, gaps[0]!, 2, gaps[1]!, 4, 5])], { width: 72, height: 18 });
  const { cells, xOf, yOf } = read(drawing);
  expect(cells.filter(([c]) => xOf(c) > 1.1 && xOf(c) < 4.9).map(([c, r]) => [xOf(c), yOf(r)])).toEqual([[3, 2]]);
  expect(drawing.match(/•/g)).toHaveLength(1);
});

test("a single point stands at its value", () => {
  const { cells, xOf, yOf } = read(chart([data([0.7], [3])], { width: 72, height: 18 }));
  expect(cells.map(([c, r]) => [xOf(c), yOf(r)])).toEqual([[3, 0.7]]);
});

test("counts have no ticks between them", () => {
  const { xTicks } = read(chart([data([3, 2, 4])], { width: 100, height: 18 }));
  expect(xTicks.map(({ label }) => label)).toEqual(["0", "1", "2"]);
});

test("a constant has its true value on its row", () => {
  for (const value of [0.5, -3.14, 1e-7, 123456, 0, 7e21]) {
    const { cells, rows, yOf, yTicks } = read(chart([{ name: "c", f: () => value }], { width: 72, height: 18 }));
    const row = cells[0]![1];
    expect(row).toBeLessThan(rows);
    expect(yOf(row)).toBeCloseTo(value, 12);
    expect(Number(yTicks.find(({ cell }) => cell === row)!.label)).toBe(value);
  }
});

test("what is out of view is clipped", () => {
  const options = { width: 72, height: 18, ymin: -1, ymax: 1 };
  const { cells, xOf, yOf, dx, dy } = read(chart([{ name: "3x", f: (x) => 3 * x }], options));
  for (const [c, r] of cells) {
    expect(Math.abs(xOf(c))).toBeLessThanOrEqual(1 / 3 + dx);
    expect(Math.abs(yOf(r))).toBeLessThanOrEqual(1 + dy / 2);
  }
  expect(new Set(cells.map(([, r]) => r)).size).toBeGreaterThan(10);
  const part = read(chart([data([0, 10, 20, 30])], { width: 72, height: 18, xmin: 0.5, xmax: 2 }));
  agrees(part, (x) => 10 * x, 0.5, 2);
});

test("a steep line through the view is drawn, a pole is not", () => {
  const options = { width: 72, height: 18, ymin: -1, ymax: 1 };
  const steep = read(chart([{ name: "f", f: (x) => 1e4 * (x - 0.01) }], options));
  expect(steep.cells.length).toBeGreaterThan(10);
  const tan = read(chart([{ name: "tan", f: Math.tan }], { ...options, xmin: 1, xmax: 2.2 }));
  for (const [c] of tan.cells) expect(Math.abs(tan.xOf(c) - Math.PI / 2)).toBeGreaterThan(Math.PI / 4 - tan.dx);
});

test("East Asian titles and labels keep their columns", () => {
  const options = { width: 40, height: 12, title: "訓練の損失", ylabel: "損失", xlabel: "エポック" };
  const lines = chart([data([3, 2, 1])], options).split("\n");
  expectSize(lines.join("\n"), options);
  const middle = (line: string) => stringWidth(line.slice(0, line.search(/\S/))) + stringWidth(line.trim()) / 2;
  expect(Math.abs(middle(lines[0]!) - middle(lines.at(-1)!))).toBeLessThanOrEqual(1);
  const cut = chart([data([3, 2, 1])], { ...options, title: "損失".repeat(30) });
  expectSize(cut, options);
  expect(cut.split("\n")[0]).toContain("…");
});

test("mistakes are named", () => {
  const size = { width: 72, height: 18 };
  const draw = (options: Partial<ChartOptions>, f: (x: number) => number = sigmoid) =>
    chart([{ name: "f", f }], { ...size, ...options });
  expect(() => draw({ xmin: 4, xmax: -4 })).toThrow("4 is not below the maximum, -4");
  expect(() => draw({ ymin: 1, ymax: 1 })).toThrow("1 is not below the maximum, 1");
  expect(() => draw({ xmax: Number.NaN })).toThrow("nan is not finite");
  expect(() => draw({ xmin: -4, xmax: -1 }, Math.log)).toThrow("f has no finite value for x from -4 to -1");
  expect(() => draw({ ymin: 5 })).toThrow("no value in view: the values are from 0.018 to 0.982");
  expect(() => draw({}, (x) => x * 1e308)).toThrow("too wide a range to draw");
  expect(() => chart([data([])], size)).toThrow("data has no finite value");
  expect(() => chart([data([1, 2])], { ...size, xmin: 5 })).toThrow("data has no finite value in view");
  expect(() => chart([], size)).toThrow("nothing to draw");
});

test.each([{}, { title: "t", xlabel: "x", ylabel: "y" }])("too small a size names the least, which does", (labels) => {
  const series = [{ name: "exp", f: Math.exp }];
  const least = (options: ChartOptions) => {
    try {
      chart(series, options);
    } catch (error) {
      return Number(/at least (\d+)$/.exec((error as Error).message)?.[1]);
    }
    return Number.NaN;
  };
  const height = least({ ...labels, width: 80, height: 1 });
  const width = least({ ...labels, width: 10, height });
  const options = { ...labels, width, height };
  expectSize(chart(series, options), options);
  expect(least({ ...options, width: width - 1 })).toBe(width);
  expect(least({ ...options, height: height - 1 })).toBe(height);
});

test("whatever the data and the size, the drawing keeps its size or says what is wrong", () => {
  const values = fc.array(fc.oneof(fc.double(), fc.integer(), fc.double({ min: -10, max: 10 })), { maxLength: 40 });
  const flags = { ascii: fc.boolean(), title: fc.string(), xlabel: fc.string({ unit: "grapheme" }) };
  const size = { width: fc.integer({ min: 1, max: 150 }), height: fc.integer({ min: 1, max: 50 }) };
  fc.assert(
    fc.property(fc.array(values, { maxLength: 4 }), fc.record({ ...flags, ...size }), (columns, options) => {
      let drawing: string;
      try {
        drawing = chart(
          columns.map((y) => data(y)),
          options,
        );
      } catch (error) {
        expect((error as Error).name).toBe("InputError");
        return;
      }
      expectSize(drawing, options);
    }),
    { numRuns: 200 },
  );
});

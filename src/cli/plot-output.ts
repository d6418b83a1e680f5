/**
 * What plot writes beside drawings and pictures: points, bins, values.
 *
 * @packageDocumentation
 */
import { extname } from "node:path";
import { InputError } from "../errors.js";
import { numberFormat } from "../format/number.js";
import type { Data } from "../plot/chart.js";
import { pointsOf } from "../plot/path.js";
import { type Bounds, scalesOf, xRange } from "../plot/range.js";
import { positioned } from "../plot/scale.js";
import { isCurve } from "../plot/series.js";
import { slopeOf } from "../plot/slope.js";
import { widthOf as widthOfText } from "../plot/text.js";
import type { Context } from "./context.js";
import { type Options, PLOT_FORMATS } from "./options.js";
import type { Plotted, PlottedCurve } from "./plot-input.js";
import { emitRecords, type Row } from "./records.js";

export type PlotFormat = (typeof PLOT_FORMATS)[number];

/** How many points a function has in csv and json. */
const POINTS = 100;

/** Pictures of other kinds, which programs make from an SVG. */
const RASTER = /^\.(png|jpe?g|webp|gif|tiff?|pdf|eps)$/i;

/**
 * The format: named, or that of the file's ending, or text.
 * @throws InputError for a picture of pixels, with the way to one.
 */
export function plotFormat({ plotTo, output }: Options): PlotFormat {
  if (plotTo !== undefined) return plotTo;
  const ending = output === undefined ? "" : extname(output);
  if (RASTER.test(ending)) {
    const stem = output!.slice(0, -ending.length);
    const kind = ending.slice(1).toLowerCase();
    const tool = /^(png|pdf|eps)$/.test(kind)
      ? `rsvg-convert --format ${kind} --output ${stem}.${kind} ${stem}.svg`
      : `magick ${stem}.svg ${stem}.${kind}`;
    throw new InputError(`plot writes no ${kind}; draw an SVG and convert it: --output ${stem}.svg, then ${tool}`);
  }
  return PLOT_FORMATS.find((name) => `.${name}` === ending.toLowerCase()) ?? "text";
}

/** Writes rows as csv, tsv, json or jsonl. */
export async function writePoints(rows: readonly Row[], format: PlotFormat, options: Options, context: Context) {
  await emitRecords(rows, format, { ...options, to: format as NonNullable<Options["to"]> }, context);
}

/**
 * The points of all series: a row an x where all have the same, else a row a point. Functions beside data are
 * evaluated where the first data are, alone at `--points` places.
 */
export function pointRows(series: readonly Plotted[], bounds: Bounds, { points = POINTS, x: column }: Options): Row[] {
  const scales = scalesOf(bounds);
  const range = xRange(
    series.map((one) => positioned(one, scales)),
    bounds,
    scales.x,
  );
  const within = (x: number) => scales.x.position(x) >= range.low && scales.x.position(x) <= range.high;
  const data = series.filter((one): one is Data => !isCurve(one));
  const places =
    data[0]?.x ??
    pointsOf({ name: "", f: scales.x.value }, range, points).y.map((x) =>
      Math.min(Math.max(x, bounds.xmin ?? x), bounds.xmax ?? x),
    );
  const all = series.map((one): Data => (isCurve(one) ? { name: one.name, x: places, y: places.map(one.f) } : one));
  const name = column !== undefined && !/^\d+$/.test(column) ? column : "x";
  const shared = all.every(({ x }) => x.length === places.length && x.every((at, i) => Object.is(at, places[i])));
  if (shared) {
    const keys = keysFor(all, name);
    return Array.from(places)
      .map((x, i) => ({ x, i }))
      .filter(({ x }) => within(x))
      .map(({ x, i }) => new Map([[name, x], ...all.map((one, at): [string, number] => [keys[at]!, one.y[i]!])]));
  }
  return all.flatMap((one) =>
    Array.from(one.x, (x, i) => ({ series: one.name, [name]: x, y: one.y[i]! })).filter((_, i) => within(one.x[i]!)),
  );
}

/** The names of the series, each once; one that is called as x is a function of it. */
function keysFor(series: readonly Data[], x: string): string[] {
  const seen = new Map<string, number>();
  return series.map((one) => {
    const name = one.name === x ? `f(${x})` : one.name;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** Significant digits of a derivative that was found numerically. */
const SLOPE_DIGITS = 9;

/**
 * f and f' of every function at the given places, in aligned columns; functions for which there is no width left
 * stand in a table of their own below.
 */
export function markedText(
  curves: readonly PlottedCurve[],
  at: readonly number[],
  width: number,
  { precision }: Options,
): string {
  if (curves.length === 0) throw new InputError("marks points of functions; there are only data", { parameter: "at" });
  const number = numberFormat(precision);
  const x = columnOf("x", at.map(number));
  const tables: Column[][] = [];
  for (const { name, f, derivative } of curves) {
    const slope = slopeOf(f);
    const estimated = (place: number) => Number(slope(place).toPrecision(SLOPE_DIGITS));
    const values = columnOf(
      name,
      at.map((place) => number(f(place))),
    );
    const slopes = columnOf(
      `${name}'`,
      at.map((place) => number((derivative ?? estimated)(place))),
    );
    const open = tables.at(-1);
    if (open && widthOf([...open, values, slopes]) <= width) open.push(values, slopes);
    else tables.push([x, values, slopes]);
  }
  return tables.map(tableText).join("\n");
}

interface Column {
  readonly cells: readonly string[];
  readonly width: number;
}

/** The blanks between columns. */
const GAP = "  ";

function columnOf(head: string, numbers: readonly string[]): Column {
  const cells = [head, ...numbers];
  return { cells, width: Math.max(...cells.map((cell) => widthOfText(cell))) };
}

function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + GAP.length + width, -GAP.length);
}

function tableText(columns: readonly Column[]): string {
  const fieldAt = ({ cells, width }: Column, row: number) => " ".repeat(width - widthOfText(cells[row]!)) + cells[row]!;
  return columns[0]!.cells.map((_, row) => `${columns.map((one) => fieldAt(one, row)).join(GAP)}\n`).join("");
}

/**
 * What plot writes beside drawings and pictures: points, bins, values.
 *
 * @packageDocumentation
 */
import { extname } from "node:path";
import { InputError } from "../errors.js";
import { numberFormat } from "../format/number.js";
import type { Data } from "../plot/chart.js";
import type { Histogram } from "../plot/histogram.js";
import { pointsOf } from "../plot/path.js";
import { type Bounds, scalesOf, xRange } from "../plot/range.js";
import { positioned } from "../plot/scale.js";
import { isCurve } from "../plot/series.js";
import { slopeOf } from "../plot/slope.js";
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
    return Array.from(places)
      .map((x, i) => ({ x, i }))
      .filter(({ x }) => within(x))
      .map(({ x, i }) =>
        Object.fromEntries([[name, x], ...all.map((one) => [keyFor(one.name, name), one.y[i]!] as const)]),
      );
  }
  return all.flatMap((one) =>
    Array.from(one.x, (x, i) => ({ series: one.name, [name]: x, y: one.y[i]! })).filter((_, i) => within(one.x[i]!)),
  );
}

/** A series that is called as x is. */
function keyFor(name: string, x: string): string {
  return name === x ? `f(${name})` : name;
}

/** The bins of all histograms, which are the same. */
export function binRows(all: readonly Histogram[]): Row[] {
  const [{ edges }] = all as [Histogram];
  return edges.slice(0, -1).map((from, i) => {
    const counts = all.map(({ name, counts }) => [all.length > 1 ? name : "count", counts[i]!] as const);
    return Object.fromEntries([["from", from], ["to", edges[i + 1]!], ...counts]);
  });
}

/** Significant digits of a derivative that was found numerically. */
const SLOPE_DIGITS = 9;

/** f and f' of every function at the given places, in aligned columns. */
export function markedText(curves: readonly PlottedCurve[], at: readonly number[], { precision }: Options): string {
  if (curves.length === 0) throw new InputError("marks points of functions; there are only data", { parameter: "at" });
  const number = numberFormat(precision);
  const columns = [
    { head: "x", cells: at.map(number) },
    ...curves.flatMap(({ name, f, derivative }) => {
      const slope = slopeOf(f);
      const estimated = (x: number) => Number(slope(x).toPrecision(SLOPE_DIGITS));
      return [
        { head: name, cells: at.map((x) => number(f(x))) },
        { head: `${name}'`, cells: at.map((x) => number((derivative ?? estimated)(x))) },
      ];
    }),
  ];
  const widths = columns.map(({ head, cells }) => Math.max(head.length, ...cells.map(({ length }) => length)));
  const line = (fields: readonly string[]) => fields.map((field, i) => field.padStart(widths[i]!)).join("  ");
  const rows = at.map((_, row) => line(columns.map(({ cells }) => cells[row]!)));
  return [line(columns.map(({ head }) => head)), ...rows].map((text) => `${text}\n`).join("");
}

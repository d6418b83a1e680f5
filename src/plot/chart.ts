/**
 * Drawings of curves in text.
 *
 * A drawing depends on the series, the size and the characters alone. Every label is true: ticks
 * stand in the middle of a row or column whose value they are.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Axis } from "./axis.js";
import { dashed, dashSample, dotColumns, dots } from "./braille.js";
import { blankCanvas, type Canvas, draw, drawDots, mark, note, type Paint, rowText } from "./canvas.js";
import { dashOf, type Frame, frameOf, type Pen, penOf } from "./glyphs.js";
import { valueLabel } from "./labels.js";
import { type Plan, plan, SIDE } from "./plan.js";
import type { Bounds } from "./range.js";
import { raster } from "./raster.js";
import { isCurve, type Series } from "./series.js";
import { centred, endingAt, fit, wrapped } from "./text.js";

export type { Curve, Data, Series } from "./series.js";

export interface ChartOptions extends Bounds {
  /** Columns of the terminal that no line exceeds. */
  readonly width: number;
  /** Lines of the whole drawing, title and axes included: as many come out. */
  readonly height: number;
  readonly title?: string;
  readonly xlabel?: string;
  readonly ylabel?: string;
  /** Lines of box-drawing characters (the default), or braille with two by four dots a character. */
  readonly style?: "lines" | "braille";
  /** Draw lines with ASCII characters only; titles and names stay as they are. */
  readonly ascii?: boolean;
  /**
   * Colours what belongs to a series, its index from 0, in six colours in turn; without it the curves differ by
   * their characters.
   */
  readonly paint?: (text: string, series: number) => string;
  /** Makes the lines through zero recede. */
  readonly faint?: (text: string) => string;
  /** Write the values at both ends of a curve that is alone (the default). */
  readonly ends?: boolean;
  /** Where each function is marked. */
  readonly marks?: readonly number[];
}

/** The size of a drawing where nobody says another and there is no terminal to fill. */
export const DEFAULT_SIZE = { width: 72, height: 18 };

/** Terminals may claim any size; a drawing of more characters than this serves nobody, and takes long. */
export const LARGEST_SIZE = { width: 1000, height: 1000 };

/** Fewer rows do not show a curve. */
const LEAST_ROWS = 3;

/** The lines of the axis below the plotting area: itself and its labels. */
const FLOOR_LINES = 2;

/** At most this part of the lines goes to the legend. */
const LEGEND_PART = 1 / 4;

/**
 * Draws series into exactly `height` lines of at most `width` columns, joined by newlines, without
 * trailing blanks. Functions are sampled at the columns from `xmin` to `xmax` (-4 to 4 unless there
 * are data). What is not finite leaves a gap, what is out of view is clipped.
 *
 * @throws InputError if a minimum is not below its maximum, if a series has no finite value in view,
 * or if the size is too small, which names the least one.
 */
export function chart(series: readonly Series[], options: ChartOptions): string {
  if (series.length === 0) throw new InputError("nothing to draw");
  const frame = frameOf(options.ascii ?? false);
  const headings = [options.title, options.ylabel, options.xlabel].filter((text) => text?.trim()).length;
  const legend = series.length > 1 ? legendLines(series, options, frame) : [];
  const others = headings + legend.length + FLOOR_LINES;
  const room = options.height - others;
  if (room < LEAST_ROWS) {
    const message = `${options.height} is too small to draw: at least ${others + LEAST_ROWS}`;
    throw new InputError(message, { parameter: "height" });
  }
  if (options.width * options.height > LARGEST_SIZE.width * LARGEST_SIZE.height) {
    const { width, height } = LARGEST_SIZE;
    const message = `${options.height} is too large to draw ${options.width} wide: together at most ${width} × ${height}`;
    throw new InputError(message, { parameter: "height" });
  }
  const layout = plan(series, options, options.width, room, isBraille(options) ? dotColumns : undefined);
  const body = [...bodyLines(series, layout, options, frame), ...floorLines(layout, options, frame)];
  const middle = layout.gutter + SIDE + (layout.columns.cells - 1) / 2;
  const heading = (text: string | undefined, place: (line: string) => string) =>
    text?.trim() ? [place(fit(text, options.width, frame.ellipsis))] : [];
  const central = (line: string) => centred(line, middle, options.width);
  return [
    ...heading(options.title, central),
    ...legend.map(central),
    ...heading(options.ylabel, (line) => endingAt(line, layout.gutter + SIDE)),
    ...body,
    ...heading(options.xlabel, central),
  ]
    .map((line) => line.trimEnd())
    .join("\n");
}

/** The character and the name of each series, as far as a few lines hold them. */
function legendLines(series: readonly Series[], options: ChartOptions, frame: Frame): string[] {
  const gap = 3;
  const entries = series.map(({ name }, i) => {
    const sign = isBraille(options) ? dashSample(dashFor(i, options)) : legendSign(penFor(i, options));
    const label = fit(name, Math.max(1, options.width - sign.length - 1), frame.ellipsis);
    return `${paintOf(options).series(sign, i)} ${label}`;
  });
  const most = Math.max(1, Math.floor(options.height * LEGEND_PART));
  for (let shown = entries.length; shown > 0; shown--) {
    const rest = shown < entries.length ? [`+${entries.length - shown} more`] : [];
    const lines = wrapped([...entries.slice(0, shown), ...rest], gap, options.width);
    if (lines.length <= most) return lines;
  }
  return [];
}

/** A short line, or the symbol of a pen that knows only one. */
function legendSign(pen: Pen): string {
  const [line, other] = [pen.links[RIGHT_AND_LEFT]!, pen.links[0]!];
  return line === other ? line : line.repeat(2);
}

const RIGHT_AND_LEFT = 10;

function penFor(series: number, { ascii = false, paint }: ChartOptions): Pen {
  return penOf(series, ascii, paint !== undefined);
}

function dashFor(series: number, { paint }: ChartOptions): string {
  return dashOf(series, paint !== undefined);
}

function isBraille({ style, ascii = false }: ChartOptions): boolean {
  return style === "braille" && !ascii;
}

function paintOf({ paint = (text) => text, faint = (text) => text }: ChartOptions): Paint {
  return { series: paint, faint };
}

/** The rows from the top, with their labels. */
function bodyLines(series: readonly Series[], layout: Plan, options: ChartOptions, frame: Frame): string[] {
  const { rows, columns, y, gutter } = layout;
  const canvas = blankCanvas(columns, rows, frame);
  layout.strokes.forEach((strokes, i) => {
    if (isBraille(options)) drawDots(canvas, dashed(dots(strokes, rows, y.low, y.high), dashFor(i, options)), i);
    else draw(canvas, raster(strokes, rows, y.low, y.high), penFor(i, options), i);
  });
  drawMarks(canvas, series, layout, options.marks ?? [], frame);
  if (series.length === 1 && options.ends !== false) noteEnds(canvas, layout);
  const labels = new Map(rows.ticks.map(({ cell, label }) => [cell, label]));
  const lines = Array.from({ length: rows.cells }, (_, row) => {
    const label = labels.get(row);
    const side = label === undefined ? frame.side : frame.sideTick;
    return `${(label ?? "").padStart(gutter)} ${side}${rowText(canvas, row, paintOf(options))}`;
  });
  return lines.reverse();
}

/** The cell of a position that is in view, though it may lie half a cell outside. */
function cellWithin(axis: Axis, position: number): number {
  return Math.min(Math.max(Math.round(axis.cellOf(position)), 0), axis.cells - 1);
}

/** Marks every function at the given x, where that is in view. */
function drawMarks(canvas: Canvas, series: readonly Series[], layout: Plan, at: readonly number[], frame: Frame): void {
  const { rows, columns, scales, x, y } = layout;
  series.filter(isCurve).forEach((curve) => {
    for (const value of at) {
      const [across, up] = [scales.x.position(value), scales.y.position(curve.f(value))];
      if (!(across >= x.low && across <= x.high && up >= y.low && up <= y.high)) continue;
      mark(canvas, frame.mark, cellWithin(rows, up), cellWithin(columns, across), series.indexOf(curve));
    }
  });
}

/** The values at the first and the last column, unless the label of their row says the same. */
function noteEnds(canvas: Canvas, { rows, y, strokes, scales }: Plan): void {
  const [only] = strokes;
  for (const [position, end] of [
    [only?.[0]?.enter, "left"],
    [only?.at(-1)?.exit, "right"],
  ] as const) {
    if (position === undefined || position < y.low || position > y.high) continue;
    const row = cellWithin(rows, position);
    const label = rows.ticks.find(({ cell }) => cell === row)?.label;
    const value = scales.y.value(position);
    const text = valueLabel(value, scales.y.value(position + rows.at(1) - rows.at(0)) - value);
    if (label === undefined || Number(label) !== Number(text)) note(canvas, text, row, end, 0);
  }
}

/** The axis below the rows, with its labels in the middle under their ticks as far as they do not touch. */
function floorLines({ columns, gutter }: Plan, { width }: ChartOptions, frame: Frame): string[] {
  const ticks = new Set(columns.ticks.map(({ cell }) => cell));
  const floor = Array.from({ length: columns.cells }, (_, cell) => (ticks.has(cell) ? frame.floorTick : frame.floor));
  let labels = "";
  for (const { cell, label } of columns.ticks) {
    const start = Math.min(gutter + SIDE + cell - Math.floor(label.length / 2), width - label.length);
    if (start > labels.length || labels === "") labels = labels.padEnd(Math.max(0, start)) + label;
  }
  return [`${" ".repeat(gutter + 1)}${frame.corner}${floor.join("")}`, labels];
}

/**
 * From strokes to cells: the adapter over asciichart.
 *
 * asciichart draws a line of whole numbers, one a column edge. It knows no gaps, no clipping and
 * nothing of what happens inside a column; so it gets the finite runs one by one, in a window with
 * a spare row above and below that is cut off afterwards, and what a line does inside a column
 * beyond its two ends is added here.
 *
 * @packageDocumentation
 */
import { plot } from "asciichart";
import type { Axis } from "./axis.js";
import { DOWN, LEFT, linksOf, RIGHT, UP } from "./glyphs.js";
import type { Stroke, Strokes } from "./strokes.js";

/** No line comes through this cell. */
export const BLANK = -1;
/** A cell that holds a single point: it has no links. */
export const POINT = 0;

/** Cells by column and row, both from 0, row 0 at the bottom: the sum of the cell's links, `BLANK` or `POINT`. */
export type Cells = readonly Int8Array[];

/** Draws strokes into the rows of an axis; values below `low` and above `high` are out of view. */
export function raster(strokes: Strokes, rows: Axis, low: number, high: number): Cells {
  const bottom = rowWithin(rows, low, 0, rows.cells - 1);
  const top = rowWithin(rows, high, bottom, rows.cells - 1);
  const level = (value: number) => {
    if (value < low) return bottom - 1;
    return value > high ? top + 1 : rowWithin(rows, value, bottom, top);
  };
  // One more row at both ends; row r of the axis is `cells[r + 1]` until the spare rows are cut off.
  const grid = strokes.map(() => new Int8Array(rows.cells + 2).fill(BLANK));
  for (const { start, end } of runs(strokes)) {
    const run = strokes.slice(start, end) as Stroke[];
    const levels = [run[0]!.enter, ...run.map((stroke) => stroke.exit)].map(level);
    const lines = drawRun(levels, bottom - 1, top + 1);
    run.forEach((stroke, i) => {
      const column = grid[start + i]!;
      lines.forEach((line, below) => {
        const links = linksOf(line[i]!);
        if (links > 0) column[top + 2 - below] = stroke.lone ? POINT : links;
      });
      lengthen(column, level(stroke.low) + 1, level(stroke.high) + 1);
    });
  }
  return grid.map((column) =>
    column
      .fill(BLANK, 0, bottom + 1)
      .fill(BLANK, top + 2)
      .slice(1, -1),
  );
}

function rowWithin(rows: Axis, value: number, bottom: number, top: number): number {
  return Math.min(Math.max(Math.round(rows.cellOf(value)), bottom), top);
}

/** The stretches of columns that a line goes through without a gap. */
function runs(strokes: Strokes): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  strokes.forEach((stroke, column) => {
    if (stroke === undefined) return;
    const last = found.at(-1);
    if (stroke.joined && last?.end === column) last.end++;
    else found.push({ start: column, end: column + 1 });
  });
  return found;
}

/** asciichart's lines for one run, from the top row to the bottom row, without its axis. */
function drawRun(levels: readonly number[], bottom: number, top: number): string[] {
  const chart = plot([...levels], {
    min: bottom,
    max: top,
    height: top - bottom,
    offset: 1,
    format: () => " ",
    symbols: [" ", " ", "╶", "╴", "─", "╰", "╭", "╮", "╯", "│"],
  });
  return chart.split("\n").map((line) => line.slice(1));
}

/** Links a column's cells on to the lowest and the highest row that the line reaches inside the column. */
function lengthen(column: Int8Array, low: number, high: number): void {
  const drawn = Array.from(column.keys()).filter((row) => column[row]! > 0);
  const [from, to] = [drawn[0] ?? low, drawn.at(-1) ?? high];
  for (let row = from; row > low; row--) {
    column[row] = linked(column[row]!, DOWN);
    column[row - 1] = UP;
  }
  for (let row = to; row < high; row++) {
    column[row] = linked(column[row]!, UP);
    column[row + 1] = DOWN;
  }
}

function linked(links: number, more: number): number {
  return (links === POINT ? LEFT + RIGHT : links) | more;
}

/**
 * From points to columns: what a line through the points does in each column.
 *
 * @packageDocumentation
 */
import type { Axis } from "./axis.js";
import type { Points } from "./series.js";

/** What a line does in one column. */
export interface Stroke {
  /** The first value and the last. */
  readonly enter: number;
  readonly exit: number;
  /** The least value and the largest on the way. */
  readonly low: number;
  readonly high: number;
  /** Whether the line comes from the column before without a gap. */
  readonly joined: boolean;
  /** Whether it is a single point, not a line. */
  readonly lone: boolean;
}

/** A stroke, or undefined where the line does not come. */
export type Strokes = readonly (Stroke | undefined)[];

/**
 * Follows the line through `points` (ascending x) over the columns. Values that are not finite
 * break it. Only the part between `low` and `high` is followed.
 */
export function strokes(points: Points, columns: Axis, low: number, high: number): Strokes {
  const found: (Stroke | undefined)[] = Array.from({ length: columns.cells });
  const visit = (column: number, value: number, joined: boolean) => {
    const stroke = found[column];
    if (stroke === undefined)
      found[column] = { enter: value, exit: value, low: value, high: value, joined, lone: true };
    else found[column] = longer(stroke, value);
  };
  const columnOf = (x: number) => Math.min(Math.max(Math.round(columns.cellOf(x)), 0), columns.cells - 1);
  for (let i = 0; i < points.x.length; i++) {
    const [x, y] = [points.x[i]!, points.y[i]!];
    if (!Number.isFinite(y)) continue;
    const before = points.y[i - 1];
    if (before !== undefined && Number.isFinite(before)) {
      const part = clip({ x0: points.x[i - 1]!, y0: before, x1: x, y1: y }, low, high);
      if (part !== undefined) follow(part, columns, columnOf, visit);
    } else if (x >= low && x <= high) visit(columnOf(x), y, false);
  }
  return found;
}

function longer(stroke: Stroke, value: number): Stroke {
  const { enter, joined } = stroke;
  return {
    enter,
    exit: value,
    low: Math.min(stroke.low, value),
    high: Math.max(stroke.high, value),
    joined,
    lone: false,
  };
}

interface Segment {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

function heightAt({ x0, y0, x1, y1 }: Segment, x: number): number {
  return x1 > x0 ? y0 + (y1 - y0) * Math.min(Math.max((x - x0) / (x1 - x0), 0), 1) : y1;
}

/** The part of the segment between `low` and `high`. */
function clip(segment: Segment, low: number, high: number): Segment | undefined {
  const { x0, x1 } = segment;
  if (x1 < low || x0 > high) return undefined;
  if (x0 >= low && x1 <= high) return segment;
  const [from, to] = [Math.max(x0, low), Math.min(x1, high)];
  return { x0: from, y0: heightAt(segment, from), x1: to, y1: heightAt(segment, to) };
}

/** Visits the beginning, both sides of every edge between columns on the way, and the end. */
function follow(
  segment: Segment,
  columns: Axis,
  columnOf: (x: number) => number,
  visit: (column: number, value: number, joined: boolean) => void,
): void {
  const from = columnOf(segment.x0);
  const to = columnOf(segment.x1);
  visit(from, segment.y0, false);
  for (let column = from; column < to; column++) {
    const height = heightAt(segment, columns.at(column + 0.5));
    visit(column, height, false);
    visit(column + 1, height, true);
  }
  visit(to, segment.y1, false);
}

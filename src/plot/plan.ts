/**
 * How the space is shared: from series and a size to axes and strokes.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Axis } from "./axis.js";
import { type Bounds, type Range, scalesOf, xRange, yRange } from "./range.js";
import { LINEAR, positioned, type Scales } from "./scale.js";
import { blankColumns, isCurve, type Series, sample, sorted } from "./series.js";
import { type Strokes, strokes } from "./strokes.js";

export interface Plan {
  readonly scales: Scales;
  readonly columns: Axis;
  readonly rows: Axis;
  readonly x: Range;
  /** The positions in view: what lies outside is clipped, also where the rows reach further. */
  readonly y: Range;
  readonly strokes: readonly Strokes[];
  /** The width of the widest label of a row. */
  readonly gutter: number;
}

/** Less cannot be read. */
const LEAST_COLUMNS = 16;

/** Distances between ticks that read well, in rows and columns. */
const ROW_DISTANCE = 3;
const COLUMN_DISTANCE = 8;

/** The columns between the labels of the rows and the plotting area: a blank and the axis. */
export const SIDE = 2;

/**
 * Shares `width` columns between labels and plotting area, and draws every series into columns.
 * @param refine the columns that the strokes are for, if finer than a character
 * @throws InputError if there is nothing in view, if a minimum is not below its maximum, or if the width does not do.
 */
export function plan(
  series: readonly Series[],
  bounds: Bounds,
  width: number,
  height: number,
  refine: (columns: Axis) => Axis = (columns) => columns,
): Plan {
  const scales = scalesOf(bounds);
  const placed = series.map((one) => positioned(one, scales));
  const x = xRange(placed, bounds, scales.x);
  const counts = scales.x === LINEAR && placed.every((one) => !isCurve(one) && one.x.every(Number.isInteger));
  const leastStep = counts ? 1 : 0;
  const follow = placed.map((one) => follower(one, x));
  // The labels' width depends on the values, the values on the columns, and these on the labels' width.
  for (let gutter = 0; ; ) {
    const room = Math.max(width - gutter - SIDE, LEAST_COLUMNS);
    const columns = scales.x.axis(x.low, x.high, { room, distance: COLUMN_DISTANCE, sideways: true, leastStep });
    const drawn = follow.map((one) => one(refine(columns)));
    const values = drawn.map((strokes) => strokes.flatMap((stroke) => (stroke ? [stroke.low, stroke.high] : [])));
    const y = yRange(values, series, bounds, scales, x);
    const rows = scales.y.axis(y.low, y.high, { room: height, distance: ROW_DISTANCE, fill: true });
    const needed = Math.max(...rows.ticks.map(({ label }) => label.length));
    const least = needed + SIDE + LEAST_COLUMNS;
    if (width < least) throw new InputError(`${width} is too small to draw: at least ${least}`, { parameter: "width" });
    if (needed <= gutter) return { scales, columns, rows, x, y, strokes: drawn, gutter };
    gutter = needed;
  }
}

/** What draws a series into any columns. */
function follower(series: Series, { low, high }: Range): (columns: Axis) => Strokes {
  if (!isCurve(series)) {
    const points = sorted(series);
    return (columns) => strokes(points, columns, low, high);
  }
  return (columns) => {
    const points = sample(series, columns, low, high);
    const blank = blankColumns(series, points);
    return strokes(points, columns, low, high).map((stroke, column) => (blank[column] ? undefined : stroke));
  };
}

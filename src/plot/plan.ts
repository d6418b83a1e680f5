/**
 * What is in view and how the space is shared: from series and a size to axes and strokes.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { type Axis, fitAxis } from "./axis.js";
import { valueLabel } from "./labels.js";
import { blankColumns, type Data, isCurve, type Series, sample, sorted } from "./series.js";
import { type Strokes, strokes } from "./strokes.js";

/** The ends of what is in view; those that are missing come from the series. */
export interface Bounds {
  readonly xmin?: number;
  readonly xmax?: number;
  readonly ymin?: number;
  readonly ymax?: number;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface Plan {
  readonly columns: Axis;
  readonly rows: Axis;
  /** The values in view: what lies outside is clipped, also where the rows reach further. */
  readonly y: Range;
  readonly strokes: readonly Strokes[];
  /** The width of the widest label of a row. */
  readonly gutter: number;
}

/** Where functions are drawn unless told otherwise. */
const DOMAIN: Range = { low: -4, high: 4 };

/** Beyond this the arithmetic of the axes would overflow. */
const WIDEST = 1e300;

/** Less cannot be read. */
const LEAST_COLUMNS = 16;

/** Distances between ticks that read well, in rows and columns. */
const ROW_DISTANCE = 3;
const COLUMN_DISTANCE = 8;

/** The columns between the labels of the rows and the plotting area: a blank and the axis. */
export const SIDE = 2;

/**
 * Shares `width` columns between labels and plotting area, and draws every series into columns.
 * @throws InputError if there is nothing in view, if a minimum is not below its maximum, or if the width does not do.
 */
export function plan(series: readonly Series[], bounds: Bounds, width: number, height: number): Plan {
  const x = xRange(series, bounds);
  const counts = series.every((one) => !isCurve(one) && one.x.every((at) => Number.isInteger(at)));
  const leastStep = counts ? 1 : 0;
  const follow = series.map((one) => follower(one, x));
  // The labels' width depends on the values, the values on the columns, and these on the labels' width.
  for (let gutter = 0; ; ) {
    const room = Math.max(width - gutter - SIDE, LEAST_COLUMNS);
    const columns = fitAxis(x.low, x.high, { room, distance: COLUMN_DISTANCE, sideways: true, leastStep });
    const drawn = follow.map((one) => one(columns));
    const y = yRange(drawn, series, bounds, x);
    const rows = fitAxis(y.low, y.high, { room: height, distance: ROW_DISTANCE, fill: true });
    const needed = Math.max(...rows.ticks.map(({ label }) => label.length));
    const least = needed + SIDE + LEAST_COLUMNS;
    if (width < least) throw new InputError(`${width} is too small to draw: at least ${least}`, { parameter: "width" });
    if (needed <= gutter) return { columns, rows, y, strokes: drawn, gutter };
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

function xRange(series: readonly Series[], { xmin, xmax }: Bounds): Range {
  const data = series.filter((one): one is Data => !isCurve(one));
  const found = data.length > 0 ? extent(data.map(({ x }) => x)) : DOMAIN;
  if (found === undefined) throw nothing(series);
  const x = range(found, xmin, xmax, "x");
  if (x === undefined) throw nothing(series, " in view");
  return x;
}

/** The values of all strokes, or what the bounds say. */
function yRange(drawn: readonly Strokes[], series: readonly Series[], bounds: Bounds, x: Range): Range {
  const values = drawn.map((columns) => columns.flatMap((stroke) => (stroke ? [stroke.low, stroke.high] : [])));
  const empty = values.findIndex((one) => one.length === 0);
  const among = `for x from ${valueLabel(x.low)} to ${valueLabel(x.high)}`;
  const found = empty < 0 ? extent(values) : undefined;
  if (found === undefined) throw nothing(series.slice(empty, empty + 1), ` ${among}`);
  const y = range(found, bounds.ymin, bounds.ymax, "y");
  if (y === undefined || y.high < found.low || y.low > found.high) {
    const are = `the values are from ${valueLabel(found.low)} to ${valueLabel(found.high)}`;
    throw new InputError(`no value in view: ${are}`);
  }
  return y;
}

/** Bounds where they are given, else what was found; undefined if a bound lies beyond all that was found. */
function range(found: Range, min: number | undefined, max: number | undefined, axis: "x" | "y"): Range | undefined {
  for (const [bound, parameter] of [[min, `${axis}min`] as const, [max, `${axis}max`] as const]) {
    if (bound !== undefined && !Number.isFinite(bound))
      throw new InputError(`${bound} is not a finite number`, { parameter });
  }
  if (min !== undefined && max !== undefined && min >= max) {
    throw new InputError(`${min} is not below the maximum, ${max}`, { parameter: `${axis}min` });
  }
  const { low, high } = { low: min ?? found.low, high: max ?? found.high };
  if (high - low > WIDEST) {
    throw new InputError(`${axis} from ${valueLabel(low)} to ${valueLabel(high)} is too wide a range to draw`);
  }
  return low <= high ? { low, high } : undefined;
}

/** The least and the largest finite number. */
function extent(lists: readonly Iterable<number>[]): Range | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? { low, high } : undefined;
}

function nothing(series: readonly Series[], where = ""): InputError {
  const names = series.map(({ name }) => name).join(", ");
  return new InputError(`${names || "the series"} has no finite value${where}`);
}

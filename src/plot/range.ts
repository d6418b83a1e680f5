/**
 * What is in view: bounds that are given, else what the series hold.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { formatNumber } from "../format/number.js";
import { valueLabel } from "./labels.js";
import { BENEATH, LINEAR, LOGARITHMIC, type Scale, type Scales } from "./scale.js";
import { type Data, isCurve, type Series } from "./series.js";

/** The ends of what is in view, as values; those that are missing come from the series. */
export interface Bounds {
  readonly xmin?: number;
  readonly xmax?: number;
  readonly ymin?: number;
  readonly ymax?: number;
  /** Logarithmic axes, which hold only numbers above 0. */
  readonly logx?: boolean;
  readonly logy?: boolean;
}

/** Positions from one to another. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Where functions are drawn unless told otherwise. */
const DOMAIN: Range = { low: -4, high: 4 };
const LOGARITHMIC_DOMAIN: Range = { low: -2, high: 2 };

/** Beyond this the arithmetic of the axes would overflow. */
const WIDEST = 1e300;

export function scalesOf({ logx = false, logy = false }: Bounds): Scales {
  return { x: logx ? LOGARITHMIC : LINEAR, y: logy ? LOGARITHMIC : LINEAR };
}

/**
 * The positions along x that are in view.
 * @param series their x and y are positions
 * @throws InputError if no point has an x, or none is in view.
 */
export function xRange(series: readonly Series[], { xmin, xmax }: Bounds, scale: Scale): Range {
  const data = series.filter((one): one is Data => !isCurve(one));
  const domain = scale === LINEAR ? DOMAIN : LOGARITHMIC_DOMAIN;
  const found = data.length > 0 ? extent(data.map(({ x }) => x)) : domain;
  if (found === undefined) throw nothing(series);
  const x = range(found, xmin, xmax, "x", scale);
  if (x === undefined) throw nothing(series, " in view");
  return x;
}

/**
 * The positions along y that are in view.
 * @param values the positions that each of the series takes within `x`
 * @throws InputError if a series takes none, or if all are out of view.
 */
export function yRange(
  values: readonly (readonly number[])[],
  series: readonly Series[],
  bounds: Bounds,
  scales: Scales,
  x: Range,
): Range {
  const lists = values.map((list) => list.filter(Number.isFinite));
  const empty = lists.findIndex((list) => list.length === 0);
  const label = (position: number, scale: Scale) => valueLabel(scale.value(position));
  const among = `for x from ${label(x.low, scales.x)} to ${label(x.high, scales.x)}`;
  const found = empty < 0 ? extent(lists) : undefined;
  if (found === undefined) throw nothing(series.slice(empty, empty + 1), ` ${among}`);
  const name = series[lists.findIndex((list) => list.includes(BENEATH))]?.name;
  const y = range(found, bounds.ymin, bounds.ymax, "y", scales.y, name);
  if (y === undefined || y.high < found.low || y.low > found.high) {
    const are = `the values are from ${label(found.low, scales.y)} to ${label(found.high, scales.y)}`;
    throw new InputError(`no value in view: ${are}`);
  }
  return y;
}

/** Bounds where they are given, else what was found; undefined if a bound lies beyond all that was found. */
function range(
  found: Range,
  min: number | undefined,
  max: number | undefined,
  axis: "x" | "y",
  scale: Scale,
  name = "x",
): Range | undefined {
  for (const [bound, parameter] of [[min, `${axis}min`] as const, [max, `${axis}max`] as const]) {
    if (bound === undefined) continue;
    if (!Number.isFinite(bound)) throw new InputError(`${formatNumber(bound)} is not finite`, { parameter });
    if (scale === LOGARITHMIC && bound <= 0) {
      throw new InputError(`${bound} is not above 0, as a logarithmic axis needs`, { parameter });
    }
  }
  if (min !== undefined && max !== undefined && min >= max) {
    throw new InputError(`${min} is not below the maximum, ${max}`, { parameter: `${axis}min` });
  }
  const low = min === undefined ? found.low : scale.position(min);
  const high = max === undefined ? found.high : scale.position(max);
  if (scale === LOGARITHMIC && low <= BENEATH) {
    const message = `needs numbers above 0: ${name} has others, which a minimum above 0 would leave out`;
    throw new InputError(message, { parameter: `log${axis}` });
  }
  if (high - low > WIDEST) {
    throw new InputError(`${axis} from ${valueLabel(low)} to ${valueLabel(high)} is too wide a range to draw`);
  }
  return low <= high ? { low, high } : undefined;
}

/** The least and the largest finite number. */
export function extent(lists: readonly Iterable<number>[]): Range | undefined {
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

/**
 * Scales: where on the paper a value stands.
 *
 * Everything behind a scale (strokes, cells, pixels) works with positions, so that a straight line
 * between two points is straight on logarithmic paper too.
 *
 * @packageDocumentation
 */
import { tickStep, ticks } from "d3-array";
import { type Axis, type AxisOptions, fitAxis } from "./axis.js";
import { tickLabels } from "./labels.js";
import { fitLogAxis, logTicks, type Mark } from "./log-axis.js";
import { isCurve, type Series } from "./series.js";

export interface Scale {
  position(value: number): number;
  value(position: number): number;
  /** The axis of cells between two positions. */
  axis(low: number, high: number, options: AxisOptions): Axis;
  /** About `count` marks between two positions. */
  ticks(low: number, high: number, count: number): Mark[];
}

/** The position of numbers without a logarithm: below all others, and below every view. */
export const BENEATH = -1000;

export const LINEAR: Scale = {
  position: (value) => value,
  value: (position) => position,
  axis: fitAxis,
  ticks(low, high, count) {
    const values = ticks(low, high, count);
    const labels = tickLabels(values, tickStep(low, high, count));
    return values.map((position, i) => ({ position, label: labels[i]! }));
  },
};

/** Linear, with marks at whole numbers only. */
export const COUNTING: Scale = {
  ...LINEAR,
  ticks: (low, high, count) => LINEAR.ticks(low, high, Math.max(1, Math.min(count, Math.floor(high - low)))),
};

export const LOGARITHMIC: Scale = {
  position: (value) => (value <= 0 ? BENEATH : Math.log10(value)),
  value: (position) => 10 ** position,
  axis: fitLogAxis,
  ticks: logTicks,
};

/** How both axes are scaled. */
export interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

/** A series with positions in place of its values. */
export function positioned(series: Series, { x, y }: Scales): Series {
  if (x === LINEAR && y === LINEAR) return series;
  const { name } = series;
  if (isCurve(series)) return { name, f: (at) => y.position(series.f(x.value(at))) };
  return { name, x: series.x.map(x.position), y: series.y.map(y.position) };
}

/**
 * What can be drawn, and the points it is drawn through.
 *
 * @packageDocumentation
 */
import type { Axis } from "./axis.js";

/** Measured points. They are drawn in the order of their x; nan and infinities in `y` are gaps. */
export interface Data {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A function, which the chart samples as finely as its columns need. */
export interface Curve {
  readonly name: string;
  f(x: number): number;
}

export type Series = Data | Curve;

/** Points by ascending x, all x finite. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export function isCurve(series: Series): series is Curve {
  return "f" in series;
}

/** Samples in a column: its left edge, which it shares with the column before, a quarter, the middle, three quarters. */
const SAMPLES = 4;

/** A function at the edges, quarters and middles of the columns, as far as they lie between `low` and `high`. */
export function sample(curve: Curve, columns: Axis, low: number, high: number): Points {
  const x = Float64Array.from({ length: columns.cells * SAMPLES + 1 }, (_, i) =>
    Math.min(Math.max(columns.at(i / SAMPLES - 0.5), low), high),
  );
  return { x, y: x.map((at) => curve.f(at)) };
}

/** Which of the columns of {@link sample} stay blank: no finite value in their middle, or a pole. */
export function blankColumns(curve: Curve, { x, y }: Points): boolean[] {
  const columns = (y.length - 1) / SAMPLES;
  return Array.from({ length: columns }, (_, column) => {
    const first = column * SAMPLES;
    if (!Number.isFinite(y[first + SAMPLES / 2]!)) return true;
    for (let i = first; i < first + SAMPLES; i++) if (isPole(curve, x[i]!, x[i + 1]!)) return true;
    return false;
  });
}

/**
 * Whether the function changes its sign between `a` and `b` through infinity, as 1/x does at 0. Bisection
 * finds the place: nearer to a pole the values grow, while they shrink towards a zero and stay at a step.
 */
export function isPole(curve: Curve, a: number, b: number): boolean {
  const [before, after] = [curve.f(a), curve.f(b)];
  if (!Number.isFinite(before) || !Number.isFinite(after) || before * after >= 0) return false;
  let [left, right] = [a, b];
  for (;;) {
    const middle = left + (right - left) / 2;
    if (middle <= left || middle >= right)
      return Math.abs(curve.f(left) - curve.f(right)) > 2 * Math.abs(before - after);
    const value = curve.f(middle);
    if (!Number.isFinite(value)) return true;
    if (value === 0) return false;
    if (value > 0 === before > 0) left = middle;
    else right = middle;
  }
}

/** Data by ascending x, without the points that have no x. */
export function sorted({ x, y }: Data): Points {
  const order = Array.from(x.keys()).filter((i) => Number.isFinite(x[i]!));
  if (order.some((at, i) => i > 0 && x[at]! < x[order[i - 1]!]!)) order.sort((a, b) => x[a]! - x[b]!);
  return { x: Float64Array.from(order, (i) => x[i]!), y: Float64Array.from(order, (i) => y[i]!) };
}

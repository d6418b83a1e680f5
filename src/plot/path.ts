/**
 * Lines for pictures: points as close together as the eye needs, in pieces that lie within the view.
 *
 * @packageDocumentation
 */
import type { Range } from "./range.js";
import { type Curve, isCurve, isPole, type Points, type Series, sorted } from "./series.js";

/** A piece of a line: points as `[x, y]`, one alone for a single point. */
export type Piece = readonly (readonly [x: number, y: number])[];

/** `count` points of a function from one end to the other, or the points of data. */
export function pointsOf(series: Series, { low, high }: Range, count: number): Points {
  if (!isCurve(series)) return sorted(series);
  const last = Math.max(count - 1, 1);
  const x = Float64Array.from({ length: count }, (_, i) => (i === last ? high : low + ((high - low) * i) / last));
  return { x, y: x.map(series.f) };
}

/** Halving an interval so often finds the place of a jump to a hundredth of a pixel. */
const DEEPEST = 14;

interface Refining {
  readonly curve: Curve;
  readonly y: Range;
  /** How far from the function a line may run. */
  readonly tolerance: number;
  readonly x: number[];
  readonly values: number[];
}

/** A function's points with as many between them as make its line smooth; a pole is cut by a nan. */
export function refined(curve: Curve, { x, y }: Points, view: Range, tolerance: number): Points {
  const refining: Refining = { curve, y: view, tolerance, x: [x[0]!], values: [y[0]!] };
  for (let i = 1; i < x.length; i++) {
    between(refining, x[i - 1]!, y[i - 1]!, x[i]!, y[i]!, tolerance > 0 ? DEEPEST : 0);
    refining.x.push(x[i]!);
    refining.values.push(y[i]!);
  }
  return { x: Float64Array.from(refining.x), y: Float64Array.from(refining.values) };
}

/** Adds the points strictly between two. */
function between(refining: Refining, x0: number, y0: number, x1: number, y1: number, depth: number): void {
  const { curve } = refining;
  if (!Number.isFinite(y0) && !Number.isFinite(y1)) return;
  const middle = x0 + (x1 - x0) / 2;
  if (depth === 0 || middle <= x0 || middle >= x1) {
    if (y0 * y1 < 0 && isPole(curve, x0, x1)) add(refining, middle, Number.NaN);
    return;
  }
  const value = curve.f(middle);
  if (isStraight(refining, y0, value, y1) && !(y0 * y1 < 0 && depth === DEEPEST && isPole(curve, x0, x1))) return;
  between(refining, x0, y0, middle, value, depth - 1);
  add(refining, middle, value);
  between(refining, middle, value, x1, y1, depth - 1);
}

function add({ x, values }: Refining, at: number, value: number): void {
  x.push(at);
  values.push(value);
}

/** Whether the value in the middle lies on the line between the ends, or all three out of view on the same side. */
function isStraight({ y: { low, high }, tolerance }: Refining, before: number, middle: number, after: number): boolean {
  if (Math.min(before, middle, after) > high || Math.max(before, middle, after) < low) return true;
  return Math.abs(middle - (before / 2 + after / 2)) <= tolerance;
}

/** Points in a stretch that stand for all of it: the first, the lowest, the highest, the last. */
const KEPT = 4;

/** The points that a line of so many pixels needs, if there are many more: in each stretch of a pixel four of them. */
export function thinned({ x, y }: Points, { low, high }: Range, pixels: number): Points {
  if (x.length <= KEPT * pixels) return { x, y };
  const kept: number[] = [];
  const stretchOf = (i: number) => Math.floor(((x[i]! - low) / (high - low)) * pixels);
  for (let start = 0, end = 0; start < x.length; start = end) {
    let [lowest, highest] = [start, start];
    // A gap is a stretch of its own.
    while (
      end < x.length &&
      stretchOf(end) === stretchOf(start) &&
      Number.isFinite(y[end]!) === Number.isFinite(y[start]!)
    ) {
      if (y[end]! < y[lowest]!) lowest = end;
      if (y[end]! > y[highest]!) highest = end;
      end++;
    }
    kept.push(...new Set([start, Math.min(lowest, highest), Math.max(lowest, highest), end - 1]));
  }
  return { x: Float64Array.from(kept, (i) => x[i]!), y: Float64Array.from(kept, (i) => y[i]!) };
}

/** The line through points in the pieces that lie within the view; what is not finite breaks it. */
export function piecesWithin({ x, y }: Points, across: Range, up: Range): Piece[] {
  const pieces: [number, number][][] = [];
  let open: [number, number][] | undefined;
  for (let i = 0; i < x.length; i++) {
    const [before, finite] = [y[i - 1], Number.isFinite(y[i]!)];
    if (before !== undefined && Number.isFinite(before) && finite) {
      const part = clipped([x[i - 1]!, before], [x[i]!, y[i]!], across, up);
      if (part === undefined) open = undefined;
      else {
        if (open === undefined || !same(open.at(-1)!, part[0])) {
          open = [part[0]];
          pieces.push(open);
        }
        open.push(part[1]);
      }
    } else {
      open = undefined;
      const alone = finite && !Number.isFinite(y[i + 1] ?? Number.NaN);
      if (alone && isWithin(x[i]!, across) && isWithin(y[i]!, up)) pieces.push([[x[i]!, y[i]!]]);
    }
  }
  return pieces;
}

function same(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function isWithin(value: number, { low, high }: Range): boolean {
  return value >= low && value <= high;
}

type Point = [number, number];

/** The part of a segment within a rectangle (Liang and Barsky 1984): the ends' own numbers where they lie inside. */
function clipped(from: Point, to: Point, across: Range, up: Range): [Point, Point] | undefined {
  let [start, end] = [0, 1];
  for (const [i, { low, high }] of [across, up].entries()) {
    const [a, b] = [from[i]!, to[i]!];
    if (Math.max(a, b) < low || Math.min(a, b) > high) return undefined;
    if (a === b) continue;
    const [one, other] = [(low - a) / (b - a), (high - a) / (b - a)];
    start = Math.max(start, Math.min(one, other));
    end = Math.min(end, Math.max(one, other));
  }
  if (start > end) return undefined;
  const at = (t: number): Point => [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
  return [start === 0 ? from : at(start), end === 1 ? to : at(end)];
}

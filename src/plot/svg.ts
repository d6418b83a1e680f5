/**
 * Curves and histograms as SVG pictures.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Histogram } from "./histogram.js";
import { valueLabel } from "./labels.js";
import { type Piece, piecesWithin, pointsOf, refined, thinned } from "./path.js";
import { type Bounds, extent, type Range, scalesOf, xRange, yRange } from "./range.js";
import { COUNTING, LINEAR, positioned } from "./scale.js";
import { isCurve, type Points, type Series } from "./series.js";
import { element, px } from "./svg-elements.js";
import { type Area, lineStyle, type PictureOptions, picture, type View } from "./svg-frame.js";
import { classOf, colorOf, type Theme } from "./svg-theme.js";

export { PICTURE_SIZE } from "./svg-frame.js";

export interface SvgOptions extends PictureOptions, Bounds {
  /** The points of each function; without it as many as its line needs. */
  readonly points?: number;
  /** Where each function is marked. */
  readonly marks?: readonly number[];
}

/** A function has a point at least every so many pixels; what bends has more. */
const COARSE = 2;

/** What is left free above and below the values, as a part of their range. */
const PADDING = 0.04;

/** How far from the function its line may run, as a part of the height: a tenth of a pixel. */
const TOLERANCE = 2.5e-4;

/**
 * Draws series as a picture. Functions go from `xmin` to `xmax` (-4 to 4 unless there are data). What is not
 * finite leaves a gap, what is out of view is clipped.
 *
 * @throws InputError if a minimum is not below its maximum, if a series has no finite value in view, or if the
 * size is too small, which names the least one.
 */
export function svg(series: readonly Series[], options: SvgOptions): string {
  if (series.length === 0) throw new InputError("nothing to draw");
  const scales = scalesOf(options);
  const placed = series.map((one) => positioned(one, scales));
  const x = widened(xRange(placed, options, scales.x));
  const count = options.points ?? Math.ceil(options.width / COARSE);
  const coarse = placed.map((one) => pointsOf(one, x, count));
  const values = coarse.map(({ x: at, y }) => Array.from(y).filter((_, i) => at[i]! >= x.low && at[i]! <= x.high));
  const y = padded(yRange(values, series, options, scales, x), options);
  const tolerance = options.points === undefined ? (y.high - y.low) * TOLERANCE : 0;
  const lines = placed.map((one, i) => {
    const points: Points = isCurve(one)
      ? refined(one, coarse[i]!, y, tolerance)
      : thinned(coarse[i]!, x, options.width);
    return piecesWithin(points, x, y);
  });
  const names = series.map(({ name }) => name);
  const counts = scales.x === LINEAR && series.every((one) => !isCurve(one) && one.x.every(Number.isInteger));
  const view: View = { scales: counts ? { ...scales, x: COUNTING } : scales, x, y };
  return picture(view, names, options, (area, theme) => [
    ...lines.flatMap((pieces, i) => curve(pieces, i, area, theme)),
    ...marks(series, options.marks ?? [], view, area, theme),
  ]);
}

/** A range that is a single number gets room to both sides. */
function widened({ low, high }: Range): Range {
  if (low < high) return { low, high };
  const room = Math.max(Math.abs(low) / 2, low === 0 ? 1 : 0);
  return { low: low - room, high: high + room };
}

/** Room above and below, where no bound is given. */
function padded(range: Range, { ymin, ymax }: Bounds): Range {
  const { low, high } = widened(range);
  const room = range.low < range.high ? (high - low) * PADDING : 0;
  return { low: ymin === undefined ? low - room : low, high: ymax === undefined ? high + room : high };
}

/** The pieces of a line as a path, its single points as dots. */
function curve(pieces: readonly Piece[], series: number, area: Area, theme: Theme): string[] {
  const at = ([x, y]: readonly [number, number]) => `${px(area.across(x))} ${px(area.up(y))}`;
  const strokes = pieces.filter((piece) => piece.length > 1);
  const d = strokes.map((piece) => `M${at(piece[0]!)}L${piece.slice(1).map(at).join(" ")}`).join("");
  const shape = { fill: "none", "stroke-linejoin": "round", "stroke-linecap": "round" };
  const dots = pieces.filter((piece) => piece.length === 1).map(([point]) => dot(point!, 3, series, area, theme));
  return [...(d === "" ? [] : [element("path", { ...lineStyle(series, theme), ...shape, d })]), ...dots];
}

function dot([x, y]: readonly [number, number], r: number, series: number, area: Area, theme: Theme): string {
  const place = { cx: area.across(x), cy: area.up(y), r };
  return element("circle", { class: `dot${classOf(series)}`, ...place, fill: colorOf(theme, series) });
}

/** Dots on the functions with their values, as far as these do not cover each other. */
function marks(
  series: readonly Series[],
  at: readonly number[],
  { scales, x, y }: View,
  area: Area,
  theme: Theme,
): string[] {
  const taken: { x: number; y: number }[] = [];
  return series.flatMap((one, i) => {
    if (!isCurve(one)) return [];
    const up = (across: number) => scales.y.position(one.f(scales.x.value(across)));
    return at.flatMap((value) => {
      const across = scales.x.position(value);
      const height = scales.y.position(one.f(value));
      if (!(across >= x.low && across <= x.high && height >= y.low && height <= y.high)) return [];
      // Beside a rising curve there is room above to the left, beside a falling one above to the right.
      const rising = up(across + (x.high - x.low) * NEARBY) > height;
      const place = labelPlace(area.across(across), area.up(height), rising, area);
      const point = dot([across, height], 4.5, i, area, theme);
      if (
        taken.some((other) => Math.abs(other.x - place.x) < LABEL.width && Math.abs(other.y - place.y) < LABEL.height)
      )
        return [point];
      taken.push(place);
      return [point, element("text", { ...place, fill: theme.text }, valueLabel(one.f(value)))];
    });
  });
}

/** The room for the value of a mark, in pixels. */
const LABEL = { width: 60, height: 16 };

/** How far beside a mark its curve is judged to rise or fall, as a part of the width. */
const NEARBY = 0.01;

/** The place of a label beside a mark: above if there is room, beside the curve unless an edge of the area is near. */
function labelPlace(x: number, y: number, rising: boolean, { left, right, top }: Area) {
  const above = y - LABEL.height > top;
  const before = x - LABEL.width < left ? false : x + LABEL.width > right || rising === above;
  const anchor = before ? "end" : "start";
  return { class: "text", x: x + (before ? -9 : 9), y: y + (above ? -7 : LABEL.height + 2), "text-anchor": anchor };
}

/** Draws histograms of the same bins over each other. */
export function histogramSvg(all: readonly Histogram[], options: PictureOptions): string {
  const { edges } = all[0]!;
  const x = widened({ low: edges[0]!, high: edges.at(-1)! });
  const most = extent(all.map(({ counts }) => counts))!.high;
  const y = { low: 0, high: Math.max(most, 1) * (1 + PADDING) };
  const view = { scales: { x: LINEAR, y: COUNTING }, x, y };
  const names = all.map(({ name }) => name);
  const single = edges.length === 2 && edges[0] === edges[1];
  return picture(view, names, options, (area, theme) =>
    all.flatMap(({ counts }, i) =>
      counts.map((count, bin) => {
        const [from, to] = single
          ? [x.low / 2 + edges[0]! / 2, x.high / 2 + edges[0]! / 2]
          : [edges[bin]!, edges[bin + 1]!];
        const [left, right] = [area.across(from) + 0.5, area.across(to) - 0.5];
        const box = {
          x: left,
          y: area.up(count),
          width: Math.max(right - left, 0.5),
          height: area.bottom - area.up(count),
        };
        const opacity = all.length > 1 ? "0.6" : undefined;
        return element("rect", { class: `dot${classOf(i)}`, ...box, fill: colorOf(theme, i), "fill-opacity": opacity });
      }),
    ),
  );
}

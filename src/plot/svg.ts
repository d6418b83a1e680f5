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
import { LINEAR, positioned, type Scales } from "./scale.js";
import { isCurve, type Points, type Series } from "./series.js";
import { element, px } from "./svg-elements.js";
import { type Area, lineStyle, type PictureOptions, picture } from "./svg-frame.js";
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
  return picture({ scales, x, y }, names, options, (area, theme) => [
    ...lines.flatMap((pieces, i) => curve(pieces, i, area, theme)),
    ...series.flatMap((one, i) => marks(one, i, { scales, x, y }, options.marks ?? [], area, theme)),
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

/** Dots on a function with their values. */
function marks(
  series: Series,
  index: number,
  { scales, x, y }: { scales: Scales; x: Range; y: Range },
  at: readonly number[],
  area: Area,
  theme: Theme,
): string[] {
  if (!isCurve(series)) return [];
  return at.flatMap((place) => {
    const value = series.f(place);
    const [across, up] = [scales.x.position(place), scales.y.position(value)];
    if (!(across >= x.low && across <= x.high && up >= y.low && up <= y.high)) return [];
    // Beside a rising curve there is room above to the left, beside a falling one above to the right.
    const near = scales.y.position(series.f(scales.x.value(across + (x.high - x.low) * NEARBY)));
    const text = { ...labelPlace(area.across(across), area.up(up), near > up, area), fill: theme.text };
    return [dot([across, up], 4.5, index, area, theme), element("text", text, valueLabel(value))];
  });
}

/** How far beside a mark its curve is judged to rise or fall, as a part of the width. */
const NEARBY = 0.01;

/** The place of a label beside a mark: above if there is room, beside the curve unless an edge of the area is near. */
function labelPlace(x: number, y: number, rising: boolean, { left, right, top }: Area) {
  const [width, height] = [60, 20];
  const above = y - height > top;
  const before = x - width < left ? false : x + width > right || rising === above;
  const anchor = before ? "end" : "start";
  return { class: "text", x: x + (before ? -9 : 9), y: y + (above ? -7 : height - 2), "text-anchor": anchor };
}

/** Draws histograms of the same bins over each other. */
export function histogramSvg(all: readonly Histogram[], options: PictureOptions): string {
  const { edges } = all[0]!;
  const x = widened({ low: edges[0]!, high: edges.at(-1)! });
  const most = extent(all.map(({ counts }) => counts))!.high;
  const y = { low: 0, high: Math.max(most, 1) * (1 + PADDING) };
  const view = { scales: { x: LINEAR, y: LINEAR }, x, y };
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

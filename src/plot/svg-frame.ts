/**
 * Everything of a picture that is not a curve: ground, titles, legend, grid, axes.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Mark } from "./log-axis.js";
import type { Range } from "./range.js";
import { LOGARITHMIC, type Scale, type Scales } from "./scale.js";
import { element, xml } from "./svg-elements.js";
import { AUTO_STYLE, classOf, colorOf, DARK, dashesOf, LIGHT, type Theme, type ThemeName } from "./svg-theme.js";
import { fit, widthOf } from "./text.js";

export interface PictureOptions {
  /** In pixels, of the whole picture. */
  readonly width: number;
  readonly height: number;
  readonly theme?: ThemeName;
  readonly title?: string;
  readonly xlabel?: string;
  readonly ylabel?: string;
}

/** The size of a picture where nobody says another. */
export const PICTURE_SIZE = { width: 720, height: 432 };

/** What is in view, as positions. */
export interface View {
  readonly scales: Scales;
  readonly x: Range;
  readonly y: Range;
}

/** The plotting area in pixels, and where positions stand in it. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly across: (position: number) => number;
  readonly up: (position: number) => number;
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";
const SIZE = { text: 13, title: 17 } as const;

/** The width of a digit and of a column of text, wide enough for the usual fonts. */
const DIGIT = 7.4;
const COLUMN = 7.2;

/** Distances in pixels. */
const MARGIN = 16;
const LEGEND_LINE = 20;
const LEGEND_SIGN = 22;
const LEGEND_GAP = 20;

/** Distances between ticks that read well. */
const TICK_DISTANCE = { x: 85, y: 48 } as const;

/** Less cannot be read. */
const LEAST_AREA = { width: 120, height: 80 } as const;

export function themeOf(name: ThemeName = "light"): Theme {
  return name === "dark" ? DARK : LIGHT;
}

interface Legend {
  readonly entries: readonly { readonly name: string; readonly x: number; readonly line: number }[];
  readonly lines: number;
}

/** The legend's entries from the left, in as many lines as they need. */
function legendFor(names: readonly string[], left: number, right: number): Legend {
  if (names.length < 2) return { entries: [], lines: 0 };
  const most = Math.max(1, Math.floor((right - left - LEGEND_SIGN - 6) / COLUMN));
  let [x, line] = [left, 0];
  const entries = names.map((given) => {
    const name = fit(given, most, "…");
    const width = LEGEND_SIGN + 6 + widthOf(name) * COLUMN;
    if (x > left && x + width > right) [x, line] = [left, line + 1];
    const entry = { name, x, line };
    x += width + LEGEND_GAP;
    return entry;
  });
  return { entries, lines: line + 1 };
}

/** A picture: `draw` gives what stands in the plotting area. */
export function picture(
  view: View,
  names: readonly string[],
  options: PictureOptions,
  draw: (area: Area, theme: Theme) => readonly string[],
): string {
  const { width, height, title, xlabel, ylabel, theme: themeName } = options;
  const theme = themeOf(themeName);
  const yMarks = view.scales.y.ticks(view.y.low, view.y.high, Math.max(2, Math.floor(height / TICK_DISTANCE.y) - 2));
  const widest = Math.max(1, ...yMarks.map(({ label }) => label.length)) * DIGIT;
  const left = MARGIN + (ylabel?.trim() ? 22 : 0) + widest + 8;
  const right = width - MARGIN - 8;
  const legend = legendFor(names, left, right);
  const head = MARGIN + (title?.trim() ? 30 : 0);
  const top = head + legend.lines * LEGEND_LINE + (legend.lines > 0 ? 8 : 0);
  const bottom = height - MARGIN - 18 - (xlabel?.trim() ? 24 : 0);
  requireRoom(right - left, bottom - top, options);
  const area: Area = {
    ...{ left, right, top, bottom },
    across: (position) => left + ((position - view.x.low) / (view.x.high - view.x.low)) * (right - left),
    up: (position) => bottom - ((position - view.y.low) / (view.y.high - view.y.low)) * (bottom - top),
  };
  const xMarks = view.scales.x.ticks(
    view.x.low,
    view.x.high,
    Math.max(2, Math.floor((right - left) / TICK_DISTANCE.x)),
  );
  const described = title?.trim() || names.join(", ");
  const content = [
    element("title", {}, xml(described)),
    ...(themeName === "auto" ? [element("style", {}, `\n${AUTO_STYLE}\n`)] : []),
    element("rect", { class: "ground", width, height, fill: theme.background }),
    ...grid(area, view, xMarks, yMarks, theme),
    ...draw(area, theme),
    ...tickLabels(area, xMarks, yMarks, theme),
    ...headings(area, options, theme),
    ...legend.entries.flatMap(({ name, x, line }, i) => legendEntry(name, x, head + line * LEGEND_LINE + 8, i, theme)),
  ];
  const size = { width: String(width), height: String(height), viewBox: `0 0 ${width} ${height}` };
  const attributes = { xmlns: "http://www.w3.org/2000/svg", ...size, role: "img", "font-family": FONT };
  return `${element("svg", { ...attributes, "font-size": SIZE.text }, `\n${content.join("\n")}\n`)}\n`;
}

function requireRoom(width: number, height: number, given: { width: number; height: number }): void {
  for (const [room, parameter] of [
    [width, "width"],
    [height, "height"],
  ] as const) {
    const least = Math.ceil(given[parameter] - room + LEAST_AREA[parameter]);
    if (room < LEAST_AREA[parameter]) {
      throw new InputError(`${given[parameter]} is too small to draw: at least ${least} pixels`, { parameter });
    }
  }
}

/** Lines at the ticks, lines through zero, and the axes. */
function grid(
  { left, right, top, bottom, across, up }: Area,
  view: View,
  xs: Mark[],
  ys: Mark[],
  theme: Theme,
): string[] {
  const line = (x1: number, y1: number, x2: number, y2: number, kind: "grid" | "axis") =>
    element("line", { class: kind, x1, y1, x2, y2, stroke: theme[kind] });
  const upright = (x: number, kind: "grid" | "axis") => line(x, top, x, bottom, kind);
  const level = (y: number, kind: "grid" | "axis") => line(left, y, right, y, kind);
  const hasZero = (scale: Scale, { low, high }: Range) => scale !== LOGARITHMIC && low < 0 && high > 0;
  return [
    ...xs.map(({ position }) => upright(across(position), "grid")),
    ...ys.map(({ position }) => level(up(position), "grid")),
    ...(hasZero(view.scales.x, view.x) ? [upright(across(0), "axis")] : []),
    ...(hasZero(view.scales.y, view.y) ? [level(up(0), "axis")] : []),
    upright(left, "axis"),
    level(bottom, "axis"),
  ];
}

function tickLabels({ left, bottom, across, up }: Area, xs: Mark[], ys: Mark[], theme: Theme): string[] {
  const label = (text: string, x: number, y: number, anchor: string) =>
    element("text", { class: "text", x, y, "text-anchor": anchor, fill: theme.text }, xml(text));
  return [
    ...xs.map((mark) => label(mark.label, across(mark.position), bottom + 19, "middle")),
    ...ys.map((mark) => label(mark.label, left - 8, up(mark.position) + SIZE.text * 0.35, "end")),
  ];
}

/** The title above, the name of x below, the name of y along its axis. */
function headings(area: Area, { width, height, title, xlabel, ylabel }: PictureOptions, theme: Theme): string[] {
  const [middle, centre] = [(area.left + area.right) / 2, (area.top + area.bottom) / 2];
  const place = { class: "text", "text-anchor": "middle", fill: theme.text };
  const text = (content: string | undefined, room: number, attributes: Record<string, string | number>) =>
    content?.trim() ? [element("text", { ...place, ...attributes }, xml(fit(content, room, "…")))] : [];
  const largest = { "font-size": SIZE.title, "font-weight": "600" };
  return [
    ...text(title, Math.floor((width - 2 * MARGIN) / 9.5), { x: middle, y: MARGIN + 15, ...largest }),
    ...text(xlabel, Math.floor(width / COLUMN), { x: middle, y: height - MARGIN + 2 }),
    ...text(ylabel, Math.floor(height / COLUMN), {
      x: 0,
      y: 0,
      transform: `translate(${MARGIN + 9} ${Math.round(centre)}) rotate(-90)`,
    }),
  ];
}

function legendEntry(name: string, x: number, y: number, series: number, theme: Theme): string[] {
  const sign = { x1: x, y1: y, x2: x + LEGEND_SIGN, y2: y };
  const text = { class: "text", x: x + LEGEND_SIGN + 6, y: y + SIZE.text * 0.35, fill: theme.text };
  return [element("line", { ...sign, ...lineStyle(series, theme) }), element("text", text, xml(name))];
}

/** How the line of a series looks. */
export function lineStyle(series: number, theme: Theme): Record<string, string | number> {
  return {
    class: `line${classOf(series)}`,
    stroke: colorOf(theme, series),
    "stroke-width": "2.5",
    "stroke-dasharray": dashesOf(series),
  };
}

/**
 * Horizontal bars in text: a name, a number and its bar on each line.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { fit, widthOf } from "./text.js";

export interface Bar {
  readonly label: string;
  readonly value: number;
}

/** Bars under a heading. */
export interface BarGroup {
  readonly heading?: string;
  readonly bars: readonly Bar[];
}

export interface BarsOptions {
  /** Columns of the terminal that no line exceeds. */
  readonly width: number;
  readonly number: (value: number) => string;
  /** Draw with ASCII characters only; labels stay as they are. */
  readonly ascii?: boolean;
  /** Colours the bars; the longest ones of each group stand out. */
  readonly paint?: (text: string, largest: boolean) => string;
  readonly faint?: (text: string) => string;
}

/** From an eighth of a character to seven eighths, from the left. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar shorter than this cannot be compared with others. */
const LEAST_BAR = 8;

/** Labels take at most this part of the width. */
const LABEL_PART = 1 / 3;

/** The blanks between label, number and bar. */
const GAPS = 2;

/** Where the columns begin and end, the same for all groups. */
interface Layout {
  readonly label: number;
  readonly number: number;
  /** The characters to the left of zero and to the right of it. */
  readonly left: number;
  readonly right: number;
  /** Characters a unit. */
  readonly scale: number;
}

/**
 * Draws groups of bars, all on the same scale, which begins at 0; what is not finite has no bar.
 * Lines end with newlines, without trailing blanks.
 *
 * @throws InputError if the width is too small, which names the least one.
 */
export function bars(groups: readonly BarGroup[], options: BarsOptions): string {
  const layout = layoutFor(
    groups.flatMap((group) => group.bars),
    options,
  );
  const blocks = groups.map(({ heading, bars: rows }) => {
    const largest = rows.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const lines = rows.map((bar) => barLine(bar, layout, options, bar.value === largest));
    return [...(heading === undefined ? [] : [fit(heading, options.width, "...")]), ...lines];
  });
  const apart = groups.some(({ heading }) => heading !== undefined) ? "\n\n" : "\n";
  return `${blocks.map((lines) => lines.map((line) => line.trimEnd()).join("\n")).join(apart)}\n`;
}

function layoutFor(rows: readonly Bar[], { width, number }: BarsOptions): Layout {
  let [label, digits, least, most] = [0, 0, 0, 0];
  for (const bar of rows) {
    label = Math.max(label, widthOf(fit(bar.label, width, "")));
    digits = Math.max(digits, number(bar.value).length);
    if (!Number.isFinite(bar.value)) continue;
    least = Math.min(least, bar.value);
    most = Math.max(most, bar.value);
  }
  label = Math.min(label, Math.max(1, Math.floor(width * LABEL_PART)));
  const room = width - label - digits - GAPS;
  if (room < LEAST_BAR) {
    const message = `${width} is too small to draw: at least ${width - room + LEAST_BAR}`;
    throw new InputError(message, { parameter: "width" });
  }
  // Halves, so that the difference of two huge numbers does not overflow.
  const span = most / 2 - least / 2;
  const left = span > 0 ? Math.round(room * (-least / 2 / span)) : 0;
  const right = room - left;
  const sides = [left / -least, right / most].filter((scale) => scale > 0 && Number.isFinite(scale));
  return { label, number: digits, left, right, scale: sides.length > 0 ? Math.min(...sides) : 0 };
}

function barLine(bar: Bar, layout: Layout, options: BarsOptions, largest: boolean): string {
  const { ascii = false, paint = (text) => text, faint = (text) => text } = options;
  const label = fit(bar.label, layout.label, ascii ? "..." : "…");
  const length = Number.isFinite(bar.value) ? bar.value * layout.scale : 0;
  const drawn = length < 0 ? backwards(-length, layout.left, ascii) : " ".repeat(layout.left) + forwards(length, ascii);
  const shown = drawn.trim() === "" ? "" : paint(drawn, largest);
  const gap = " ".repeat(Math.max(0, layout.label - widthOf(label)));
  return `${label}${gap} ${faint(options.number(bar.value).padStart(layout.number))} ${shown}`;
}

function forwards(length: number, ascii: boolean): string {
  if (ascii) return "#".repeat(Math.round(length));
  const eighths = Math.round(length * EIGHTHS.length);
  return "█".repeat(Math.floor(eighths / EIGHTHS.length)) + EIGHTHS[eighths % EIGHTHS.length]!;
}

/** A bar that ends at zero; of the characters that fill from the right there are only the half and the whole. */
function backwards(length: number, room: number, ascii: boolean): string {
  if (ascii) return "#".repeat(Math.round(length)).padStart(room);
  const halves = Math.round(length * 2);
  return `${halves % 2 === 1 ? "▐" : ""}${"█".repeat(Math.floor(halves / 2))}`.padStart(room);
}

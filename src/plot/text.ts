/**
 * Text in columns of a terminal, where East Asian characters take two.
 *
 * @packageDocumentation
 */
import stringWidth from "string-width";
import { escapeControls } from "../format/quote.js";

/** How many columns of a screen a text takes. */
export function widthOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

/** `text` cut to `width` columns, with `ellipsis` where something was cut. Control characters are escaped. */
export function fit(text: string, width: number, ellipsis: string): string {
  const line = escapeControls(text.replace(/\s+/g, " ").trim());
  if (widthOf(line) <= width) return line;
  const room = width - ellipsis.length;
  let kept = "";
  for (const character of line) {
    if (widthOf(kept + character) > room) break;
    kept += character;
  }
  return (kept.trimEnd() + ellipsis).slice(0, Math.max(width, 0));
}

/** A line with `text` centred around `column`, moved to lie within `width` columns. */
export function centred(text: string, column: number, width: number): string {
  const taken = widthOf(text);
  const start = Math.min(Math.round(column - (taken - 1) / 2), width - taken);
  return " ".repeat(Math.max(0, start)) + text;
}

/** A line of `text` that ends before column `end`, or starts at the left edge if it is too long. */
export function endingAt(text: string, end: number): string {
  return " ".repeat(Math.max(0, end - widthOf(text))) + text;
}

/** Texts side by side, `gap` columns apart, in as many lines of `width` columns as they need. */
export function wrapped(texts: readonly string[], gap: number, width: number): string[] {
  const lines: string[] = [];
  let taken = width;
  for (const text of texts) {
    const needed = widthOf(text);
    if (taken + gap + needed > width) {
      lines.push(text);
      taken = needed;
    } else {
      lines[lines.length - 1] += " ".repeat(gap) + text;
      taken += gap + needed;
    }
  }
  return lines;
}

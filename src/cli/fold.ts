/**
 * Words in narrow columns: their width on a screen, where they break, and how wide the columns of a table are best.
 *
 * @packageDocumentation
 */
import { widthOf } from "../plot/text.js";

/** How many code units of a text are at most `width` wide; at least one character. */
function fitting(text: string, width: number): number {
  let taken = 0;
  let at = 0;
  for (const char of text) {
    taken += widthOf(char);
    if (taken > width && at > 0) break;
    at += char.length;
  }
  return at;
}

/** A text that is at most `width` wide; what is left out is an ellipsis. */
export function cut(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${text.slice(0, fitting(text, width - 1))}…`;
}

/** The part of a long word that goes on this line: up to an operator or bracket where there is one. */
function start(word: string, width: number): string {
  const most = word.slice(0, fitting(word, width));
  const sign = /^.+[/\u00b7*+,)(-]/su.exec(most)?.[0] ?? "";
  return sign.length * 2 > most.length ? sign : most;
}

/** The words of a text; a shape (2 × 3) and an index are one. */
const wordsOf = (text: string): string[] => text.split(/(?<!\u00d7|\d,) (?!\u00d7)/);

/** The lines of a text at most `width` wide, broken at blanks, and within words that are longer. */
export function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of wordsOf(text)) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (widthOf(line) > width) {
      lines.push(start(line, width));
      line = line.slice(lines.at(-1)!.length);
    }
  }
  return [...lines, line];
}

/** A column of words. */
export interface Words {
  readonly head: string;
  readonly cells: readonly string[];
  /** Whether its cells may take several lines. */
  readonly breaks: boolean;
}

/** How many lines each row takes: those of its highest cell. */
const heights = (lines: readonly (readonly string[][])[]): number[] =>
  (lines[0] ?? []).map((_, r) => Math.max(...lines.map((column) => column[r]!.length)));

/** The widest of some texts. */
export const widest = (texts: readonly string[]): number =>
  texts.reduce((width, text) => Math.max(width, widthOf(text)), 0);

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Words up to this long are broken only where nothing else helps. */
const WORD = 20;

/** The width at which no word of a column is broken that is not long. */
const unbroken = ({ head, cells, breaks }: Words): number =>
  Math.max(widthOf(head), breaks ? Math.min(widest(cells.flatMap(wordsOf)), WORD) : widest(cells));

/** The room that columns take at least together if none of their words is broken. */
export const leastOf = (columns: readonly Words[]): number => sum(columns.map(unbroken));

/** A column folded to a width, each width once. */
function foldedTo({ cells }: Words): (width: number) => readonly string[][] {
  const known = new Map<number, readonly string[][]>();
  return (width) => {
    const found = known.get(width) ?? cells.map((cell) => fold(cell, width));
    known.set(width, found);
    return found;
  };
}

/**
 * Widths for columns that take at most `room` together. As long as they do not fit, the column is narrowed whose
 * words then take the fewest further lines for each character that is won.
 */
export function layOut(columns: readonly Words[], room: number): { widths: number[]; lines: (readonly string[][])[] } {
  const least = columns.map(({ head }) => Math.max(widthOf(head), 4));
  const words = columns.map(unbroken);
  const widths = columns.map(({ head, cells }) => Math.max(widthOf(head), widest(cells)));
  const folded = columns.map(foldedTo);
  const lines = columns.map((_, c) => folded[c]!(widths[c]!));
  const narrowest = (floors: readonly number[]) => {
    const before = sum(heights(lines));
    const tries = columns.flatMap(({ breaks }, c) => {
      // The next width at which the column breaks differently.
      const width = Math.max(widest(folded[c]!(widths[c]! - 1).flat()), floors[c]!);
      if (!breaks || width >= widths[c]!) return [];
      const further = sum(heights(lines.with(c, folded[c]!(width)))) - before;
      return [{ c, width, cost: further / (widths[c]! - width) }];
    });
    return tries.reduce((a, b) => (!a || b.cost < a.cost ? b : a), tries[0]);
  };
  while (sum(widths) > room) {
    const next = narrowest(least.map((width, c) => Math.max(width, words[c]!))) ?? narrowest(least);
    if (!next) break;
    widths[next.c] = next.width;
    lines[next.c] = folded[next.c]!(next.width);
  }
  return { widths, lines };
}

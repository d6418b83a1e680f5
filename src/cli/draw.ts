/**
 * Columns of text as a table, with cli-table3 and chalk.
 *
 * @packageDocumentation
 */

import Table from "cli-table3";
import { widthOf as widthOfText } from "../plot/text.js";
import { Chalk, type ChalkInstance } from "./chalk.js";
import type { ColorDepth } from "./color.js";
import { cut, layOut, leastOf, type Words, widest } from "./fold.js";
import { shadeOf } from "./shade.js";
import { hang } from "./wrap.js";

/** cli-table3's time is quadratic in rows and in columns: what has more than this many is drawn like it, without it. */
const PART = 64;
/** What stands where something is left out. */
export const GAP = "…";

/** A column of the drawing. */
export interface Column {
  readonly head: string;
  readonly cells: readonly string[];
  readonly align: "left" | "right";
  /** Which cells stand out. */
  readonly marked?: readonly boolean[];
  /** How dark each cell is, from 0 to 1, where there are 256 colours. */
  readonly shades?: readonly number[];
  readonly numbers?: boolean;
  /** An index or a name: drawn dim. */
  readonly dim?: boolean;
  /** Of words that are told only where there is room for them without breaking others: 1 gives way first. */
  readonly spare?: number;
}

const widthOf = ({ head, cells }: Column): number => Math.max(widest(cells), widthOfText(head));

/** Names and texts longer than this give way before columns do: to the first that fits. */
const LONG = [64, 48, 32, 24, 16] as const;

/** A column whose words take no more room than its numbers or `most`. */
function narrowed(column: Column, most: number): Column {
  if (!column.numbers) {
    const cells = column.cells.map((cell) => cut(cell, most));
    return { ...column, head: cut(column.head, most), cells };
  }
  return { ...column, head: cut(column.head, Math.max(widest(column.cells), most)) };
}

/** The columns that fit the width: first long words are cut, then those in the middle give way to one `…`. */
export function fit(
  columns: readonly Column[],
  fixed: number,
  { width, full }: { readonly width: number; readonly full: boolean },
): { columns: readonly Column[]; left: number } {
  const room = (of: readonly Column[]) => of.reduce((sum, column) => sum + widthOf(column) + 3, 1);
  if (full || room(columns) <= width) return { columns, left: 0 };
  let narrow = columns;
  for (const most of LONG) {
    narrow = columns.map((column) => narrowed(column, most));
    if (room(narrow) <= width) return { columns: narrow, left: 0 };
  }
  const widths = narrow.map((column) => widthOf(column) + 3);
  let rest = width - 1 - (GAP.length + 3) - widths.slice(0, fixed).reduce((sum, w) => sum + w, 0);
  let head = fixed;
  let tail = columns.length;
  while (head < tail) {
    const front = head - fixed <= columns.length - tail;
    const next = front ? widths[head]! : widths[tail - 1]!;
    if (next > rest) break;
    rest -= next;
    if (front) head++;
    else tail--;
  }
  if (head === fixed) head++;
  const gap: Column = { head: GAP, cells: columns[0]!.cells.map(() => GAP), align: "right", dim: true };
  return { columns: [...narrow.slice(0, head), gap, ...narrow.slice(Math.max(head, tail))], left: tail - head };
}

/** No line between the rows, and cells that bring their own blanks. */
const PLAIN = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };
const EDGE = "│";

/** cli-table3 would colour its lines as it finds the process, whatever this output is; so they are coloured here. */
function newTable(head: readonly string[], edge: string) {
  return new Table({
    head: [...head],
    chars: { ...PLAIN, left: edge, middle: edge, right: edge },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
}

/** With a line under the head, which cli-table3 draws only together with lines between all rows. */
function underlined([top = "", head = "", ...rest]: readonly string[]): string[] {
  return [top, head, top.replace("┌", "├").replaceAll("┬", "┼").replace("┐", "┤"), ...rest];
}

/** ` text ` with the blanks that the column's width asks for. */
function padded(text: string, width: number, align: "left" | "right"): string {
  const blanks = " ".repeat(Math.max(width - widthOfText(text), 0));
  return align === "right" ? ` ${blanks}${text} ` : ` ${text}${blanks} `;
}

/** One cell as it is printed. */
function painter(column: Column, width: number, chalk: ChalkInstance): (row: number) => string {
  const { cells, align, dim, numbers, marked, shades } = column;
  return (row) => {
    const text = cells[row]!;
    const cell = padded(text, width, align);
    if (chalk.level === 0) return cell;
    if (dim || text === GAP) return chalk.dim(cell);
    if (numbers && /^(nan|-?inf)/.test(text)) return chalk.bold.red(cell);
    const bright = marked?.[row] ? chalk.bold : chalk;
    if (shades && chalk.level > 1) {
      const [ink, paper] = shadeOf(shades[row]!);
      return bright.ansi256(ink).bgAnsi256(paper)(cell);
    }
    return marked?.[row] ? bright.green(cell) : cell;
  };
}

/** A table of lines per cell: its first rows drawn by cli-table3, the others and one of many columns like them. */
function drawn(
  head: readonly string[],
  widths: readonly number[],
  rows: number,
  cell: (r: number, c: number) => readonly string[],
  chalk: ChalkInstance,
) {
  const edge = chalk.gray(EDGE);
  const row = (r: number) => head.map((_, c) => cell(r, c));
  const few = head.length > PART ? 0 : Math.min(rows, PART);
  const [top, title, rule, ...lines] = head.length > PART ? ruled(head, widths, edge) : started(head, few, row, edge);
  const bottom = lines.pop()!;
  for (let r = few; r < rows; r++) {
    const cells = row(r);
    for (let line = 0; line < cells[0]!.length; line++) {
      lines.push(`${edge}${cells.map((texts) => texts[line]).join(edge)}${edge}`);
    }
  }
  return [chalk.gray(top), title, chalk.gray(rule), ...lines, chalk.gray(bottom)].join("\n");
}

/** The lines of a table with some rows. */
function started(
  head: readonly string[],
  rows: number,
  row: (r: number) => readonly (readonly string[])[],
  edge: string,
): string[] {
  const table = newTable(head, edge);
  for (let r = 0; r < rows; r++) table.push(row(r).map((lines) => lines.join("\n")));
  return underlined(table.toString().split("\n"));
}

/** The lines of a table without rows, as cli-table3 would draw them. */
function ruled(head: readonly string[], widths: readonly number[], edge: string): string[] {
  const dashes = widths.map((width) => "─".repeat(width + 2));
  const rule = (left: string, cross: string, right: string) => `${left}${dashes.join(cross)}${right}`;
  return [rule("┌", "┬", "┐"), `${edge}${head.join(edge)}${edge}`, rule("├", "┼", "┤"), rule("└", "┴", "┘")];
}

/** Draws columns with one line a row. */
export function draw(
  columns: readonly Column[],
  chalk: ChalkInstance,
  widths: readonly number[] = columns.map(widthOf),
): string {
  const paint = columns.map((column, c) => painter(column, widths[c]!, chalk));
  const head = columns.map(({ head, align }, c) => chalk.dim(padded(head, widths[c]!, align)));
  return drawn(head, widths, columns[0]?.cells.length ?? 0, (r, c) => [paint[c]!(r)], chalk);
}

const asWords = ({ head, cells, align }: Column): Words => ({ head, cells, breaks: align === "left" });

/** The columns for which there is room: spare ones give way as long as words would have to be broken. */
function withoutSpare(columns: readonly Column[], width: number): readonly Column[] {
  const room = width - 3 * columns.length - 1;
  const spare = columns.filter(({ spare }) => spare !== undefined).sort((a, b) => a.spare! - b.spare!);
  if (spare.length === 0 || leastOf(columns.map(asWords)) <= room) return columns;
  return withoutSpare(
    columns.filter((column) => column !== spare[0]),
    width,
  );
}

/** The lines of a drawing above its first row. */
const HEAD = 3;

/** Draws columns whose rows come some at a time; they come twice, as all of them tell how wide the columns are. */
export function* drawParts(parts: () => Iterable<readonly Column[]>, chalk: ChalkInstance): Generator<string> {
  let widths: readonly number[] = [];
  for (const columns of parts()) widths = columns.map((column, c) => Math.max(widthOf(column), widths[c] ?? 0));
  let bottom = "";
  let isFirst = true;
  for (const columns of parts()) {
    const lines = draw(columns, chalk, widths).split("\n");
    bottom = lines.pop()!;
    yield lines
      .slice(isFirst ? 0 : HEAD)
      .map((line) => `${line}\n`)
      .join("");
    isFirst = false;
  }
  yield bottom;
}

/**
 * Columns of words as a table; spare ones are left out where there is no room, and words wrap until it fits, where that
 * costs the fewest lines.
 */
export function textTable(
  all: readonly Column[],
  { width, color, more }: { readonly width: number; readonly color: ColorDepth; readonly more: string },
): string {
  const chalk = new Chalk({ level: color });
  const columns = withoutSpare(all, width);
  const gone = all.filter((column) => !columns.includes(column) && column.cells.some((cell) => cell !== ""));
  const hint =
    gone.length === 0
      ? ""
      : `${chalk.dim(hang("", `${gone.map(({ head }) => head).join(", ")} left out; ${more}`, width))}\n`;
  const { widths, lines } = layOut(columns.map(asWords), width - 3 * columns.length - 1);
  const head = columns.map(({ head, align }, c) => chalk.bold(padded(head, widths[c]!, align)));
  const cell = (r: number, c: number) => {
    const height = Math.max(...lines.map((column) => column[r]!.length));
    const column = columns[c]!;
    return Array.from({ length: height }, (_, line) => padded(lines[c]![r]![line] ?? "", widths[c]!, column.align));
  };
  return `${drawn(head, widths, columns[0]?.cells.length ?? 0, cell, chalk)}\n${hint}`;
}

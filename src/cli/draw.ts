/**
 * Columns of text as a table, with cli-table3 and chalk.
 *
 * @packageDocumentation
 */
import { Chalk, type ChalkInstance } from "chalk";
import Table from "cli-table3";
import stringWidth from "string-width";
import type { ColorDepth } from "./color.js";

/** cli-table3's time is quadratic in rows, so long tables are drawn in parts of this many. */
const PART = 64;
/** What stands where something is left out. */
export const GAP = "…";

/** A column of the drawing. */
export interface Column {
  readonly head: string;
  readonly cells: readonly string[];
  readonly align: "left" | "right";
  /** Which cells stand out, where there is colour. */
  readonly marked?: readonly boolean[];
  readonly numbers?: boolean;
  /** An index or a name: drawn dim. */
  readonly dim?: boolean;
}

const widthOf = ({ head, cells }: Column): number =>
  cells.reduce((width, cell) => Math.max(width, stringWidth(cell)), stringWidth(head));

/** The columns that fit the width: those in the middle give way to one `…`. */
export function fit(
  columns: readonly Column[],
  fixed: number,
  { width, full }: { readonly width: number; readonly full: boolean },
): { columns: readonly Column[]; left: number } {
  const widths = columns.map((column) => widthOf(column) + 3);
  const total = widths.reduce((sum, w) => sum + w, 1);
  if (full || total <= width) return { columns, left: 0 };
  let room = width - 1 - (GAP.length + 3) - widths.slice(0, fixed).reduce((sum, w) => sum + w, 0);
  let head = fixed;
  let tail = columns.length;
  while (head < tail) {
    const front = head - fixed <= columns.length - tail;
    const next = front ? widths[head]! : widths[tail - 1]!;
    if (next > room) break;
    room -= next;
    if (front) head++;
    else tail--;
  }
  if (head === fixed) head++;
  const gap: Column = { head: GAP, cells: columns[0]!.cells.map(() => GAP), align: "right", dim: true };
  return { columns: [...columns.slice(0, head), gap, ...columns.slice(Math.max(head, tail))], left: tail - head };
}

/** No line between the rows. */
const PLAIN = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

const styleFor = (chalk: ChalkInstance) => ({ head: [], border: chalk.level === 0 ? [] : ["gray"] });

/** With a line under the head, which cli-table3 draws only together with lines between all rows. */
function underlined([top = "", head = "", ...rest]: readonly string[]): string[] {
  return [top, head, top.replace("┌", "├").replaceAll("┬", "┼").replace("┐", "┤"), ...rest];
}

/** Draws columns with cli-table3; every part has the widths of the whole, so that the parts join. */
export function draw(columns: readonly Column[], chalk: ChalkInstance): string {
  const rows = columns[0]?.cells.length ?? 0;
  const colWidths = columns.map((column) => widthOf(column) + 2);
  const paint = (column: Column, r: number): string => {
    const text = column.cells[r]!;
    if (column.dim || text.startsWith(GAP)) return chalk.dim(text);
    if (column.numbers && /^(nan|-?inf)/.test(text)) return chalk.red(text);
    return column.marked?.[r] ? chalk.bold.green(text) : text;
  };
  const lines: string[] = [];
  for (let from = 0; from < Math.max(rows, 1); from += PART) {
    const part = new Table({
      head: columns.map(({ head }) => chalk.dim(head)),
      chars: PLAIN,
      style: styleFor(chalk),
      colAligns: columns.map(({ align }) => align),
      colWidths,
    });
    for (let r = from; r < Math.min(rows, from + PART); r++) part.push(columns.map((column) => paint(column, r)));
    const text = part.toString().split("\n");
    lines.push(...(from === 0 ? text.slice(0, -1) : text.slice(2, -1)));
    if (from + PART >= rows) lines.push(text.at(-1)!);
  }
  return underlined(lines).join("\n");
}

/** Columns of words as a table; the widest wrap until it fits. */
export function textTable(
  columns: readonly Column[],
  { width, color }: { readonly width: number; readonly color: ColorDepth },
): string {
  const chalk = new Chalk({ level: color });
  const widths = columns.map((column) => widthOf(column) + 2);
  let excess = widths.reduce((sum, w) => sum + w + 1, 1) - width;
  while (excess-- > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = Math.max(widths[widest]! - 1, stringWidth(columns[widest]!.head) + 2);
  }
  const drawn = new Table({
    head: columns.map(({ head }) => chalk.bold(head)),
    chars: PLAIN,
    style: styleFor(chalk),
    colAligns: columns.map(({ align }) => align),
    colWidths: widths,
    wordWrap: true,
  });
  const rows = columns[0]?.cells.length ?? 0;
  for (let r = 0; r < rows; r++) drawn.push(columns.map(({ cells }) => cells[r]!));
  return `${underlined(drawn.toString().split("\n")).join("\n")}\n`;
}

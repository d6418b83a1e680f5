/**
 * From strokes to braille dots, two by four in a character: the finer sibling of the cells of lines.
 *
 * @packageDocumentation
 */
import type { Axis } from "./axis.js";
import type { Strokes } from "./strokes.js";

const COLUMNS = 2;
const ROWS = 4;

/** U+2800 is the character without dots; each dot adds its bit. From the left, then from the bottom. */
const EMPTY = 0x2800;
const BITS = [
  [0x40, 0x04, 0x02, 0x01],
  [0x80, 0x20, 0x10, 0x08],
] as const;

/** The dots of each column of dots, as rows of dots from the bottom. */
export type Dots = readonly (readonly number[])[];

/** The columns of dots within columns of characters. */
export function dotColumns(columns: Axis): Axis {
  return divided(columns, COLUMNS);
}

/** Cells cut into `parts` equal ones. */
function divided(axis: Axis, parts: number): Axis {
  const shift = (parts - 1) / 2;
  return {
    ...axis,
    cells: axis.cells * parts,
    ticks: [],
    at: (cell) => axis.at((cell - shift) / parts),
    cellOf: (position) => axis.cellOf(position) * parts + shift,
  };
}

/** Draws strokes over columns of dots into the rows of an axis; positions below `low` and above `high` are out of view. */
export function dots(strokes: Strokes, rows: Axis, low: number, high: number): Dots {
  const fine = divided(rows, ROWS);
  const rowOf = (position: number) => Math.min(Math.max(Math.round(fine.cellOf(position)), 0), fine.cells - 1);
  return strokes.map((stroke) => {
    if (stroke === undefined || stroke.low > high || stroke.high < low) return [];
    const [from, to] = [rowOf(Math.max(stroke.low, low)), rowOf(Math.min(stroke.high, high))];
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

/** Leaves out the columns of dots where a dashed line pauses; `dash` has a 1 where it does not. */
export function dashed(all: Dots, dash: string): Dots {
  return all.map((rows, column) => (dash[column % dash.length] === "1" ? rows : []));
}

/** Calls `visit` for each character that has dots, with their bits. */
export function forEachCharacter(all: Dots, visit: (row: number, column: number, bits: number) => void): void {
  for (let column = 0; column < all.length / COLUMNS; column++) {
    const bits = new Map<number, number>();
    for (let side = 0; side < COLUMNS; side++) {
      for (const dot of all[column * COLUMNS + side] ?? []) {
        const row = Math.floor(dot / ROWS);
        bits.set(row, (bits.get(row) ?? 0) | BITS[side]![dot % ROWS]!);
      }
    }
    for (const [row, sum] of bits) visit(row, column, sum);
  }
}

/** The character with these dots, and those that `over` has if it is one of braille. */
export function brailleCharacter(bits: number, over = " "): string {
  const code = over.charCodeAt(0);
  const present = code >= EMPTY && code < EMPTY + 0x100 ? code - EMPTY : 0;
  return String.fromCharCode(EMPTY + (present | bits));
}

/** A piece of a horizontal line with these dashes, for a legend. */
export function dashSample(dash: string): string {
  let sample = "";
  forEachCharacter(
    dashed(
      Array.from({ length: 8 }, () => [2]),
      dash,
    ),
    (_, column, bits) => {
      sample = sample.padEnd(column) + brailleCharacter(bits);
    },
  );
  return sample;
}

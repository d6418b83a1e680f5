/**
 * The plotting area as characters, and who drew each one.
 *
 * @packageDocumentation
 */
import type { Axis } from "./axis.js";
import { brailleCharacter, type Dots, forEachCharacter } from "./braille.js";
import type { Frame, Pen } from "./glyphs.js";
import { BLANK, type Cells, POINT } from "./raster.js";

/** The ink of a cell: nothing, a line through zero, or the index of a series from 0. */
export const NO_INK = -2;
export const ZERO_INK = -1;

/** Rows from the bottom, each with its columns. */
export interface Canvas {
  readonly characters: string[][];
  readonly ink: number[][];
}

/** A canvas with nothing but the lines through zero; where the frame stands already there is none. */
export function blankCanvas(columns: Axis, rows: Axis, frame: Frame): Canvas {
  const canvas: Canvas = {
    characters: Array.from({ length: rows.cells }, () => Array(columns.cells).fill(" ")),
    ink: Array.from({ length: rows.cells }, () => Array(columns.cells).fill(NO_INK)),
  };
  const zeroRow = zeroOf(rows);
  const zeroColumn = zeroOf(columns);
  for (let column = 0; zeroRow > 0 && column < columns.cells; column++) put(canvas, zeroRow, column, frame.zeroRow);
  for (let row = 0; zeroColumn > 0 && row < rows.cells; row++) put(canvas, row, zeroColumn, frame.zeroColumn);
  return canvas;
}

/** The cell of zero, 0 where it is out of view. */
function zeroOf(axis: Axis): number {
  const cell = Math.round(axis.cellOf(0));
  return axis.hasZero && cell > 0 && cell < axis.cells ? cell : 0;
}

function put(canvas: Canvas, row: number, column: number, character: string, ink = ZERO_INK): void {
  canvas.characters[row]![column] = character;
  canvas.ink[row]![column] = ink;
}

/** Draws the cells of a series over what is there. */
export function draw(canvas: Canvas, cells: Cells, pen: Pen, series: number): void {
  cells.forEach((rows, column) => {
    rows.forEach((links, row) => {
      if (links === BLANK) return;
      put(canvas, row, column, links === POINT ? pen.point : pen.links[links]!, series);
    });
  });
}

/** Draws the dots of a series; characters that hold dots of two get both, in the colour of the later. */
export function drawDots(canvas: Canvas, dots: Dots, series: number): void {
  forEachCharacter(dots, (row, column, bits) => {
    put(canvas, row, column, brailleCharacter(bits, canvas.characters[row]![column]), series);
  });
}

/** Puts one character in the colour of a series. */
export function mark(canvas: Canvas, character: string, row: number, column: number, series: number): void {
  put(canvas, row, column, character, series);
}

/** A note moves at most this many columns from the end it belongs to. */
const REACH = 6;

/**
 * Writes `text` beside the end of a curve at `row`, in the colour of `series`: above it, below it or
 * in front of it, where no curve is in the way; nowhere if there is no such place.
 */
export function note(canvas: Canvas, text: string, row: number, end: "left" | "right", series: number): void {
  const columns = canvas.ink[0]!.length;
  for (let shift = 0; shift <= REACH; shift++) {
    const start = end === "left" ? 1 + shift : columns - text.length - shift;
    for (const line of [row + 1, row - 1, row]) {
      if (!isFree(canvas, line, start - 1, start + text.length)) continue;
      for (let i = 0; i < text.length; i++) put(canvas, line, start + i, text[i]!, series);
      return;
    }
  }
}

/** Whether no curve stands in the columns; beyond the right edge all is free. */
function isFree(canvas: Canvas, row: number, from: number, to: number): boolean {
  const ink = canvas.ink[row];
  return ink !== undefined && from >= 0 && ink.slice(from, to + 1).every((series) => series < 0);
}

/** How text gets its colour. */
export interface Paint {
  series(text: string, series: number): string;
  faint(text: string): string;
}

/** One row as text; neighbours of the same ink are painted together, blanks are not. */
export function rowText({ characters, ink }: Canvas, row: number, paint: Paint): string {
  const [line, inks] = [characters[row]!, ink[row]!];
  let text = "";
  for (let start = 0, end = 0; start < line.length; start = end) {
    while (end < line.length && inks[end] === inks[start]) end++;
    const part = line.slice(start, end).join("");
    const series = inks[start]!;
    text += series === NO_INK ? part : series === ZERO_INK ? paint.faint(part) : paint.series(part, series);
  }
  return text;
}

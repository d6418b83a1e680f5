/** Reads a drawing back: which cells a curve takes, and which values their rows and columns stand for. */

import { expect } from "vitest";

export interface Reading {
  /** Cells of the curve as [column, row], row 0 at the bottom. */
  readonly cells: readonly (readonly [column: number, row: number])[];
  readonly columns: number;
  readonly rows: number;
  readonly xOf: (column: number) => number;
  readonly yOf: (row: number) => number;
  /** The size of a cell. */
  readonly dx: number;
  readonly dy: number;
  readonly xTicks: readonly Mark[];
  readonly yTicks: readonly Mark[];
}

interface Mark {
  readonly cell: number;
  readonly label: string;
}

export const LINE = "╵╶╰╷│╭├╴╯─┴╮┤┬┼•";
export const STAR = "*";

const ESCAPE = "\u001b";

export function plain(drawing: string): string {
  return drawing.replace(new RegExp(`${ESCAPE}\\[[0-9]*m`, "g"), "");
}

/** Reads the cells that hold one of `glyphs`. At least two labels must stand on each axis. */
export function read(drawing: string, glyphs = LINE): Reading {
  const lines = plain(drawing).split("\n");
  const floor = lines.findIndex((line) => /^ *(└[─┬]+|\+[-+]+)$/.test(line));
  const side = lines[floor]!.search(/[└+]/);
  const isRow = (line: string) => /[│┤|+]/.test(line[side] ?? "");
  const top = lines.findIndex(isRow);
  const body = lines.slice(top, floor).reverse();
  const yTicks = body.flatMap((line, cell) => {
    const label = line.slice(0, side).trim();
    return label === "" ? [] : [{ cell, label }];
  });
  const ticked = [...lines[floor]!.slice(side + 1)].flatMap((glyph, cell) => ("┬+".includes(glyph) ? [cell] : []));
  const names = lines[floor + 1]!.trim().split(/ +/);
  if (names.length !== ticked.length) throw new Error(`${names.length} labels for ${ticked.length} ticks`);
  const xTicks = ticked.map((cell, i) => ({ cell, label: names[i]! }));
  const cells = body.flatMap((line, row) =>
    [...line.slice(side + 1)].flatMap((glyph, column) => (glyphs.includes(glyph) ? [[column, row] as const] : [])),
  );
  const [x, y] = [scale(xTicks), scale(yTicks)];
  const columns = lines[floor]!.length - side - 1;
  return { cells, columns, rows: body.length, xOf: x.at, yOf: y.at, dx: x.size, dy: y.size, xTicks, yTicks };
}

/** The bits of a braille character by column from the left and row from the bottom. */
const DOTS = [
  [6, 2, 1, 0],
  [7, 5, 4, 3],
] as const;

/** Reads a drawing in braille: its cells are dots, two by four in a character. */
export function readDots(drawing: string): Reading {
  const whole = read(drawing, "");
  const lines = plain(drawing).split("\n");
  const floor = lines.findIndex((line) => line.includes("└"));
  const side = lines[floor]!.indexOf("└");
  const cells = lines.slice(floor - whole.rows, floor).flatMap((line, down) =>
    [...line.slice(side + 1)].flatMap((character, column) => {
      const bits = character.charCodeAt(0) - 0x2800;
      if (bits <= 0 || bits > 0xff) return [];
      return DOTS.flatMap((rows, right) =>
        rows.flatMap((bit, up) =>
          bits & (1 << bit) ? [[column * 2 + right, (whole.rows - 1 - down) * 4 + up] as const] : [],
        ),
      );
    }),
  );
  return {
    ...whole,
    cells,
    columns: whole.columns * 2,
    rows: whole.rows * 4,
    xOf: (column) => whole.xOf((column - 0.5) / 2),
    yOf: (row) => whole.yOf((row - 1.5) / 4),
    dx: whole.dx / 2,
    dy: whole.dy / 4,
  };
}

/** The drawing with the logarithms of its labels in their place, for axes of which powers of ten are labelled. */
export function logarithmic(drawing: string, { x = false, y = false }: { x?: boolean; y?: boolean }): string {
  const log = (label: string) => `${Math.round(Math.log10(Number(label)))}`.padStart(label.length);
  const lines = plain(drawing).split("\n");
  const floor = lines.findIndex((line) => line.includes("└"));
  const side = lines[floor]!.indexOf("└");
  return lines
    .map((line, i) => {
      if (y && i < floor && line[side] === "┤") return log(line.slice(0, side - 1)) + line.slice(side - 1);
      return x && i === floor + 1 ? line.replace(/\S+/g, log) : line;
    })
    .join("\n");
}

function scale(ticks: readonly Mark[]) {
  const [first, last] = [ticks[0]!, ticks.at(-1)!];
  const size = (Number(last.label) - Number(first.label)) / (last.cell - first.cell);
  return { size, at: (cell: number) => Number(first.label) + (cell - first.cell) * size };
}

/** Every cell is one the function passes through, and every column whose middle has a value holds it. */
export function agrees(reading: Reading, f: (x: number) => number, from: number, to: number): void {
  const { columns, xOf, yOf, dx, dy } = reading;
  const [half, halfColumn] = [dy * (0.5 + 1e-4), dx * (0.5 + 1e-6)];
  const wrong: string[] = [];
  for (let column = 0; column < columns; column++) {
    const x = xOf(column);
    const drawn = reading.cells.filter(([at]) => at === column).map(([, cell]) => yOf(cell));
    const middle = f(Math.min(Math.max(x, from), to));
    const passed = valuesWithin(f, Math.max(x - halfColumn, from), Math.min(x + halfColumn, to));
    const [least, most] = [Math.min(...passed), Math.max(...passed)];
    if (drawn.length === 0) {
      // A gap: no value, or a pole, where the values of one column do not hang together; or the middle is outside.
      const outside = x < from || x > to;
      if (!outside && Number.isFinite(middle) && !(least < 0 && most > 0)) wrong.push(`x ${x}: nothing, not ${middle}`);
      continue;
    }
    if (!drawn.some((value) => Math.abs(value - middle) <= half)) wrong.push(`x ${x}: ${drawn}, not ${middle}`);
    for (const value of drawn) {
      if (!(value >= least - half && value <= most + half)) wrong.push(`x ${x}: ${value}, not ${least} to ${most}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(reading.cells.length).toBeGreaterThan(0);
}

function valuesWithin(f: (x: number) => number, low: number, high: number): number[] {
  const count = 64;
  const steps = [1e-4, ...Array(count + 1).keys(), count - 1e-4];
  return steps.map((i) => f(low + ((high - low) * i) / count)).filter(Number.isFinite);
}

/** Reads a drawing back: which cells a curve takes, and which values their rows and columns stand for. */

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

function scale(ticks: readonly Mark[]) {
  const [first, last] = [ticks[0]!, ticks.at(-1)!];
  const size = (Number(last.label) - Number(first.label)) / (last.cell - first.cell);
  return { size, at: (cell: number) => Number(first.label) + (cell - first.cell) * size };
}

/**
 * The characters of a drawing.
 *
 * A cell of a line is known by the neighbours it is linked with; a pen has one character for each
 * of the 16 combinations.
 *
 * @packageDocumentation
 */

/** Links of a cell, to be added. */
export const UP = 1;
export const RIGHT = 2;
export const DOWN = 4;
export const LEFT = 8;

/** How one curve is drawn. */
export interface Pen {
  /** The character of each sum of links. */
  readonly links: string;
  /** A single point. */
  readonly point: string;
}

const LIGHT: Pen = { links: " ╵╶╰╷│╭├╴╯─┴╮┤┬┼", point: "•" };

/** A pen that knows one symbol only. */
function symbol(character: string): Pen {
  return { links: character.repeat(16), point: character };
}

/** Pens that can be told apart without colour. */
const PENS: readonly Pen[] = [
  LIGHT,
  { links: " ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋", point: "■" },
  { links: " ║═╚║║╔╠═╝═╩╗╣╦╬", point: "□" },
  ...Array.from("•○+×*#%&@", symbol),
];

const ASCII_PENS: readonly Pen[] = Array.from("*o+x#@%&$", symbol);

/** After so many series the colours of a painter repeat, and the characters change. */
export const COLORS = 6;

/** The dashes of braille lines that can be told apart without colour: a 1 for each column with dots. */
const DASHES = ["1", "11111000", "1100", "11110010"] as const;

export function dashOf(series: number, coloured: boolean): string {
  return DASHES[kindOf(series, coloured) % DASHES.length]!;
}

/** Everything that is not a curve. */
export interface Frame {
  readonly side: string;
  readonly sideTick: string;
  readonly corner: string;
  readonly floor: string;
  readonly floorTick: string;
  /** The lines through zero. */
  readonly zeroRow: string;
  readonly zeroColumn: string;
  /** A point of a curve that is pointed out. */
  readonly mark: string;
  readonly ellipsis: string;
}

const BOX: Frame = {
  side: "│",
  sideTick: "┤",
  corner: "└",
  floor: "─",
  floorTick: "┬",
  zeroRow: "┈",
  zeroColumn: "┊",
  mark: "●",
  ellipsis: "…",
};

const ASCII: Frame = {
  side: "|",
  sideTick: "+",
  corner: "+",
  floor: "-",
  floorTick: "+",
  zeroRow: ".",
  zeroColumn: ":",
  mark: "X",
  ellipsis: "...",
};

export function frameOf(ascii: boolean): Frame {
  return ascii ? ASCII : BOX;
}

/** The pen of a series: with colour those of one round of colours draw the same lines. */
export function penOf(series: number, ascii: boolean, coloured: boolean): Pen {
  const pens = ascii ? ASCII_PENS : PENS;
  return pens[kindOf(series, coloured) % pens.length]!;
}

function kindOf(series: number, coloured: boolean): number {
  return coloured ? Math.floor(series / COLORS) : series;
}

/** The links that a character of asciichart's default set stands for. */
export function linksOf(character: string): number {
  return LIGHT.links.indexOf(character);
}

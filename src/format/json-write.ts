/**
 * JSON text of numbers, shared by json and jsonl.
 *
 * @packageDocumentation
 */

import { sizeOf, type Tensor } from "../math/tensor.js";
import type { Document, Spelling, WriteOptions } from "./document.js";
import { gridOf, interleave } from "./grid.js";
import { roundTo } from "./number.js";
import { jsonString } from "./quote.js";

const NONFINITE = {
  // Valid RFC 8259: what reads 1e999 as a double gets infinity.
  number: { nan: "null", infinity: "1e999" },
  string: { nan: '"NaN"', infinity: '"Infinity"' },
  python: { nan: "NaN", infinity: "Infinity" },
} as const;

/** How numbers are spelled in JSON. */
export function jsonNumberFormat({ precision, nonfinite = "number" }: WriteOptions): (x: number) => string {
  const { nan, infinity } = NONFINITE[nonfinite];
  const negative = infinity.startsWith('"') ? '"-Infinity"' : `-${infinity}`;
  return (x) => {
    if (x - x !== 0) return Number.isNaN(x) ? nan : x < 0 ? negative : infinity;
    const rounded = precision === undefined ? x : roundTo(x, precision);
    return Object.is(rounded, -0) ? "-0" : String(rounded);
  };
}

/** How nested lists are spelled. */
export interface ListStyle {
  readonly number: (x: number) => string;
  /** Stands between numbers. */
  readonly comma: string;
  /** Stands between lists. */
  readonly between: string;
}

/** Nested lists of the numbers from `start` on that fill `shape`. */
export function listText(data: Float64Array, shape: readonly number[], style: ListStyle, start = 0): string {
  const [size, ...inner] = shape;
  if (size === undefined) return style.number(data[start] as number);
  const parts: string[] = [];
  if (inner.length === 0) {
    for (let i = start; i < start + size; i++) parts.push(style.number(data[i] as number));
    return `[${parts.join(style.comma)}]`;
  }
  const step = sizeOf(inner);
  for (let i = 0; i < size; i++) parts.push(listText(data, inner, style, start + i * step));
  return `[${parts.join(style.between)}]`;
}

/** Nested lists, a row of the outermost one after the other. */
export function spellList({ data, shape }: Tensor, style: ListStyle): Spelling {
  const [size, ...inner] = shape;
  if (size === undefined) return { open: "", rows: [listText(data, shape, style)], between: "", close: "\n" };
  const step = sizeOf(inner);
  const rows = Array.from({ length: size }, (_, row) => listText(data, inner, style, row * step));
  return { open: "[", rows, between: inner.length === 0 ? style.comma : style.between, close: "]\n" };
}

/** The objects of a table that came as records, one text each; undefined if it did not or has another shape now. */
export function recordTexts(document: Document, options: WriteOptions): string[] | undefined {
  const { tensor, layout } = document;
  const { header, asides = [], rowKey } = layout;
  if (!layout.records || !header || (rowKey === undefined && tensor.rank > 2)) return undefined;
  const number = jsonNumberFormat(options);
  const style: ListStyle = { number, comma: ",", between: "," };
  const shape = rowKey !== undefined && tensor.rank === 1 ? [1, ...tensor.shape] : tensor.shape;
  const { rows, columns } = rowKey === undefined ? gridOf(document, "json") : { rows: shape[0] ?? 1, columns: 1 };
  if (columns !== header.length || asides.some(({ raw }) => raw.length !== rows)) return undefined;
  const cell = (row: number, column: number): string =>
    rowKey === undefined
      ? number(tensor.data[row * columns + column] as number)
      : listText(tensor.data, shape.slice(1), style, row * (tensor.data.length / rows));
  return Array.from({ length: rows }, (_, row) => {
    const members = header.map((name, column) => `${jsonString(name)}:${cell(row, column)}`);
    // An empty text stands for a key that the object lacks.
    const all = interleave(members, asides, ({ rawName, raw }) => (raw.at(row) ? `${rawName}:${raw.at(row)}` : ""));
    return `{${all.filter((member) => member !== "").join(",")}}`;
  });
}

/**
 * JSON text of numbers, shared by json and jsonl.
 *
 * @packageDocumentation
 */

import type { Tensor } from "../math/tensor.js";
import type { Document, WriteOptions } from "./document.js";
import { gridOf } from "./grid.js";
import { roundTo } from "./number.js";

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
    return rounded === 0 && 1 / rounded < 0 ? "-0" : String(rounded);
  };
}

/** The block of a tensor from number `start` on as nested lists, `shape` being the block's; rows are joined by `between`. */
export function listText(
  tensor: Tensor,
  shape: readonly number[],
  start: number,
  format: (x: number) => string,
  between: string,
): string {
  const [size, ...inner] = shape;
  if (size === undefined) return format(tensor.data[start] as number);
  const step = inner.reduce((product, n) => product * n, 1);
  const parts: string[] = [];
  for (let i = 0; i < size; i++) parts.push(listText(tensor, inner, start + i * step, format, between));
  return `[${parts.join(inner.length === 0 ? "," : between)}]`;
}

/** The objects of a table that came as records, one text each; undefined if it did not or has another shape now. */
export function recordTexts(document: Document, options: WriteOptions): string[] | undefined {
  const { tensor, layout } = document;
  const { header, asides = [], rowKey } = layout;
  if (!layout.records || !header) return undefined;
  const format = jsonNumberFormat(options);
  const shape = rowKey !== undefined && tensor.rank === 1 ? [1, ...tensor.shape] : tensor.shape;
  const { rows, columns } = rowKey === undefined ? gridOf(document, "json") : { rows: shape[0] ?? 1, columns: 1 };
  if (columns !== header.length || asides.some(({ raw }) => raw.length !== rows)) return undefined;
  const cell = (row: number, column: number): string =>
    rowKey === undefined
      ? format(tensor.data[row * columns + column] as number)
      : listText(tensor, shape.slice(1), row * (tensor.data.length / rows), format, ",");
  return Array.from({ length: rows }, (_, row) => {
    const members = header.map((name, column) => `${JSON.stringify(name)}:${cell(row, column)}`);
    for (const { at, rawName, raw } of asides) members.splice(at, 0, raw[row] === "" ? "" : `${rawName}:${raw[row]}`);
    return `{${members.filter((member) => member !== "").join(",")}}`;
  });
}

/**
 * How results are written row by row, and what stands around the rows.
 *
 * @packageDocumentation
 */
import type { Layout, WriteOptions } from "../format/document.js";
import { npyHeader } from "../format/npy.js";
import type { Tensor } from "../math/tensor.js";
import type { BinaryRows, TextRows } from "./plan.js";

type Around = Pick<TextRows, "before" | "delimiter" | "after" | "close">;

const DELIMITERS: { readonly [format: string]: string } = { csv: ",", tsv: "\t", text: " " };

/** What stands around the rows of a matrix, or the numbers of a vector. */
function around(format: string, isVector: boolean, layout: Layout, options: WriteOptions): Around | undefined {
  const isColumn = isVector && layout.column === true;
  if (format === "json") {
    const [before, after] = isVector ? [",", ""] : [",\n[", "]"];
    return { before, delimiter: ",", after, close: "]\n" };
  }
  if (format === "jsonl") {
    if (isVector && !isColumn) return { before: ",", delimiter: ",", after: "", close: "]\n" };
    return isVector
      ? { before: "", delimiter: ",", after: "\n", close: "" }
      : { before: "[", delimiter: ",", after: "]\n", close: "" };
  }
  const own = DELIMITERS[format];
  if (own === undefined) return undefined;
  const delimiter = format === "text" ? own : (options.delimiter ?? layout.delimiter ?? own);
  if (delimiter.charCodeAt(0) > 0x7e) return undefined;
  if (isVector && !isColumn) return { before: delimiter, delimiter, after: "", close: "\n" };
  return { before: "", delimiter, after: "\n", close: "" };
}

/** A result's rows as npy, and the header that stands in front of them. It has 128 bytes whatever their number is. */
export function npyRows(
  head: Tensor,
  inner: readonly number[],
): { rows: BinaryRows; head: Uint8Array; header: (rows: number) => Uint8Array } {
  const rows: BinaryRows = { kind: "binary", single: head.dtype === "float32", close: "" };
  const header = (count: number) => npyHeader([count, ...inner], rows.single ? "<f4" : "<f8");
  return { rows, head: floatBytes(head.data, rows), header };
}

/** Numbers as little-endian floats, which is how every machine that Node runs on has them. */
export function floatBytes(data: Float64Array, { single }: BinaryRows): Uint8Array {
  const floats = single ? Float32Array.from(data) : data;
  return new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
}

/** How a result like `head` is written in a text format; undefined where it must be whole first. */
export function textRows(format: string, head: Tensor, layout: Layout, options: WriteOptions): TextRows | undefined {
  const style = around(format, head.rank === 1, layout, options);
  if (!style || head.rank > 2) return undefined;
  const json = format === "json" || format === "jsonl";
  return { kind: "text", ...style, json, nonfinite: options.nonfinite ?? "number", precision: options.precision };
}

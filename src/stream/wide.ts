/**
 * The beginning of an input whose rows are too long for two of them to be read ahead: a part of the first row tells
 * the format, and all rows are left to the blocks.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Layout, ReadOptions } from "../format/document.js";
import { formatNamed } from "../format/formats.js";
import { type Beginning, patternOf, readingOf, WIDE } from "./begin.js";

/** As many bytes of a row tell its format. */
const SAMPLE = 4096;

/** What stands before the first row, where that is a list; in lines of fields nothing does. */
const OPENINGS: { readonly [format: string]: RegExp } = {
  json: /^\uFEFF?\s*\[\s*(?=\[)/,
  jsonl: /^\uFEFF?\s*(?=\[)/,
};

/** Where the first row begins and ends. */
interface FirstRow {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Whether nothing follows a row of fields. */
  readonly only: boolean;
}

/** The first row, read up to its end and a little of what follows; undefined for the only list of a text. */
async function firstRow(
  format: string,
  first: Buffer,
  more: () => Promise<Buffer | undefined>,
): Promise<FirstRow | undefined> {
  const pattern = OPENINGS[format];
  const opening = pattern ? pattern.exec(first.toString("utf8", 0, SAMPLE))?.[0] : "";
  if (opening === undefined) return undefined;
  const start = Buffer.byteLength(opening);
  const closer = format === "json" || format === "jsonl" ? "]" : "\n";
  for (let bytes = first; ; ) {
    const end = bytes.indexOf(closer, start) + 1;
    const behind = bytes.toString("latin1", end, end + SAMPLE).trim();
    if (end > 0 && behind !== "") return { bytes, start, end, only: false };
    const longer = await more();
    if (!longer && closer === "]") return undefined;
    if (!longer) return { bytes, start, end: end || bytes.length, only: true };
    bytes = longer;
  }
}

/** The layout of a row that begins so; undefined where it is no plain row of numbers. */
function layoutOf(format: string, sample: Buffer, options: ReadOptions): Layout | undefined {
  const isList = format === "json" || format === "jsonl";
  const cut = isList ? sample.lastIndexOf(",") : Math.max(...[",", ";", "\t", " "].map((c) => sample.lastIndexOf(c)));
  try {
    const text = Buffer.concat([sample.subarray(0, cut), Buffer.from(isList ? "]" : "\n")]);
    const { tensor, layout } = formatNamed(format).read!(text, options);
    // 0, 1, 2, ... may be a header.
    const isCounted = tensor.data[0] === 0 && tensor.data[1] === 1;
    return tensor.rank === 1 && tensor.data.length > 2 && !layout.header && !layout.asides && !isCounted
      ? layout
      : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** How many fields a row has. */
function widthOf(row: Buffer, delimiter: number): number {
  let width = 1;
  if (delimiter !== 0x20) {
    for (let at = row.indexOf(delimiter); at >= 0; at = row.indexOf(delimiter, at + 1)) width++;
    return width;
  }
  const isBlank = (c: number | undefined) => c === undefined || c <= 0x20;
  width = 0;
  for (let at = 0; at < row.length; at++) if (!isBlank(row[at]) && isBlank(row[at - 1])) width++;
  return width;
}

/**
 * The beginning of an input with rows of numbers and no header. The head is a pattern of the rows, not a part of them.
 * @param more reads on and gives all bytes so far; undefined at the end
 */
export async function beginWide(
  format: string,
  first: Buffer,
  options: ReadOptions,
  more: () => Promise<Buffer | undefined>,
): Promise<Beginning | undefined> {
  const isText = ["csv", "tsv", "text", "json", "jsonl"].includes(format);
  if (!isText || options.columns || options.aside || options.key !== undefined || first[0]! > 0x7e) return undefined;
  if (first.subarray(0, WIDE).includes(format === "json" || format === "jsonl" ? "]" : "\n")) return undefined;
  const row = await firstRow(format, first, more);
  if (!row) return undefined;
  const { bytes, start, end, only } = row;
  const layout = layoutOf(format, bytes.subarray(start, start + SAMPLE), options);
  const reading = layout && readingOf(format, { tensor: patternOf(2), layout: { ...layout, column: false } }, options);
  if (!reading || reading.kind === "binary") return undefined;
  const delimiter = reading.kind === "delimited" ? reading.delimiter.charCodeAt(0) : 0x2c;
  const width = widthOf(bytes.subarray(start, end), delimiter);
  // The comma before a row of a list takes the place of the bracket that opens it.
  if (format === "json") bytes[bytes.lastIndexOf("[", start - 1)] = 0x2c;
  const length = format === "json" ? bytes.lastIndexOf(",", start - 1) : 0;
  const head = { tensor: patternOf(width), layout: layout.delimiter ? { delimiter: layout.delimiter } : {} };
  return { head, length, reading: { ...reading, width }, wide: { longestRow: end - start, only } };
}

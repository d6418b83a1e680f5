/**
 * Writing numbers in rows of fields: what csv, tsv and text share.
 *
 * @packageDocumentation
 */
import type { Document, Layout, Spelling, WriteOptions } from "./document.js";
import { gridOf, interleave } from "./grid.js";
import { numberFormat } from "./number.js";
import { fieldText } from "./rows.js";

/** How the fields of a row are told apart. */
export interface FieldStyle {
  /** The format's name, for messages. */
  readonly name: string;
  readonly delimiter: string;
  /** What ends a field that is not in quotation marks. */
  readonly separators: RegExp;
  /** Whether a field may be empty. */
  readonly mayBeEmpty: boolean;
  /** Whether the reader takes a first row of 0, 1, ..., n-1 as a header. */
  readonly countedHeader: boolean;
}

/** A document as lines, with its header and the columns that pass through in their places. */
export function spellLines(document: Document, style: FieldStyle, options: WriteOptions): Spelling {
  const { tensor, layout } = document;
  const { rows, columns } = gridOf(document, style.name);
  const asides = (layout.asides ?? []).filter(({ raw }) => raw.length === rows);
  const header = layout.header?.length === columns ? layout.header : undefined;
  const format = numberFormat(options.precision);
  if (tensor.rank < 2 && !layout.column && !header && asides.length === 0) {
    return { open: "", rows: Array.from(tensor.data, format), between: style.delimiter, close: "\n" };
  }
  const names = header?.map((name) => quoted(name, style));
  const head = names && interleave(names, asides, ({ rawName = "" }) => passedOn(rawName, layout, style));
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const fields: string[] = [];
    for (let i = row * columns; i < (row + 1) * columns; i++) fields.push(format(tensor.data[i] as number));
    if (row === 0 && rows > 1 && !header && style.countedHeader && !options.continued) guardFirstRow(fields);
    const cells = interleave(fields, asides, ({ raw }) => passedOn(raw.at(row) as string, layout, style));
    lines.push(cells.join(style.delimiter));
  }
  return {
    open: head ? `${head.join(style.delimiter)}\n` : "",
    rows: lines,
    between: "\n",
    close: lines.length > 0 ? "\n" : "",
  };
}

/** Numbers that would be read as a header are spelled so that they are not: `0.0,1,2`. */
function guardFirstRow(fields: string[]): void {
  if (fields.length > 1 && fields.every((field, i) => field === String(i))) fields[0] = "0.0";
}

function quoted(field: string, { separators, mayBeEmpty }: FieldStyle): string {
  const isPlain = !separators.test(field) && !/"|^\s*#/.test(field) && (mayBeEmpty || field !== "");
  return isPlain ? field : `"${field.replaceAll('"', '""')}"`;
}

/** A field that passes through: its bytes as they came, unless they would be more than one field, or none, here. */
function passedOn(raw: string, layout: Layout, style: FieldStyle): string {
  if (layout.records) return quoted(fieldOf(raw, layout), style);
  const isOneField = /^\s*"/.test(raw) || (!style.separators.test(raw) && (style.mayBeEmpty || raw !== ""));
  return isOneField ? raw : quoted(raw, style);
}

/** What a field that passes through says: without its quotation marks. */
export function fieldOf(raw: string, layout: Layout): string {
  if (!layout.records) return fieldText(raw);
  return raw.startsWith('"') ? (JSON.parse(raw) as string) : raw;
}

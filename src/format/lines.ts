/**
 * Writing numbers in rows of fields: what csv, tsv and text share.
 *
 * @packageDocumentation
 */
import type { Aside, Document, Layout, WriteOptions } from "./document.js";
import { gridOf } from "./grid.js";
import { numberFormat } from "./number.js";
import { fieldText } from "./rows.js";

/** How the fields of a row are told apart. */
export interface FieldStyle {
  /** The format's name, for messages. */
  readonly name: string;
  readonly delimiter: string;
  /** Whether a field must stand in quotation marks. */
  readonly mustQuote: (field: string) => boolean;
  /** Whether the reader takes a first row of 0, 1, ..., n-1 as a header. */
  readonly countedHeader: boolean;
}

/** The rows of a document, with its header and the columns that pass through in their places. */
export function rowTexts(document: Document, style: FieldStyle, options: WriteOptions): string[] {
  const { tensor, layout } = document;
  const { rows, columns } = gridOf(document, style.name);
  const asides = (layout.asides ?? []).filter(({ raw }) => raw.length === rows);
  const header = layout.header?.length === columns ? layout.header : undefined;
  const format = numberFormat(options.precision);
  const lines: string[] = [];
  if (header) {
    const names = header.map((name) => quoted(name, style));
    lines.push(joined(names, asides, (aside) => asideText(aside.rawName ?? "", layout, style), style));
  }
  for (let row = 0; row < rows; row++) {
    const fields: string[] = [];
    for (let i = row * columns; i < (row + 1) * columns; i++) fields.push(format(tensor.data[i] as number));
    if (row === 0 && rows > 1 && !header && style.countedHeader) guardFirstRow(fields);
    lines.push(joined(fields, asides, (aside) => asideText(aside.raw[row] as string, layout, style), style));
  }
  return lines;
}

/** Numbers that would be read as a header are spelled so that they are not: `0.0,1,2`. */
function guardFirstRow(fields: string[]): void {
  if (fields.length > 1 && fields.every((field, i) => field === String(i))) fields[0] = "0.0";
}

function joined(
  fields: string[],
  asides: readonly Aside[],
  text: (aside: Aside) => string,
  { delimiter }: FieldStyle,
): string {
  for (const aside of asides) fields.splice(aside.at, 0, text(aside));
  return fields.join(delimiter);
}

function quoted(field: string, { mustQuote }: FieldStyle): string {
  return mustQuote(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** A field that passes through: as it came, unless this format could not read it so. */
function asideText(raw: string, layout: Layout, style: FieldStyle): string {
  const isQuoted = !layout.records && /^\s*".*"\s*$/s.test(raw);
  return isQuoted ? raw : quoted(layout.records ? fieldOf(raw, layout) : raw, style);
}

/** What a field that passes through says: without its quotation marks. */
export function fieldOf(raw: string, layout: Layout): string {
  if (!layout.records) return fieldText(raw);
  return raw.startsWith('"') ? (JSON.parse(raw) as string) : raw;
}

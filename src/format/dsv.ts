/**
 * Delimiter-separated values with RFC 4180 quoting: csv and tsv.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { decode } from "./decode.js";
import type { Document, Format, ReadOptions, Spelling, WriteOptions } from "./document.js";
import { type FieldStyle, spellLines } from "./lines.js";
import { quote } from "./quote.js";
import { piecesOfLines, readRows, type SplitRow } from "./rows.js";
import { errorAt } from "./span.js";
import { writer } from "./spelling.js";

/** The format whose fields are separated by `delimiter`. */
function dsv(name: string, own: string, about: string, mark: RegExp): Format {
  const delimiterOf = (text: string, { delimiter }: ReadOptions): string =>
    checked(delimiter ?? (own === "," ? commaOrSemicolon(text) : own));
  const spell = (document: Document, options: WriteOptions): Spelling => {
    const delimiter = checked(options.delimiter ?? document.layout.delimiter ?? own);
    return spellLines(document, styleOf(name, delimiter), options);
  };
  return {
    name,
    about,
    keepsAsides: "always",
    endings: [name],
    looks: ({ kind, line }) => kind === "lines" && mark.test(line),
    read(bytes: Uint8Array, options: ReadOptions): Document {
      const { text, ...encoding } = decode(bytes);
      const delimiter = delimiterOf(text, options);
      const document = readRows(text, splitter(delimiter), options, true);
      const differs = delimiter === own ? {} : { delimiter };
      return { ...document, layout: { ...document.layout, ...differs, ...encoding } };
    },
    write: writer(spell),
    spell,
    pieces: (head, options) => piecesOfLines(splitter(delimiterOf(head, options))),
  };
}

function styleOf(name: string, delimiter: string): FieldStyle {
  const separators = new RegExp(`[\r\n${delimiter.replace(/[\]\\^-]/, "\\$&")}]`);
  return { name, delimiter, separators, mayBeEmpty: true, countedHeader: true };
}

function checked(delimiter: string): string {
  if (delimiter.length === 1 && !/[\w"\r\n.+-]/.test(delimiter)) return delimiter;
  throw new InputError(`${quote(delimiter)} is no delimiter: one character that no number has`, {
    parameter: "delimiter",
  });
}

/** A first row with semicolons and no comma is separated by them, as spreadsheets write where the comma is decimal. */
function commaOrSemicolon(text: string): string {
  const row = /^(?:[ \t]*(?:#.*)?\r?\n)*(.*)/.exec(text)?.[1] ?? "";
  return row.includes(";") && !row.includes(",") ? ";" : ",";
}

/** Splits rows at `delimiter`; a field in quotation marks may hold it, line breaks, and `""` for one mark. */
export function splitter(delimiter: string): SplitRow {
  const code = delimiter.charCodeAt(0);
  return (text, from, bounds) => {
    let at = from;
    for (;;) {
      const start = at;
      at = skipQuoted(text, at, code);
      let c = text.charCodeAt(at);
      while (c !== code && c !== 0x0a && at < text.length) c = text.charCodeAt(++at);
      if (c === code) {
        bounds.push(start, at++);
        continue;
      }
      const end = text.charCodeAt(at - 1) === 0x0d ? at - 1 : at;
      const isBlank = bounds.length === 0 && text.slice(start, end).trim() === "";
      if (!isBlank) bounds.push(start, end);
      return at + 1;
    }
  };
}

/** The position behind a quoted field that begins at `at`, or `at` if none does. */
function skipQuoted(text: string, at: number, delimiter: number): number {
  let open = at;
  while (text.charCodeAt(open) === 0x20 || (text.charCodeAt(open) === 0x09 && delimiter !== 0x09)) open++;
  if (text.charCodeAt(open) !== 0x22) return at;
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === 0x22) close = text.indexOf('"', close + 2);
  if (close < 0) throw errorAt(text, "the quotation mark is not closed", { start: open });
  let next = close + 1;
  while (text.charCodeAt(next) === 0x20 || text.charCodeAt(next) === 0x0d) next++;
  const c = text.charCodeAt(next);
  if (next >= text.length || c === delimiter || c === 0x0a) return close + 1;
  throw errorAt(text, "text behind a closing quotation mark", { start: next });
}

/** The csv row. */
export const csv = dsv("csv", ",", "numbers separated by commas, one row a line", /,|^[^ ]*;[^ ]*$/);
/** The tsv row. */
export const tsv = dsv("tsv", "\t", "numbers separated by tabs, one row a line", /\t/);

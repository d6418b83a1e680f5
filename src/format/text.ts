/**
 * Plain text: numbers separated by blanks, rows by line breaks or `;`.
 *
 * @packageDocumentation
 */
import { decode } from "./decode.js";
import type { Document, Format, ReadOptions, Spelling, WriteOptions } from "./document.js";
import { type FieldStyle, spellLines } from "./lines.js";
import { piecesOfLines, readRows } from "./rows.js";
import { errorAt } from "./span.js";
import { writer } from "./spelling.js";

const STYLE: FieldStyle = {
  name: "text",
  delimiter: " ",
  separators: /[\s;]/,
  mayBeEmpty: false,
  countedHeader: false,
};

function read(bytes: Uint8Array, options: ReadOptions): Document {
  const { text, ...encoding } = decode(bytes);
  const document = readRows(text, splitBlanks, options, false);
  return { ...document, layout: { ...document.layout, ...encoding } };
}

function spell(document: Document, options: WriteOptions): Spelling {
  return spellLines(document, STYLE, options);
}

/** Splits a row at blanks; a name in quotation marks may hold them. */
export function splitBlanks(text: string, from: number, bounds: number[]): number {
  let at = from;
  for (; at < text.length; ) {
    const c = text.charCodeAt(at);
    if (c === 0x0a || c === 0x3b) return at + 1;
    if (isBlank(c)) {
      at++;
      continue;
    }
    const start = at;
    at = c === 0x22 ? closingQuote(text, at) : endOfWord(text, at);
    bounds.push(start, at);
  }
  return at;
}

function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === 0x22) close = text.indexOf('"', close + 2);
  if (close < 0) throw errorAt(text, "the quotation mark is not closed", { start: open });
  return close + 1;
}

function endOfWord(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x0a || c === 0x3b || isBlank(c)) break;
  }
  return at;
}

function isBlank(c: number): boolean {
  return c === 0x20 || c === 0x09 || c === 0x0d || c === 0x0b || c === 0x0c || c === 0xa0;
}

/** The text row. */
export const text: Format = {
  name: "text",
  about: "numbers separated by blanks, rows by line breaks or ;",
  keepsAsides: "always",
  endings: ["txt", "dat"],
  looks: ({ kind, line }) => kind === "lines" && !/[,\t]/.test(line),
  read,
  write: writer(spell),
  spell,
  pieces: () => piecesOfLines(splitBlanks),
};

/**
 * Lines of fields as numbers: headers, comments, columns that pass through.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { Tensor } from "../math/tensor.js";
import { isName, selection } from "./columns.js";
import { decode } from "./decode.js";
import type { Aside, Document, Layout, Pieces, ReadOptions } from "./document.js";
import { counted, newPool, type Pool, push } from "./lists.js";
import { parseNumber } from "./number.js";
import { quote } from "./quote.js";
import { errorAt } from "./span.js";

/**
 * Splits the row of `text` that begins at `at` into fields: puts the start and the end of each into `bounds`
 * (emptied before) and returns where the next row begins. A blank row has no fields.
 */
export type SplitRow = (text: string, at: number, bounds: number[]) => number;

/** A text being split into rows. */
interface Rows {
  readonly text: string;
  readonly split: SplitRow;
  /** Start and end of each field of the present row, one after the other. */
  readonly bounds: number[];
  /** Where the next row begins. */
  at: number;
}

/** What to do with each column. */
interface Plan {
  /** The number of fields that every row must have. */
  readonly width: number;
  readonly numeric: readonly number[];
  readonly asides: readonly (Aside & { raw: string[] })[];
  readonly header: readonly string[] | undefined;
  readonly notes: readonly string[];
}

/**
 * The numbers of a text in rows. One row or one column is a vector.
 * @param countedHeader whether a first row of exactly 0, 1, ..., n-1 is a header, as pandas writes it.
 * @throws InputError with its place for a field that is not a number and for ragged rows.
 */
export function readRows(text: string, split: SplitRow, options: ReadOptions, countedHeader: boolean): Document {
  const rows: Rows = { text, split, bounds: [], at: 0 };
  if (!nextRow(rows)) throw new InputError("no numbers in the input");
  const first = rows.bounds.slice();
  const plan = planColumns(text, first, options, countedHeader && nextRow(rows));
  rows.at = 0;
  nextRow(rows);
  if (plan.header && !nextRow(rows)) throw new InputError("no numbers in the input");
  const pool = newPool();
  const { firstRow = 0 } = options;
  let count = 0;
  do readRow(rows, plan, options, firstRow + count++, pool);
  while (nextRow(rows));
  const columns = plan.numeric.length;
  const layout: Layout = {
    ...(columns === 1 ? { column: true } : {}),
    ...(plan.header ? { header: plan.numeric.map((i) => plan.header?.[i] as string) } : {}),
    ...(plan.asides.length > 0 ? { asides: plan.asides } : {}),
  };
  const shape = count > 1 && columns > 1 ? [count, columns] : [pool.length];
  const tensor = new Tensor(pool.data.slice(0, pool.length), shape);
  return { tensor, layout, ...(plan.notes.length > 0 ? { notes: plan.notes } : {}) };
}

/**
 * The numbers of further rows of a table without other columns, one row after the other.
 * @param width how many numbers each row must have
 * @param firstRow the number of the first of them, for messages
 * @throws InputError with its place in `text`.
 */
export function readMoreRows(
  text: string,
  split: SplitRow,
  options: ReadOptions,
  { width, firstRow }: { width: number; firstRow: number },
): Float64Array {
  const rows: Rows = { text, split, bounds: [], at: 0 };
  const plan: Plan = {
    width,
    numeric: Array.from({ length: width }, (_, i) => i),
    asides: [],
    header: undefined,
    notes: [],
  };
  const pool = newPool();
  for (let row = firstRow; nextRow(rows); row++) readRow(rows, plan, options, row, pool);
  return pool.data.subarray(0, pool.length);
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;

/** Lines of fields in pieces: they may be cut behind every line break that is not within quotation marks. */
export function piecesOfLines(split: SplitRow): Pieces {
  const wholeRows = (bytes: Uint8Array): number => {
    const lines = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
    if (!lines.includes(QUOTE)) return lines.length;
    const { text, encoding } = decode(lines);
    const behind = text.slice(endOfRows(text, split));
    return lines.length - (encoding ? behind.length : new TextEncoder().encode(behind).length);
  };
  return { opening: "", closing: "", wholeRows };
}

/** The end of the last row that a line break ends and that can be split. */
function endOfRows(text: string, split: SplitRow): number {
  const rows: Rows = { text, split, bounds: [], at: 0 };
  let end = 0;
  try {
    while (nextRow(rows)) if (text.charCodeAt(rows.at - 1) === NEWLINE) end = rows.at;
    return rows.at;
  } catch (error) {
    // The line break may stand within quotation marks that are closed further on.
    if (error instanceof InputError) return end;
    throw error;
  }
}

/** Goes to the next row that has fields, past comment lines; false at the end. */
function nextRow(rows: Rows): boolean {
  const { text, bounds } = rows;
  while (rows.at < text.length) {
    if (isComment(text, rows.at)) {
      const newline = text.indexOf("\n", rows.at);
      rows.at = newline < 0 ? text.length : newline + 1;
      continue;
    }
    bounds.length = 0;
    rows.at = rows.split(text, rows.at, bounds);
    if (bounds.length > 0) return true;
  }
  return false;
}

function isComment(text: string, at: number): boolean {
  if (at > 0 && text.charCodeAt(at - 1) !== 0x0a) return false;
  let i = at;
  while (text.charCodeAt(i) === 0x20 || text.charCodeAt(i) === 0x09) i++;
  return text.charCodeAt(i) === 0x23;
}

function readRow(rows: Rows, plan: Plan, options: ReadOptions, index: number, pool: Pool): void {
  const { text, bounds } = rows;
  const width = bounds.length / 2;
  if (width !== plan.width) {
    const what = plan.asides.length > 0 ? "field" : "number";
    const span = { start: bounds[0] as number, end: bounds.at(-1) as number };
    throw errorAt(text, `row ${index} has ${counted(width, what)}, expected ${plan.width}`, span);
  }
  for (const i of plan.numeric) {
    const start = bounds[2 * i] as number;
    const end = bounds[2 * i + 1] as number;
    const value = parseNumber(text.slice(start, end)) ?? unusualNumber(text, start, end, options.missing === "nan");
    push(pool, value);
  }
  for (const { at, raw } of plan.asides) raw.push(text.slice(bounds[2 * at], bounds[2 * at + 1]));
}

/** The number of a field that has blanks around it, is quoted or empty. */
function unusualNumber(text: string, start: number, end: number, mayMiss: boolean): number {
  const value = fieldText(text.slice(start, end)).trim();
  const number = parseNumber(value);
  if (number !== undefined) return number;
  if (value === "" && mayMiss) return Number.NaN;
  const message = value === "" ? "empty field, expected a number" : `not a number: ${quote(value)}`;
  throw errorAt(text, message + advice(value), { start, end });
}

function advice(value: string): string {
  if (/^[-+]?\d*,\d+$/.test(value)) return "; a decimal comma must be a point";
  return value.includes(";")
    ? '; numbers seem to be separated by ";": name it as the delimiter, decimal commas must be points'
    : "";
}

/** What a field says: without the blanks around it, or without its quotation marks. */
export function fieldText(raw: string): string {
  const text = raw.trim();
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return isQuoted ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** Decides from the first row what is a header, which columns are numbers and which pass through. */
function planColumns(text: string, first: readonly number[], options: ReadOptions, countedHeader: boolean): Plan {
  const width = first.length / 2;
  const raw = Array.from({ length: width }, (_, i) => text.slice(first[2 * i], first[2 * i + 1]));
  const names = raw.map(fieldText);
  const named = [...(options.columns ?? []), ...(options.aside ?? [])].some(isName);
  const chosen = (known: readonly string[] | undefined) => {
    const { columns, aside } = selection(options, known, width);
    return [...names.keys()].filter((i) => !aside.has(i) && (columns?.has(i) ?? true));
  };
  const { header: mode = "auto" } = options;
  const kind = mode === "auto" ? headerKind(names, named ? undefined : chosen(undefined), countedHeader) : mode;
  const header = kind === "no" ? undefined : names;
  const isIndex = header !== undefined && width > 1 && names[0] === "" && !options.columns;
  const numeric = chosen(header).filter((i) => !(isIndex && i === 0));
  if (numeric.length === 0) throw new InputError("no column is left to compute with");
  const kept = new Set(numeric);
  const asides = [...names.keys()]
    .filter((i) => !kept.has(i))
    .map((at) => ({ at, name: header?.[at], rawName: header && (raw[at] as string), raw: [] as string[] }));
  const notes = [
    ...(kind === "counted" ? [`the first row, 0 to ${numeric.length - 1}, is taken as a header`] : []),
    ...(isIndex && chosen(header).includes(0) ? ["the first column has no name and is taken as an index"] : []),
  ];
  return { width, numeric, asides, header, notes };
}

/** Whether the first row is a header: the fields that shall be numbers decide (all, where names select them). */
function headerKind(
  names: readonly string[],
  numeric: readonly number[] | undefined,
  countedHeader: boolean,
): "yes" | "no" | "counted" {
  if (!numeric) return "yes";
  const fields = numeric.map((i) => names[i] as string);
  const filled = fields.filter((field) => field !== "");
  if (filled.length > 0 && filled.every((field) => parseNumber(field) === undefined)) return "yes";
  const counts = fields[0] === "" && numeric[0] === 0 ? fields.slice(1) : fields;
  const isCounted = counts.length > (counts === fields ? 1 : 0) && counts.every((field, i) => field === String(i));
  return countedHeader && isCounted ? "counted" : "no";
}

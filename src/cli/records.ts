/**
 * Results that are records rather than tensors: a table in a terminal, else JSON, jsonl or delimited text.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Spelling } from "../format/document.js";
import { formatOfPath } from "../format/formats.js";
import { jsonNumberFormat } from "../format/json-write.js";
import { formatNumber, numberFormat } from "../format/number.js";
import { escapeControls, jsonString } from "../format/quote.js";
import { joined } from "../format/spelling.js";
import { shapeText } from "../math/tensor.js";
import type { Context } from "./context.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";

/** Where a number stands in a tensor: its index along each dim. */
export interface Index {
  readonly index: readonly number[];
}
/** A value of a record; a list of numbers is a shape, a bigint a count, null is nothing. */
type Value = string | number | bigint | boolean | readonly number[] | Index | null;
/** A record with names of our own. */
export type Fields = Readonly<Record<string, Value>>;
/** A record; all records of a list have the same keys. A map keeps keys that look like numbers in their order. */
export type Row = Fields | ReadonlyMap<string, Value>;

const entriesOf = (row: Row = {}): [string, Value][] => (row instanceof Map ? [...row] : Object.entries(row));
const keysOf = (row: Row | undefined): string[] => entriesOf(row).map(([key]) => key);

/** How values are spelled in one output. */
interface Style {
  readonly text: (text: string) => string;
  readonly number: (x: number) => string;
  readonly shape: (shape: readonly number[]) => string;
  readonly index: (index: readonly number[]) => string;
  readonly truth: readonly [no: string, yes: string];
  readonly nothing: string;
}

/** For people and delimited text. */
const PLAIN = {
  text: escapeControls,
  shape: shapeText,
  index: (index: readonly number[]) => `[${index.join(", ")}]`,
  truth: ["no", "yes"],
  nothing: "",
} as const;

function spell(value: Value, style: Style): string {
  if (value === null) return style.nothing;
  if (typeof value === "string") return style.text(value);
  if (typeof value === "number") return style.number(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return style.truth[value ? 1 : 0];
  return "index" in value ? style.index(value.index) : style.shape(value);
}

function jsonRow(row: Row, options: Options): string {
  const number = jsonNumberFormat(given({ precision: options.precision, nonfinite: options.nonfinite }));
  const list = (numbers: readonly number[]) => JSON.stringify(numbers);
  const style: Style = {
    text: jsonString,
    number,
    shape: list,
    index: list,
    truth: ["false", "true"],
    nothing: "null",
  };
  const entries = entriesOf(row).map(([key, value]) => `${jsonString(key)}:${spell(value, style)}`);
  return `{${entries.join(",")}}`;
}

function spellDelimited(rows: readonly Row[], delimiter: string, precision: number | undefined): Spelling {
  const text = (field: string) =>
    field.includes(delimiter) || /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  const style: Style = {
    ...PLAIN,
    text,
    number: numberFormat(precision),
    index: (index) => text(PLAIN.index(index)),
  };
  const head = keysOf(rows[0]).map(text);
  const lines = rows.map((row) => entriesOf(row).map(([, value]) => spell(value, style)));
  const open = `${head.join(delimiter)}\n`;
  return {
    open,
    rows: lines.map((fields) => fields.join(delimiter)),
    between: "\n",
    close: lines.length > 0 ? "\n" : "",
  };
}

/**
 * Records row by row, in a format that holds them, else as JSON.
 * @throws InputError where the format asked for cannot hold them.
 */
export function spellRecords(rows: readonly Row[], format: string, options: Options): Spelling {
  checkAsked(options);
  const { precision, delimiter } = options;
  if (format === "csv") return spellDelimited(rows, delimiter ?? ",", precision);
  if (format === "tsv" || format === "text") return spellDelimited(rows, "\t", precision);
  const texts = rows.map((row) => jsonRow(row, options));
  if (format === "jsonl") return { open: "", rows: texts, between: "\n", close: "\n" };
  return { open: "[", rows: texts, between: ",\n", close: "]\n" };
}

/** Digits after the point in tables. */
const PRECISION = 4;

/** A single record as lines, its numbers with all their digits. */
export function linesText(row: Row, precision?: number): string {
  const style: Style = { ...PLAIN, number: numberFormat(precision) };
  const width = Math.max(...keysOf(row).map((key) => key.length));
  return entriesOf(row)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key.padEnd(width)} ${spell(value, style)}\n`)
    .join("");
}

/**
 * Records as a table: numbers to the right, whole ones without decimals where the whole column is.
 * @param spare keys that a narrow terminal leaves out, the first one first; before them those that say nothing
 */
export async function tableText(
  rows: readonly Row[],
  { precision, full = false }: Options,
  context: Context,
  spare: readonly string[] = [],
): Promise<string> {
  const { textTable } = await import("./draw.js");
  const all = rows.map((row) => new Map(entriesOf(row)));
  const columns = keysOf(rows[0]).map((key) => {
    const values = all.map((row) => row.get(key) ?? null);
    const numeric = values.every((value) => /^(number|bigint)$/.test(typeof value) || value === null);
    const whole = precision === undefined && values.every((value) => value === null || Number.isInteger(value));
    const style: Style = { ...PLAIN, number: whole ? formatNumber : numberFormat(precision ?? PRECISION) };
    const cells = values.map((value) => spell(value, style));
    const rank = cells.every((cell) => cell === "") ? 0 : spare.includes(key) ? 1 + spare.indexOf(key) : undefined;
    const align = numeric ? "right" : "left";
    return { head: key, align, cells, ...given({ spare: full ? undefined : rank }) } as const;
  });
  const width = context.io.size("stdout")?.columns ?? Infinity;
  return textTable(columns, { width, color: context.color("stdout"), more: "--full shows all" });
}

/** The format that records are written in: the one asked for, else a table in a terminal, else that of `like`. */
export function recordFormat(like: string, { output, to }: Options, context: Context): string {
  const ending = output === undefined ? undefined : formatOfPath(output)?.name;
  const terminal = output === undefined && context.io.isTerminal("stdout");
  return to ?? ending ?? (terminal ? "table" : like);
}

/** The formats that records can be written in. */
const HOLDING: readonly string[] = ["csv", "tsv", "text", "json", "jsonl", "table"];

/** @throws InputError where a format is asked for that holds numbers and no names. */
function checkAsked({ to, output }: Options): void {
  const asked = to ?? (output === undefined ? undefined : formatOfPath(output)?.name);
  if (asked === undefined || HOLDING.includes(asked)) return;
  const message = `${to ?? output} has no room for names beside numbers: ${HOLDING.join(", ")} have`;
  throw new InputError(message, { parameter: to ? "to" : "output" });
}

/**
 * Writes a record or several in the format asked for, else that which `like` names if it can hold them, else JSON.
 * @param spare keys that a table in a narrow terminal leaves out, the first one first
 * @throws InputError where the format asked for cannot hold them.
 */
export async function emitRecords(
  records: Row | readonly Row[],
  like: string,
  options: Options,
  context: Context,
  spare?: readonly string[],
): Promise<void> {
  const single = !Array.isArray(records);
  const rows: readonly Row[] = single ? [records as Row] : (records as readonly Row[]);
  const format = recordFormat(like, options, context);
  if (format === "table") {
    const text = single ? linesText(rows[0]!, options.precision) : await tableText(rows, options, context, spare);
    return deliver(text, options, context);
  }
  const isDelimited = format === "csv" || format === "tsv" || format === "text";
  await deliver(joined(spellRecords(rows, single && !isDelimited ? "jsonl" : format, options)), options, context);
}

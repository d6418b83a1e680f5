/**
 * Results that are records rather than tensors: a table in a terminal, else JSON, jsonl or delimited text.
 *
 * @packageDocumentation
 */
import { formatOfPath } from "../format/formats.js";
import { jsonNumberFormat } from "../format/json-write.js";
import { formatNumber, numberFormat } from "../format/number.js";
import { shapeText } from "../math/tensor.js";
import type { Context } from "./context.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";

/** A value of a record; a list of numbers is a shape. */
type Value = string | number | readonly number[];
/** A record; all records of a list have the same keys. */
export type Row = Readonly<Record<string, Value>>;

/** How values are spelled in one output. */
interface Style {
  readonly text: (text: string) => string;
  readonly number: (x: number) => string;
  readonly shape: (shape: readonly number[]) => string;
}

function spell(value: Value, style: Style): string {
  if (typeof value === "string") return style.text(value);
  return typeof value === "number" ? style.number(value) : style.shape(value);
}

function jsonRow(row: Row, options: Options): string {
  const number = jsonNumberFormat(given({ precision: options.precision, nonfinite: options.nonfinite }));
  const style: Style = { text: JSON.stringify, number, shape: (shape) => JSON.stringify(shape) };
  const entries = Object.entries(row).map(([key, value]) => `${JSON.stringify(key)}:${spell(value, style)}`);
  return `{${entries.join(",")}}`;
}

function delimitedText(rows: readonly Row[], delimiter: string, precision: number | undefined): string {
  const text = (field: string) =>
    field.includes(delimiter) || /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  const style: Style = { text, number: numberFormat(precision), shape: shapeText };
  const head = Object.keys(rows[0] ?? {}).map(text);
  const lines = rows.map((row) => Object.values(row).map((value) => spell(value, style)));
  return [head, ...lines].map((fields) => `${fields.join(delimiter)}\n`).join("");
}

/** Digits after the point in tables. */
const PRECISION = 4;

/** A single record as lines, its numbers with all their digits. */
export function linesText(row: Row, precision?: number): string {
  const style: Style = { text: (text) => text, number: numberFormat(precision), shape: shapeText };
  const width = Math.max(...Object.keys(row).map((key) => key.length));
  return Object.entries(row)
    .map(([key, value]) => `${key.padEnd(width)} ${spell(value, style)}\n`)
    .join("");
}

/** Records as a table: numbers to the right, whole ones without decimals where the whole column is. */
export async function tableText(rows: readonly Row[], { precision }: Options, context: Context): Promise<string> {
  const { textTable } = await import("./draw.js");
  const head = Object.keys(rows[0] ?? {});
  const columns = head.map((key) => {
    const values = rows.map((row) => row[key]!);
    const numeric = values.every((value) => typeof value === "number");
    const whole = precision === undefined && values.every(Number.isInteger);
    const style: Style = {
      text: (text) => text,
      number: whole ? formatNumber : numberFormat(precision ?? PRECISION),
      shape: shapeText,
    };
    return { head: key, align: numeric ? "right" : "left", cells: values.map((value) => spell(value, style)) } as const;
  });
  const width = context.io.size("stdout")?.columns ?? Infinity;
  return textTable(columns, { width, color: context.color("stdout") });
}

/** Writes a record or several in the format asked for, else that which `like` names if it can hold them, else JSON. */
export async function emitRecords(
  records: Row | readonly Row[],
  like: string,
  options: Options,
  context: Context,
): Promise<void> {
  const { output, precision, delimiter } = options;
  const single = !Array.isArray(records);
  const rows: readonly Row[] = single ? [records as Row] : (records as readonly Row[]);
  const terminal = output === undefined && context.io.isTerminal("stdout");
  const ending = output === undefined ? undefined : formatOfPath(output)?.name;
  const format = options.to ?? ending ?? (terminal ? "table" : like);
  if (format === "table") {
    const text = single ? linesText(rows[0]!, precision) : await tableText(rows, options, context);
    return deliver(text, options, context);
  }
  if (format === "csv") return deliver(delimitedText(rows, delimiter ?? ",", precision), options, context);
  if (format === "tsv" || format === "text") return deliver(delimitedText(rows, "\t", precision), options, context);
  const texts = rows.map((row) => jsonRow(row, options));
  const text = single || format === "jsonl" ? texts.join("\n") : `[${texts.join(",\n")}]`;
  deliver(`${text}\n`, options, context);
}

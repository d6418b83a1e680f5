/**
 * Results that are records rather than tensors: a table in a terminal, else JSON, jsonl or delimited text.
 *
 * @packageDocumentation
 */
import { formatNumber, numberFormat, roundTo } from "../format/number.js";
import type { Context } from "./context.js";
import type { Options } from "./options.js";
import { deliver } from "./output.js";

/** A record; all records of a list have the same keys. */
export type Row = Readonly<Record<string, string | number>>;

const field = (value: string, delimiter: string): string =>
  value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

function json(row: Row, precision: number | undefined): string {
  const spelled = Object.entries(row).map(([key, value]) => {
    const rounded = typeof value === "number" && precision !== undefined ? roundTo(value, precision) : value;
    if (typeof rounded === "number" && Math.abs(rounded) === Infinity)
      return `${JSON.stringify(key)}:${rounded < 0 ? "-" : ""}1e999`;
    return `${JSON.stringify(key)}:${Object.is(rounded, -0) ? "-0" : JSON.stringify(rounded)}`;
  });
  return `{${spelled.join(",")}}`;
}

/** Writes records in the format asked for, else that which `like` names. */
export async function emitRecords(
  rows: readonly Row[],
  like: string,
  options: Options,
  context: Context,
): Promise<void> {
  const terminal = options.output === undefined && context.io.isTerminal("stdout");
  const { precision } = options;
  const name = options.to ?? (terminal ? "table" : like);
  const head = Object.keys(rows[0] ?? {});
  if (name === "table") {
    const { textTable } = await import("./draw.js");
    const number = precision === undefined ? formatNumber : numberFormat(precision);
    const cells = rows.map((row) =>
      head.map((key) => (typeof row[key] === "number" ? number(row[key]) : String(row[key]))),
    );
    const width = context.io.size("stdout")?.columns ?? Infinity;
    return deliver(textTable(head, cells, { width, color: context.color("stdout") }), options, context);
  }
  if (name === "csv" || name === "tsv" || name === "text") {
    const delimiter = name === "csv" ? (options.delimiter ?? ",") : "\t";
    const number = numberFormat(precision);
    const line = (row: Row) =>
      head.map((key) => field(typeof row[key] === "number" ? number(row[key]) : String(row[key]), delimiter));
    const lines = [head.map((key) => field(key, delimiter)), ...rows.map(line)];
    return deliver(`${lines.map((fields) => fields.join(delimiter)).join("\n")}\n`, options, context);
  }
  const spelled = rows.map((row) => json(row, precision));
  deliver(name === "jsonl" ? `${spelled.join("\n")}\n` : `[${spelled.join(",\n")}]\n`, options, context);
}

/**
 * From results to standard output or a file.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Document, Format, Layout, WriteOptions } from "../format/document.js";
import { formatNamed, formatOfPath } from "../format/formats.js";
import { formatNumber, numberFormat } from "../format/number.js";
import type { Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import type { Input } from "./input.js";
import { given, type Options } from "./options.js";
import { writeFile } from "./output-file.js";
import type { Ends, TableOptions } from "./table.js";

/** What a command computed. */
export interface Result {
  readonly tensor: Tensor;
  /** What it was computed from: a result of the same shape is written as its input came. */
  readonly from: Input;
  /** Names of the entries along the last dim, where the input's header does not give them. */
  readonly labels?: readonly string[] | undefined;
  /** What was computed, for people. */
  readonly caption: string;
  /** In a table, the largest entry along this dim is marked. */
  readonly largest?: number | undefined;
  /** In a table, each number is shaded as a share of 1. */
  readonly shares?: boolean;
  /** The tensor is only the ends of what was computed, for a table. */
  readonly ends?: Ends;
}

/** More numbers than this are written row by row. */
const LARGE = 2 ** 17;

export function sameShape(a: Tensor, b: Tensor): boolean {
  return a.rank === b.rank && a.shape.every((n, i) => n === b.shape[i]);
}

/** The format that a pipe or file gets unless one is named: that of the input, as far as it can hold the result. */
function formatLike({ tensor, from }: Result): string {
  // Numbers and literals on the command line come out as JSON.
  if (from.format === "operands") return "json";
  const { name, reducedTo = "text", writtenAs = name } = formatNamed(from.format);
  return sameShape(tensor, from.tensor) ? writtenAs : reducedTo;
}

function formatFor(result: Result, options: Options, terminal: boolean): string {
  if (options.to) return options.to;
  const ending = options.output === undefined ? undefined : formatOfPath(options.output);
  if (ending?.write) return ending.name;
  return terminal && options.output === undefined ? "table" : formatLike(result);
}

/** The formats that are for people: what they show must be there as a whole. */
const SHOWN: readonly string[] = ["table", "markdown", "latex"];

/** Which of these a result is written in, if that is so whatever it is. */
export function shownAs({ to, output }: Options, context: Context): string | undefined {
  const named = to ?? (output === undefined ? undefined : formatOfPath(output)?.name);
  const name = named ?? (output === undefined && context.io.isTerminal("stdout") ? "table" : undefined);
  return SHOWN.find((shown) => shown === name);
}

export function writeOptions({ precision, nonfinite, delimiter }: Options): WriteOptions {
  return given({ precision, nonfinite, delimiter });
}

/** In what format a result is written, none for a table, and what of it. */
export interface Written {
  readonly format: Format | undefined;
  readonly document: Document;
}

/** How a result is written: as a table to a terminal, else in the format asked for or that of the input. */
export function writtenAs(result: Result, options: Options, terminal: boolean): Written {
  const name = formatFor(result, options, terminal);
  const { tensor, from } = result;
  const layout: Layout = sameShape(tensor, from.tensor) ? from.layout : { column: name === "text" };
  return { format: name === "table" ? undefined : formatNamed(name), document: { tensor, layout } };
}

/** Writes bytes or text to `--output` or standard output. */
export async function deliver(data: Uint8Array | string, options: Options, context: Context): Promise<void> {
  if (options.output === undefined) context.io.write("stdout", data);
  else await writeFile(options.output, data);
}

/** Writes a result. */
export async function emit(result: Result, options: Options, context: Context): Promise<void> {
  const terminal = options.output === undefined && context.io.isTerminal("stdout");
  const { format, document } = writtenAs(result, options, terminal);
  if (terminal && format?.binary) {
    throw new InputError(
      `${format.name} is binary and does not go to a terminal: name a file with --output, or use a pipe`,
    );
  }
  context.caption(result.caption);
  if (!format) return deliverTable(result, options, context);
  const { tensor, layout } = document;
  noteAsides(layout, format, context);
  if (tensor.data.length > LARGE && context.io.streaming) {
    const { writeRows } = await import("./write-rows.js");
    if (!terminal && (await writeRows(document, format.name, options, context))) return;
    const { writeParts } = await import("./write-parts.js");
    if (await writeParts(document, format, options, context)) return;
  }
  await deliver(format.write!(document, writeOptions(options)), options, context);
}

/** Says which columns the output cannot hold. */
export function noteAsides(layout: Layout, { name, keepsAsides }: Format, context: Context): void {
  const { asides = [], records = false } = layout;
  if (asides.length === 0 || keepsAsides === "always" || (records && keepsAsides === "records")) return;
  const names = asides.map(({ at, name: title }) => title || `column ${at}`).join(", ");
  context.note(`${name} holds numbers only: ${names} left out`);
}

async function deliverTable(result: Result, options: Options, context: Context): Promise<void> {
  const { tensor, ends, from } = result;
  const { output, precision, full = false } = options;
  const number = precision === undefined ? formatNumber : numberFormat(precision);
  if (tensor.rank === 0) return deliver(`${number(tensor.data[0]!)}\n`, options, context);
  const { table, tableTexts } = await import("./table.js");
  const layout = sameShape(tensor, from.tensor) ? from.layout : {};
  const settings: TableOptions = {
    width: output === undefined ? (context.io.size("stdout")?.columns ?? Infinity) : Infinity,
    color: output === undefined ? context.color("stdout") : 0,
    precision,
    full,
    column: layout.column ?? false,
    asides: layout.asides ?? [],
    header: result.labels ?? layout.header,
    largest: result.largest,
    shares: result.shares ?? false,
    ends,
  };
  if (!full || tensor.data.length <= LARGE) return deliver(table(tensor, settings), options, context);
  const { deliverParts } = await import("./write-parts.js");
  await deliverParts(tableTexts(tensor, settings), options, context);
}

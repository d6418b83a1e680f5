/**
 * A series that grows while it is drawn.
 *
 * @packageDocumentation
 */
import { InputError, within } from "../errors.js";
import type { Document, Format } from "../format/document.js";
import { formatNamed, recognise } from "../format/formats.js";
import { parseNumber } from "../format/number.js";
import type { Data } from "../plot/chart.js";
import type { Context } from "./context.js";
import { readOptions } from "./input.js";
import type { Options } from "./options.js";
import { deliver } from "./output.js";
import { lastOf, seriesOf } from "./plot-input.js";

/** Formats whose lines are rows. */
const FORMATS = new Set(["text", "csv", "tsv", "jsonl"]);

const BLOCK = 1 << 16;

/** What has come so far. */
interface Followed {
  readonly format: Format;
  /** The line with the names of the columns. */
  readonly header: string | undefined;
  /** The lines read. */
  readonly lines: number;
  /** The rows read, which x counts. */
  readonly rows: number;
  readonly series: readonly Data[];
}

/** Draws what comes in as it comes: over the last drawing in a terminal, once at the end elsewhere. */
export async function follow(
  options: Options,
  context: Context,
  draw: (series: readonly Data[]) => string,
): Promise<void> {
  const live = context.io.size("stdout") !== undefined && options.output === undefined;
  let followed: Followed | undefined;
  let shown = 0;
  for await (const text of lineBlocks(context)) {
    followed = grown(followed, text, options);
    if (live && isDrawable(followed)) shown = show(draw(followed.series), shown, context);
  }
  if (followed === undefined) throw new InputError("no numbers").in("stdin");
  if (!live) await deliver(`${draw(followed.series)}\n`, options, context);
}

/** Whole lines as they come; the last one may lack its newline. */
async function* lineBlocks(context: Context): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const target = new Uint8Array(BLOCK);
  const { streaming } = context.io;
  let rest = streaming ? "" : decoder.decode(context.io.readStdin());
  for (;;) {
    const read = streaming?.readStdin(target) ?? 0;
    if (read === 0) break;
    rest += decoder.decode(target.subarray(0, read), { stream: true });
    const end = rest.lastIndexOf("\n") + 1;
    // A header alone says nothing yet.
    if (!/\S/.test(rest.slice(0, end)) || isHeader(rest.slice(0, end))) continue;
    yield rest.slice(0, end);
    rest = rest.slice(end);
    // The terminal may have got another size; that is told between turns.
    await new Promise(setImmediate);
  }
  if (/\S/.test(rest)) yield rest;
}

/** Whether the text is a single line of names. */
function isHeader(text: string): boolean {
  const line = text.trim();
  if (line.includes("\n") || /^[[{]/.test(line)) return false;
  return line.split(/[\s,;]+/).every((word) => parseNumber(word) === undefined);
}

function isDrawable({ series }: Followed): boolean {
  return series.every(({ y }) => y.some(Number.isFinite));
}

/** What was followed, with the rows of some more lines. */
function grown(before: Followed | undefined, text: string, options: Options): Followed {
  const format = before?.format ?? formatFor(text, options);
  const document = documentOf(text, format, before, options);
  const { window, ...unbounded } = options;
  const more = seriesOf(asRows(document, text), "stdin", unbounded);
  const header = before
    ? before.header
    : document.layout.header && format.name !== "jsonl"
      ? firstLine(text)
      : undefined;
  const rows = before?.rows ?? 0;
  const counted = options.x === undefined ? more.map((one) => ({ ...one, x: one.x.map((x) => x + rows) })) : more;
  return {
    format,
    header,
    lines: (before?.lines ?? 0) + text.split("\n").length - 1,
    rows: rows + more[0]!.y.length,
    series: (before ? joined(before, counted) : counted).map((one) => lastOf(one, window)),
  };
}

function formatFor(text: string, { from }: Options): Format {
  const found = from === undefined ? recognise(new TextEncoder().encode(text), undefined) : formatNamed(from);
  const format = found.name === "json" ? formatNamed("jsonl") : found;
  if (FORMATS.has(format.name)) return format;
  throw new InputError(`reads lines of numbers: ${[...FORMATS].join(", ")}; this is ${format.name}`, {
    parameter: "follow",
  });
}

/** Reads some lines, under the header of the first; a mistake is placed among all the lines. */
function documentOf(text: string, format: Format, before: Followed | undefined, options: Options): Document {
  const { header, lines = 0 } = before ?? {};
  const from = new TextEncoder().encode(header === undefined ? text : `${header}\n${text}`);
  const skipped = lines - (header === undefined ? 0 : 1);
  const named = before ? { header: header === undefined ? ("no" as const) : ("yes" as const) } : {};
  return within("stdin", () => {
    try {
      return format.read!(from, { ...readOptions(options), ...named });
    } catch (error) {
      if (!(error instanceof InputError) || error.place === undefined) throw error;
      throw new InputError(error.message, { place: { ...error.place, line: error.place.line + skipped } });
    }
  });
}

function firstLine(text: string): string {
  return text.split(/\r?\n/).find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
}

/** A single line with several numbers is a row of as many series. */
function asRows({ tensor, layout }: Document, text: string): Pick<Document, "tensor" | "layout"> {
  const single =
    text
      .trim()
      .split("\n")
      .filter((line) => line.trim() !== "").length === 1 || layout.header !== undefined;
  return single && layout.column !== true ? { tensor, layout: { ...layout, column: false } } : { tensor, layout };
}

function joined({ series, rows }: Followed, more: readonly Data[]): Data[] {
  if (more.length !== series.length) {
    throw new InputError(`row ${rows} has ${more.length} numbers, those before ${series.length}`).in("stdin");
  }
  return series.map(({ name, x, y }, i) => ({ name, x: appended(x, more[i]!.x), y: appended(y, more[i]!.y) }));
}

function appended(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Draws over the last drawing, in one write, so that nothing flickers; gives how many lines it took. */
function show(drawing: string, shown: number, context: Context): number {
  const lines = drawing.split("\n");
  const up = shown > 0 ? `\u001b[${shown}A\r` : "";
  context.io.write("stdout", `${up}${lines.map((line) => `${line}\u001b[K\n`).join("")}\u001b[J`);
  return lines.length;
}

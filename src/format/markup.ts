/**
 * Tables for documents: Markdown and LaTeX.
 *
 * @packageDocumentation
 */
import type { Document, Format, WriteOptions } from "./document.js";
import { gridOf, interleave } from "./grid.js";
import { fieldOf } from "./lines.js";
import { numberFormat } from "./number.js";
import { escapeControls } from "./quote.js";

/** Digits after the point, unless all numbers are whole or the user says otherwise. */
const PRECISION = 4;

/** A table whose cells are texts; the numbers are told apart, as they stand to the right. */
interface Cells {
  readonly header: readonly string[] | undefined;
  readonly count: number;
  readonly row: (index: number) => readonly string[];
  /** Whether each column is numbers. */
  readonly numeric: readonly boolean[];
}

/** The lines of a table: those above its rows, each row, and those below. */
interface Lines {
  readonly open: string;
  readonly row: (cells: readonly string[]) => string;
  readonly close: string;
}

/** How a kind of document spells a table. */
interface Markup {
  readonly escapeText: (text: string) => string;
  readonly number: (text: string) => string;
  readonly lines: (cells: Cells) => Lines;
}

function cellsOf(
  document: Document,
  name: string,
  { escapeText: inMarkup, number }: Markup,
  options: WriteOptions,
): Cells {
  const escapeText = (text: string) => inMarkup(escapeControls(text.replace(/\s+/g, " ")));
  const { tensor, layout } = document;
  const { rows, columns } = gridOf(document, name);
  const asides = (layout.asides ?? []).filter(({ raw }) => raw.length === rows);
  const whole = tensor.data.every((x) => Number.isInteger(x));
  const format = numberFormat(options.precision ?? (whole ? undefined : PRECISION));
  const names = layout.header?.length === columns ? layout.header.map(escapeText) : undefined;
  const kinds = interleave(new Array<string>(columns).fill("number"), asides, () => "text");
  return {
    header: names && interleave(names, asides, ({ name: title = "" }) => escapeText(title)),
    count: rows,
    row(index) {
      const data = tensor.data.subarray(index * columns, (index + 1) * columns);
      const numbers = Array.from(data, (x) => number(format(x)));
      return interleave(numbers, asides, ({ raw }) => escapeText(fieldOf(raw.at(index) as string, layout)));
    },
    numeric: kinds.map((kind) => kind === "number"),
  };
}

const MARKDOWN: Markup = {
  escapeText: (text) => text.replace(/[\\|`*_<>[\]]/g, "\\$&"),
  number: (text) => text,
  lines({ header, count, row, numeric }) {
    // A table must have a header; without names the columns are counted.
    const names = header ?? numeric.map((_, column) => String(column));
    const widths = names.map((name) => Math.max(3, name.length));
    for (let index = 0; index < count; index++) {
      for (const [column, cell] of row(index).entries()) widths[column] = Math.max(widths[column]!, cell.length);
    }
    const pad = (text: string, column: number): string =>
      numeric[column] ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
    const rule = widths.map((width, column) => (numeric[column] ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
    return { open: line(names.map(pad)) + line(rule), row: (cells) => line(cells.map(pad)), close: "" };
  },
};

const LATEX_ESCAPES: { readonly [character: string]: string } = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

const LATEX: Markup = {
  escapeText: (text) => text.replace(/[&%$#_{}]|[\\~^]/g, (c) => LATEX_ESCAPES[c] ?? `\\${c}`),
  number(text) {
    if (text === "nan") return "nan";
    if (text.endsWith("inf")) return text.startsWith("-") ? "$-\\infty$" : "$\\infty$";
    return `$${text.replace(/e([-+])0*(\d+)$/, (_, sign, digits) => ` \\times 10^{${sign === "-" ? "-" : ""}${digits}}`)}$`;
  },
  lines({ header, numeric }) {
    const row = (cells: readonly string[]): string => `${cells.join(" & ")} \\\\\n`;
    const columns = numeric.map((isNumber) => (isNumber ? "r" : "l")).join("");
    const head = header ? `${row(header)}\\hline\n` : "";
    return { open: `\\begin{tabular}{${columns}}\n\\hline\n${head}`, row, close: "\\hline\n\\end{tabular}\n" };
  },
};

/** So many numbers are written at a time, and one row at least. */
const NUMBERS = 2 ** 15;

function* textsOf(cells: Cells, { lines }: Markup): Generator<string> {
  const { open, row, close } = lines(cells);
  yield open;
  const step = Math.ceil(NUMBERS / Math.max(cells.numeric.length, 1));
  for (let from = 0; from < cells.count; from += step) {
    let text = "";
    for (let index = from; index < Math.min(from + step, cells.count); index++) text += row(cells.row(index));
    yield text;
  }
  yield close;
}

function markup(name: string, about: string, endings: readonly string[], style: Markup): Format {
  const texts = (document: Document, options: WriteOptions) => textsOf(cellsOf(document, name, style, options), style);
  return {
    name,
    about,
    endings,
    keepsAsides: "always",
    write: (document, options) => [...texts(document, options)].join(""),
    texts,
  };
}

/** The markdown row. */
export const markdown = markup("markdown", "a table for Markdown", ["md", "markdown"], MARKDOWN);
/** The latex row. */
export const latex = markup("latex", "a tabular environment for LaTeX", ["tex"], LATEX);

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

/** A table as texts; the numbers are told apart, as they stand to the right. */
interface Cells {
  readonly header: readonly string[] | undefined;
  readonly rows: readonly (readonly string[])[];
  /** Whether each column is numbers. */
  readonly numeric: readonly boolean[];
}

/** How a kind of document spells a table. */
interface Markup {
  readonly escapeText: (text: string) => string;
  readonly number: (text: string) => string;
  readonly table: (cells: Cells) => string;
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
    rows: Array.from({ length: rows }, (_, row) => {
      const numbers = Array.from(tensor.data.subarray(row * columns, (row + 1) * columns), (x) => number(format(x)));
      return interleave(numbers, asides, ({ raw }) => escapeText(fieldOf(raw[row] as string, layout)));
    }),
    numeric: kinds.map((kind) => kind === "number"),
  };
}

const MARKDOWN: Markup = {
  escapeText: (text) => text.replace(/[\\|`*_<>[\]]/g, "\\$&"),
  number: (text) => text,
  table({ header, rows, numeric }) {
    // A table must have a header; without names the columns are counted.
    const names = header ?? numeric.map((_, column) => String(column));
    const widths = numeric.map((_, column) =>
      [names, ...rows].reduce((width, row) => Math.max(width, (row[column] ?? "").length), 3),
    );
    const pad = (text: string, column: number): string =>
      numeric[column] ? text.padStart(widths[column] as number) : text.padEnd(widths[column] as number);
    const rule = widths.map((width, column) => (numeric[column] ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
    return [names.map(pad), rule, ...rows.map((row) => row.map(pad))].map((row) => `| ${row.join(" | ")} |\n`).join("");
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
  table({ header, rows, numeric }) {
    const line = (cells: readonly string[]): string => `${cells.join(" & ")} \\\\\n`;
    const columns = numeric.map((isNumber) => (isNumber ? "r" : "l")).join("");
    const head = header ? `${line(header)}\\hline\n` : "";
    return `\\begin{tabular}{${columns}}\n\\hline\n${head}${rows.map(line).join("")}\\hline\n\\end{tabular}\n`;
  },
};

function markup(name: string, about: string, endings: readonly string[], style: Markup): Format {
  return {
    name,
    about,
    endings,
    keepsAsides: "always",
    write: (document, options) => style.table(cellsOf(document, name, style, options)),
  };
}

/** The markdown row. */
export const markdown = markup("markdown", "a table for Markdown", ["md", "markdown"], MARKDOWN);
/** The latex row. */
export const latex = markup("latex", "a tabular environment for LaTeX", ["tex"], LATEX);

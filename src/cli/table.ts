/**
 * A tensor as a table for people. Loaded only when one is shown.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Aside } from "../format/document.js";
import { formatFixed, formatNumber } from "../format/number.js";
import { escapeControls } from "../format/quote.js";
import { lanesOf, shapeText, sizeOf, type Tensor } from "../math/tensor.js";
import { Chalk } from "./chalk.js";
import type { ColorDepth } from "./color.js";
import { type Column, draw, fit, GAP } from "./draw.js";
import { wrap } from "./wrap.js";

export interface TableOptions {
  /** The columns of the terminal. */
  readonly width: number;
  readonly color: ColorDepth;
  /** Digits after the point; without it 4, and none where all numbers are whole. */
  readonly precision?: number | undefined;
  /** Leave nothing out. */
  readonly full: boolean;
  /** A vector stands one number a row. */
  readonly column: boolean;
  readonly asides: readonly Aside[];
  readonly header?: readonly string[] | undefined;
  /** The largest entry along this dim (from 0) is marked. */
  readonly largest?: number | undefined;
  /** The numbers are shares of a whole: where there are 256 colours, each cell is shaded by its own. */
  readonly shares?: boolean | undefined;
  /** Each column is a quantity of its own: whole numbers stand without decimals though others have some. */
  readonly separate?: boolean;
}

/** Above this many numbers only the edges are shown, as PyTorch does. */
const SUMMARY = 1000;
const EDGE = 3;
const PRECISION = 4;
/** Nobody looks at more columns side by side, which take 1 KiB each. */
const MOST_COLUMNS = 100_000;

/** The indices from 0 to `count`, those in the middle left out where there are more than the edges; -1 is the gap. */
function shown(count: number, abbreviate: boolean): readonly number[] {
  const all = Array.from({ length: abbreviate ? Math.min(count, 2 * EDGE + 1) : count }, (_, i) => i);
  if (!abbreviate || count <= 2 * EDGE) return all;
  return all.map((i) => (i < EDGE ? i : i === EDGE ? -1 : count - (2 * EDGE + 1) + i));
}

/** One way to write all of a column's numbers, so that the decimals are aligned and none but 0 shows as 0. */
function columnFormat(values: readonly number[], whole: boolean, precision = PRECISION): (x: number) => string {
  if (whole) return formatNumber;
  const finite = values.filter(Number.isFinite);
  const exponent = finite.some((x) => /e/.test(formatFixed(x, precision)) || Math.abs(x) >= 1e15);
  if (!exponent) return (x) => formatFixed(x, precision);
  return (x) =>
    Number.isFinite(x)
      ? (Object.is(x, -0) ? "-" : "") + x.toExponential(precision).replace(/e([-+])(\d)$/, "e$10$2")
      : formatNumber(x);
}

/** Which numbers are the largest of their lane along `dim`, the first on ties. */
function largestAlong(t: Tensor, dim: number): readonly boolean[] {
  const { outer, size, inner } = lanesOf(t.shape, dim);
  const marks = new Array<boolean>(t.data.length).fill(false);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let best = -1;
      for (let k = 0; k < size; k++) {
        const at = (o * size + k) * inner + i;
        if (best < 0 ? !Number.isNaN(t.data[at]!) : t.data[at]! > t.data[best]!) best = at;
      }
      if (best >= 0) marks[best] = true;
    }
  }
  return marks;
}

/** A field as it reads, without the quotes that its file had around it. */
const unquoted = (field: string): string => (/^".*"$/s.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field);

/** The columns of one matrix (`rows` by `columns` numbers from `start` on), asides in their places. */
function columnsOf(
  t: Tensor,
  start: number,
  rows: number,
  columns: number,
  options: TableOptions,
  marks?: readonly boolean[],
) {
  const { header, asides, precision, full, color, shares } = options;
  const visible = shown(rows, !full && t.data.length > SUMMARY);
  const isWhole = (x: number) => Number.isInteger(x) || !Number.isFinite(x);
  const whole = precision === undefined && !options.separate && t.data.every(isWhole);
  const numeric = Array.from({ length: columns }, (_, c): Column => {
    const at = (r: number) => start + r * columns + c;
    const values = visible.map((r) => (r < 0 ? 0 : t.data[at(r)]!));
    const bare = whole || (precision === undefined && options.separate === true && values.every(isWhole));
    const format = columnFormat(values, bare, precision);
    const marked = marks && visible.map((r) => r >= 0 && marks[at(r)]!);
    // Without colour a sign marks the largest.
    const sign = (r: number, i: number) => (marked && color === 0 && r >= 0 ? (marked[i] ? "*" : " ") : "");
    const cells = visible.map((r, i) => (r < 0 ? GAP : format(t.data[at(r)]!)) + sign(r, i));
    const head = escapeControls(header?.[c] ?? String(c)) + (marked && color === 0 ? " " : "");
    const shades = shares && color > 1 && visible.map((r) => (r < 0 ? 0 : t.data[at(r)]!));
    return { head, cells, align: "right", numbers: true, ...(marked ? { marked } : {}), ...(shades ? { shades } : {}) };
  });
  const all = [...numeric];
  for (const { at, name, raw } of asides) {
    const cells = visible.map((r) => (r < 0 ? GAP : escapeControls(unquoted(raw[r] ?? ""))));
    all.splice(at, 0, { head: escapeControls(name ?? ""), cells, align: "left", dim: true });
  }
  const index = visible.map((r) => (r < 0 ? GAP : String(r)));
  const indexed = rows > 1 || options.column ? [{ head: "", cells: index, align: "right", dim: true } as Column] : [];
  return { columns: [...indexed, ...all], fixed: indexed.length };
}

/** A tensor of at least one dim as tables: one, or one for each matrix of the last two dims with its index as title. */
export function table(t: Tensor, options: TableOptions): string {
  const chalk = new Chalk({ level: options.color });
  if (t.data.length === 0) return `${chalk.dim(t.rank > 1 ? `empty, ${shapeText(t.shape)}` : "empty")}\n`;
  const [rows, columns] = t.rank > 1 ? t.shape.slice(-2) : options.column ? [t.shape[0], 1] : [1, t.shape[0]];
  if (options.full && columns! > MOST_COLUMNS) {
    throw new InputError(`has no room for ${columns} columns in a table: csv, json and npy have`, {
      parameter: "full",
    });
  }
  const marks = options.largest === undefined ? undefined : largestAlong(t, options.largest);
  const size = rows! * columns!;
  const leading = t.shape.slice(0, -2);
  const abbreviate = !options.full && t.data.length > SUMMARY;
  const count = t.rank > 2 ? sizeOf(leading) : 1;
  const slices = shown(count, abbreviate);
  const parts = slices.map((slice) => {
    if (slice < 0) return { text: chalk.dim(GAP), left: 0, columns: 0 };
    const all = columnsOf(t, slice * size, rows!, columns!, options, marks);
    const { columns: fitting, left } = fit(all.columns, all.fixed, options);
    const title = t.rank > 2 ? `${chalk.dim(`[${indexOf(slice, leading).join(", ")}]`)}\n` : "";
    return { text: `${title}${draw(fitting, chalk)}`, left, columns: all.columns.length - all.fixed };
  });
  const cut = parts.reduce((a, b) => (b.left > a.left ? b : a));
  const hint = leftOut(abbreviate ? { rows: rows!, slices: count } : { rows: 0, slices: 0 }, cut);
  return `${parts.map(({ text }) => text).join("\n")}${hint && `\n${chalk.dim(wrap(hint.split(" "), 0, options.width))}`}\n`;
}

/** What is not shown: the middle of so many rows and slices, and columns for which there was no room. */
function leftOut(
  middle: { readonly rows: number; readonly slices: number },
  { left, columns }: { readonly left: number; readonly columns: number },
): string {
  const parts = [
    [middle.slices - 2 * EDGE, middle.slices, "slices"],
    [middle.rows - 2 * EDGE, middle.rows, "rows"],
    [left, columns, "columns"],
  ] as const;
  const texts = parts.filter(([gone]) => gone > 0).map(([gone, all, what]) => `${gone} of ${all} ${what}`);
  return texts.length === 0 ? "" : `${texts.join(", ")} left out; --full shows all`;
}

/** The index of the `n`-th slice of a shape. */
function indexOf(n: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = n;
  for (const size of shape.toReversed()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}

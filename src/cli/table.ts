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
import { Chalk, type ChalkInstance } from "./chalk.js";
import type { ColorDepth } from "./color.js";
import { type Column, draw, drawParts, fit, GAP } from "./draw.js";
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
  /** The tensor is only the ends of a larger one. */
  readonly ends?: Ends | undefined;
}

/** What is known of a tensor of which only the first and last entries along dim 0 are there, as many of both. */
export interface Ends {
  /** How many are left out between them. */
  readonly missing: number;
  /** Whether all of its numbers are whole. */
  readonly whole: boolean;
  /** Along dim 0: at which index each lane has its largest entry, -1 for none. */
  readonly tops?: Float64Array | undefined;
}

/** Above this many numbers only the edges are shown, as PyTorch does. */
const SUMMARY = 1000;
const EDGE = 3;
const PRECISION = 4;
/** A column takes at least so much of the width. */
const NARROWEST = 4;
/** Of more rows than this so many are drawn at a time, or rows of so many numbers. */
const BLOCK = 256;
const NUMBERS = 2 ** 15;
/** Nobody looks at more columns side by side, which take 1 KiB each. */
const MOST_COLUMNS = 100_000;

/** The indices from 0 to `count`, those in the middle left out where there are more than the edges; -1 is the gap. */
function shown(count: number, abbreviate: boolean): readonly number[] {
  const all = Array.from({ length: abbreviate ? Math.min(count, 2 * EDGE + 1) : count }, (_, i) => i);
  if (!abbreviate || count <= 2 * EDGE) return all;
  return all.map((i) => (i < EDGE ? i : i === EDGE ? -1 : count - (2 * EDGE + 1) + i));
}

/** Whether a number with so many digits after the point needs an exponent. */
function isExtreme(x: number, precision: number): boolean {
  const size = Math.abs(x);
  // Most numbers need no text to tell.
  if (size >= 1 && size < 1e15) return false;
  return Number.isFinite(x) && (size >= 1e15 || formatFixed(x, precision).includes("e"));
}

/** One way to write all of a column's numbers, so that the decimals are aligned and none but 0 shows as 0. */
function columnFormat(values: Iterable<number>, whole: boolean, precision = PRECISION): (x: number) => string {
  if (whole) return formatNumber;
  let exponent = false;
  for (const x of values) exponent ||= isExtreme(x, precision);
  if (!exponent) return (x) => formatFixed(x, precision);
  return (x) =>
    Number.isFinite(x)
      ? (Object.is(x, -0) ? "-" : "") + x.toExponential(precision).replace(/e([-+])(\d)$/, "e$10$2")
      : formatNumber(x);
}

/** Which numbers are the largest of their lane along `dim`, the first on ties. */
function largestAlong(t: Tensor, dim: number): Uint8Array {
  const { outer, size, inner } = lanesOf(t.shape, dim);
  const marks = new Uint8Array(t.data.length);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let best = -1;
      for (let k = 0; k < size; k++) {
        const at = (o * size + k) * inner + i;
        if (best < 0 ? !Number.isNaN(t.data[at]!) : t.data[at]! > t.data[best]!) best = at;
      }
      if (best >= 0) marks[best] = 1;
    }
  }
  return marks;
}

/** The same where only the ends along dim 0 are there. */
function largestOfEnds({ data, shape }: Tensor, { missing, tops }: Ends): Uint8Array {
  const marks = new Uint8Array(data.length);
  const half = shape[0]! / 2;
  tops!.forEach((index, lane) => {
    const row = index < half ? index : index - missing;
    if (row >= (index < half ? 0 : half)) marks[row * tops!.length + lane] = 1;
  });
  return marks;
}

/** A field as it reads, without the quotes that its file had around it. */
const unquoted = (field: string): string => (/^".*"$/s.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field);

const isWhole = (x: number): boolean => Number.isInteger(x) || !Number.isFinite(x);

/** A matrix within a tensor, and all that its columns have in common. */
interface Matrix {
  readonly t: Tensor;
  readonly rows: number;
  readonly columns: number;
  /** Where the number in row r and column c stands. */
  readonly at: (r: number, c: number) => number;
  /** Where row r stands among the cells of the other columns. */
  readonly rowAt: (r: number) => number;
  readonly whole: boolean;
  readonly marks: Uint8Array | undefined;
}

/** How the numbers of a column are written where these rows are shown. */
function formatOf({ t, at, whole }: Matrix, c: number, visible: Iterable<number>, options: TableOptions) {
  const { precision, separate = false } = options;
  const values = function* () {
    for (const r of visible) if (r >= 0) yield t.data[at(r, c)]!;
  };
  const bare = whole || (precision === undefined && separate && [...values()].every(isWhole));
  return columnFormat(values(), bare, precision);
}

/** The columns of some rows of a matrix, asides in their places. */
function columnsOf(
  matrix: Matrix,
  visible: readonly number[],
  chosen: readonly number[],
  options: TableOptions,
  formats: readonly ((x: number) => string)[] = chosen.map((c) => formatOf(matrix, c, visible, options)),
) {
  const { t, at, rowAt, marks, rows } = matrix;
  const { header, asides, color, shares } = options;
  const numeric = chosen.map((c, i): Column => {
    const format = formats[i]!;
    const marked = marks && visible.map((r) => r >= 0 && marks[at(r, c)] === 1);
    // Without colour a sign marks the largest.
    const sign = (r: number, k: number) => (marked && color === 0 && r >= 0 ? (marked[k] ? "*" : " ") : "");
    const cells = visible.map((r, k) => (r < 0 ? GAP : format(t.data[at(r, c)]!)) + sign(r, k));
    const head = escapeControls(header?.[c] ?? String(c)) + (marked && color === 0 ? " " : "");
    const shades = shares && color > 1 && visible.map((r) => (r < 0 ? 0 : t.data[at(r, c)]!));
    return { head, cells, align: "right", numbers: true, ...(marked ? { marked } : {}), ...(shades ? { shades } : {}) };
  });
  const all = [...numeric];
  for (const { at: place, name, raw } of asides) {
    const cells = visible.map((r) => (r < 0 ? GAP : escapeControls(unquoted(raw.at(rowAt(r)) ?? ""))));
    all.splice(place, 0, { head: escapeControls(name ?? ""), cells, align: "left", dim: true });
  }
  const index = visible.map((r) => (r < 0 ? GAP : String(r)));
  const indexed = rows > 1 || options.column ? [{ head: "", cells: index, align: "right", dim: true } as Column] : [];
  return { columns: [...indexed, ...all], fixed: indexed.length };
}

/** The columns that may find room: where there are very many, those at both ends and one between. */
function candidates(columns: number, { width, full, asides }: TableOptions): readonly number[] {
  const most = full || asides.length > 0 ? Number.POSITIVE_INFINITY : Math.ceil(width / NARROWEST) + 1;
  if (columns <= 2 * most + 1) return Array.from({ length: columns }, (_, c) => c);
  return Array.from({ length: 2 * most + 1 }, (_, i) => (i <= most ? i : columns - (2 * most + 1) + i));
}

/** The shape of a tensor of which perhaps only the ends are there. */
const wholeShape = ({ shape }: Tensor, { ends }: TableOptions): readonly number[] =>
  ends ? [shape[0]! + ends.missing, ...shape.slice(1)] : shape;

/** The matrices of a tensor of at least one dim, by their number. */
function matrices(t: Tensor, options: TableOptions): { readonly shape: readonly number[]; of: (n: number) => Matrix } {
  const { ends, column, precision, separate } = options;
  const shape = wholeShape(t, options);
  const [rows = 1, columns = 1] = t.rank > 1 ? shape.slice(-2) : column ? [shape[0]!, 1] : [1, shape[0]!];
  const whole = precision === undefined && !separate && (ends?.whole ?? t.data.every(isWhole));
  const { largest } = options;
  const marks = ends?.tops ? largestOfEnds(t, ends) : largest === undefined ? undefined : largestAlong(t, largest);
  const half = t.shape[0]! / 2;
  const inner = sizeOf(t.shape.slice(1));
  const isThere = (index: number): number => (ends && index >= half ? index - ends.missing : index);
  const of = (n: number): Matrix => {
    const start = n * rows * columns;
    const at = (r: number, c: number): number => {
      const flat = start + r * columns + c;
      const first = Math.floor(flat / inner);
      return flat + (isThere(first) - first) * inner;
    };
    return { t, rows, columns, at, rowAt: t.rank === 2 || column ? isThere : (r) => r, whole, marks };
  };
  return { shape, of };
}

/** A tensor of at least one dim as tables: one, or one for each matrix of the last two dims with its index as title. */
export function table(t: Tensor, options: TableOptions): string {
  return [...tableTexts(t, options)].join("");
}

/**
 * The same in parts, for what is too large for one text.
 * @throws InputError if there are too many columns for a table.
 */
export function* tableTexts(t: Tensor, options: TableOptions): Generator<string> {
  const chalk = new Chalk({ level: options.color });
  if (t.data.length === 0) return yield `${chalk.dim(t.rank > 1 ? `empty, ${shapeText(t.shape)}` : "empty")}\n`;
  const { shape, of } = matrices(t, options);
  const { rows, columns } = of(0);
  const { full, width } = options;
  if ((full || width === Number.POSITIVE_INFINITY) && columns > MOST_COLUMNS) {
    const room = `has no room for ${columns} columns`;
    throw full
      ? new InputError(`${room} in a table: csv, json and npy have`, { parameter: "full" })
      : new InputError(`table ${room}: csv, json and npy have`, { parameter: "to" });
  }
  const leading = shape.slice(0, -2);
  const abbreviate = !full && sizeOf(shape) > SUMMARY;
  const count = t.rank > 2 ? sizeOf(leading) : 1;
  let cut = { left: 0, columns: 0 };
  let between = "";
  for (const slice of shown(count, abbreviate)) {
    yield between;
    between = "\n";
    if (slice < 0) {
      yield chalk.dim(GAP);
      continue;
    }
    if (t.rank > 2) yield `${chalk.dim(`[${indexOf(slice, leading).join(", ")}]`)}\n`;
    if (full && rows > BLOCK) {
      yield* longTexts(of(slice), options, chalk);
      continue;
    }
    const chosen = candidates(columns, options);
    const all = columnsOf(of(slice), shown(rows, abbreviate), chosen, options);
    const { columns: fitting, left } = fit(all.columns, all.fixed, options);
    yield draw(fitting, chalk);
    const beyond = columns - chosen.length;
    const gone = { left: left + beyond, columns: all.columns.length - all.fixed + beyond };
    if (gone.left > cut.left) cut = gone;
  }
  const hint = leftOut(abbreviate ? { rows, slices: count } : { rows: 0, slices: 0 }, cut);
  yield `${hint && `\n${chalk.dim(wrap(hint.split(" "), 0, width))}`}\n`;
}

/** A matrix of many rows, some at a time, as if they were drawn at once. */
function* longTexts(matrix: Matrix, options: TableOptions, chalk: ChalkInstance): Generator<string> {
  const { rows, columns } = matrix;
  const chosen = Array.from({ length: columns }, (_, c) => c);
  const step = Math.max(BLOCK, Math.floor(NUMBERS / columns));
  const blocks = function* () {
    for (let from = 0; from < rows; from += step) {
      yield Array.from({ length: Math.min(step, rows - from) }, (_, i) => from + i);
    }
  };
  const all = function* () {
    for (const block of blocks()) yield* block;
  };
  const formats = chosen.map((c) => formatOf(matrix, c, all(), options));
  const parts = function* () {
    for (const visible of blocks()) yield columnsOf(matrix, visible, chosen, options, formats).columns;
  };
  yield* drawParts(parts, chalk);
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

/**
 * The grammar of printed tensors: what PyTorch, NumPy, JAX and TensorFlow print, Python's lists and tuples, and rows
 * of numbers between blanks, commas, `;` and line breaks.
 *
 * ```
 * rows = row { (";" | line break outside brackets) row }
 * row  = item { [","] item } [","]
 * item = number | "[" rows "]" | "(" rows ")" | name "(" item { "," argument } ")" | "<" ... "numpy=" item ">"
 * ```
 *
 * @packageDocumentation
 */
import type { InputError } from "../errors.js";
import { sizeOf } from "../math/tensor.js";
import { checkedShape, DEEPEST, mismatch, NUMBER, newPool, type Pool, push } from "./lists.js";
import { blankPrompts } from "./literal-prompts.js";
import { parseNumber } from "./number.js";
import { quote } from "./quote.js";
import { errorAt } from "./span.js";

/** A text being read. */
interface Scanner {
  /** For the places of errors. */
  readonly source: string;
  /** The same without prompts and comments. */
  readonly text: string;
  readonly pool: Pool;
  /** The number of the first item of the next list, for messages: that of the outermost one may be told, all others count from 0. */
  firstRow: number;
  at: number;
}

/** What was read: its numbers stand in the pool; the shape is undefined where there was nothing. */
export interface Literal {
  readonly pool: Pool;
  readonly shape: readonly number[] | undefined;
}

/** Items of one shape. */
interface Items {
  shape: readonly number[];
  count: number;
  /** The number of the first, for messages. */
  readonly first: number;
}

const WORD = /[-+\u2212\w.]+/y;
const NAME = /^[A-Za-z_][\w.]*$/;
/** The names of what holds numbers: classes, and functions that make tensors; never a function that computes. */
const HOLDER = /(?:^|\.)(?:[A-Z]\w*|\w*(?:tensor|array|matrix)|b?float\d*|u?int\d*|bool_?)$/;
const CONSTANT = /^(-?)(?:np|numpy|jnp|torch|math)\.(nan|inf)$/;
const WORDS: ReadonlyMap<string, number> = new Map([
  ["True", 1],
  ["False", 0],
  ["true", 1],
  ["false", 0],
  ["null", Number.NaN],
]);

/**
 * The numbers of a printed tensor or of rows of numbers.
 * @param firstRow the number of the outermost list's first item, for messages
 * @throws InputError with its place where the text is none, is ragged, or was shortened.
 */
export function scanLiteral(source: string, firstRow = 0): Literal {
  const s: Scanner = { source, text: blankPrompts(source), pool: newPool(), firstRow, at: 0 };
  const { shape, count } = scanRows(s, undefined, 0);
  if (count === 0) return { pool: s.pool, shape: undefined };
  return { pool: s.pool, shape: count === 1 ? shape : [count, ...shape] };
}

/** Rows of items up to `closer`, or to the end. A single row counts as its items. */
function scanRows(s: Scanner, closer: string | undefined, depth: number): Items {
  const opener = s.at - 1;
  const first = closer === undefined ? 0 : s.firstRow;
  if (closer !== undefined) s.firstRow = 0;
  const rows: Items = { shape: NUMBER, count: 0, first };
  let row: Items = { shape: NUMBER, count: 0, first };
  let rowStart = s.at;
  let afterItem = false;
  for (;;) {
    skipBlanks(s, depth > 0);
    const c = s.text[s.at];
    if (c === undefined && closer) throw failure(s, `${s.text[opener]} is not closed`, opener);
    if (c === closer) break;
    if (c === ";" || c === "\n") {
      if (row.count > 0) addItem(s, rows, [row.count, ...row.shape], rowStart);
      row = { shape: NUMBER, count: 0, first: 0 };
      rowStart = ++s.at;
      afterItem = false;
    } else if (c === ",") {
      if (!afterItem) throw failure(s, 'expected a number, not ","', s.at);
      s.at++;
      afterItem = false;
    } else {
      const start = s.at;
      if (row.count === 0) rowStart = start;
      addItem(s, row, scanItem(s, depth), start);
      afterItem = true;
    }
  }
  s.at++;
  if (rows.count === 0) return row;
  if (row.count > 0) addItem(s, rows, [row.count, ...row.shape], rowStart);
  // One item a row is a column, which is a vector.
  return rows.shape[0] === 1 ? { ...rows, shape: rows.shape.slice(1) } : rows;
}

function addItem(s: Scanner, items: Items, shape: readonly number[], start: number): void {
  if (items.count === 0) items.shape = shape;
  const problem = mismatch(items.shape, shape, items.first + items.count++);
  if (problem !== undefined) throw failure(s, problem, start, s.at);
}

/** A number, a list, or what holds one; gives its shape. */
function scanItem(s: Scanner, depth: number): readonly number[] {
  const start = s.at;
  const c = s.text[start];
  if (c === "[" || c === "(") {
    checkDepth(s, depth);
    s.at++;
    const { shape, count } = scanRows(s, c === "[" ? "]" : ")", depth + 1);
    return [count, ...shape];
  }
  if (c === "<") return scanAngle(s, depth);
  WORD.lastIndex = start;
  const word = WORD.exec(s.text)?.[0] ?? "";
  s.at = start + word.length;
  const value = parseNumber(word) ?? WORDS.get(word) ?? constant(word);
  if (value !== undefined) {
    push(s.pool, value);
    return NUMBER;
  }
  if (s.text[s.at] === "(" && NAME.test(word) && HOLDER.test(word)) return scanCall(s, depth);
  if (word.startsWith("...") || c === "\u2026") throw shortened(s, start);
  if (c === undefined) throw failure(s, "the text ends, expected a number", start);
  if (word === "") throw failure(s, `expected a number, not ${quote(c)}`, start);
  throw failure(s, `not a number: ${quote(word)}`, start, s.at);
}

/** @throws InputError if what begins here, inside `depth` others, is nested too deep. */
function checkDepth(s: Scanner, depth: number): void {
  if (depth >= DEEPEST) throw failure(s, `nested deeper than ${DEEPEST} levels`, s.at);
}

/** `<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>`. */
function scanAngle(s: Scanner, depth: number): readonly number[] {
  checkDepth(s, depth);
  const start = s.at;
  const numpy = s.text.indexOf("numpy=", start);
  if (numpy < 0) throw failure(s, "this printout does not show its numbers", start);
  s.at = numpy + "numpy=".length;
  skipBlanks(s, true);
  const shape = scanItem(s, depth + 1);
  skipBlanks(s, true);
  if (s.text[s.at] !== ">") throw failure(s, "< is not closed", start);
  s.at++;
  return shape;
}

/** The item in `name(item, argument, ...)`; the arguments count only for the shape of what is empty. */
function scanCall(s: Scanner, depth: number): readonly number[] {
  checkDepth(s, depth);
  const opener = s.at++;
  skipBlanks(s, true);
  let shape = scanString(s) ?? scanItem(s, depth + 1);
  for (;;) {
    skipBlanks(s, true);
    const c = s.text[s.at];
    if (c === undefined) throw failure(s, "( is not closed", opener);
    if (c !== ")" && c !== ",") throw failure(s, `expected , or ), not ${quote(c)}`, s.at);
    s.at++;
    if (c === ")") return shape;
    const argument = scanArgument(s, opener);
    if (sizeOf(shape) === 0) shape = emptyShape(argument) ?? shape;
  }
}

/** The dims in `size=(0, 3)`, where they hold no numbers. */
function emptyShape(argument: string): readonly number[] | undefined {
  const dims = /^\s*(?:size|shape)=\(([\d, ]*)\)/.exec(argument)?.[1]?.match(/\d+/g)?.map(Number);
  return dims && sizeOf(dims) === 0 ? checkedShape(dims) : undefined;
}

/** The number in quotation marks of `float("nan")`. */
function scanString(s: Scanner): readonly number[] | undefined {
  const match = /^(["'])([^"'\n]{1,20})\1/.exec(s.text.slice(s.at, s.at + 22));
  const value = match ? parseNumber(match[2] as string) : undefined;
  if (!match || value === undefined) return undefined;
  push(s.pool, value);
  s.at += match[0].length;
  return NUMBER;
}

/** Steps over an argument up to the comma or bracket behind it, and returns its text. */
function scanArgument(s: Scanner, opener: number): string {
  const start = s.at;
  let open = 0;
  for (; s.at < s.text.length; s.at++) {
    const c = s.text[s.at] as string;
    if (open === 0 && (c === "," || c === ")")) return s.text.slice(start, s.at);
    // dtype='>f4'
    if (c === "'" || c === '"') s.at = Math.max(s.at, s.text.indexOf(c, s.at + 1));
    else if ("([<".includes(c)) open++;
    else if (")]>".includes(c)) open--;
  }
  throw failure(s, "( is not closed", opener);
}

function constant(word: string): number | undefined {
  const match = CONSTANT.exec(word);
  return match ? parseNumber(`${match[1]}${match[2]}`) : undefined;
}

function skipBlanks(s: Scanner, newlines: boolean): void {
  for (; s.at < s.text.length; s.at++) {
    const c = s.text.charCodeAt(s.at);
    if (!(c === 0x20 || c === 0x09 || c === 0x0d || c === 0xa0 || (newlines && c === 0x0a))) return;
  }
}

function failure(s: Scanner, message: string, start: number, end?: number): InputError {
  return errorAt(s.source, message, end === undefined ? { start } : { start, end });
}

function shortened(s: Scanner, start: number): InputError {
  const how = /tensor\(/.test(s.text)
    ? 'torch.set_printoptions(profile="full")'
    : "numpy.set_printoptions(threshold=sys.maxsize)";
  return failure(
    s,
    `the printout is shortened, not all its numbers are here: ${how} prints them all`,
    start,
    start + 3,
  );
}

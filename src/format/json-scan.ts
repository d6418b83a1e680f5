/**
 * The grammar of JSON (RFC 8259) with the numbers that Python writes: `NaN`, `Infinity`, `1.`, `.5`.
 *
 * Lists of numbers go straight into one pool of doubles; only objects become nodes one by one. Lists that are not
 * numbers, or ragged, are no error in themselves: what is wrong with them is kept, and thrown if someone wants them.
 *
 * @packageDocumentation
 */
import type { InputError } from "../errors.js";
import { DEEPEST, mismatch, NUMBER, newPool, type Pool, push } from "./lists.js";
import { parseNamed } from "./number.js";
import { quote } from "./quote.js";
import { errorAt, type Span } from "./span.js";

/** A number or equally long lists of them; the numbers stand in the pool from `offset` on. */
export interface NumbersNode extends Span {
  readonly kind: "numbers";
  readonly shape: readonly number[];
  readonly offset: number;
}

/** An object; of a repeated key the last value counts, as in Python and JavaScript. */
export interface ObjectNode extends Span {
  readonly kind: "object";
  readonly fields: ReadonlyMap<string, Node>;
}

/** A list of objects, at least one. */
export interface RecordsNode extends Span {
  readonly kind: "records";
  readonly items: readonly ObjectNode[];
}

/** All else, and why it is not numbers. */
export interface OtherNode extends Span {
  readonly kind: "other";
  readonly problem: string;
  readonly at: Span;
}

export type Node = NumbersNode | ObjectNode | RecordsNode | OtherNode;

/** A text being read. */
export interface Scanner {
  readonly text: string;
  readonly pool: Pool;
  /** The number of the first item of the outermost list, for messages. */
  readonly firstRow: number;
  at: number;
}

export function newScanner(text: string, firstRow = 0): Scanner {
  return { text, pool: newPool(), firstRow, at: 0 };
}

/** Goes to the next character that is not blank; false at the end of the text. */
export function skipBlanks(s: Scanner): boolean {
  for (; s.at < s.text.length; s.at++) {
    const c = s.text.charCodeAt(s.at);
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return true;
  }
  return false;
}

/**
 * The value that begins here; blanks before it must have been skipped.
 * @throws InputError with its place where the text is not JSON or is nested too deep.
 */
export function scanValue(s: Scanner, depth = 0): Node {
  const start = s.at;
  const c = s.text[start];
  if (depth >= DEEPEST && (c === "[" || c === "{")) {
    throw errorAt(s.text, `nested deeper than ${DEEPEST} levels`, { start });
  }
  if (c === "[") return scanList(s, depth);
  if (c === "{") return scanObject(s, depth);
  const offset = s.pool.length;
  if (c === '"') {
    const value = scanString(s);
    const special = /^-?(?:NaN|Infinity)$/.test(value) ? parseNamed(value) : undefined;
    const at = { start, end: s.at };
    if (special === undefined) return { kind: "other", problem: `not a number: ${quote(value)}`, at, ...at };
    push(s.pool, special);
  } else {
    push(s.pool, scanWord(s));
  }
  return { kind: "numbers", shape: NUMBER, offset, start, end: s.at };
}

function scanList(s: Scanner, depth: number): Node {
  const start = s.at++;
  const offset = s.pool.length;
  const objects: ObjectNode[] = [];
  const firstRow = depth === 0 ? s.firstRow : 0;
  let shape: readonly number[] | undefined;
  let wrong: { problem: string; at: Span } | undefined;
  let count = 0;
  for (let closed = closes(s, "]", start); !closed; count++) {
    const c = s.text.charCodeAt(s.at);
    if (c !== 0x5b && c !== 0x7b && c !== 0x22) {
      const at = s.at;
      push(s.pool, scanWord(s));
      // The usual case, a number after a number, makes no node.
      if (shape !== NUMBER) wrong ??= check(NUMBER, { start: at, end: s.at });
    } else {
      const item = scanValue(s, depth + 1);
      if (item.kind === "object") objects.push(item);
      else if (item.kind === "numbers") wrong ??= check(item.shape, item);
      else if (item.kind === "other") wrong ??= { problem: item.problem, at: item.at };
      else wrong ??= { problem: "a list of objects inside a list", at: item };
    }
    closed = endsItem(s, "]", start);
  }
  const span = { start, end: s.at };
  if (objects.length > 0 && objects.length === count) return { kind: "records", items: objects, ...span };
  if (objects.length > 0) wrong ??= { problem: "an object among numbers", at: objects[0] as ObjectNode };
  if (!wrong) return { kind: "numbers", shape: [count, ...(shape ?? NUMBER)], offset, ...span };
  s.pool.length = offset;
  return { kind: "other", ...wrong, ...span };

  function check(found: readonly number[], at: Span): { problem: string; at: Span } | undefined {
    if (count === 0) shape = found;
    const problem = mismatch(shape ?? found, found, firstRow + count);
    return problem === undefined ? undefined : { problem, at };
  }
}

function scanObject(s: Scanner, depth: number): ObjectNode {
  const start = s.at++;
  const fields = new Map<string, Node>();
  for (let closed = closes(s, "}", start); !closed; ) {
    if (s.text[s.at] !== '"') throw unexpected(s, "a key in double quotes");
    const key = scanString(s);
    if (!skipBlanks(s) || s.text[s.at] !== ":") throw unexpected(s, ":");
    s.at++;
    skipBlanks(s);
    fields.set(key, scanValue(s, depth + 1));
    closed = endsItem(s, "}", start);
  }
  return { kind: "object", fields, start, end: s.at };
}

/** Whether the list or object ends before its first item. */
function closes(s: Scanner, closer: string, start: number): boolean {
  if (!skipBlanks(s)) throw unclosed(s, start);
  if (s.text[s.at] !== closer) return false;
  s.at++;
  return true;
}

/** Steps over what follows an item: true at the end, false after a comma. */
function endsItem(s: Scanner, closer: string, start: number): boolean {
  if (!skipBlanks(s)) throw unclosed(s, start);
  const c = s.text[s.at];
  if (c !== closer && c !== ",") throw unexpected(s, `, or ${closer}`);
  s.at++;
  if (c === closer) return true;
  if (!skipBlanks(s)) throw unclosed(s, start);
  return false;
}

function unclosed(s: Scanner, start: number): InputError {
  return errorAt(s.text, `${s.text[start]} is not closed`, { start });
}

/** The error that something else was expected here. */
export function unexpected(s: Scanner, expected: string): InputError {
  const start = s.at;
  if (start >= s.text.length) return errorAt(s.text, `the text ends, expected ${expected}`, { start });
  const end = Math.max(start + 1, endOfWord(s.text, start));
  return errorAt(s.text, `expected ${expected}, not ${quote(s.text.slice(start, end))}`, { start, end });
}

/** A string, decoded; `JSON.parse` checks the escapes and characters of those that are not plain. */
function scanString(s: Scanner): string {
  const start = s.at;
  let isPlain = true;
  let end = start + 1;
  for (; end < s.text.length; end++) {
    const c = s.text.charCodeAt(end);
    if (c === 0x22) break;
    if (c === 0x5c) end++;
    if (c === 0x5c || c < 0x20) isPlain = false;
  }
  s.at = Math.min(end + 1, s.text.length);
  if (end >= s.text.length) throw errorAt(s.text, "the string is not closed", { start });
  if (isPlain) return s.text.slice(start + 1, end);
  try {
    return JSON.parse(s.text.slice(start, s.at)) as string;
  } catch {
    throw errorAt(s.text, "not a JSON string", { start, end: s.at });
  }
}

// RFC 8259, and the point may stand first or last.
const JSON_NUMBER = /^[-\u2212]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const WORDS: ReadonlyMap<string, number> = new Map([
  ["true", 1],
  ["false", 0],
  ["null", Number.NaN],
]);

function scanWord(s: Scanner): number {
  const start = s.at;
  const end = endOfWord(s.text, start);
  if (end === start) throw unexpected(s, "a number");
  s.at = end;
  const word = s.text.slice(start, end);
  if (JSON_NUMBER.test(word)) return Number(word.replace("\u2212", "-"));
  const value = WORDS.get(word) ?? parseNamed(word);
  if (value === undefined) throw errorAt(s.text, `not a number: ${quote(word)}`, { start, end });
  return value;
}

/** Where the word that begins at `at` ends: before a blank or a character that has a meaning of its own. */
function endOfWord(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c <= 0x20 || c === 0x2c || c === 0x3a || c === 0x22) break;
    if (c === 0x5b || c === 0x5d || c === 0x7b || c === 0x7d) break;
  }
  return end;
}

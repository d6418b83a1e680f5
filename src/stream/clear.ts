/**
 * The clear path: blocks that the kernels refuse, read as the whole-file path reads them, with the same mistakes.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { decode } from "../format/decode.js";
import type { ReadOptions } from "../format/document.js";
import { splitter } from "../format/dsv.js";
import { decodeElements, ELEMENTS } from "../format/elements.js";
import { type Node, newScanner, type Scanner, scanValue, skipBlanks, unexpected } from "../format/json-scan.js";
import { mismatch } from "../format/lists.js";
import { readMoreRows } from "../format/rows.js";
import { errorAt } from "../format/span.js";
import { splitBlanks } from "../format/text.js";
import type { Binary, Lists, Reading } from "./plan.js";

/** What stands before a block. */
export interface Position {
  readonly row: number;
  readonly line: number;
  /** How much of its first line. */
  readonly column: number;
  /** Whether the list has been closed. */
  readonly closed: boolean;
}

/** The numbers of a block. */
export interface Rows {
  readonly data: Float64Array;
  readonly closed: boolean;
}

/** @throws InputError if an item is not numbers of the shape that the first had. */
function checkItem(s: Scanner, node: Node, { commas, width }: Lists, row: number): void {
  if (node.kind === "other") throw errorAt(s.text, node.problem, node.at);
  if (node.kind !== "numbers") {
    throw errorAt(s.text, commas ? "an object among numbers" : "not numbers, though the first value is", node);
  }
  const problem = mismatch(width === 0 ? [] : [width], node.shape, row);
  if (problem !== undefined) throw errorAt(s.text, problem, node);
}

/** Steps over the comma before an item; false where the list is closed instead. */
function opensItem(s: Scanner): boolean {
  const c = s.text[s.at];
  if (c !== "," && c !== "]") throw unexpected(s, ", or ]");
  s.at++;
  if (c === "]") return false;
  if (!skipBlanks(s)) throw unexpected(s, "a number");
  return true;
}

function readLists(text: string, reading: Lists, position: Position): Rows {
  const { commas } = reading;
  const s = newScanner(text);
  let { row, closed } = position;
  while (skipBlanks(s)) {
    if (closed)
      throw unexpected(s, /[[{"\d.-]/.test(s.text[s.at]!) ? "the end (jsonl holds several values)" : "the end");
    if (commas && !opensItem(s)) {
      closed = true;
      continue;
    }
    const isGlued = !commas && s.at > 0 && !/[\s[\]{}]/.test(s.text[s.at - 1]!) && !/[[\]{}]/.test(s.text[s.at]!);
    if (isGlued) throw unexpected(s, "a blank or a line break between values");
    checkItem(s, scanValue(s, 1), reading, row++);
  }
  return { data: s.pool.data.slice(0, s.pool.length), closed };
}

function readText(text: string, reading: Exclude<Reading, Binary>, position: Position): Rows {
  if (reading.kind === "lists") return readLists(text, reading, position);
  const { delimiter, width, missing } = reading;
  const split = delimiter === " " ? splitBlanks : splitter(delimiter);
  const options: ReadOptions = { missing };
  return { data: readMoreRows(text, split, options, { width, firstRow: position.row }), closed: false };
}

/**
 * The numbers of a block.
 * @throws InputError with its place in the whole input.
 */
export function readClear(bytes: Uint8Array, reading: Reading, position: Position): Rows {
  if (reading.kind === "binary") {
    return { data: decodeElements(bytes, ELEMENTS[reading.element], reading.littleEndian), closed: false };
  }
  const { text } = decode(bytes);
  try {
    return readText(text, reading, position);
  } catch (error) {
    if (!(error instanceof InputError) || !error.place) throw error;
    const { line, column } = error.place;
    const before = line === 1 ? position.column : 0;
    const place = { ...error.place, line: line + position.line, column: column + before };
    throw new InputError(error.message, { place });
  }
}

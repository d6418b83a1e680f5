/**
 * Where blocks of text may be cut: behind whole rows.
 *
 * @packageDocumentation
 */
import { ELEMENTS } from "../format/elements.js";
import type { Reading } from "./plan.js";

const NEWLINE = 0x0a;
const QUOTE = 0x22;

function quotes(bytes: Buffer): number {
  let count = 0;
  for (let i = bytes.indexOf(QUOTE); i >= 0; i = bytes.indexOf(QUOTE, i + 1)) count++;
  return count;
}

/** Behind the last line break that is not within quotation marks. */
function behindLine(bytes: Buffer): number {
  let end = bytes.lastIndexOf(NEWLINE) + 1;
  for (let odd = quotes(bytes.subarray(0, end)) % 2; end > 0 && odd === 1; ) {
    const before = bytes.lastIndexOf(NEWLINE, end - 2) + 1;
    odd = (odd + quotes(bytes.subarray(before, end))) % 2;
    end = before;
  }
  return end;
}

const isBlank = (c: number | undefined): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;

function nextSolid(bytes: Buffer, at: number, step: 1 | -1): string {
  while (at >= 0 && at < bytes.length && isBlank(bytes[at])) at += step;
  return at >= 0 && at < bytes.length ? String.fromCharCode(bytes[at]!) : "";
}

/**
 * Behind the last line break that two JSON values have between them: within a value a comma, a colon or a bracket
 * stands before or behind every blank.
 */
function behindValue(bytes: Buffer): number {
  for (let at = bytes.lastIndexOf(NEWLINE); at >= 0; at = bytes.lastIndexOf(NEWLINE, at - 1)) {
    const before = nextSolid(bytes, at, -1);
    const behind = nextSolid(bytes, at, 1);
    if (before !== "" && behind !== "" && !",:[{".includes(before) && !",:]}".includes(behind)) return at + 1;
    if (at === 0) break;
  }
  return 0;
}

/** How many of the bytes are whole rows; 0 where not even one is. */
export function wholeRows(bytes: Buffer, reading: Reading): number {
  switch (reading.kind) {
    case "delimited":
      return behindLine(bytes);
    case "lists":
      if (!reading.commas) return behindValue(bytes);
      return reading.width === 0 ? Math.max(bytes.lastIndexOf(","), 0) : bytes.lastIndexOf("]") + 1;
    case "binary":
      return bytes.length - (bytes.length % (reading.width * ELEMENTS[reading.element].size));
  }
}

/**
 * Rows of numbers in bytes. Blocks hold whole rows and end with a line break or, for lists, with a byte 0; at least
 * 16 readable bytes follow.
 */
import { readNumber, value } from "./read-number";

const COMMA: u8 = 0x2c;
const SPACE: u8 = 0x20;
const TAB: u8 = 0x09;
const RETURN: u8 = 0x0d;
const NEWLINE: u8 = 0x0a;
const OPEN: u8 = 0x5b;
const CLOSE: u8 = 0x5d;

/** Reads the word from `start` to `end` into the number at `into` as the clear reader does; false if it is none. */
declare function readWord(start: usize, end: usize, into: usize): bool;

/** Where the list of all rows was closed; 0 if it was not. */
export let closed: usize = 0;

function isBlank(c: u8): bool {
  return c == SPACE || c == NEWLINE || c == RETURN || c == TAB;
}

/** Leaves a field to the host; returns where it ends, or 0. */
function readField(p: usize, delimiter: u8, into: usize): usize {
  let end = p;
  for (let c = load<u8>(end); c != delimiter && c != NEWLINE; c = load<u8>(++end)) {
    if (c == TAB && delimiter == SPACE) break;
  }
  const last = load<u8>(end) == NEWLINE && end > p && load<u8>(end - 1) == RETURN ? end - 1 : end;
  return readWord(p, last, into) ? last : 0;
}

function skip(p: usize, blank: u8): usize {
  let c = load<u8>(p);
  while (c == SPACE || c == blank) c = load<u8>(++p);
  return p;
}

/** Reads the field at `p` up to what ends it; 0 where the row is irregular. */
function readCell(p: usize, delimiter: u8, isLast: bool, into: usize): usize {
  const blank = delimiter == SPACE ? TAB : SPACE;
  const start = skip(p, blank);
  let end = readNumber(start);
  for (let attempt = 0; attempt < 2; attempt++) {
    if (end != 0) {
      const behind = skip(end, blank);
      const c = load<u8>(behind);
      if (isLast) {
        if (c == NEWLINE) return behind + 1;
        if (c == RETURN && load<u8>(behind, 1) == NEWLINE) return behind + 2;
      } else if (delimiter == SPACE) {
        if (behind > end && c != NEWLINE && c != RETURN) return behind;
      } else if (c == delimiter) return behind + 1;
    }
    if (attempt == 1) break;
    end = readField(start, delimiter, into);
    if (end == 0) return 0;
    value = load<f64>(into);
  }
  return 0;
}

/**
 * Reads rows of `width` fields into the numbers at `into`. A delimiter of a blank stands for any run of blanks and
 * tabs. Returns the number of rows, or -1 where one is irregular.
 */
export function readDelimited(p: usize, end: usize, delimiter: u32, width: u32, into: usize): i32 {
  let rows = 0;
  while (p < end) {
    for (let i: u32 = 1; i <= width; i++) {
      p = readCell(p, <u8>delimiter, i == width, into);
      if (p == 0) return -1;
      store<f64>(into, value);
      into += 8;
    }
    rows++;
  }
  return rows;
}

function skipBlanks(p: usize): usize {
  while (isBlank(load<u8>(p))) p++;
  return p;
}

/** Reads the item at `p`; returns where what follows it begins, or 0. */
function readItem(p: usize, into: usize): usize {
  let end = readNumber(p);
  if (end != 0) {
    const c = load<u8>(end);
    if (c == COMMA || c == CLOSE) return end;
    const behind = skipBlanks(end);
    if (behind > end || c == 0) return behind;
  }
  end = p;
  for (let c = load<u8>(end); c != COMMA && c != CLOSE && c != 0 && !isBlank(c); c = load<u8>(end)) end++;
  if (!readWord(p, end, into)) return 0;
  value = load<f64>(into);
  return skipBlanks(end);
}

/** Reads `[a, b, ...]` of `width` numbers; returns where it ends, or 0. */
function readList(p: usize, width: u32, into: usize): usize {
  if (load<u8>(p) != OPEN) return 0;
  for (let i: u32 = 1; i <= width; i++) {
    p = readItem(skipBlanks(p + 1), into);
    if (p == 0 || load<u8>(p) != (i == width ? CLOSE : COMMA)) return 0;
    store<f64>(into, value);
    into += 8;
  }
  return p + 1;
}

/**
 * Reads lists of `width` numbers, or bare numbers for a width of 0, into the numbers at `into`. With `commas` they are
 * the items of a list that goes on from an earlier block: each stands behind a comma, and the list's end is noted in
 * {@link closed}. Returns the number of rows, or -1 where one is irregular.
 */
export function readLists(p: usize, end: usize, commas: bool, width: u32, into: usize): i32 {
  let rows = 0;
  closed = 0;
  for (p = skipBlanks(p); p < end; p = skipBlanks(p)) {
    if (commas) {
      if (load<u8>(p) == CLOSE) {
        closed = p + 1;
        return rows;
      }
      if (load<u8>(p) != COMMA) return -1;
      p = skipBlanks(p + 1);
    }
    if (width == 0) {
      const next = readItem(p, into);
      if (next == 0 || next == p || (!commas && next < end && !isBlank(load<u8>(next - 1)))) return -1;
      store<f64>(into, value);
      into += 8;
      p = next;
    } else {
      p = readList(p, width, into);
      if (p == 0) return -1;
      into += <usize>width << 3;
    }
    rows++;
  }
  return rows;
}

/** How many line breaks there are from `p` to `end`. */
export function countLines(p: usize, end: usize): u32 {
  const newlines = i8x16.splat(NEWLINE);
  let count: u32 = 0;
  for (; p + 16 <= end; p += 16) count += popcnt<u32>(i8x16.bitmask(i8x16.eq(v128.load(p), newlines)));
  for (; p < end; p++) count += <u32>(load<u8>(p) == NEWLINE);
  return count;
}

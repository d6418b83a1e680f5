/**
 * Where lists may be cut: between their items.
 *
 * @packageDocumentation
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether a byte stands between items: a blank or a comma. */
const separates = (c: number): boolean => c <= 0x20 || c === 0x2c;

/** Where a string that begins at `open` ends; the end of the bytes if it does not. */
export function endOfString(bytes: Uint8Array, open: number): number {
  let at = open + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/**
 * How many of the bytes, which stand within a list or a run of values, are whole items: up to the last place where an
 * item has ended, brackets and strings being whole. Behind the end of the list there is no such place.
 */
export function wholeItems(bytes: Uint8Array): number {
  let depth = 0;
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    const c = bytes[at]!;
    if (c === QUOTE) {
      at = endOfString(bytes, at);
    } else if (c === 0x5b || c === 0x7b || c === 0x28) {
      depth++;
    } else if (c === 0x5d || c === 0x7d || c === 0x29) {
      if (depth === 0) return end;
      if (--depth === 0) end = at + 1;
    } else if (depth === 0 && at > 0 && separates(c) && !separates(bytes[at - 1]!)) {
      end = at;
    }
  }
  return end;
}

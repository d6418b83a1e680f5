/**
 * Bytes <-> text.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Layout } from "./document.js";

/** The longest string that V8 can hold. */
export const LONGEST_TEXT = 2 ** 29 - 24;

/** A text, and how its bytes spelled it where that is not UTF-8. */
export interface Decoded {
  readonly text: string;
  readonly encoding?: "latin1";
}

/**
 * The text of a file: UTF-8 without its byte order mark, or UTF-16 if it begins with one. Bytes that are not valid
 * UTF-8 are read as Latin-1, so that text beside the numbers can be written back unchanged.
 * @throws InputError if the text is longer than a string can be.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > LONGEST_TEXT) throw new InputError("more than 512 MiB of text cannot be read at once");
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes) };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder("utf-16be").decode(bytes) };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { text: latin1Text(bytes), encoding: "latin1" };
  }
}

/** The text in the encoding that its input had. */
export function encode(text: string, layout: Layout): Uint8Array | string {
  if (layout.encoding !== "latin1") return text;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) return text;
    bytes[i] = code;
  }
  return bytes;
}

// TextDecoder's "latin1" is windows-1252, which is not byte for byte.
function latin1Text(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 4096) parts.push(String.fromCharCode(...bytes.subarray(i, i + 4096)));
  return parts.join("");
}

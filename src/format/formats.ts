/**
 * FORMATS: one row a format, in the order of the help, and how to find the right one.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { decode } from "./decode.js";
import type { Format } from "./document.js";
import { csv, tsv } from "./dsv.js";
import { refuseForeign } from "./foreign.js";
import { json } from "./json.js";
import { jsonl } from "./jsonl.js";
import { literal } from "./literal.js";
import { latex, markdown } from "./markup.js";
import { npy } from "./npy.js";
import { npz } from "./npz.js";
import { quote } from "./quote.js";
import { safetensors } from "./safetensors.js";
import { headOf } from "./sniff.js";
import { text } from "./text.js";

export { unpack } from "./gzip.js";

/** Every format. */
export const FORMATS: readonly Format[] = [
  json,
  jsonl,
  csv,
  tsv,
  text,
  npy,
  literal,
  npz,
  safetensors,
  markdown,
  latex,
];

/** A text is recognised from this many of its first bytes. */
const HEAD = 65536;
/** One that begins with a list so long that another may follow, from so many. */
const LONG_HEAD = 2 ** 20;
const LIST = /^\s*\[\s*[^[{\s][^\]]*$/;

/**
 * The format of that name, or with that ending.
 * @throws InputError, with all names, if there is none.
 */
export function formatNamed(name: string): Format {
  const wanted = name.toLowerCase().replace(/^\./, "");
  const found = FORMATS.find((format) => format.name === wanted || format.endings.includes(wanted));
  if (found) return found;
  throw new InputError(`unknown format ${quote(name)}: ${FORMATS.map((format) => format.name).join(", ")}`);
}

/** The format that the ending of a path names, `.gz` aside; undefined if it names none. */
export function formatOfPath(path: string): Format | undefined {
  const ending = /\.([^./\\]+)$/.exec(path.replace(/\.gz$/i, ""))?.[1]?.toLowerCase();
  return ending === undefined ? undefined : FORMATS.find(({ endings }) => endings.includes(ending));
}

/**
 * The format of unpacked bytes: by their magic number, else the path's ending, else by what the text looks like.
 * The beginning of the bytes is enough.
 * @throws InputError if they are empty, no text, or look like several formats.
 */
export function recognise(bytes: Uint8Array, path?: string): Format {
  const magic = FORMATS.find((format) => format.magic?.(bytes));
  if (magic) return magic;
  refuseForeign(bytes);
  const named = path === undefined ? undefined : formatOfPath(path);
  // .txt says no more than that it is text.
  if (named?.read && named !== text) return named;
  const { text: short } = decode(bytes.subarray(0, HEAD));
  const head = bytes.length > HEAD && LIST.test(short) ? decode(bytes.subarray(0, LONG_HEAD)).text : short;
  if (head.includes("\0")) throw new InputError("the input is binary and of no format that is read");
  if (head.trim() === "") throw new InputError("no numbers in the input");
  const shape = headOf(head);
  const candidates = FORMATS.filter((format) => format.looks?.(shape));
  if (candidates.length === 1) return candidates[0] as Format;
  const names = candidates.map(({ name }) => name);
  const advice = /\d,\d+\s*;/.test(head) ? " (decimal commas must be points)" : "";
  throw new InputError(`the input may be ${names.join(" or ")}${advice}`, { remedy: "from" });
}

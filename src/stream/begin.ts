/**
 * The beginning of a large input: its first rows, read by the clear reader, tell how all others are read.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Document, ReadOptions } from "../format/document.js";
import { decodeElements, roundingNotes } from "../format/elements.js";
import { formatNamed } from "../format/formats.js";
import { elementOf, readNpyHeader } from "../format/npy.js";
import type { Extent } from "../format/store.js";
import { type DType, sizeOf, Tensor } from "../math/tensor.js";
import { wholeRows } from "./cut.js";
import type { Reading } from "./plan.js";

/** The first rows of an input, and how the others are read. */
export interface Beginning {
  readonly head: Document;
  /** The bytes of the head. */
  readonly length: number;
  readonly reading: Reading;
  /** Where the head is only a pattern, and no row has been read yet. */
  readonly wide?: {
    readonly longestRow: number;
    /** Whether there is but one, which is a vector where that is how a format spells one. */
    readonly only: boolean;
  };
  /** The shape of the whole input, the bytes of its numbers, and of those behind the head, where the input says so. */
  readonly whole?: { readonly shape: readonly number[]; readonly size: number; readonly left: number };
}

/** The head has at least this many bytes. */
const HEAD = 4096;

const OWN_DELIMITER: { readonly [format: string]: string } = { csv: ",", tsv: "\t", text: " " };

/** How the rows behind a head are read; undefined where only the whole input tells. */
export function readingOf(format: string, { tensor, layout }: Document, options: ReadOptions): Reading | undefined {
  const { shape, rank } = tensor;
  const isMatrix = rank === 2 && shape[0]! > 1 && shape[1]! > 0;
  if (layout.asides || layout.records || !(isMatrix || (rank === 1 && shape[0]! > 1))) return undefined;
  const width = isMatrix ? shape[1]! : 0;
  if (format === "json") return { kind: "lists", commas: true, width };
  if (!isMatrix && !layout.column) return undefined;
  if (format === "jsonl") return { kind: "lists", commas: false, width };
  const own = OWN_DELIMITER[format]!;
  const delimiter = format === "text" ? own : (options.delimiter ?? layout.delimiter ?? own);
  // The kernels know bytes; a field on which nothing could end is none of theirs.
  if (delimiter.charCodeAt(0) > 0x7e || (delimiter === " " && format !== "text")) return undefined;
  return { kind: "delimited", delimiter, width: Math.max(width, 1), missing: options.missing ?? "error" };
}

/** Where a head of `length` bytes or more may end; 0 where the bytes do not hold it. */
function endOfHead(bytes: Buffer, format: string, length: number): number {
  if (format !== "json") {
    const reading: Reading = format === "jsonl" ? LINES_OF_LISTS : LINES;
    const newline = bytes.indexOf("\n", length);
    // A value behind the line break shows that it stands between two.
    return newline < 0 ? 0 : wholeRows(bytes.subarray(0, reading === LINES ? newline + 1 : newline + 64), reading);
  }
  const isFlat = !/^\uFEFF?\s*\[\s*\[/.test(bytes.toString("utf8", 0, HEAD));
  return isFlat ? Math.max(bytes.lastIndexOf(",", length), 0) : bytes.indexOf("]", length) + 1;
}

const LINES: Reading = { kind: "delimited", delimiter: ",", width: 1, missing: "error" };
const LINES_OF_LISTS: Reading = { kind: "lists", commas: false, width: 1 };

function tryHead(bytes: Buffer, format: string, options: ReadOptions): Document | undefined {
  try {
    // A list that goes on is closed for the reader.
    return formatNamed(format).read!(format === "json" ? Buffer.concat([bytes, CLOSE]) : bytes, options);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

const CLOSE = Buffer.from("]");

/** Rows of more bytes are wide: none is read ahead. */
export const WIDE = 1 << 16;

/** Two rows that stand for wide ones. Of the width only its parity counts, for what halves it. */
export function patternOf(width: number, dtype?: DType): Tensor {
  const narrow = 2 + (width % 2);
  return new Tensor(new Float64Array(2 * narrow).fill(0.5), [2, narrow], dtype);
}

/** The beginning of an array whose numbers stand in `bytes` from `offset` on: its first two rows, where they are there. */
export function beginArray(array: ArrayType, bytes: Buffer, offset: number): Beginning | undefined {
  const { shape, element, littleEndian, fortranOrder } = array;
  const [rows = 0, ...inner] = shape;
  const width = sizeOf(inner);
  if (rows <= 2 || width === 0 || fortranOrder) return undefined;
  const reading: Reading = { kind: "binary", element: element.dtype, littleEndian, width };
  const size = sizeOf(shape) * element.size;
  const row = width * element.size;
  if (row > WIDE && inner.length === 1) {
    const head = { tensor: patternOf(width, element.dtype), layout: {} };
    return {
      head,
      length: offset,
      reading,
      wide: { longestRow: row, only: false },
      whole: { shape, size, left: size },
    };
  }
  const length = offset + 2 * row;
  if (length > bytes.length) return undefined;
  const data = decodeElements(bytes.subarray(offset, length), element, littleEndian);
  const notes = roundingNotes(data, element.dtype);
  const head = { tensor: new Tensor(data, [2, ...inner], element.dtype), layout: {}, notes };
  return { head, length, reading, whole: { shape, size, left: size - 2 * row } };
}

/** How the numbers of an array are stored. */
type ArrayType = Pick<Extent, "shape" | "element" | "littleEndian" | "fortranOrder">;

/** The beginning of an npy file. */
function beginNpy(bytes: Buffer): Beginning | undefined {
  const { descr, shape, fortranOrder, offset } = readNpyHeader(bytes);
  return beginArray({ ...elementOf(descr), shape, fortranOrder }, bytes, offset);
}

/**
 * The beginning of an input that goes on behind `bytes`; undefined where these do not tell, or where the format or
 * its layout (columns that pass through, records, deeper lists) can be read only as a whole.
 * @throws InputError for an npy header that is damaged.
 */
export function begin(format: string, bytes: Buffer, options: ReadOptions, least = HEAD): Beginning | undefined {
  if (format === "npy") return beginNpy(bytes);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const isRows = format in OWN_DELIMITER || format === "jsonl" || (format === "json" && options.key === undefined);
  if (!isRows || isUtf16) return undefined;
  let tried = 0;
  for (let length = least; length < bytes.length; length *= 2) {
    const end = endOfHead(bytes, format, length);
    const head = end > tried ? tryHead(bytes.subarray(0, end), format, options) : undefined;
    tried = end;
    const reading = head && readingOf(format, head, options);
    if (reading) return { head, length: end, reading };
  }
  return undefined;
}

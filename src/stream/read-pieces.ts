/**
 * A text larger than memory, piece by piece, each read as if it were a small file: its first rows stand before every
 * piece, so that header, keys, shape and all that the first rows decide are found again, and are dropped from what was
 * read.
 *
 * @packageDocumentation
 */
import { InputError, type Place } from "../errors.js";
import type { Document, Format, Pieces, ReadOptions } from "../format/document.js";
import { shapeText, sizeOf, Tensor } from "../math/tensor.js";
import { newKeys } from "./piece-keys.js";
import { LONGEST_ROW, piecesOf, readTo, type Source } from "./pieces.js";
import { asUtf8 } from "./transcode.js";

/** Rows of a large text. */
export interface Part {
  readonly document: Document;
  readonly firstRow: number;
  /** How many bytes of the text have been read. */
  readonly bytes: number;
}

/** A large text that has been begun. */
export interface Parts {
  /** Its first rows, at least two. */
  readonly head: Document;
  /** The rows behind them. @throws InputError for a mistake, with its place in the whole text. */
  readonly rest: () => AsyncGenerator<Part>;
}

/** What stands before and behind the rows of every piece. */
interface Frame extends Pieces {
  readonly format: Format;
  readonly options: ReadOptions;
  /** How many bytes stand before the first row. */
  readonly start: number;
}

/** The opening is looked for in this many bytes. */
const OPENING = 1 << 16;
const NEWLINE = 0x0a;

function frameOf(bytes: Buffer, format: Format, options: ReadOptions): Frame | undefined {
  const mark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  const pieces = format.pieces?.(bytes.toString("utf8", mark, OPENING), options);
  if (!pieces || !/^\p{ASCII}*$/u.test(pieces.opening)) return undefined;
  return { ...pieces, format, options, start: mark + pieces.opening.length };
}

const BYTE_ORDER_MARK = Buffer.from("\uFEFF");

/** What the bytes say; undefined where they hold no numbers. */
function tryRead(bytes: Buffer, { format, options, closing }: Frame): Document | undefined {
  try {
    return format.read!(Buffer.concat([bytes, Buffer.from(closing)]), options);
  } catch (error) {
    if (error instanceof InputError && !error.place && !error.parameter && !error.remedy) return undefined;
    throw error;
  }
}

/** Whether the first dim is known to be rows, and there are several: a single one may be read as a vector. */
function isRows({ tensor, layout }: Document, format: Format): boolean {
  const { rank, shape } = tensor;
  const isList = !layout.records && (format.name === "json" || format.name === "literal");
  return (rank > 1 || layout.column === true || (isList && rank === 1)) && shape[0]! > 1 && tensor.data.length > 0;
}

const names = ({ layout }: Document): string => JSON.stringify(layout.header ?? null);

/** As few of the first rows as tell what the head tells: the bytes up to their end, and how many they are. */
function sampleOf(head: Document, bytes: Buffer, frame: Frame): { end: number; rows: number } {
  const width = sizeOf(head.tensor.shape.slice(1));
  for (let length = 64; frame.start + length < bytes.length; length *= 2) {
    const end = frame.start + frame.wholeRows(bytes.subarray(frame.start, frame.start + length));
    const sample = end > frame.start ? tryRead(bytes.subarray(0, end), frame) : undefined;
    if (sample && names(sample) === names(head)) return { end, rows: sample.tensor.data.length / width };
  }
  return { end: bytes.length, rows: head.tensor.shape[0]! };
}

/**
 * Begins to read a text in pieces.
 * @param size the bytes of a piece, unless a row has more
 * @returns undefined where the text must be read whole, as it is short, or as its format does not fall into rows; what
 * has been read of it is in `input.bytes`
 * @throws InputError for a mistake in the first piece.
 */
export async function beginParts(
  input: Source,
  format: Format,
  options: ReadOptions,
  size: number,
): Promise<Parts | undefined> {
  let begun = false;
  const source = asUtf8(input, () => !begun);
  const frame = frameOf(source.bytes, format, options);
  if (!frame) return undefined;
  for (let wanted = size; wanted <= LONGEST_ROW; wanted *= 2) {
    if (!(await readTo(source, frame.start + wanted + 1))) return undefined;
    const end = frame.start + frame.wholeRows(source.bytes.subarray(frame.start, frame.start + wanted));
    const bytes = source.bytes.subarray(0, end);
    const head = end > frame.start ? tryRead(bytes, frame) : undefined;
    if (!head || !isRows(head, format)) continue;
    const sample = sampleOf(head, bytes, frame);
    begun = true;
    return { head, rest: () => restOf(source, head, end, sample, frame, Math.max(size, 4 * sample.end)) };
  }
  return undefined;
}

async function* restOf(
  source: Source,
  head: Document,
  end: number,
  sample: { end: number; rows: number },
  frame: Frame,
  size: number,
): AsyncGenerator<Part> {
  const { format, options, closing } = frame;
  const first = source.bytes.subarray(0, sample.end);
  // A piece stands on lines of its own.
  const before = Buffer.concat([first, Buffer.from(first.at(-1) === NEWLINE ? "" : "\n")]);
  const align = newKeys(head);
  let place = placeBehind({ line: 1, column: 1 }, source.bytes.subarray(0, end));
  let firstRow = head.tensor.shape[0]!;
  let done = end;
  source.bytes = source.bytes.subarray(end);
  for await (const { bytes, last } of piecesOf(source, size, frame.wholeRows)) {
    const text = Buffer.concat([before, bytes, Buffer.from(last ? "" : closing)]);
    const read = inPlace(before, place, () => format.read!(text, { ...options, firstRow: firstRow - sample.rows }));
    const document = withoutFirst(read, sample.rows, head, firstRow);
    done += bytes.length;
    place = placeBehind(place, bytes);
    if (!document) continue;
    yield { document: align(document, firstRow), firstRow, bytes: done };
    firstRow += document.tensor.shape[0]!;
  }
}

/** The document without its first rows; undefined where these are all. */
function withoutFirst(
  { tensor, layout }: Document,
  count: number,
  head: Document,
  firstRow: number,
): Document | undefined {
  const row = head.tensor.shape.slice(1);
  const width = sizeOf(row);
  const rows = tensor.data.length / width - count;
  if (rows === 0) return undefined;
  if (shapeText(tensor.shape) !== shapeText([rows + count, ...row])) {
    throw new InputError(`from row ${firstRow} on the shape is not ${shapeText(row)} a row any more`);
  }
  const rest = new Tensor(tensor.data.subarray(count * width), [rows, ...row], tensor.dtype);
  const asides = layout.asides?.map((aside) => ({ ...aside, raw: aside.raw.slice(count) }));
  return { tensor: rest, layout: asides ? { ...layout, asides } : layout };
}

type Position = Pick<Place, "line" | "column">;

function placeBehind({ line, column }: Position, bytes: Buffer): Position {
  let lines = 0;
  let start = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, start)) {
    lines++;
    start = at + 1;
  }
  const characters = bytes.toString("utf8", start).length;
  return { line: line + lines, column: lines === 0 ? column + characters : 1 + characters };
}

/** Runs `work` on what stands `before` and a piece that begins at `place`; a mistake in it gets its place in the whole. */
function inPlace<T>(before: Buffer, place: Position, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError) || !error.place) throw error;
    const own = error.place.line - (placeBehind({ line: 1, column: 1 }, before).line - 1);
    if (own < 1) throw error;
    const line = place.line + own - 1;
    const column = own === 1 ? place.column + error.place.column - 1 : error.place.column;
    throw new InputError(error.message, { place: { ...error.place, line, column } });
  }
}

/**
 * A large result written some rows at a time, so that its text is never there as a whole. Loaded when one is written.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { encode } from "../format/decode.js";
import type { Document, Format } from "../format/document.js";
import { sizeOf, Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import type { Options } from "./options.js";
import { writeOptions } from "./output.js";
import { openOutput } from "./output-file.js";

/** So many numbers are written at a time, and two rows at least. */
const NUMBERS = 2 ** 15;

/** Some rows of a document. */
function rowsOf({ tensor, layout }: Document, from: number, to: number): Document {
  const row = tensor.shape.slice(1);
  const width = sizeOf(row);
  const data = tensor.data.subarray(from * width, to * width);
  const rows = new Tensor(data, [data.length / width, ...row], tensor.dtype);
  const asides = layout.asides?.map((aside) => ({ ...aside, raw: aside.raw.slice(from, to) }));
  return { tensor: rows, layout: asides ? { ...layout, asides } : layout };
}

/** The text of a document, part by part. */
function* textsOf(
  document: Document,
  spell: NonNullable<Format["spell"]>,
  options: Options,
): Generator<string | Uint8Array> {
  const { tensor, layout } = document;
  const [rows = 0, ...row] = tensor.shape;
  const step = Math.max(2, Math.floor(NUMBERS / sizeOf(row)));
  for (let at = 0; at < rows; at += step) {
    const settings = { ...writeOptions(options), continued: at > 0 };
    const { open, rows: texts, between, close } = spell(rowsOf(document, at, at + step), settings);
    const last = at + step >= rows ? close : "";
    yield encode((at === 0 ? open : between) + texts.join(between) + last, layout);
  }
}

/** The first of several texts; undefined where the format cannot hold them: the message is about the whole. */
function tryFirst<T>(texts: Iterator<T>): T | undefined {
  try {
    return texts.next().value;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/**
 * Writes a document in a text format.
 * @returns false, with nothing written, if it has no rows that stand one after the other.
 */
export async function writeParts(
  document: Document,
  { spell, texts }: Format,
  options: Options,
  context: Context,
): Promise<boolean> {
  const { tensor, layout } = document;
  if (texts) {
    await deliverParts(texts(document, writeOptions(options)), options, context);
    return true;
  }
  const isRow = tensor.rank === 1 && !layout.column && (layout.header ?? layout.asides) !== undefined;
  if (!spell || tensor.rank === 0 || tensor.data.length === 0 || isRow) return false;
  const spelled = textsOf(document, spell, options);
  const first = tryFirst(spelled);
  if (first === undefined) return false;
  const all = function* () {
    yield first;
    yield* spelled;
  };
  await deliverParts(all(), options, context);
  return true;
}

/** Writes texts one after the other to `--output` or standard output. */
export async function deliverParts(
  texts: Iterable<string | Uint8Array>,
  options: Options,
  context: Context,
): Promise<void> {
  if (options.output === undefined) {
    for (const text of texts) context.io.write("stdout", text);
    return;
  }
  const output = openOutput(options.output);
  try {
    for (const text of texts) {
      output.write(text);
      await output.turn();
    }
    await output.commit();
  } catch (error) {
    output.abort();
    throw error;
  }
}

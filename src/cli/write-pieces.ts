/**
 * What is made of the pieces of an input, written as one text or npy file.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { encode } from "../format/decode.js";
import type { Layout, Spelling } from "../format/document.js";
import { quote } from "../format/quote.js";
import { floatBytes, npyRows } from "../stream/writing.js";
import type { Context } from "./context.js";
import type { Sink } from "./headed.js";
import type { Options } from "./options.js";
import { noteAsides, type Result, writeOptions, writtenAs } from "./output.js";
import { recordFormat, spellRecords } from "./records.js";
import type { Made } from "./row-work.js";

/** Writes what is made of further pieces. */
export interface PieceWriter {
  put(made: Made, firstRow: number): void;
  /** Writes what stands at the end of so many rows. */
  end(rows: number): void;
  /** To be called at the end of all, done or not. */
  close(): void;
}

/** A text, and how the input had it. */
interface Text extends Spelling {
  readonly layout: Layout;
}

const nothing = (): void => undefined;

/** What was made as text; undefined where it must be whole. */
function textOf(made: Made, continued: boolean, options: Options, context: Context): Text | undefined {
  if ("records" in made) {
    const name = recordFormat(made.like, options, context);
    return name === "table" ? undefined : { ...spellRecords(made.records, name, options), layout: {} };
  }
  const { format, document } = writtenAs(made, options, false);
  if (!format?.spell) return undefined;
  return { ...format.spell(document, { ...writeOptions(options), continued }), layout: document.layout };
}

/** The same, where the format can hold it: else the shape of the whole belongs to the message. */
function tryText(made: Made, options: Options, context: Context): Text | undefined {
  try {
    return textOf(made, false, options, context);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Whether two texts open with the same bytes. */
const opensAlike = (a: Text, b: Text): boolean =>
  a.open === b.open || Buffer.from(encode(a.open, a.layout)).equals(Buffer.from(encode(b.open, b.layout)));

/** The error of records with a key that the header lacks. */
function lateKey(known: Layout, { asides = [] }: Layout, firstRow: number): InputError {
  const names = new Set(known.asides?.map(({ name }) => name));
  const { name = "", raw } = asides.find((aside) => !names.has(aside.name))!;
  const row = firstRow + raw.slice().findIndex((text) => text !== "");
  return new InputError(`row ${row} has the key ${quote(name)}, which is too late for the header: --to jsonl keeps it`);
}

function textWriter(first: Text, { write }: Sink, options: Options, context: Context): PieceWriter {
  write(encode(first.open + first.rows.join(first.between), first.layout));
  return {
    put(made, firstRow) {
      const text = textOf(made, true, options, context)!;
      if (!opensAlike(text, first)) throw lateKey(first.layout, text.layout, firstRow);
      write(encode(text.between + text.rows.join(text.between), text.layout));
    },
    end: () => write(first.close),
    close: nothing,
  };
}

async function npyWriter({ tensor }: Result, sink: Sink): Promise<PieceWriter> {
  const { headed } = await import("./headed.js");
  const { rows, head, header } = npyRows(tensor, tensor.shape.slice(1));
  const { write, end, close } = headed(sink, header, undefined);
  write(head);
  return { put: (made) => write(floatBytes((made as Result).tensor.data, rows)), end, close };
}

/** Begins to write with what was made of the first piece; undefined where all must be there before. */
export function writerFor(
  first: Made,
  options: Options,
  context: Context,
): ((sink: Sink) => PieceWriter | Promise<PieceWriter>) | undefined {
  const text = tryText(first, options, context);
  if ("tensor" in first) {
    const { format, document } = writtenAs(first, options, false);
    const isNpy = format?.name === "npy";
    if (format && (isNpy || text)) noteAsides(document.layout, format, context);
    if (isNpy) return (sink) => npyWriter(first, sink);
  }
  return text && ((sink) => textWriter(text, sink, options, context));
}

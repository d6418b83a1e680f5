/**
 * What a reader gives and a writer takes.
 *
 * @packageDocumentation
 */
import type { Tensor } from "../math/tensor.js";
import type { Extents, Store } from "./store.js";

/** Texts one after the other, as in an array of strings; asked for from the start. */
export type Texts = Pick<readonly string[], "length" | "at" | "slice">;

/** A column of a delimited file that is not numbers to compute with; it is written back unchanged, in its place. */
export interface Aside {
  /** Its index among all the columns of the file, from 0. */
  readonly at: number;
  /** Its name in the header, unquoted; empty for an index column without a name, undefined without a header. */
  readonly name: string | undefined;
  /**
   * Its header field and its cells, as the file had them, quotes included (JSON text for records, and empty where a
   * record lacks the key).
   */
  readonly rawName: string | undefined;
  readonly raw: Texts;
}

/** What a file said beside its numbers, so that a result of the same shape is written back as its input came. */
export interface Layout {
  /** A vector that stood one number a line. */
  readonly column?: boolean;
  /** Names of the columns that are numbers, unquoted. */
  readonly header?: readonly string[];
  readonly asides?: readonly Aside[];
  /** The delimiter of a csv file, where it is not the format's own. */
  readonly delimiter?: string;
  /** A JSON list of objects, or jsonl of objects: the header names their keys. */
  readonly records?: boolean;
  /** The key of records whose array is the row; without it each number has a key of its own. */
  readonly rowKey?: string;
  /** How the bytes spelled the text, where that is not UTF-8. */
  readonly encoding?: "latin1";
}

/** Numbers and how they stood in the file. */
export interface Document {
  readonly tensor: Tensor;
  readonly layout: Layout;
  /** What the user may want to know about the reading (`0, 1, 2 taken as a header`). */
  readonly notes?: readonly string[];
}

/** One array of a container, for listings. */
export interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

export interface ReadOptions {
  readonly header?: "auto" | "yes" | "no";
  /** Which columns are numbers: names, indices, `2:5` without its end; all others become asides. */
  readonly columns?: readonly string[];
  /** Columns (names or indices) that are not numbers to compute with though they may look so. */
  readonly aside?: readonly string[];
  readonly delimiter?: string;
  /** What an empty field is. */
  readonly missing?: "error" | "nan";
  /** Which array of a container (npz, safetensors, JSON object) or which key of jsonl objects. */
  readonly key?: string;
  /** The number of the text's first row, for messages, where the text is a part of a larger one. Default 0. */
  readonly firstRow?: number;
}

export interface WriteOptions {
  /** Digits after the point; without it the shortest text that reads back as the same double. */
  readonly precision?: number;
  /** How JSON spells nan and infinities: `null` and `1e999`, strings, or Python's NaN and Infinity. */
  readonly nonfinite?: "number" | "string" | "python";
  readonly delimiter?: string;
  /** The rows go on behind others: the first of them cannot be taken for a header. */
  readonly continued?: boolean;
}

/** A text that is written row by row. */
export interface Spelling {
  readonly open: string;
  readonly rows: readonly string[];
  /** Stands between two rows. */
  readonly between: string;
  readonly close: string;
}

/** How a large text falls into pieces of whole rows: each of them, between `opening` and `closing`, is a text of its own. */
export interface Pieces {
  /** What stands before the first row. */
  readonly opening: string;
  readonly closing: string;
  /** How many of the bytes, which begin with a row or what separates it from one before, are whole rows. */
  readonly wholeRows: (bytes: Uint8Array) => number;
}

/** How a text begins. */
export interface Head {
  /** A JSON value, several of them, what a framework prints, or lines of fields. */
  readonly kind: "json" | "jsonl" | "literal" | "lines";
  /** The first line that is neither blank nor a comment. */
  readonly line: string;
}

/** One format: a row of FORMATS. */
export interface Format {
  readonly name: string;
  /** One line for the help. */
  readonly about: string;
  /** File name endings without the dot. */
  readonly endings: readonly string[];
  /** Whether the first bytes can be this format's and no other's (a magic number). */
  readonly magic?: (bytes: Uint8Array) => boolean;
  /** Whether a text that begins so can be this format. */
  readonly looks?: (head: Head) => boolean;
  /** @throws InputError with its place. */
  readonly read?: (bytes: Uint8Array, options: ReadOptions) => Document;
  /** What a container holds. */
  readonly list?: (bytes: Uint8Array) => readonly Entry[];
  /** Where the arrays of a binary file stand, for who need not hold them. @throws InputError if it is damaged. */
  readonly extents?: (store: Store) => Extents;
  /** It may hold several arrays, each under a key. */
  readonly keyed?: boolean;
  /** Its bytes are not for a terminal. */
  readonly binary?: boolean;
  /** What is not numbers is kept: `always`, or only in `records`. Elsewhere it is lost. */
  readonly keepsAsides?: "always" | "records";
  /** A result of another shape than the input's (a reduction) is written as this; default `text`. */
  readonly reducedTo?: "json" | "text";
  /** What stands in for it where it cannot be written. */
  readonly writtenAs?: string;
  /** @throws InputError if the shape does not fit the format. */
  readonly write?: (document: Document, options: WriteOptions) => Uint8Array | string;
  /** The same row by row, where a format writes rows one after the other. */
  readonly spell?: (document: Document, options: WriteOptions) => Spelling;
  /** The same part by part, where rows do not stand alone: all of them must be seen before the first is written. */
  readonly texts?: (document: Document, options: WriteOptions) => Iterable<string>;
  /** How a text that begins so (without its byte order mark) falls into pieces; undefined where it must be read whole. */
  readonly pieces?: (head: string, options: ReadOptions) => Pieces | undefined;
}

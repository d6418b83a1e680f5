/**
 * How blocks are read and written, as plain data that every thread is told.
 *
 * @packageDocumentation
 */
import type { ELEMENTS } from "../format/elements.js";
import { Tensor } from "../math/tensor.js";
import type { Operation } from "./operation.js";

/** Rows of fields; a delimiter of one blank stands for any run of blanks. */
export interface Delimited {
  readonly kind: "delimited";
  readonly delimiter: string;
  /** How many numbers a row has. */
  readonly width: number;
  readonly missing: "error" | "nan";
}

/** JSON lists of numbers, or bare numbers; separated by commas within a list, or by blanks. */
export interface Lists {
  readonly kind: "lists";
  readonly commas: boolean;
  /** How many numbers a list has; 0 for bare numbers. */
  readonly width: number;
}

/** Elements of one type. */
export interface Binary {
  readonly kind: "binary";
  readonly element: keyof typeof ELEMENTS;
  readonly littleEndian: boolean;
  readonly width: number;
  /** The shape of a row of more than one dim, where the operation needs to know. */
  readonly inner?: readonly number[];
}

export type Reading = Delimited | Lists | Binary;

/** Rows of text: what stands before each, between its numbers, and behind it. At most four bytes each, ASCII. */
export interface TextRows {
  readonly kind: "text";
  readonly before: string;
  readonly delimiter: string;
  readonly after: string;
  /** What closes the text. */
  readonly close: string;
  /** Whether nan and infinities are spelled as in JSON, and how. */
  readonly json: boolean;
  readonly nonfinite: "number" | "string" | "python";
  readonly precision: number | undefined;
}

/** Little-endian floats. */
export interface BinaryRows {
  readonly kind: "binary";
  readonly single: boolean;
  readonly close: "";
}

/** Nothing: the numbers are taken as they are. */
export interface NoRows {
  readonly kind: "numbers";
  readonly close: "";
}

export type Writing = TextRows | BinaryRows | NoRows;

/** All that a thread must know. */
export interface Plan {
  readonly reading: Reading;
  readonly operation: Operation;
  readonly writing: Writing;
}

/** Some rows as the operation takes them. */
export function rowsTensor(reading: Reading, data: Float64Array): Tensor {
  const width = rowWidth(reading);
  const inner = reading.kind === "binary" ? (reading.inner ?? [width]) : [width];
  return new Tensor(data, [data.length / width, ...inner]);
}

/** How many numbers stand in a row, whatever it is. */
export function rowWidth({ width }: Reading): number {
  return Math.max(width, 1);
}

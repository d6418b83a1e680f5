/**
 * Texts from their rows.
 *
 * @packageDocumentation
 */
import { encode } from "./decode.js";
import type { Document, Spelling, WriteOptions } from "./document.js";

/** The whole of a text. */
export function joined({ open, rows, between, close }: Spelling): string {
  return `${open}${rows.join(between)}${close}`;
}

/** A format's `write` from its `spell`. */
export function writer(spell: (document: Document, options: WriteOptions) => Spelling) {
  return (document: Document, options: WriteOptions) => encode(joined(spell(document, options)), document.layout);
}

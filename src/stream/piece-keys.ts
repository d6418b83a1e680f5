/**
 * The keys of records over several pieces: as a whole text has them, in the order in which they appear.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Aside, Document } from "../format/document.js";
import { quote } from "../format/quote.js";

const list = (names: readonly string[]): string => names.map(quote).join(", ") || "none";

/** Puts the keys of further records into the order of those before. */
export type Align = (document: Document, firstRow: number) => Document;

/**
 * The alignment of the records behind a head; all else is as it was.
 * @throws InputError from it where other keys are numbers than before.
 */
export function newKeys(head: Document): Align {
  const { records, header = [], asides: first = [] } = head.layout;
  if (!records) return (document) => document;
  const known = new Set(first.map(({ name }) => name));
  return (document, firstRow) => {
    const { asides = [], header: found = [] } = document.layout;
    if (list(found) !== list(header)) {
      throw new InputError(
        `from row ${firstRow} on the keys with numbers are ${list(found)}, before ${list(header)}: --columns says which`,
      );
    }
    const rows = document.tensor.shape[0]!;
    const own = new Map(asides.map((aside) => [aside.name, aside]));
    for (const { name } of asides) known.add(name);
    const aligned = [...known].flatMap((name, i): Aside[] => {
      const old = first[i];
      const aside = own.get(name);
      if (old) return [{ ...old, raw: aside?.raw ?? new Array<string>(rows).fill("") }];
      return aside ? [{ ...aside, at: Number.POSITIVE_INFINITY }] : [];
    });
    return { ...document, layout: { ...document.layout, asides: aligned } };
  };
}

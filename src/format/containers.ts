/**
 * Files that hold several arrays by name.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { shapeText } from "../math/tensor.js";
import type { Format } from "./document.js";
import { escapeControls, quote } from "./quote.js";

/** The error of a key where there are none. */
export function noKey(key: string, why: string): InputError {
  return new InputError(`${quote(key)} is no key: ${why}`, { parameter: "key" });
}

/** @throws InputError for a key where the format has none. */
export function checkKey({ name, keyed }: Format, key: string | undefined): void {
  if (key !== undefined && !keyed) throw noKey(key, `${name} holds one array without a name`);
}

/** Names are listed in a message up to here. */
const LISTED = 20;

/**
 * The entry that `key` names, or the only one.
 * @throws InputError, with what there is, if the key is unknown or missing.
 */
export function chooseEntry<T extends { readonly name: string; readonly shape: readonly number[] }>(
  entries: readonly T[],
  key: string | undefined,
): T {
  const chosen = key === undefined ? entries[0] : entries.find(({ name }) => name === key);
  if (chosen && (key !== undefined || entries.length === 1)) return chosen;
  if (entries.length === 0) throw new InputError("no numeric array in the input");
  const listed = entries.slice(0, LISTED).map(({ name, shape }) => `${escapeControls(name)} (${shapeText(shape)})`);
  const all = listed.join(", ") + (entries.length > LISTED ? ", ..." : "");
  if (key === undefined) throw new InputError(`${entries.length} arrays: ${all}`, { remedy: "key" });
  throw new InputError(`no array is called ${quote(key)}: ${all}`);
}

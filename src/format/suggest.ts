/**
 * What was probably meant.
 *
 * @packageDocumentation
 */
import { distance } from "fastest-levenshtein";
import { fold } from "../math/names.js";

/** As many letters tell a name by its beginning. */
const PREFIX = 3;

/**
 * The name that was probably meant: about a third of its letters may differ, or it is the only one that begins so;
 * undefined if none is near.
 */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.ceil(word.length / 3) + 1;
  const begun: string[] = [];
  for (const name of names) {
    const far = distance(fold(word), fold(name));
    if (far < least) [best, least] = [name, far];
    if (word.length >= PREFIX && fold(name).startsWith(fold(word))) begun.push(name);
  }
  return best ?? (begun.length === 1 ? begun[0] : undefined);
}

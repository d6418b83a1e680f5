/**
 * What was probably meant.
 *
 * @packageDocumentation
 */
import { distance } from "fastest-levenshtein";
import { fold } from "../math/names.js";

/** The name that was probably meant: about a third of its letters may differ; undefined if none is near. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.ceil(word.length / 3) + 1;
  for (const name of names) {
    const far = distance(fold(word), fold(name));
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

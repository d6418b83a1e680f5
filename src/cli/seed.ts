/**
 * Where random numbers begin.
 *
 * @packageDocumentation
 */
import type { Context } from "./context.js";
import type { Options } from "./options.js";

/** The seed asked for, or a fresh one, which is noted so that the numbers can be drawn again. */
export function seedFor({ seed }: Options, context: Context): number {
  if (seed !== undefined) return seed;
  const [fresh = 0] = crypto.getRandomValues(new Uint32Array(1));
  context.note(`--seed ${fresh} gives the same numbers again`);
  return fresh;
}

/**
 * Parts of a text.
 *
 * @packageDocumentation
 */
import { InputError, placeOf } from "../errors.js";

/** The characters from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An error at a part of the text, or at the character at `start`. */
export function errorAt(text: string, message: string, { start, end }: Partial<Span> & { start: number }): InputError {
  return new InputError(message, { place: placeOf(text, start, end) });
}

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

/** An error at a part of the text. */
export function errorAt(text: string, message: string, { start, end }: Span): InputError {
  return new InputError(message, { place: placeOf(text, start, end) });
}

/**
 * The one error type for what the user did wrong.
 *
 * The layer that finds the mistake knows what is wrong; who called it knows what the
 * thing is called (a file, an option). So the thrower states the fact and the callers
 * add the source on the way up; the one catch in `main` prints it.
 *
 * @packageDocumentation
 */

/** Where in a text a mistake stands. Lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** The line itself, or the part of it around the mistake. */
  readonly excerpt: string;
  /** Where in `excerpt` the mistake begins, from 0, and how long it is. */
  readonly offset: number;
  readonly length: number;
}

/** Facts about a mistake beside its message. */
export interface ErrorContext {
  /** The parameter that has the wrong value, under its own name (`negative_slope`); the message begins with its value. */
  readonly parameter?: string;
  /** The parameter that would say what is missing (`key`). */
  readonly remedy?: string;
  readonly place?: Place;
}

/** A mistake of the user's: wrong input, a value out of range, shapes that do not fit. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly parameter: string | undefined;
  readonly remedy: string | undefined;
  readonly place: Place | undefined;
  /** What holds the mistake: a file's name, `stdin`, an option. */
  source: string | undefined;

  constructor(message: string, context: ErrorContext = {}) {
    super(message);
    this.parameter = context.parameter;
    this.remedy = context.remedy;
    this.place = context.place;
  }

  /** Names what holds the mistake, unless a caller nearer to it has done so. */
  in(source: string): this {
    this.source ??= source;
    return this;
  }
}

/** The mistake in a part of a text that begins at `from`, with its place in the whole. */
export function displaced(error: InputError, from: Pick<Place, "line" | "column">): InputError {
  if (!error.place) return error;
  const { line, column } = error.place;
  const place = { ...error.place, line: from.line + line - 1, column: line === 1 ? from.column + column - 1 : column };
  return new InputError(error.message, { place });
}

/** Runs `work`; an {@link InputError} that it throws gets `source` as its source. */
export function within<T>(source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? error.in(source) : error;
  }
}

/** As {@link within}, for work that waits. */
export async function withinAsync<T>(source: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof InputError ? error.in(source) : error;
  }
}

/** A line is shown with at most this many characters around the mistake. */
const EXCERPT = 60;

/** The {@link Place} of `text[start..end)`: its line, its column, and the line around it. */
export function placeOf(text: string, start: number, end: number = start + 1): Place {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", start);
  const lineEnd = newline < 0 ? text.length : newline;
  let line = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < start; i = text.indexOf("\n", i + 1)) line++;
  const from = start - lineStart <= EXCERPT ? lineStart : start - EXCERPT / 2;
  const to = Math.min(lineEnd, Math.max(from + EXCERPT, start + EXCERPT / 2));
  const length = Math.max(1, Math.min(end, to) - start);
  const excerpt = text.slice(from, to).replace(/\r$/, "");
  return { line, column: start - lineStart + 1, excerpt, offset: start - from, length };
}

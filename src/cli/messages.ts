/**
 * Mistakes as the user reads them.
 *
 * @packageDocumentation
 */
import type { InputError, Place } from "../errors.js";
import { escapeControls } from "../format/quote.js";
import type { CheckFailed } from "./command.js";
import { VERSION } from "./version.js";
import { wrap } from "./wrap.js";

/**
 * The line with the mistake and a caret under it; control characters of the line are escaped first. Of a line that is
 * too long for the terminal the part around the mistake is shown.
 */
function excerpt({ excerpt: line, offset, length }: Place, width: number): string {
  const room = Math.max(width - 4, 8);
  const before = escapeControls(line.slice(0, offset));
  const wrong = escapeControls(line.slice(offset, offset + length));
  const all = before + wrong + escapeControls(line.slice(offset + length));
  // As much of what stands before as a third of the room, so that the mistake itself is in view.
  const from = all.length <= room ? 0 : Math.max(0, Math.min(before.length - Math.floor(room / 3), all.length - room));
  const shown = `${from > 0 ? "…" : ""}${all.slice(from, from + room)}${from + room < all.length ? "…" : ""}`;
  const at = before.length - from + (from > 0 ? 1 : 0);
  const carets = Math.max(1, Math.min(wrong.length, room - (before.length - from)));
  return `\n  ${shown}\n  ${" ".repeat(at)}${"^".repeat(carets)}`;
}

/** A message of one line, broken at blanks where the terminal is narrower. */
function messageText(text: string, width: number): string {
  const [first, ...words] = escapeControls(text).split(" ");
  return wrap([`actfn: ${first}`, ...words], 0, width);
}

/** `actfn: acts.csv:3:5: not a number: "abc"`, with the line below where the place is known. */
export function errorText(error: InputError, width = Infinity): string {
  const { place, source, parameter, remedy } = error;
  const where = [source, place && source ? `${place.line}:${place.column}` : undefined].filter((part) => part);
  const option = (name: string) => `--${name.replaceAll("_", "-")}`;
  const mend = remedy === undefined ? "" : `; ${option(remedy)} says which`;
  // A message about a parameter may advise another value of it: dim -1 is --dim -1 on the command line.
  const advice = error.message.replace(new RegExp(`\\b${parameter} (?=-?\\d)`), `--${parameter} `);
  const what = `${parameter === undefined ? "" : `${option(parameter)} `}${advice}${mend}`;
  const message = [where.join(":"), what].filter((part) => part).join(": ");
  return `${messageText(message, width)}${place ? excerpt(place, width) : ""}\n`;
}

/** A check that failed; nothing where the run has said so itself. */
export function failureText({ message }: CheckFailed, width = Infinity): string {
  return message === "" ? "" : `${messageText(message, width)}\n`;
}

/** A bug of actfn's own. */
export function bugText(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `actfn: a bug in actfn ${VERSION} on Node ${process.version}; please report it with this trace\n${trace}\n`;
}

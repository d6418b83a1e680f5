/**
 * Inputs in pieces. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { beginParts, type Parts } from "../stream/read-pieces.js";
import { readError, readOptions } from "./input.js";
import { formatOf, inInput, mistakeIn, type OpenInput } from "./open-input.js";
import { given, type Options } from "./options.js";

/** An input that is read in pieces. */
export interface Pieces extends Parts {
  readonly format: string;
}

/** How an input is read in pieces; undefined where it must be read whole. */
export async function piecesOf(input: OpenInput, options: Options): Promise<Pieces | undefined> {
  const { checked, key } = input;
  // The bytes of an array are no text.
  if (input.hold) return undefined;
  const source = {
    get bytes() {
      return input.bytes;
    },
    set bytes(bytes) {
      input.bytes = bytes;
    },
    // While a file is written, a signal must be heeded.
    read: options.output === undefined ? input.read : input.await,
  };
  return inInput(input, async () => {
    const format = formatOf(input, options);
    const settings = { ...readOptions(options), ...given({ key }) };
    const parts = await beginParts(source, format, settings, Math.ceil(checked / 8)).catch((error) => {
      throw readError(error, options);
    });
    return parts && { ...parts, rest: () => within(parts.rest(), input), format: format.name };
  });
}

/** The same; a mistake in it says which input it is in. */
async function* within<T>(parts: AsyncGenerator<T>, input: OpenInput): AsyncGenerator<T> {
  try {
    yield* parts;
  } catch (error) {
    throw mistakeIn(input, error);
  }
}

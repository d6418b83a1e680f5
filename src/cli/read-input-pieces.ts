/**
 * Inputs in pieces. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { InputError, withinAsync } from "../errors.js";
import { formatNamed, recognise } from "../format/formats.js";
import { beginParts, type Parts } from "../stream/read-pieces.js";
import { readError, readOptions } from "./input.js";
import type { OpenInput } from "./open-input.js";
import { given, type Options } from "./options.js";

/** An input that is read in pieces. */
export interface Pieces extends Parts {
  readonly format: string;
}

/** How an input is read in pieces; undefined where it must be read whole. */
export async function piecesOf(input: OpenInput, options: Options): Promise<Pieces | undefined> {
  const { name, path, checked, keyed } = input;
  // The bytes of an array are no text.
  if (keyed) return undefined;
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
  return withinAsync(name, async () => {
    const format = options.from ? formatNamed(options.from) : recognise(input.bytes, path);
    const settings = { ...readOptions(options), ...given({ key: options.key }) };
    const parts = await beginParts(source, format, settings, Math.ceil(checked / 8)).catch((error) => {
      throw readError(error, options);
    });
    return parts && { ...parts, rest: () => named(parts.rest(), name), format: format.name };
  });
}

/** The same; a mistake in it says which input it is in. */
async function* named<T>(parts: AsyncGenerator<T>, name: string): AsyncGenerator<T> {
  try {
    yield* parts;
  } catch (error) {
    throw error instanceof InputError ? error.in(name) : error;
  }
}

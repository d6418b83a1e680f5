/**
 * Inputs in pieces. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { beginArrayParts } from "../stream/array-parts.js";
import { beginParts, type Parts } from "../stream/read-pieces.js";
import { readError, readOptions } from "./input.js";
import { formatOf, inInput, mistakeIn, type OpenInput } from "./open-input.js";
import { given, type Options } from "./options.js";
import { beginningOf, type Found } from "./stream-through.js";

/** An input that is read in pieces. */
export interface Pieces extends Parts {
  readonly format: string;
}

/** How the rows of an array begin; undefined where the input is text. */
async function arrayIn(input: OpenInput, options: Options): Promise<Partial<Found> | undefined> {
  if (!input.hold && !formatOf(input, options).binary) return undefined;
  return (await beginningOf(input, options)) ?? { format: "npy" };
}

/** How an input is read in pieces; undefined where it must be read whole. */
export async function piecesOf(input: OpenInput, options: Options): Promise<Pieces | undefined> {
  const { checked, key } = input;
  const size = Math.ceil(checked / 8);
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
    const { format: array, beginning } = (await arrayIn(input, options)) ?? {};
    if (array) {
      const parts = beginning && (await beginArrayParts(source, beginning, size));
      return parts && { ...parts, rest: () => within(parts.rest(), input), format: array };
    }
    const format = formatOf(input, options);
    const settings = { ...readOptions(options), ...given({ key }) };
    const parts = await beginParts(source, format, settings, size).catch((error) => {
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

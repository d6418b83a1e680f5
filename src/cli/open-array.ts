/**
 * One array of a binary file as an input of rows. Loaded when such a file is large.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { checkKey } from "../format/containers.js";
import type { Format } from "../format/document.js";
import { roundingNotes } from "../format/elements.js";
import { toRowMajor } from "../format/npy.js";
import type { Extent, Store } from "../format/store.js";
import { sizeOf, Tensor } from "../math/tensor.js";
import { beginArray } from "../stream/begin.js";
import { readingEntry, throughExtent } from "./extent.js";
import type { Input } from "./input.js";
import { type OpenInput, readAhead } from "./open-input.js";
import { type Bytes, inputFrom, spool } from "./spooled-input.js";

/** A binary file, and which of its arrays is meant. */
export interface Archive {
  readonly operand: string;
  readonly path: string | undefined;
  /** Its bytes, opened. */
  readonly open: () => Bytes;
  readonly key: string | undefined;
  readonly format: Format;
  /** Arrays of at most so many bytes are held. */
  readonly checked: number;
}

/** The numbers of an array that has no rows to take one after the other. */
async function hold(store: Store, extent: Extent, format: string): Promise<Input> {
  const { shape, element, fortranOrder } = extent;
  const data = new Float64Array(sizeOf(shape));
  let length = 0;
  await throughExtent(store, extent, (numbers) => {
    data.set(numbers, length);
    length += numbers.length;
  });
  const ordered = fortranOrder ? toRowMajor(data, shape) : data;
  const notes = roundingNotes(data, element.dtype);
  return { tensor: new Tensor(ordered, shape, element.dtype), layout: {}, format, notes };
}

/**
 * Opens an array.
 * @returns undefined where a key is missing: what the file holds is said by whoever reads it whole
 * @throws InputError if the file is damaged.
 */
export async function openArray(archive: Archive): Promise<OpenInput | undefined> {
  const { operand, path, open, key, format, checked } = archive;
  const store = open();
  try {
    checkKey(format, key);
    const extent = format.extents!(store).find(key);
    const read = await readingEntry(store, extent);
    const head = await readAhead(read, checked);
    const beginning = head.ended ? undefined : beginArray(extent, head.bytes, 0);
    return {
      bytes: head.bytes,
      // A small array is held, and the file around it is not.
      ended: false,
      name: operand,
      path,
      size: sizeOf(extent.shape) * extent.element.size,
      key: undefined,
      checked,
      read,
      await: read,
      found: Promise.resolve(beginning && { format: format.name, beginning }),
      hold: () => hold(store, extent, format.name),
      again: async () => (await openArray(archive)) as OpenInput,
      close: store.close,
    };
  } catch (error) {
    store.close();
    if (error instanceof InputError && error.remedy === "key") return undefined;
    throw error instanceof InputError ? error.in(operand) : error;
  }
}

/** Opens an array of a binary file that comes once, and waits in a temporary file where there can be one. */
export async function openSpooledArray(input: OpenInput, format: Format): Promise<OpenInput> {
  const bytes = await spool(input);
  if (!bytes) return input;
  const { name: operand, path, key, checked } = input;
  const open = () => ({ ...bytes, close: () => undefined });
  try {
    const array = await openArray({ operand, path, open, key, format, checked });
    if (array) return { ...array, close: bytes.close };
  } catch (error) {
    bytes.close();
    throw error;
  }
  return inputFrom(input, bytes);
}

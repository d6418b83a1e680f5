/**
 * The numbers of an array in a binary file, block by block.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { decodeElements } from "../format/elements.js";
import type { Extent, Store } from "../format/store.js";
import { checkContent, crc32 } from "../format/zip.js";
import type { Read } from "./open-input.js";
import type { Progress } from "./progress.js";
import { unpacked } from "./unpacked.js";

/** Bytes of a block; a multiple of every element's size. */
const BLOCK = 1 << 18;

/** Reads the bytes of a store from `start` to `end`. */
function reading(store: Store, start: number, end: number): Read {
  let at = start;
  return (target) => {
    const bytes = store.read(at, Math.min(end, at + target.length), target);
    if (bytes.buffer !== target.buffer) target.set(bytes);
    at += bytes.length;
    if (bytes.length === 0 && at < end) throw new InputError("the file has become shorter while it was read");
    return bytes.length;
  };
}

/** Fills `space` from `from` on as far as there is something; returns where that ends. */
async function fill(read: Read, space: Uint8Array, from: number): Promise<number> {
  for (let length = from; ; ) {
    const count = length < space.length ? await read(space.subarray(length)) : 0;
    if (count === 0) return length;
    length += count;
  }
}

/** Turns bytes into doubles, which are valid until the next call. */
function decoder({ element, littleEndian }: Extent): (bytes: Uint8Array) => Float64Array {
  if (!littleEndian || (element.dtype !== "float64" && element.dtype !== "float32")) {
    return (bytes) => decodeElements(bytes, element, littleEndian);
  }
  if (element.dtype === "float64")
    return ({ buffer, byteOffset, length }) => new Float64Array(buffer, byteOffset, length / 8);
  const numbers = new Float64Array(BLOCK / 4);
  return ({ buffer, byteOffset, length }) => {
    numbers.set(new Float32Array(buffer, byteOffset, length / 4));
    return numbers.subarray(0, length / 4);
  };
}

/** Reads the bytes of an array's numbers; of an entry of an archive it checks at its end that it is unchanged. */
export async function readingEntry(store: Store, { start, end, entry }: Extent): Promise<Read> {
  const packed = reading(store, start, end);
  if (!entry) return packed;
  const content = entry.deflated ? unpacked(new Uint8Array(0), packed, "deflated") : packed;
  let [size, crc] = [0, 0];
  const read: Read = async (target) => {
    const count = await content(target);
    size += count;
    crc = crc32(target.subarray(0, count), crc);
    if (count === 0 || size > entry.size) checkContent(entry, size, crc);
    return count;
  };
  await fill(read, new Uint8Array(entry.header), 0);
  return read;
}

/**
 * Gives all numbers of an array to `take`, in the order in which they stand.
 * @param take must not keep them
 * @param progress is told how many bytes of them have been read
 * @throws InputError if the file is damaged.
 */
export async function throughExtent(
  store: Store,
  extent: Extent,
  take: (numbers: Float64Array) => void,
  progress?: Pick<Progress, "at" | "turn">,
): Promise<void> {
  const read = await readingEntry(store, extent);
  const decode = decoder(extent);
  const space = new Uint8Array(BLOCK);
  for (let done = 0; ; ) {
    const length = await fill(read, space, 0);
    if (length === 0) return;
    take(decode(space.subarray(0, length)));
    done += length;
    progress?.at(done);
    await progress?.turn();
  }
}

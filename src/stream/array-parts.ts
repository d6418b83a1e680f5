/**
 * An array of any size some rows at a time, for work that the kernels do not know.
 *
 * @packageDocumentation
 */
import { decodeElements, ELEMENTS, roundingNotes } from "../format/elements.js";
import { checkLength } from "../format/npy.js";
import { sizeOf, Tensor } from "../math/tensor.js";
import type { Beginning } from "./begin.js";
import { readTo, type Source } from "./pieces.js";
import type { Part, Parts } from "./read-pieces.js";

/** The next bytes, or as many as there are. */
async function taken(source: Source, length: number): Promise<Buffer> {
  await readTo(source, length);
  const bytes = source.bytes.subarray(0, length);
  source.bytes = source.bytes.subarray(bytes.length);
  return bytes;
}

/** How many bytes are left. */
async function drained(source: Source): Promise<number> {
  let count = source.bytes.length;
  const block = Buffer.alloc(1 << 16);
  for (let more = await source.read(block); more > 0; more = await source.read(block)) count += more;
  return count;
}

/**
 * Begins to read an array whose header, if it has one, stands first in `source.bytes`.
 * @param size the bytes of a part, unless two rows have more
 * @returns undefined where it has no rows that follow one another
 */
export async function beginArrayParts(
  source: Source,
  { reading, whole, length }: Beginning,
  size: number,
): Promise<Parts | undefined> {
  if (reading.kind !== "binary" || !whole) return undefined;
  const { shape, size: all, left } = whole;
  const [rows = 0, ...inner] = shape;
  const element = ELEMENTS[reading.element];
  const rowBytes = sizeOf(inner) * element.size;
  const step = Math.max(2, Math.floor(size / rowBytes));
  const header = length - (all - left);

  const rowsFrom = (firstRow: number): number => Math.min(step, rows - firstRow);
  const partOf = (bytes: Buffer, firstRow: number): Part => {
    const done = firstRow * rowBytes + bytes.length;
    if (bytes.length < rowsFrom(firstRow) * rowBytes) checkLength(shape, all, done);
    const data = decodeElements(bytes, element, reading.littleEndian);
    const tensor = new Tensor(data, [data.length / sizeOf(inner), ...inner], element.dtype);
    const notes = roundingNotes(data, element.dtype);
    return { document: { tensor, layout: {}, notes }, firstRow, bytes: header + done };
  };

  const first = header + rowsFrom(0) * rowBytes;
  await readTo(source, first);
  const { document: head } = partOf(source.bytes.subarray(header, first), 0);

  async function* rest(): AsyncGenerator<Part> {
    await taken(source, first);
    for (let row = step; row < rows; row += step) yield partOf(await taken(source, rowsFrom(row) * rowBytes), row);
    checkLength(shape, all, all + (await drained(source)));
  }
  return { head, rest };
}

/**
 * Many short texts in few bytes: as a string of its own each would take dozens. Loaded when an input is held.
 *
 * @packageDocumentation
 */
import type { Texts } from "../format/document.js";

/** Texts that came together. */
interface Block {
  readonly from: number;
  readonly bytes: Buffer;
  readonly encoding: "latin1" | "utf16le";
  /** Where in the bytes each of them ends. */
  readonly ends: Uint32Array;
}

function blockOf(texts: readonly string[], from: number): Block {
  const ends = new Uint32Array(texts.length);
  const all = texts.join("");
  const encoding = /^[\0-\xff]*$/.test(all) ? "latin1" : "utf16le";
  const size = encoding === "latin1" ? 1 : 2;
  let end = 0;
  for (const [i, { length }] of texts.entries()) ends[i] = end += length * size;
  return { from, bytes: Buffer.from(all, encoding), encoding, ends };
}

/** Texts that are added to; those before late ones are empty. */
export function packedTexts() {
  const blocks: Block[] = [];
  let length = 0;
  /** The last block that begins at or before a text; those that are asked for one after the other mostly have the same. */
  let found = 0;
  const blockAt = (index: number): Block | undefined => {
    if (index < (blocks[found]?.from ?? 0)) found = 0;
    while (index >= (blocks[found + 1]?.from ?? Infinity)) found++;
    return blocks[found];
  };
  const textAt = (index: number): string => {
    const block = blockAt(index);
    const own = block ? index - block.from : -1;
    if (own < 0 || own >= block!.ends.length) return "";
    return block!.bytes.toString(block!.encoding, own === 0 ? 0 : block!.ends[own - 1], block!.ends[own]);
  };
  return {
    /** @param from the index of the first of them */
    add(texts: Texts, from: number): void {
      const more = texts.slice();
      if (more.length > 0) blocks.push(blockOf(more, from));
      length = from + more.length;
    },
    /** All texts, and empty ones up to `count`. */
    all: (count = length): Texts => ({
      length: count,
      at: textAt,
      slice: (from = 0, to = count) =>
        Array.from({ length: Math.max(Math.min(to, count) - from, 0) }, (_, i) => textAt(from + i)),
    }),
  };
}

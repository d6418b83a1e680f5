/**
 * UTF-16 as UTF-8 while it is read.
 *
 * @packageDocumentation
 */
import type { Source } from "./pieces.js";

/** The encoding that a byte order mark tells, where it is not UTF-8. */
function encodingOf(bytes: Buffer): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

const BLOCK = 1 << 16;

/**
 * The source as UTF-8; itself where it is not UTF-16.
 * @param keep whether what is read is kept in `source.bytes` too
 */
export function asUtf8(source: Source, keep: () => boolean): Source {
  const encoding = encodingOf(source.bytes);
  if (!encoding) return source;
  const decoder = new TextDecoder(encoding);
  const block = Buffer.allocUnsafe(BLOCK);
  let left = Buffer.alloc(0);
  let ended = false;
  return {
    bytes: Buffer.from(decoder.decode(source.bytes, { stream: true })),
    async read(target) {
      while (left.length === 0 && !ended) {
        const bytes = block.subarray(0, await source.read(block));
        ended = bytes.length === 0;
        if (keep()) source.bytes = Buffer.concat([source.bytes, bytes]);
        left = Buffer.from(decoder.decode(bytes, { stream: !ended }));
      }
      const count = left.copy(target);
      left = left.subarray(count);
      return count;
    },
  };
}

/**
 * Packed input, unpacked as it comes. Loaded when an input is packed.
 *
 * @packageDocumentation
 */
import { pipeline, Readable } from "node:stream";
import { createGunzip, createInflateRaw } from "node:zlib";
import { damaged } from "../format/gzip.js";
import type { Read } from "./open-input.js";

const BLOCK = 1 << 16;

const UNPACKERS = { gzip: createGunzip, deflated: createInflateRaw } as const;
export type Packing = keyof typeof UNPACKERS;

/** Reads what packed bytes hold: `bytes`, and what `read` gives behind them. */
export function unpacked(bytes: Uint8Array, read: Read, packing: Packing = "gzip"): Read {
  async function* packed(): AsyncGenerator<Uint8Array> {
    yield bytes;
    for (;;) {
      const block = new Uint8Array(BLOCK);
      const count = await read(block);
      if (count === 0) return;
      yield block.subarray(0, count);
    }
  }
  // An error reaches whoever reads.
  const source = pipeline(
    Readable.from(packed(), { highWaterMark: 1 }),
    UNPACKERS[packing]({ chunkSize: BLOCK }),
    () => undefined,
  );
  const blocks = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let left: Uint8Array = new Uint8Array(0);
  return async (target) => {
    if (left.length === 0) left = await next(blocks, packing);
    const taken = left.subarray(0, target.length);
    target.set(taken);
    left = left.subarray(taken.length);
    return taken.length;
  };
}

/** The next block, empty at the end. */
async function next(blocks: AsyncIterator<Uint8Array>, packing: Packing): Promise<Uint8Array> {
  try {
    const { value, done } = await blocks.next();
    return done ? new Uint8Array(0) : value;
  } catch (error) {
    throw damaged(packing, error);
  }
}

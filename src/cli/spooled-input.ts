/**
 * What comes once, in a temporary file that can be read as often as needed. Loaded when an input is.
 *
 * @packageDocumentation
 */
import type { Store } from "../format/store.js";
import { type OpenInput, type Read, readAhead } from "./open-input.js";
import { newSpool } from "./spool.js";

const BLOCK = 1 << 18;

/** Bytes that are read where they are needed. */
export type Bytes = Store & { readonly close: () => void };

/** All of an input in a temporary file. */
export async function spool({ bytes, read }: OpenInput): Promise<Bytes> {
  const { write, store, close } = newSpool();
  write(bytes);
  const block = new Uint8Array(BLOCK);
  for (let count = await read(block); count > 0; count = await read(block)) write(block.subarray(0, count));
  return { ...store(), close };
}

/** Reads the bytes of a store from `start` to `end`. */
export function reading(store: Store, start = 0, end = store.size): Read {
  let at = start;
  return (target) => {
    const bytes = store.read(at, Math.min(end, at + target.length));
    target.set(bytes);
    at += bytes.length;
    return bytes.length;
  };
}

/** An input from its bytes. */
export async function inputFrom(input: OpenInput, bytes: Bytes): Promise<OpenInput> {
  const read = reading(bytes);
  const again = () => inputFrom(input, { ...bytes, close: () => undefined });
  const own = { size: bytes.size, read, await: read, again, spooled: true, close: bytes.close };
  return { ...input, ...own, ...(await readAhead(read, input.checked)) };
}

/** An input that can be opened again. */
export async function spooled(input: OpenInput): Promise<OpenInput> {
  return inputFrom(input, await spool(input));
}

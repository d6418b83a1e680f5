/**
 * What comes once, in a temporary file that can be read as often as needed. Loaded when an input is.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Store } from "../format/store.js";
import { type OpenInput, type Read, readAhead } from "./open-input.js";
import { newSpool, type Spool } from "./spool.js";

const BLOCK = 1 << 18;

/** Bytes that are read where they are needed. */
export type Bytes = Store & { readonly close: () => void };

/** A temporary file; undefined where there can be none. */
function tryNewSpool(): Spool | undefined {
  try {
    return newSpool();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** All of an input in a temporary file; undefined, with nothing read, where there can be none. */
export async function spool({ bytes, read }: OpenInput): Promise<Bytes | undefined> {
  const file = tryNewSpool();
  if (!file) return undefined;
  const { write, store, close } = file;
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

/** An input that can be opened again, where there can be a temporary file. */
export async function spooled(input: OpenInput): Promise<OpenInput> {
  const bytes = await spool(input);
  return bytes ? inputFrom(input, bytes) : input;
}

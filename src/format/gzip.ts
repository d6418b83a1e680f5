/**
 * Unpacking, with a limit to what may come out.
 *
 * @packageDocumentation
 */
import { constants, gunzipSync, inflateRawSync } from "node:zlib";
import { InputError } from "../errors.js";

/** No more than this is unpacked unless the caller allows it: 1 GiB. */
export const UNPACK_LIMIT = 2 ** 30;

/** Whether the bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The bytes, unpacked if they are gzip.
 * @throws InputError if they are damaged, or more than `limit` would come out.
 */
export function unpack(bytes: Uint8Array, limit: number = UNPACK_LIMIT): Uint8Array {
  return isGzip(bytes) ? guarded("gzip", limit, () => gunzipSync(bytes, { maxOutputLength: limit })) : bytes;
}

/**
 * Deflated bytes, inflated.
 * @throws InputError if they are damaged, or more than `limit` would come out.
 */
export function inflate(bytes: Uint8Array, limit: number): Uint8Array {
  return guarded("deflated", limit, () => inflateRawSync(bytes, { maxOutputLength: Math.max(1, limit) }));
}

/** What deflated bytes hold, as far as their beginning gives it. */
export function inflateHead(head: Uint8Array): Uint8Array {
  return guarded("deflated", UNPACK_LIMIT, () => inflateRawSync(head, { finishFlush: constants.Z_SYNC_FLUSH }));
}

function guarded(what: string, limit: number, work: () => Uint8Array): Uint8Array {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE")
      throw new InputError(`the ${what} data unpack to more than ${limit} bytes`);
    throw damaged(what, error);
  }
}

/** What zlib found, as a mistake in the input; any other error as it is. */
export function damaged(what: string, error: unknown): unknown {
  const isZlib = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
  return isZlib ? new InputError(`the ${what} data are damaged: ${error.message}`) : error;
}

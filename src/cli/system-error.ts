/**
 * What the system refused, in words.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";

const REASONS: { readonly [code: string]: string } = {
  ENOENT: "no such file or directory",
  EIO: "input/output error",
  EISDIR: "a directory, not a file",
  EACCES: "permission denied",
  ENOSPC: "no space left",
  ENOTDIR: "a part of the path is not a directory",
  EROFS: "the file system is read-only",
  ENAMETOOLONG: "the name is too long",
  ERR_ACCESS_DENIED: "Node's permission model does not allow it",
};

/** Node says `EFBIG: file too large, write`. */
const SYSTEM = /^[A-Z]+: (.+?), \w.*$/s;

/** A failed call of the system as a mistake that names the file or stream. */
export function failure(path: string, error: unknown): InputError {
  if (error instanceof InputError) return error.parameter === undefined ? error.in(path) : error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  return new InputError(REASONS[code] ?? message.replace(SYSTEM, "$1")).in(path);
}

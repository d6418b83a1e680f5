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
};

/** A failed call of the system as a mistake that names the file or stream. */
export function failure(path: string, error: unknown): InputError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return new InputError(REASONS[code] ?? message).in(path);
}

/**
 * Rows behind a header that holds their number. Loaded when a text becomes npy.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { newSpool } from "./spool.js";

/** What takes bytes: standard output, or a file, whose first bytes may be written again. */
export interface Sink {
  write(bytes: Uint8Array | string): void;
  rewrite?: ((bytes: Uint8Array) => void) | undefined;
}

/** A sink that gets its header when the number of rows is known. */
export interface Headed {
  write(bytes: Uint8Array | string): void;
  /** @throws InputError if there are not as many rows as were counted. */
  end(rows: number): void;
  /** To be called at the end of all, done or not. */
  close(): void;
}

const nothing = (): void => undefined;

/**
 * Writes rows behind their header: at once where they have been counted, over a header that is mended at the end where
 * the sink is a file, and else with the rows waiting in a temporary file.
 */
export function headed(sink: Sink, header: (rows: number) => Uint8Array, counted: number | undefined): Headed {
  const { write, rewrite } = sink;
  if (counted !== undefined) {
    write(header(counted));
    const end = (rows: number): void => {
      if (rows !== counted)
        throw new InputError(`${counted} rows were counted, then ${rows} read: the file has changed`);
    };
    return { write, end, close: nothing };
  }
  if (rewrite) {
    write(header(0));
    return { write, end: (rows) => rewrite(header(rows)), close: nothing };
  }
  const spool = newSpool();
  const end = (rows: number): void => {
    write(header(rows));
    spool.replay(write);
  };
  return { write: spool.write, end, close: spool.close };
}

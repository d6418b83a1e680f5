/**
 * Bytes in pieces of whole rows.
 *
 * @packageDocumentation
 */

/** Where bytes come from. */
export interface Source {
  /** What has been read already. */
  bytes: Buffer;
  /** Fills some of `target`; 0 at the end. */
  read(target: Uint8Array): number | Promise<number>;
}

/** A piece, and whether nothing follows it. */
export interface Piece {
  readonly bytes: Buffer;
  readonly last: boolean;
}

/** A row of more bytes than this is left to the reader, who says what is wrong with it. */
export const LONGEST_ROW = 1 << 27;

/** Reads until there are `length` bytes, or as many as there are; whether there are so many. */
export async function readTo(source: Source, length: number): Promise<boolean> {
  if (source.bytes.length >= length) return true;
  const space = Buffer.allocUnsafeSlow(length);
  let filled = source.bytes.copy(space);
  try {
    while (filled < length) {
      const count = await source.read(space.subarray(filled));
      if (count === 0) return false;
      filled += count;
    }
    return true;
  } finally {
    source.bytes = space.subarray(0, filled);
  }
}

/**
 * The source up to its end, which is let go as it is read.
 * @param size the bytes of a piece, unless a row has more
 * @param wholeRows how many of the bytes of a piece are whole rows
 */
export async function* piecesOf(
  source: Source,
  size: number,
  wholeRows: (bytes: Uint8Array) => number,
): AsyncGenerator<Piece> {
  for (let wanted = size; ; ) {
    // One more byte tells whether the source goes on.
    const goesOn = await readTo(source, wanted + 1);
    const bytes = source.bytes.subarray(0, goesOn ? wanted : undefined);
    const whole = goesOn ? wholeRows(bytes) : bytes.length;
    if (whole === 0 && goesOn && wanted < LONGEST_ROW) {
      wanted *= 2;
      continue;
    }
    const end = whole === 0 ? bytes.length : whole;
    yield { bytes: bytes.subarray(0, end), last: !goesOn };
    if (!goesOn) return;
    source.bytes = source.bytes.subarray(end);
    wanted = size;
  }
}

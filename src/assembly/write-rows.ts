/** Rows of numbers as bytes. */
import { writeNumber } from "./write-number";

/** Writes nan or an infinity as the clear writer does; returns where it ends. */
declare function writeWord(at: usize, x: f64): usize;

/**
 * Writes rows of `width` numbers from `p`: before each row the first `beforeLength` bytes of `before`, behind it those
 * of `after`, between numbers the delimiter. Returns where the text ends.
 */
export function writeRows(
  p: usize,
  rows: i32,
  width: i32,
  at: usize,
  before: u32,
  beforeLength: u32,
  delimiter: u32,
  after: u32,
  afterLength: u32,
): usize {
  for (let row = 0; row < rows; row++) {
    store<u32>(at, before);
    at += beforeLength;
    for (let i = 0; i < width; i++) {
      const x = load<f64>(p);
      p += 8;
      at = x - x == 0 ? writeNumber(at, x) : writeWord(at, x);
      store<u8>(at++, <u8>delimiter);
    }
    if (width > 0) at--;
    store<u32>(at, after);
    at += afterLength;
  }
  return at;
}

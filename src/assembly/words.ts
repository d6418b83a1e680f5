/**
 * 64-bit words: products of 128 bits, and the powers of ten that both directions share.
 */

/** The powers of ten in {@link POWERS}. */
export const LEAST: i32 = -342;
export const MOST: i32 = 324;
/** 10^0 to 10^55 stand in the table without error. */
export const EXACT: i32 = 55;

/**
 * For each power its first 128 bits, rounded up: the upper word, then the lower. The host fills the tables once, with
 * big integers: a table in the module would be written again by each thread that starts.
 */
export const POWERS: usize = (__heap_base + 15) & ~15;

/** The digits of 0 to 99, two bytes each. */
export const PAIRS: usize = POWERS + (MOST - LEAST + 1) * 16;

/** Where the tables end. */
export const TABLES_END: usize = PAIRS + 200;

/** The upper word of a · b. */
export function mulHigh(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff;
  const a1 = a >> 32;
  const b0 = b & 0xffffffff;
  const b1 = b >> 32;
  const p01 = a0 * b1;
  // Below 2^64: (2^32 − 1)² + 2·(2^32 − 1).
  const middle = a1 * b0 + ((a0 * b0) >> 32) + (p01 & 0xffffffff);
  return a1 * b1 + (middle >> 32) + (p01 >> 32);
}

/** ⌊log2(10^k)⌋ for |k| <= 1233. */
export function log2OfPower(k: i32): i32 {
  return (k * 1741647) >> 19;
}

/** The upper word of 10^k. */
export function powerHigh(k: i32): u64 {
  return load<u64>(POWERS + ((<usize>(k - LEAST)) << 4));
}

/** The lower word of 10^k. */
export function powerLow(k: i32): u64 {
  return load<u64>(POWERS + ((<usize>(k - LEAST)) << 4), 8);
}

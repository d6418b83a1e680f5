/**
 * A double as the shortest text that reads back as it, spelled as JavaScript spells it.
 *
 * The digits are those of Schubfach (Giulietti 2020, "The Schubfach way to render doubles"): the shortest decimal in
 * the interval that rounds to the double, of several the nearest.
 */
import { log2OfPower, mulHigh, PAIRS, powerHigh, powerLow } from "./words";

const MINUS: u8 = 0x2d;
const POINT: u8 = 0x2e;
const ZERO: u8 = 0x30;

/** The decimal digits·10^power of the number last taken apart. */
let digits: u64 = 0;
let power: i32 = 0;

/** ⌊g·c / 2^128⌋ for the 128 bits of a power; the last bit is set if anything is lost. */
function roundToOdd(high: u64, low: u64, c: u64): u64 {
  const y = c * high;
  const sum = y + mulHigh(c, low);
  return (mulHigh(c, high) + <u64>(sum < y)) | <u64>(sum > 1);
}

/** n / 10 for any word. */
function tenth(n: u64): u64 {
  return mulHigh(n, 0xcccccccccccccccd) >> 3;
}

/** Finds {@link digits} and {@link power} of the positive double with these bits. */
function shortest(fraction: u64, biased: i32): void {
  let c = fraction;
  let q = -1074;
  if (biased != 0) {
    c |= 1 << 52;
    q = biased - 1075;
    if (q <= 0 && q > -53 && (c & ((<u64>1 << -q) - 1)) == 0) {
      digits = c >> -q;
      power = 0;
      return;
    }
  }
  const isNarrow = fraction == 0 && biased > 1;
  const k = (q * 1262611 - (isNarrow ? 524031 : 0)) >> 22;
  const h = <u64>(q + log2OfPower(-k) + 1);
  const high = powerHigh(-k);
  const low = powerLow(-k);
  const isOdd = c & 1;
  const lower = roundToOdd(high, low, (4 * c - 2 + <u64>isNarrow) << h) + isOdd;
  const v = roundToOdd(high, low, (4 * c) << h);
  const upper = roundToOdd(high, low, (4 * c + 2) << h) - isOdd;
  const s = v >> 2;
  power = k;
  if (s >= 10) {
    const short = tenth(s);
    const isBelow = lower <= 40 * short;
    const isAbove = 40 * short + 40 <= upper;
    if (isBelow != isAbove) {
      digits = short + <u64>isAbove;
      power = k + 1;
      return;
    }
  }
  const isBelow = lower <= 4 * s;
  const isAbove = 4 * s + 4 <= upper;
  const middle = 4 * s + 2;
  const roundsUp = isBelow != isAbove ? isAbove : v > middle || (v == middle && (s & 1) != 0);
  digits = s + <u64>roundsUp;
}

function writeTwo(at: usize, n: u32): void {
  store<u16>(at, load<u16>(PAIRS + 2 * n));
}

/** Eight digits, zeros in front. */
function writeEight(at: usize, n: u32): void {
  const upper = n / 10000;
  const lower = n % 10000;
  writeTwo(at, upper / 100);
  writeTwo(at + 2, upper % 100);
  writeTwo(at + 4, lower / 100);
  writeTwo(at + 6, lower % 100);
}

/** How many digits n has, 1 to 17. */
function lengthOf(n: u64): i32 {
  // ⌊64 − leading zeros⌋·log10(2), corrected by one comparison.
  const guess = ((64 - <i32>clz(n)) * 1233) >> 12;
  return guess + <i32>(n >= tenTo(guess));
}

const TENS: usize = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
  10000000000000000000,
]);

function tenTo(n: i32): u64 {
  return load<u64>(TENS + ((<usize>n) << 3));
}

/** The digits of n, `length` of them, at `at`. Up to 15 bytes before it are overwritten. */
function writeDigits(at: usize, n: u64, length: i32): void {
  const upper = mulHigh(n, 12379400392853802749) >> 26;
  const last = at + length - 8;
  writeEight(last, <u32>(n - upper * 100000000));
  if (upper == 0) return;
  const first = <u32>(upper / 100000000);
  writeEight(last - 8, <u32>upper - first * 100000000);
  if (first != 0) store<u8>(last - 9, ZERO + <u8>first);
}

/** Copies 24 bytes, from behind to before or far enough apart. */
function copy(to: usize, from: usize): void {
  store<u64>(to, load<u64>(from));
  store<u64>(to, load<u64>(from, 8), 8);
  store<u64>(to, load<u64>(from, 16), 16);
}

/** `e+21`, `e-7` for the digit before the point. */
function writeExponent(at: usize, e: i32): usize {
  store<u8>(at, 0x65);
  store<u8>(at, e < 0 ? MINUS : 0x2b, 1);
  const n = <u32>abs(e);
  const length = n < 10 ? 1 : n < 100 ? 2 : 3;
  at += 2;
  if (length == 3) store<u8>(at, ZERO + <u8>(n / 100));
  if (length > 1) store<u8>(at + length - 2, ZERO + <u8>((n / 10) % 10));
  store<u8>(at + length - 1, ZERO + <u8>(n % 10));
  return at + length;
}

/** Where the digits are put before the point has its place: behind all that is written. */
const ASIDE: usize = 32;

/** Writes a finite number at `at`; returns where it ends. 64 bytes behind `at` are overwritten. */
export function writeNumber(at: usize, x: f64): usize {
  const bits = reinterpret<u64>(x);
  if (<i64>bits < 0) store<u8>(at++, MINUS);
  if (bits << 1 == 0) {
    store<u8>(at, ZERO);
    return at + 1;
  }
  shortest(bits & ((<u64>1 << 52) - 1), <i32>((bits >> 52) & 0x7ff));
  let length = lengthOf(digits);
  const point = length + power;
  const from = at + ASIDE;
  writeDigits(from, digits, length);
  while (load<u8>(from + length - 1) == ZERO) length--;
  if (point > 0 && point <= 21) {
    copy(at, from);
    if (length > point) {
      store<u8>(at + point, POINT);
      copy(at + point + 1, from + point);
      return at + length + 1;
    }
    for (let i = length; i < point; i++) store<u8>(at + i, ZERO);
    return at + point;
  }
  if (point > -6 && point <= 0) {
    store<u64>(at, 0x3030303030302e30);
    copy(at + 2 - point, from);
    return at + 2 - point + length;
  }
  copy(at + 1, from);
  store<u8>(at, load<u8>(from));
  if (length > 1) {
    copy(at + 2, from + 1);
    store<u8>(at, POINT, 1);
    at++;
  }
  return writeExponent(at + length, point - 1);
}

/**
 * Decimal text to the nearest double.
 *
 * Up to 19 digits are read as a whole number w, which is multiplied by 128 bits of the power of ten (Lemire 2021,
 * "Number parsing at a gigabyte per second"). The power is rounded up by less than a unit, so the product is known
 * but for a unit of its middle word, and the double is certain unless the rest is just half: these, and all else that
 * is unusual, are left to the host.
 */
import { EXACT, LEAST, log2OfPower, mulHigh, powerHigh, powerLow } from "./words";

/** 10^0 to 10^22 are doubles. */
const TENS: usize = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);

const MINUS: u8 = 0x2d;
const PLUS: u8 = 0x2b;
const POINT: u8 = 0x2e;
const ZERO: u8 = 0x30;

/** The number that {@link readNumber} read last. */
export let value: f64 = 0;

function isDigit(c: u8): bool {
  return c - ZERO < 10;
}

/** Whether eight characters are all digits: no nibble overflows, and each has the upper half of a digit. */
function areDigits(eight: u64): bool {
  return (
    (((eight + 0x4646464646464646) | (eight - 0x3030303030303030)) & 0x8080808080808080) == 0
  );
}

/** The number of eight digits, the first in the lowest byte: pairs, then fours, then all. */
function ofDigits(eight: u64): u64 {
  let digits = eight - 0x3030303030303030;
  digits = digits * 10 + (digits >> 8);
  return (((digits & 0x000000ff000000ff) * 0x000f424000000064 + ((digits >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >> 32);
}

/** Whether more than 19 digits from `first` to `end` count; zeros before them do not. */
function isLong(first: usize, end: usize): bool {
  let p = first;
  let hasPoint = false;
  for (let c = load<u8>(p); p < end && (c == ZERO || c == POINT); c = load<u8>(++p)) {
    if (c == POINT) hasPoint = true;
  }
  let count = end - p;
  if (!hasPoint) {
    for (let q = p; q < end; q++) {
      if (load<u8>(q) == POINT) {
        count--;
        break;
      }
    }
  }
  return count > 19;
}

/** The double w·10^q into {@link value}; false where the host must decide. */
function scaled(w: u64, q: i32): bool {
  if (w == 0) {
    value = 0;
    return true;
  }
  if (w <= 1 << 53 && q >= -22 && q <= 22) {
    const ten = load<f64>(TENS + ((<usize>abs(q)) << 3));
    value = q < 0 ? <f64>w / ten : <f64>w * ten;
    return true;
  }
  if (q < LEAST || q > 308) return false;
  const leading = clz(w);
  const m = w << leading;
  const high = powerHigh(q);
  const low = powerLow(q);
  const middle0 = m * high;
  const middle = middle0 + mulHigh(m, low);
  const top = mulHigh(m, high) + <u64>(middle < middle0);
  const upper = <i32>(top >> 63);
  const shift = <u64>(10 + upper);
  const rest = top & ((<u64>1 << shift) - 1);
  const half = <u64>1 << (shift - 1);
  let bits = top >> shift;
  if (rest == half && middle == 0) {
    if (q < 0 || q > EXACT) return false;
    bits += m * low != 0 ? 1 : bits & 1;
  } else if (rest >= half) bits++;
  const exponent = 63 + upper + log2OfPower(q) - <i32>leading;
  if (exponent < -1022 || exponent > 1022) return false;
  value = reinterpret<f64>((<u64>(exponent + 1022) << 52) + bits);
  return true;
}

/** The exponent behind an `e`; digits beyond the fourth are left for the host to see. */
let exponent: i32 = 0;

function readExponent(p: usize): usize {
  let c = load<u8>(p);
  const isNegative = c == MINUS;
  if (isNegative || c == PLUS) c = load<u8>(++p);
  const first = p;
  let e = 0;
  for (; isDigit(c) && p < first + 4; c = load<u8>(++p)) e = e * 10 + <i32>(c - ZERO);
  exponent = isNegative ? -e : e;
  return p == first ? 0 : p;
}

/**
 * Reads a number at `p` into {@link value}; returns where it ends, or 0 where the host must look: no number, or an
 * unusual one. What follows it must still be checked.
 */
export function readNumber(p: usize): usize {
  let c = load<u8>(p);
  const isNegative = c == MINUS;
  if (isNegative) p++;
  const first = p;
  let w: u64 = 0;
  for (c = load<u8>(p); isDigit(c); c = load<u8>(++p)) w = w * 10 + (c - ZERO);
  let count = p - first;
  // JSON has no zeros before other digits.
  if (count > 1 && load<u8>(first) == ZERO) return 0;
  let q: i32 = 0;
  if (c == POINT) {
    const fraction = ++p;
    for (let eight = load<u64>(p); areDigits(eight); eight = load<u64>(p)) {
      w = w * 100000000 + ofDigits(eight);
      p += 8;
    }
    for (c = load<u8>(p); isDigit(c); c = load<u8>(++p)) w = w * 10 + (c - ZERO);
    q = <i32>(fraction - p);
    count += p - fraction;
  }
  if (count == 0 || (count > 19 && isLong(first, p))) return 0;
  if ((c | 0x20) == 0x65) {
    p = readExponent(p + 1);
    if (p == 0) return 0;
    q += exponent;
  }
  if (!scaled(w, q)) return 0;
  if (isNegative) value = -value;
  return p;
}

/**
 * The softmax of float32 rows, two numbers at a time, in doubles whose last bits may be wrong: a row is given to the
 * host where an error of 2^-43 could change how a result rounds to float32 (Ziv 1991), or where one is not ordinary.
 *
 * e^x is 2^k · e^r with |r| <= ln2/2 and Taylor's series to r^12, whose remainder is below 2^-52; sums of up to 512
 * exponentials in two lanes add less than 2^-44.
 */

/** The softmax of the row of `width` floats at `from`, by the clear kernel, into the floats at `to`. */
declare function softmaxRow(from: usize, width: i32, to: usize): void;

const LOG2_E: f64 = 1.4426950408889634;
/** ln 2 in 32 bits, and the rest. */
const LN2: f64 = 0.6931471803691238;
const LN2_REST: f64 = 1.9082149292705877e-10;
/** Adding 1.5·2^52 rounds to a whole number, which then stands in the lowest bits. */
const TO_WHOLE: f64 = 6755399441055744;
/** Below it a result could be subnormal as a float. */
const LOWEST: f64 = -80;
/** Doubles this many units from half way between two floats are certain. */
const MARGIN: i64 = 1024;
/** The bits that a float has less than a double, and half of them. */
const REST: i64 = 0x1fffffff;
const HALF: i64 = 0x10000000;

/** e^d for -80 <= d <= 0. */
function exponential(d: v128): v128 {
  const t = f64x2.add(f64x2.mul(d, f64x2.splat(LOG2_E)), f64x2.splat(TO_WHOLE));
  const k = f64x2.sub(t, f64x2.splat(TO_WHOLE));
  const r = f64x2.sub(f64x2.sub(d, f64x2.mul(k, f64x2.splat(LN2))), f64x2.mul(k, f64x2.splat(LN2_REST)));
  const s = f64x2.mul(r, r);
  let even = f64x2.splat(1 / 479001600.0);
  even = f64x2.add(f64x2.mul(even, s), f64x2.splat(1 / 3628800.0));
  even = f64x2.add(f64x2.mul(even, s), f64x2.splat(1 / 40320.0));
  even = f64x2.add(f64x2.mul(even, s), f64x2.splat(1 / 720.0));
  even = f64x2.add(f64x2.mul(even, s), f64x2.splat(1 / 24.0));
  even = f64x2.add(f64x2.mul(even, s), f64x2.splat(1 / 2.0));
  even = f64x2.add(f64x2.mul(even, s), f64x2.splat(1));
  let odd = f64x2.splat(1 / 39916800.0);
  odd = f64x2.add(f64x2.mul(odd, s), f64x2.splat(1 / 362880.0));
  odd = f64x2.add(f64x2.mul(odd, s), f64x2.splat(1 / 5040.0));
  odd = f64x2.add(f64x2.mul(odd, s), f64x2.splat(1 / 120.0));
  odd = f64x2.add(f64x2.mul(odd, s), f64x2.splat(1 / 6.0));
  odd = f64x2.add(f64x2.mul(odd, s), f64x2.splat(1));
  const power = i64x2.add(i64x2.shl(t, 52), i64x2.splat(0x3ff0000000000000));
  return f64x2.mul(f64x2.add(even, f64x2.mul(odd, r)), power);
}

/** Lanes where the double is too near to half way between two floats. */
function uncertain(y: v128): v128 {
  const distance = v128.and(i64x2.add(y, i64x2.splat(MARGIN - HALF)), i64x2.splat(REST));
  return i64x2.lt_s(distance, i64x2.splat(2 * MARGIN));
}

function maximum(from: usize, width: i32): f32 {
  let most = load<f32>(from);
  let i = 1;
  if (width >= 8) {
    let four = v128.load(from);
    for (i = 4; i + 4 <= width; i += 4) four = f32x4.max(four, v128.load(from + (<usize>i << 2)));
    const two = f32x4.max(four, i32x4.shuffle(four, four, 2, 3, 0, 1));
    most = f32x4.extract_lane(f32x4.max(two, i32x4.shuffle(two, two, 1, 0, 3, 2)), 0);
  }
  for (; i < width; i++) most = max<f32>(most, load<f32>(from + (<usize>i << 2)));
  return most;
}

/** One row; false where the host must look. */
function certainRow(from: usize, width: i32, to: usize, scratch: usize): bool {
  const most = <f64>maximum(from, width);
  if (!(abs(most) < Infinity)) return false;
  const shift = f64x2.splat(most);
  let sum = f64x2.splat(0);
  let least = f64x2.splat(0);
  const pairs = width & ~1;
  for (let i = 0; i < pairs; i += 2) {
    const d = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(from + (<usize>i << 2))), shift);
    least = f64x2.min(least, d);
    const e = exponential(d);
    v128.store(scratch + (<usize>i << 3), e);
    sum = f64x2.add(sum, e);
  }
  let total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  if (pairs < width) {
    const d = f64x2.sub(f64x2.splat(<f64>load<f32>(from + (<usize>pairs << 2))), shift);
    least = f64x2.min(least, d);
    const e = exponential(d);
    v128.store(scratch + (<usize>pairs << 3), e);
    total += f64x2.extract_lane(e, 0);
  }
  if (!(min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1)) > LOWEST)) return false;
  const inverse = f64x2.splat(1 / total);
  let doubt = i64x2.splat(0);
  for (let i = 0; i < pairs; i += 2) {
    const y = f64x2.mul(v128.load(scratch + (<usize>i << 3)), inverse);
    doubt = v128.or(doubt, uncertain(y));
    v128.store64_lane(to + (<usize>i << 2), f32x4.demote_f64x2_zero(y), 0);
  }
  if (pairs < width) {
    const y = f64x2.mul(v128.load(scratch + (<usize>pairs << 3)), inverse);
    doubt = v128.or(doubt, uncertain(y));
    store<f32>(to + (<usize>pairs << 2), <f32>f64x2.extract_lane(y, 0));
  }
  return !v128.any_true(doubt);
}

/** The softmax of rows of `width` floats, at most 512, at `from`; `scratch` has room for as many doubles, and one more. */
export function softmaxFloats(from: usize, rows: i32, width: i32, to: usize, scratch: usize): void {
  const size = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    if (!certainRow(from, width, to, scratch)) softmaxRow(from, width, to);
    from += size;
    to += size;
  }
}

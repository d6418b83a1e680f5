/**
 * The natural logarithm in double-double.
 *
 * Table-driven as in Tang 1990, "Table-driven implementation of the logarithm function in IEEE
 * floating-point arithmetic": x = 2^k·m with m in [0.703, 1.41), c the double nearest to 128/i for
 * i = round(128·m), so that log x = k·ln2 − log c + log1p(m·c − 1) with |m·c − 1| < 2^-7.4. The
 * product m·c is kept whole; around 1, where k = 0 and c = 1, nothing is lost either.
 *
 * @packageDocumentation
 */
import { highWord, pow2 } from "./bits.js";
import { type DD, fastTwoSum, productError, twoSum } from "./dd.js";
import { FIRST, logTable } from "./log-table.js";

/** ln 2 in 42 bits, so that its product with 11 bits is exact, and the rest. */
const LN2 = 0.6931471805598903;
const LN2_REST = 5.497923018708371e-14;
/** The high word of 90/128, the lower end of m. */
const LOWER = 0x3fe68000;
/** |r| up to which {@link log1pSeries} holds. */
const SERIES = 0.0059;
/** Below it log(1 + x) and x are the same double. */
const TINY = pow2(-54);
/** The smallest normal double, and what lifts subnormals above it. */
const NORMAL = pow2(-1022);
const LIFT = pow2(54);

/** log(1 + r) − r + r²/2 for |r| < 2^-7.4: Taylor's series, cut off below 2^-77. */
function logTail(r: number): number {
  const even = 1 / 4 + r * r * (1 / 6 + r * r * (1 / 8 + r * r * (1 / 10)));
  const odd = 1 / 3 + r * r * (1 / 5 + r * r * (1 / 7 + r * r * (1 / 9)));
  return r * r * r * (odd - r * even);
}

/** log(1 + hi + lo), |hi| < 2^-7.4: relative error below 2^-66. */
function log1pSeries(hi: number, lo: number): DD {
  const square = hi * hi;
  const sum = hi - 0.5 * square;
  const error = hi - sum - 0.5 * square;
  const low = error + (lo - hi * lo - 0.5 * productError(hi, hi, square) + logTail(hi));
  const result = sum + low;
  return { hi: result, lo: low - (result - sum) };
}

/** log(hi + lo) for 0 < hi < inf: relative error below 2^-65. */
export function logDD(hi: number, lo = 0): DD {
  const subnormal = hi < NORMAL;
  const x = subnormal ? hi * LIFT : hi;
  const exponent = (highWord(x) - LOWER) >> 20;
  // 2^-k in two factors: k reaches 1024.
  const down = pow2(-(exponent >> 1));
  const down2 = pow2((exponent >> 1) - exponent);
  const m = x * down * down2;
  const i = Math.floor(128 * m + 0.5);
  const c = 128 / i;
  const product = m * c;
  const rest = subnormal ? 0 : lo * down * down2;
  const distance = product - 1;
  const error = productError(m, c, product) + rest * c;
  const r = distance + error;
  const series = log1pSeries(r, error - (r - distance));
  const k = subnormal ? exponent - 54 : exponent;
  // Each addend is larger than the next, or 0: Fast2Sum all the way.
  const power = k * LN2;
  const tables = logTable();
  const table = tables[2 * (i - FIRST)]!;
  const s1 = power + table;
  const s2 = s1 + series.hi;
  const low = k * LN2_REST + tables[2 * (i - FIRST) + 1]! + series.lo;
  return fastTwoSum(s2, table - (s1 - power) + (series.hi - (s2 - s1)) + low);
}

/** log(1 + hi + lo) for hi > -1: relative error below 2^-62, also around 0 (|hi| > 2^-480). */
export function log1pDD(hi: number, lo = 0): DD {
  if (Math.abs(hi) < SERIES) return log1pSeries(hi, lo);
  const s = twoSum(1, hi);
  const sum = fastTwoSum(s.hi, s.lo + lo);
  return logDD(sum.hi, sum.lo);
}

/** log x, rounded correctly but for one case in about 2^10; nan below 0. */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x < 0 ? Number.NaN : x === 0 ? -Infinity : x;
  return logDD(x).hi;
}

/** log(1 + x), rounded correctly but for one case in about 2^8; keeps the sign of zero; nan below -1. */
export function log1p(x: number): number {
  if (Math.abs(x) < TINY) return x;
  if (!(x > -1 && x < Infinity)) return x < -1 ? Number.NaN : x === -1 ? -Infinity : x;
  return log1pDD(x).hi;
}

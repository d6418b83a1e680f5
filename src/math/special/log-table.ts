/**
 * -log(c) for c the double nearest to 128/i, i = 90..181, as two doubles. They are computed, which takes less room than
 * their digits; the tests have those of test/reference/generators/tables.py.
 *
 * @packageDocumentation
 */
import { pow2 } from "./bits.js";

/** The first entry. */
export const FIRST = 90;
const LAST = 181;
/** Logarithms are counted in units of 2^-128. */
const UNIT = 128n;

/** log((i + 1)/i) = 2·atanh(1/(2i + 1)). */
function logStep(i: number): bigint {
  const n = BigInt(2 * i + 1);
  const square = n * n;
  let sum = 0n;
  let term = (2n << UNIT) / n;
  for (let k = 1n; term > 0n; k += 2n) {
    sum += term / k;
    term /= square;
  }
  return sum;
}

function computed(): Float64Array {
  const table = new Float64Array(2 * (LAST - FIRST + 1));
  const [fraction, unit] = [pow2(53), pow2(-128)];
  const put = (i: number, log: bigint) => {
    // c·i/128 = 1 + d/2^60 without rounding; log c = log(1 + d/2^60) - log(i/128).
    const d = BigInt((128 / i) * fraction) * BigInt(i) - (1n << 60n);
    const value = log - (d << (UNIT - 60n)) + ((d * d) << (UNIT - 121n));
    const hi = Number(value);
    table[2 * (i - FIRST)] = hi * unit;
    table[2 * (i - FIRST) + 1] = Number(value - BigInt(hi)) * unit;
  };
  let up = 0n;
  for (let i = 128; i <= LAST; i++) {
    put(i, up);
    up += logStep(i);
  }
  let down = 0n;
  for (let i = 127; i >= FIRST; i--) {
    down -= logStep(i);
    put(i, down);
  }
  return table;
}

let table: Float64Array | undefined;

/** hi, lo, hi, lo, ...: computed by the first logarithm, as most runs need none. */
export function logTable(): Float64Array {
  table ??= computed();
  return table;
}

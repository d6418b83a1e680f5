/**
 * The exponential function in double-double, and what is made of it.
 *
 * Table-driven as in Tang 1989, "Table-driven implementation of the exponential function in IEEE
 * floating-point arithmetic": x = (128·k + j)·ln2/128 + r, e^x = 2^k · 2^(j/128) · e^r. The table's
 * heads have 26 bits and r is cut after 27, so that their product is exact without a multiply-add.
 *
 * @packageDocumentation
 */
import { pow2 } from "./bits.js";
import { type DD, fastTwoSum, twoSum } from "./dd.js";
import { EXP_TABLE } from "./exp-table.js";
import { fromScaled, plain, type Scaled } from "./scaled.js";

export { fromScaled, plain, type Scaled } from "./scaled.js";

/** 128/ln 2. */
const STEPS = 184.6649652337873;
/** ln 2/128 in 34 bits, so that its product with 18 bits is exact, and the rest. */
const STEP = 0.005415212347998022;
const STEP_REST = 1.2655086083325438e-13;
/** Adding and subtracting 1.5·2^52 rounds to a whole number, 1.5·2^17 to a multiple of 2^-35. */
const TO_WHOLE = 6755399441055744;
const TO_27_BITS = 196608;
/** Beyond it, e^-x is 0 and e^x is inf, also where a factor or divisor of up to 2^50 follows. */
const LIMIT = 800;
/** Below it e^x − 1 and x are the same double. */
const TINY = pow2(-54);

/** e^r − 1 − r for |r| < ln2/256: Taylor's series, cut off below 2^-72. */
function expTail(r: number): number {
  const square = r * r;
  return square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120) + square * (1 / 720)));
}

/**
 * e^(hi + lo), |lo| <= ulp(hi): relative error below 2^-68 for |hi| < 800; 0 below, inf above.
 * The pair is in [1, 2] up to rounding; {@link fromScaled} and {@link plain} bring it to its place.
 */
export function expDD(hi: number, lo = 0): Scaled {
  if (Math.abs(hi) >= LIMIT) return { hi: hi < 0 ? 0 : Infinity, lo: 0, exponent: 0 };
  const n = hi * STEPS + TO_WHOLE - TO_WHOLE;
  const rHi = hi - n * STEP;
  const rLo = lo - n * STEP_REST;
  const head = rHi + TO_27_BITS - TO_27_BITS;
  const rest = rHi - head + rLo;
  const j = n & 127;
  const t = EXP_TABLE[2 * j]!;
  const tRest = EXP_TABLE[2 * j + 1]!;
  const product = t * head;
  const sum = t + product;
  const low = product - (sum - t) + (tRest + (tRest * head + (t + tRest) * (rest + expTail(rHi + rLo))));
  const result = sum + low;
  return { hi: result, lo: low - (result - sum), exponent: n >> 7 };
}

/** e^(hi + lo) as a plain pair: as {@link expDD}, for hi < 690; 0 where it is below 2^-1000. */
export function expPair(hi: number, lo = 0): DD {
  return plain(expDD(hi, lo));
}

/**
 * e^(hi + lo) − 1 for hi < 690: relative error below 2^-60, also around 0 (|hi| > 2^-900).
 * Where e^x falls below 2^-120 the result is -1.
 */
export function expm1DD(hi: number, lo = 0): DD {
  if (Math.abs(hi) < 0.0027) return fastTwoSum(hi, lo + expTail(hi) + hi * lo);
  if (hi < -90) return { hi: -1, lo: 0 };
  const e = expPair(hi, lo);
  const s = twoSum(e.hi, -1);
  return fastTwoSum(s.hi, s.lo + e.lo);
}

/** e^x, rounded correctly but for one case in about 2^15; subnormal results are rounded once. */
export function exp(x: number): number {
  return fromScaled(expDD(x));
}

/** e^x − 1, rounded correctly but for one case in about 2^7; keeps the sign of zero. */
export function expm1(x: number): number {
  if (Math.abs(x) < TINY) return x;
  if (x > 690) return exp(x);
  return expm1DD(x).hi;
}

/**
 * Sine and cosine.
 *
 * The argument is reduced to a pair r with |r| <= π/4: by Cody & Waite 1980, "Software Manual for the
 * Elementary Functions", with π/2 in four parts, below 2^20; beyond by Payne & Hanek 1983, "Radian
 * reduction for trigonometric functions", over 1200 bits of 2/π, which suffices for every double.
 *
 * @packageDocumentation
 */
import { pow2 } from "./bits.js";
import { add, addNumber, type DD, dd, mul, mulNumber, neg, scale, toNumber, twoSum } from "./dd.js";

const HALF_PI = dd(1.5707963267948966, 6.123233995736766e-17);
const TWO_BY_PI = 0.6366197723675814;
/** π/2 in parts of 33 bits, whose products with 20 bits are exact, and the rest. */
const PART1 = 1.5707963267341256;
const PART2 = 6.077100506303966e-11;
const PART3 = 2.0222662487111665e-21;
const PART4 = 8.4784276603689e-32;
/** Up to it the parts suffice. */
const MEDIUM = pow2(20);
/** Below it sin x and x are the same double. */
const TINY = pow2(-27);
/** The bits of 2/π behind the point. */
const BITS = 1200n;
const BITS_OF_TWO_BY_PI =
  0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7bn;
/** The bits of the fraction that are kept: the double nearest to a multiple of π/2 is 2^-61 of it away. */
const KEPT = 170n;
const SIXTH = dd(0.16666666666666666, 9.25185853854297e-18);

/** x = quadrant·π/2 + r; the quadrant counts modulo 4. */
interface Reduced {
  readonly quadrant: number;
  readonly r: DD;
}

function reduceMedium(x: number): Reduced {
  const n = Math.round(x * TWO_BY_PI);
  const head = addNumber(twoSum(x, -n * PART1), -n * PART2);
  return { quadrant: n & 3, r: addNumber(addNumber(head, -n * PART3), -n * PART4) };
}

/** For x >= 2^20, whose 2^33-fold is a whole number. */
function reduceLarge(x: number): Reduced {
  const fraction = x < pow2(53) ? BITS + 33n : BITS;
  const whole = BigInt(x < pow2(53) ? x * pow2(33) : x);
  const turns = whole * BITS_OF_TWO_BY_PI;
  const nearest = (turns + (1n << (fraction - 1n))) >> fraction;
  const rest = (turns - (nearest << fraction)) >> (fraction - KEPT);
  const hi = Number(rest);
  const pair = scale(dd(hi, Number(rest - BigInt(hi))), pow2(-Number(KEPT)));
  return { quadrant: Number(nearest & 3n), r: mul(pair, HALF_PI) };
}

/** The reduction of x >= 0. */
function reduce(x: number): Reduced {
  if (x <= 0.7853981633974483) return { quadrant: 0, r: dd(x) };
  return x < MEDIUM ? reduceMedium(x) : reduceLarge(x);
}

/** sin r for |r| <= π/4: Taylor's series, its first two terms as pairs. */
function sinSeries(r: DD): DD {
  const square = mul(r, r);
  const s = square.hi;
  const higher = 1 / 39916800 - s * (1 / 6227020800 - s * (1 / 1307674368000 - s * (1 / 355687428096000)));
  const tail = 1 / 120 - s * (1 / 5040 - s * (1 / 362880 - s * higher));
  const cubed = mul(r, square);
  return add(r, addNumber(neg(mul(cubed, SIXTH)), cubed.hi * s * tail));
}

/** cos r for |r| <= π/4: Taylor's series, its first two terms as pairs. */
function cosSeries(r: DD): DD {
  const square = mul(r, r);
  const s = square.hi;
  const higher = 1 / 3628800 - s * (1 / 479001600 - s * (1 / 87178291200 - s * (1 / 20922789888000)));
  const tail = 1 / 24 - s * (1 / 720 - s * (1 / 40320 - s * higher));
  return addNumber(addNumber(scale(square, -0.5), s * s * tail), 1);
}

/** sin(x + quadrants·π/2) for a finite x >= 0. */
function sineFrom(x: number, quadrants: number): DD {
  const { quadrant, r } = reduce(x);
  const turned = (quadrant + quadrants) & 3;
  const value = turned % 2 === 0 ? sinSeries(r) : cosSeries(r);
  return turned < 2 ? value : neg(value);
}

/** sin x for every x, at most 0.51 ulp off; keeps the sign of zero; nan for infinities. */
export function sin(x: number): number {
  const size = Math.abs(x);
  if (size < TINY) return x;
  if (!(size < Infinity)) return Number.NaN;
  const value = toNumber(sineFrom(size, 0));
  return x < 0 ? -value : value;
}

/** cos x for every x, at most 0.55 ulp off; nan for infinities. */
export function cos(x: number): number {
  const size = Math.abs(x);
  return size < Infinity ? toNumber(sineFrom(size, 1)) : Number.NaN;
}

/** 2π. */
const TWO_PI = scale(HALF_PI, 4);

/** The sine and cosine of 2πu for 0 <= u <= 1, as Box and Muller need them. */
export function turn(u: number): { readonly sin: number; readonly cos: number } {
  const { hi, lo } = mulNumber(TWO_PI, u);
  const { quadrant, r } = reduceMedium(hi);
  const angle = addNumber(r, lo);
  const s = toNumber(sinSeries(angle));
  const c = toNumber(cosSeries(angle));
  const sine = quadrant % 2 === 0 ? s : c;
  const cosine = quadrant % 2 === 0 ? c : s;
  return { sin: quadrant < 2 ? sine : -sine, cos: quadrant === 0 || quadrant === 3 ? cosine : -cosine };
}

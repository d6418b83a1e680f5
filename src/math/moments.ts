/**
 * Mean and standard deviation, rounded once.
 *
 * @packageDocumentation
 */
import { pow2 } from "./special/bits.js";
import { addProductTo, addTo, type ExactSum, exactSum } from "./special/sum.js";
import { quotientOf, rootQuotientOf, WHOLE_UNIT, wholeOf } from "./special/whole.js";

/** Sums of finite numbers and of their squares, none of them rounded. */
export interface Moments {
  count: number;
  readonly sum: ExactSum;
  /** Squares of numbers too small for their squares, ordinary ones, and too large; the first and last scaled. */
  readonly squares: readonly [small: ExactSum, ordinary: ExactSum, large: ExactSum];
}

/** Numbers beyond 2^±400 are scaled before they are squared, so that every square is exact. */
const LARGE = pow2(400);
const SMALL = pow2(-400);
const SHIFT = 600;
const UP = pow2(SHIFT);
const DOWN = pow2(-SHIFT);

export function moments(): Moments {
  return { count: 0, sum: exactSum(), squares: [exactSum(), exactSum(), exactSum()] };
}

/** Adds a finite number. */
export function addMoment(m: Moments, x: number): void {
  m.count++;
  addTo(m.sum, x);
  const magnitude = Math.abs(x);
  if (magnitude >= SMALL && magnitude <= LARGE) addProductTo(m.squares[1], x, x);
  else if (magnitude > LARGE) addProductTo(m.squares[2], x * DOWN, x * DOWN);
  else if (magnitude > 0) addProductTo(m.squares[0], x * UP, x * UP);
}

/** The mean, rounded once; nan of nothing. */
export function meanOf({ count, sum }: Moments): number {
  return count === 0 ? Number.NaN : quotientOf(wholeOf(sum), BigInt(count), WHOLE_UNIT);
}

/** The standard deviation √(Σ(x − mean)²/n), rounded once; nan of nothing. */
export function deviationOf({ count, sum, squares }: Moments): number {
  if (count === 0) return Number.NaN;
  const n = BigInt(count);
  const [small, ordinary, large] = squares.map(wholeOf) as [bigint, bigint, bigint];
  // n·Σx² − (Σx)² in units of 2^(2·root); the small squares count the smallest units, 2^(WHOLE_UNIT − 2·SHIFT).
  const root = Math.floor((WHOLE_UNIT - 2 * SHIFT) / 2);
  const unit = BigInt(WHOLE_UNIT - 2 * SHIFT - 2 * root);
  const total = small + (ordinary << BigInt(2 * SHIFT)) + (large << BigInt(4 * SHIFT));
  const square = (wholeOf(sum) ** 2n) << BigInt(2 * (WHOLE_UNIT - root));
  return rootQuotientOf(n * (total << unit) - square, n, root);
}

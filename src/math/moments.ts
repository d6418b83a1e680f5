/**
 * Mean and standard deviation, rounded once.
 *
 * @packageDocumentation
 */
import { HIGH, pow2 } from "./special/bits.js";
import { addProductTo, addTo, type ExactSum, exactSum } from "./special/sum.js";
import { quotientOf, rootQuotientOf, WHOLE_UNIT, wholeOf } from "./special/whole.js";

/** Sums of finite numbers and of their squares, none of them rounded. */
export interface Moments {
  count: number;
  readonly sum: ExactSum;
  /** Squares of numbers too small for their squares, ordinary ones, and too large; the first and last scaled. */
  readonly squares: readonly [small: ExactSum, ordinary: ExactSum, large: ExactSum];
  /** What has not been added to the sums yet. */
  readonly halves: Halves;
}

/** Numbers beyond 2^±400 are scaled before they are squared, so that every square is exact. */
const LIMIT = 400;
const SMALL = pow2(-LIMIT);
const SHIFT = 600;
const UP = pow2(SHIFT);
const DOWN = pow2(-SHIFT);

/** Sums of halves of numbers between 2^±{@link LIMIT}, of their squares and of the squares' errors, by exponent. */
interface Halves {
  /** How many numbers they hold. */
  count: number;
  readonly number: Pair;
  readonly square: Pair;
  readonly error: Pair;
}

type Pair = readonly [high: Float64Array, low: Float64Array];

/** As many halves of one exponent, which have up to 27 bits, add up to less than 53. */
const CAPACITY = pow2(25);
/** The biased exponent of the first sum. */
const LEAST = 1023 - LIMIT;
const EXPONENTS = 2 * LIMIT;
/** Splits a double into halves of 26 bits (Veltkamp 1968, as in Dekker 1971). */
const SPLITTER = pow2(27) + 1;
/** What rounds the error of a square, given the number's exponent, to 26 bits of the largest error. */
const GRID = Float64Array.from({ length: EXPONENTS }, (_, i) => 1.5 * pow2(2 * (i - LIMIT) - 26));

export function moments(): Moments {
  const pair = (): Pair => [new Float64Array(EXPONENTS), new Float64Array(EXPONENTS)];
  return {
    count: 0,
    sum: exactSum(),
    squares: [exactSum(), exactSum(), exactSum()],
    halves: { count: 0, number: pair(), square: pair(), error: pair() },
  };
}

/**
 * Adds the finite ones of some numbers.
 *
 * Numbers, their squares and what rounding these took away are split into halves, and those of numbers with the same
 * exponent are added up in doubles: they are multiples of one power of two, and too few to be rounded. This is the
 * large superaccumulator of Neal 2015, "Fast exact summation using small and large superaccumulators", with halves in
 * the place of integers.
 */
export function addMoments(m: Moments, numbers: Float64Array): void {
  for (let from = 0; from < numbers.length; ) {
    if (m.halves.count === CAPACITY) settle(m);
    const to = from + CAPACITY - m.halves.count;
    addHalves(m, numbers.subarray(from, to));
    from = to;
  }
}

function addHalves(m: Moments, numbers: Float64Array): void {
  const [high, low] = m.halves.number;
  const [squareHigh, squareLow] = m.halves.square;
  const [errorHigh, errorLow] = m.halves.error;
  const words = new Int32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
  for (let i = 0, word = HIGH; i < numbers.length; i++, word += 2) {
    const x = numbers[i]!;
    const at = ((words[word]! >>> 20) & 0x7ff) - LEAST;
    if (at < 0 || at >= EXPONENTS) {
      if (x !== 0 && x - x === 0) addScaled(m, x);
      m.count += Number(x - x === 0);
      continue;
    }
    m.count++;
    const scaled = SPLITTER * x;
    const h = scaled - (scaled - x);
    const l = x - h;
    high[at]! += h;
    low[at]! += l;
    const square = x * x;
    const squareScaled = SPLITTER * square;
    const squareTop = squareScaled - (squareScaled - square);
    squareHigh[at]! += squareTop;
    squareLow[at]! += square - squareTop;
    const error = h * h - square + 2 * h * l + l * l;
    if (error === 0) continue;
    const errorTop = error + GRID[at]! - GRID[at]!;
    errorHigh[at]! += errorTop;
    errorLow[at]! += error - errorTop;
  }
  m.halves.count += numbers.length;
}

/** Adds a number whose square is no normal double. */
function addScaled({ sum, squares: [small, , large] }: Moments, x: number): void {
  addTo(sum, x);
  const [into, scale] = Math.abs(x) < SMALL ? [small, UP] : [large, DOWN];
  addProductTo(into, x * scale, x * scale);
}

/** Adds the halves to the sums. */
function settle({ sum, squares, halves }: Moments): void {
  const { number, square, error } = halves;
  for (const half of [...number, ...square, ...error]) {
    const into = number.includes(half) ? sum : squares[1];
    for (const total of half) addTo(into, total);
    half.fill(0);
  }
  halves.count = 0;
}

/** The mean, rounded once; nan of nothing. */
export function meanOf(m: Moments): number {
  settle(m);
  const { count, sum } = m;
  return count === 0 ? Number.NaN : quotientOf(wholeOf(sum), BigInt(count), WHOLE_UNIT);
}

/** The standard deviation √(Σ(x − mean)²/n), rounded once; nan of nothing. */
export function deviationOf(m: Moments): number {
  settle(m);
  const { count, sum, squares } = m;
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

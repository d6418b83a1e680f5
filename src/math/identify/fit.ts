/**
 * Fitting one parameter, and telling the round number that was meant.
 *
 * @packageDocumentation
 */
import { accepts, type Parameter } from "../parameters.js";

/** 1, 2, 5 and their like, from a thousandth to a thousand: between neighbours an error has one minimum. */
const GRID: readonly number[] = [0.001, 0.01, 0.1, 1, 10, 100]
  .flatMap((unit) => [unit, 2 * unit, 5 * unit])
  .concat(1000);
/** The part of an interval that a step of the golden section search keeps. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const STEPS = 40;

/** Where `f` is least between two points, if it has one minimum there (golden section search, Kiefer 1953). */
export function minimum(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [fa, fb] = [f(a), f(b)];
  for (let i = 0; i < STEPS && low < a && b < high; i++) {
    if (fa <= fb) {
      [high, b, fb] = [b, a, fa];
      a = high - GOLDEN * (high - low);
      fa = f(a);
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + GOLDEN * (high - low);
      fb = f(b);
    }
  }
  return fa <= fb ? a : b;
}

/** The value of a positive parameter for which `error` is least. */
export function fitted(parameter: Parameter, error: (value: number) => number): number {
  const errors = GRID.map((value) => (accepts(parameter, value) ? error(value) : Infinity));
  const best = errors.reduce((least, value, i) => (value < errors[least]! ? i : least), 0);
  return minimum(error, GRID[Math.max(best - 1, 0)]!, GRID[Math.min(best + 1, GRID.length - 1)]!);
}

/** The number of fewest digits near `value` that is as good; undefined if `value` itself is not good. */
export function rounded(value: number, isGood: (value: number) => boolean): number | undefined {
  for (let digits = 1; digits <= 17; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (isGood(candidate)) return candidate;
  }
  return undefined;
}

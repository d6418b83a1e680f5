/**
 * Axes of logarithms: powers of ten at whole positions, and the values between them where few powers are in view.
 *
 * @packageDocumentation
 */
import { ticks } from "d3-array";
import { type Axis, type AxisOptions, fitAxis } from "./axis.js";
import { valueLabel } from "./labels.js";

/** What stands at a position. */
export interface Mark {
  readonly position: number;
  readonly label: string;
}

/** Powers of ten are labelled alone if at least this many are in view. */
const LEAST_POWERS = 3;

/** Logarithms nearer than this are drawn as a constant: labels would need too many digits. */
const NARROWEST = 1e-4;

/** Plain digits up to this width are read faster than an exponent. */
const PLAIN_WIDTH = 6;

/** The multiples of a power of ten that subdivide it, from few to many. */
const DIVISIONS = [
  [1, 3],
  [1, 2, 5],
  [1, 2, 3, 4, 5, 6, 7, 8, 9],
] as const;

/** Labels for the powers of ten with these exponents. */
function powerLabels(exponents: readonly number[]): string[] {
  const plain = exponents.map((k) => (k < 0 ? `0.${"0".repeat(-k - 1)}1` : `1${"0".repeat(k)}`));
  if (plain.every((label) => label.length <= PLAIN_WIDTH)) return plain;
  return exponents.map((k) => (k === 0 ? "1" : `1e${k}`));
}

/**
 * The axis for numbers whose logarithms to base 10 go from `low` to `high`. Positions are logarithms. A power of ten
 * stands in the middle of a cell; where other values are labelled, they stand within half a cell.
 */
export function fitLogAxis(low: number, high: number, options: AxisOptions): Axis {
  const powers = Math.floor(high) - Math.ceil(low) + 1;
  if (powers >= LEAST_POWERS) {
    const axis = fitAxis(low, high, { ...options, leastStep: 1, labels: powerLabels });
    return { ...axis, hasZero: false };
  }
  // Cells of one size with both ends in the middle of one; a constant gets half a power to both sides.
  const [from, to] = high - low > NARROWEST ? [low, high] : [low - 0.5, high + 0.5];
  const size = (to - from) / Math.max(options.room - 1, 1);
  const cellOf = (position: number) => (position - from) / size;
  const marks = logTicks(from, to, Math.floor(options.room / options.distance)).map(({ position, label }) => ({
    cell: Math.round(cellOf(position)),
    label,
  }));
  return {
    cells: options.room,
    hasZero: false,
    ticks: marks.filter(apart(options.sideways ?? false)),
    at: (cell) => from + cell * size,
    cellOf,
  };
}

/** Keeps the marks that do not touch the one before. */
function apart(sideways: boolean): (mark: { cell: number; label: string }) => boolean {
  let free = Number.NEGATIVE_INFINITY;
  return ({ cell, label }) => {
    const before = sideways ? Math.floor(label.length / 2) : 0;
    if (cell - before < free) return false;
    free = cell - before + (sideways ? label.length + 1 : 1);
    return true;
  };
}

/** About `count` marks between two logarithms. */
export function logTicks(low: number, high: number, count: number): Mark[] {
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  if (last - first + 1 >= LEAST_POWERS) {
    const step = Math.max(1, Math.ceil((last - first) / Math.max(count, 1)));
    const exponents = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((k) => k % step === 0);
    return powerLabels(exponents).map((label, i) => ({ position: exponents[i]!, label }));
  }
  const sets = DIVISIONS.map((factors) => within(factors, low, high));
  const enough = sets.filter((values) => values.length >= LEAST_POWERS);
  const values = enough.filter((set) => set.length <= Math.max(count, LEAST_POWERS)).at(-1) ?? enough[0];
  const chosen = values ?? ticks(10 ** low, 10 ** high, Math.max(count, 2));
  return chosen.map((value) => ({ position: Math.log10(value), label: valueLabel(value, tickStep(chosen)) }));
}

/** These multiples of powers of ten between two logarithms. */
function within(factors: readonly number[], low: number, high: number): number[] {
  const found: number[] = [];
  for (let k = Math.floor(low); k <= high; k++) {
    for (const factor of factors) {
      const value = Number(`${factor}e${k}`);
      // A bound such as 0.2 is its own tick, though its logarithm may be rounded to the other side.
      if (Math.log10(value) >= low - 1e-9 && Math.log10(value) <= high + 1e-9) found.push(value);
    }
  }
  return found;
}

/** The least distance between neighbours: what the labels must tell apart. */
function tickStep(values: readonly number[]): number {
  return Math.min(values[0] ?? 1, ...values.slice(1).map((value, i) => value - values[i]!));
}

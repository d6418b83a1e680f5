/**
 * Axes of cells: rows or columns at round values.
 *
 * A tick must stand on a cell, or its label would not be true where it stands. So the size of a
 * cell is always a tick step divided by a whole number, and zero, where it is in view, is always
 * the middle of a cell. Which step and which division is a trade between filling the space and
 * labels at a pleasant distance.
 *
 * @packageDocumentation
 */
import { tickIncrement } from "d3-array";
import { constantLabels, tickLabels } from "./labels.js";

export interface Tick {
  readonly cell: number;
  readonly label: string;
}

/** A row of cells along a line of numbers. */
export interface Axis {
  /** How many cells there are; the first is cell 0. */
  readonly cells: number;
  readonly ticks: readonly Tick[];
  /** Whether 0 is the value zero, which has a line of its own: on a logarithmic axis it is not. */
  readonly hasZero: boolean;
  /** The value in the middle of a cell; the cell reaches from `at(cell - 0.5)` to `at(cell + 0.5)`. */
  at(cell: number): number;
  /** Where a value stands, in cells, before rounding. */
  cellOf(value: number): number;
}

/** How an axis is to be cut into cells. */
export interface AxisOptions {
  /** The cells that there are room for. */
  readonly room: number;
  /** The distance between ticks, in cells, that reads best. */
  readonly distance: number;
  /** Whether labels stand side by side along the axis, so that their widths count. */
  readonly sideways?: boolean;
  /** Whether all cells are to be used, beyond the range if need be. */
  readonly fill?: boolean;
  /** No tick step is smaller: 1 for counts. */
  readonly leastStep?: number;
  /** What stands at ticks a step apart, if not the numbers themselves. */
  readonly labels?: (values: readonly number[], step: number) => string[];
}

/** Cells `first` to `first + cells - 1`, where cell `k * perTick` stands at `k` tick steps. */
interface Grid {
  readonly first: number;
  readonly cells: number;
  readonly perTick: number;
  /** As `tickIncrement` has it: the step, or where it is a fraction minus its inverse, which is a whole number. */
  readonly increment: number;
}

/** Ranges narrower than this, relative to their values, are drawn as constants: labels would need too many digits. */
const NARROWEST = 1e-10;

/** Below this lie subnormal numbers and their neighbours, whose fractions are not doubles: on an axis they are 0. */
const SMALLEST = 1e-290;

/** The axis for values from `low` to `high`; equal ones get an axis with their value in the middle. */
export function fitAxis(low: number, high: number, options: AxisOptions): Axis {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < SMALLEST) return constantAxis(0, options.room);
  if (high - low <= NARROWEST * size) return constantAxis(low, options.room);
  let best: { axis: Axis; score: number } | undefined;
  for (const increment of increments(low, high, options)) {
    const candidate = gridAxis(low, high, increment, options);
    if (candidate !== undefined && !(candidate.score <= (best?.score ?? Number.NEGATIVE_INFINITY))) best = candidate;
  }
  return best?.axis ?? constantAxis(low, options.room);
}

/** The increments of all round steps that give the range at least about one tick and at most one a cell. */
function increments(low: number, high: number, { room, leastStep = 0 }: AxisOptions): Set<number> {
  const found = new Set<number>();
  for (let count = 1; count <= room; count++) {
    const increment = tickIncrement(low, high, count);
    if (stepOf(increment) >= leastStep && Number.isFinite(increment) && increment !== 0) found.add(increment);
  }
  if (found.size === 0 && leastStep > 0) found.add(leastStep);
  return found;
}

function stepOf(increment: number): number {
  return increment > 0 ? increment : -1 / increment;
}

/** The finest axis with this tick step for which there is room, and how well it reads. */
function gridAxis(low: number, high: number, increment: number, options: AxisOptions) {
  const { room, distance, sideways = false, fill = false, labels: labelled = tickLabels } = options;
  const step = stepOf(increment);
  const labels = labelled(multiples(Math.ceil(low / step), Math.floor(high / step), increment), step);
  const widest = sideways ? widthOf(labels) : 0;
  const grid = finestGrid(low, high, increment, room - Math.floor(widest / 2));
  if (grid === undefined) return undefined;
  const axis = axisOf(fill ? filled(grid, room) : grid, labelled);
  const shown = axis.ticks.map(({ label }) => label);
  const crowded = sideways && grid.perTick <= widthOf(shown) && shown.length > 1;
  const unlabelled = Math.max(0, 2 - shown.length);
  const off = Math.abs(Math.log2(grid.perTick / Math.max(distance, widest + 3)));
  return { axis, score: grid.cells / room - 0.08 * off - unlabelled - (crowded ? 10 : 0) };
}

function widthOf(labels: readonly string[]): number {
  return Math.max(1, ...labels.map((label) => label.length));
}

/** As many cells a tick as there is room for; a value may lie up to half a cell outside the middle of the last one. */
function finestGrid(low: number, high: number, increment: number, room: number): Grid | undefined {
  const step = stepOf(increment);
  for (let perTick = Math.ceil(room * (step / (high - low))) + 1; perTick > 0; perTick--) {
    const first = Math.floor((low / step) * perTick - 0.5) + 1;
    const last = Math.max(first, Math.ceil((high / step) * perTick + 0.5) - 1);
    if (last - first < room) return { first, cells: last - first + 1, perTick, increment };
  }
  return undefined;
}

/** Spare cells go above a range that begins at zero, else to both sides. */
function filled(grid: Grid, room: number): Grid {
  const spare = room - grid.cells;
  const below = grid.first === 0 ? 0 : grid.first + grid.cells === 1 ? spare : Math.floor(spare / 2);
  return { ...grid, first: grid.first - below, cells: room };
}

function axisOf({ first, cells, perTick, increment }: Grid, labelled: typeof tickLabels): Axis {
  const from = Math.ceil(first / perTick);
  const values = multiples(from, Math.floor((first + cells - 1) / perTick), increment);
  const labels = labelled(values, stepOf(increment));
  return {
    cells,
    hasZero: true,
    ticks: labels.map((label, i) => ({ cell: (from + i) * perTick - first, label })),
    // A whole number of steps is rounded once, so that the ticks are exact.
    at: (cell) => scaled((first + cell) / perTick, increment),
    cellOf: (value) => (value / stepOf(increment)) * perTick - first,
  };
}

/** `from` to `to` steps. */
function multiples(from: number, to: number, increment: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => scaled(from + i, increment));
}

/** `k` steps, rounded once. */
function scaled(k: number, increment: number): number {
  return increment > 0 ? k * increment : k / -increment;
}

/** An axis that has `value` in its middle, and zero and the double of it at the ends as far as doubles go. */
function constantAxis(value: number, room: number): Axis {
  const half = Math.max(1, Math.floor((room - 1) / 2));
  const step = value === 0 ? 1 : value;
  const centre = value === 0 ? 0 : 1;
  const middle = Math.floor(room / 2);
  const ticks = [-1, 0, 1]
    .map((k) => ({ cell: middle + k * half * (step < 0 ? -1 : 1), value: (centre + k) * step }))
    .filter((tick) => tick.cell >= 0 && tick.cell < room && Number.isFinite(tick.value))
    .sort((a, b) => a.cell - b.cell);
  const labels = constantLabels(ticks.map((tick) => tick.value));
  const size = Math.abs(step) / half;
  return {
    cells: room,
    hasZero: true,
    ticks: ticks.map(({ cell }, i) => ({ cell, label: labels[i]! })),
    at: (cell) => value + (cell - middle) * size,
    cellOf: (at) => (at - value) / size + middle,
  };
}

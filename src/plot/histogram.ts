/**
 * Histograms: how many values lie between round numbers.
 *
 * @packageDocumentation
 */
import { bin, bisectRight, thresholdFreedmanDiaconis } from "d3-array";
import { InputError } from "../errors.js";
import type { BarGroup } from "./bars.js";
import { tickLabels, valueLabel } from "./labels.js";
import { extent } from "./range.js";
import type { Data } from "./series.js";

/** Counts between edges: `counts[i]` values from `edges[i]` up to but without `edges[i + 1]`; the last bin has both. */
export interface Histogram {
  readonly name: string;
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Fewer bins hide the shape. */
const LEAST_BINS = 5;

/** For a single bin d3 finds no round edges. */
const LEAST_ROUND = 2;

/** Ranges narrower than this, relative to their values, are one bin. */
const NARROWEST = 1e-10;

/** Beyond these the arithmetic of the edges would overflow, or lose its digits. */
const WIDEST = 1e300;
const SMALLEST = 1e-280;

/**
 * Counts the values of every series in the same bins, whose edges are round. Their number is about that of
 * Freedman and Diaconis, "On the histogram as a density estimator" (1981), within `most`.
 *
 * @throws InputError if a series has no finite value.
 */
export function histograms(series: readonly Data[], most: number): Histogram[] {
  const finite = series.map(({ name, y }) => ({ name, values: Array.from(y).filter(Number.isFinite) }));
  const empty = finite.find(({ values }) => values.length === 0);
  if (empty) throw new InputError(`${empty.name} has no finite value`);
  const edges = edgesFor(
    finite.flatMap(({ values }) => values),
    most,
  );
  return finite.map(({ name, values }) => ({ name, edges, counts: counted(values, edges) }));
}

function edgesFor(values: number[], most: number): number[] {
  const { low, high } = extent([values])!;
  if (high - low > WIDEST) throw new InputError("the values are too far apart to count");
  if (high - low <= NARROWEST * Math.max(Math.abs(low), Math.abs(high), SMALLEST)) return [low, high];
  const wanted = (list: ArrayLike<number>, min: number, max: number) => {
    const good = thresholdFreedmanDiaconis(list, min, max);
    // Half of all values being equal leaves the rule without a width.
    const usual = Number.isFinite(good) ? good : LEAST_BINS;
    return Math.max(LEAST_ROUND, Math.min(Math.max(usual, LEAST_BINS), most));
  };
  for (let count = wanted(values, low, high); ; count--) {
    const bins = bin().thresholds(count)(values);
    const edges = [...bins.map(({ x0 }) => x0!), bins.at(-1)!.x1!];
    // d3 opens a bin for a largest value that is an edge; here the last bin holds both of its edges.
    if (edges.length > 2 && edges.at(-2) === high) edges.pop();
    // The rounding of the edges may make more bins than were asked for.
    if (edges.length - 1 <= most) return edges;
    if (count <= LEAST_ROUND) return [edges[0]!, edges.at(-1)!];
  }
}

function counted(values: readonly number[], edges: readonly number[]): number[] {
  const counts = Array.from({ length: edges.length - 1 }, () => 0);
  for (const value of values) {
    const at = Math.min(bisectRight(edges as number[], value) - 1, counts.length - 1);
    counts[at] = counts[at]! + 1;
  }
  return counts;
}

/** The bins as bars, under the names of the series where there are several. */
export function histogramBars(all: readonly Histogram[]): BarGroup[] {
  return all.map(({ name, edges, counts }) => {
    const labels = edgeLabels(edges);
    const rows = counts.map((value, i) => ({ label: intervalText(labels, i), value }));
    return all.length > 1 ? { heading: name, bars: rows } : { bars: rows };
  });
}

export function edgeLabels(edges: readonly number[]): string[] {
  const step = edges[1]! - edges[0]!;
  const isNarrow = step <= NARROWEST * Math.max(...edges.map(Math.abs), SMALLEST);
  return isNarrow ? edges.map((edge) => valueLabel(edge)) : tickLabels(edges, step);
}

function intervalText(labels: readonly string[], i: number): string {
  const [from, to] = [labels[i]!, labels[i + 1]!];
  if (from === to) return from;
  const width = Math.max(...labels.map(({ length }) => length));
  return `[${from.padStart(width)}, ${to.padStart(width)}${i === labels.length - 2 ? "]" : ")"}`;
}

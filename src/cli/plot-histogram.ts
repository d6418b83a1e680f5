/**
 * The histograms of plot.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { formatNumber } from "../format/number.js";
import { type BarsOptions, bars } from "../plot/bars.js";
import type { Data } from "../plot/chart.js";
import { type Histogram, histogramBars, histograms } from "../plot/histogram.js";
import { isCurve } from "../plot/series.js";
import { histogramSvg } from "../plot/svg.js";
import type { Context } from "./context.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";
import type { Plotted } from "./plot-input.js";
import { chalkFor, pictureOptions, sizeOf } from "./plot-options.js";
import { type PlotFormat, writePoints } from "./plot-output.js";
import type { Row } from "./records.js";

/** Bins of a picture; a drawing has as many as it has lines. */
const PICTURE_BINS = 60;

/** Draws the histograms of data, or writes their counts. */
export async function plotHistogram(
  plotted: readonly Plotted[],
  format: PlotFormat,
  options: Options,
  context: Context,
): Promise<void> {
  const curve = plotted.find(isCurve);
  if (curve) throw new InputError(`counts data; ${curve.name} is a function`, { parameter: "histogram" });
  const data = plotted as readonly Data[];
  if (format === "text") return deliver(`${histogramText(data, options, context)}\n`, options, context);
  const all = histograms(counted(data, options, context), PICTURE_BINS);
  if (format === "svg") return deliver(histogramSvg(all, pictureOptions(options)), options, context);
  await writePoints(binRows(all), format, options, context);
}

/** Histograms as bars, without the last newline. */
export function histogramText(data: readonly Data[], options: Options, context: Context): string {
  const { width, height } = sizeOf(options, context, 0);
  const chalk = chalkFor(options, context);
  const heading = options.title?.trim() ? [options.title] : [];
  const lines = Math.floor(height / data.length) - (data.length > 1 ? 2 : 0) - heading.length;
  const all = histograms(counted(data, options, context), Math.max(lines, 1));
  const paint = (text: string) => chalk.cyan(text);
  const barsOptions: BarsOptions = { width, number: formatNumber, paint, ...given({ ascii: options.ascii }) };
  return [...heading, bars(histogramBars(all), barsOptions).trimEnd()].join("\n");
}

/** The data within the bounds; a note says what is left out. */
function counted(data: readonly Data[], options: Options, context: Context): Data[] {
  const { min = options.xlim?.[0] ?? Number.NEGATIVE_INFINITY, max = options.xlim?.[1] ?? Number.POSITIVE_INFINITY } =
    options;
  if (options.logx || options.logy) {
    throw new InputError("counts between numbers equally far apart, without logarithmic axes", {
      parameter: "histogram",
    });
  }
  if (!(min < max)) {
    throw new InputError(`${formatNumber(min)} is not below --max ${formatNumber(max)}`, { parameter: "min" });
  }
  let left = 0;
  const kept = data.map((one) => {
    const y = one.y.filter((value) => Number.isFinite(value) && value >= min && value <= max);
    left += one.y.length - y.length;
    return { ...one, y };
  });
  if (left > 0) context.note(`${formatNumber(left)} not counted: not finite, or out of range`);
  return kept;
}

/** The bins of all histograms, which are the same. */
function binRows(all: readonly Histogram[]): Row[] {
  const [{ edges }] = all as [Histogram];
  return edges.slice(0, -1).map((from, i) => {
    const counts = all.map(({ name, counts }) => [all.length > 1 ? name : "count", counts[i]!] as const);
    return Object.fromEntries([["from", from], ["to", edges[i + 1]!], ...counts]);
  });
}

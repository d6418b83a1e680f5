/**
 * Running plot: which curves, over which range, into which size and format.
 *
 * @packageDocumentation
 */
import { Chalk } from "chalk";
import { InputError } from "../errors.js";
import { formatNumber } from "../format/number.js";
import { type BarsOptions, bars } from "../plot/bars.js";
import { type ChartOptions, chart, type Data, DEFAULT_SIZE } from "../plot/chart.js";
import { histogramBars, histograms } from "../plot/histogram.js";
import type { Bounds } from "../plot/range.js";
import { isCurve } from "../plot/series.js";
import { slopeOf } from "../plot/slope.js";
import { histogramSvg, PICTURE_SIZE, svg } from "../plot/svg.js";
import type { Invocation } from "./arguments.js";
import type { Context } from "./context.js";
import { follow } from "./follow.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";
import { type Plotted, type PlottedCurve, readPlotted } from "./plot-input.js";
import { binRows, markedText, plotFormat, pointRows, writePoints } from "./plot-output.js";

/** The colours of the curves, in their order: told apart by most people with colour-blindness, dark or light. */
const COLORS = ["cyan", "yellow", "magenta", "green", "blue", "red"] as const;

/** Bins of a picture; a drawing has as many as it has lines. */
const PICTURE_BINS = 60;

/** Draws what the operands stand for, or what comes in. */
export async function plot({ operands, options }: Invocation, context: Context): Promise<void> {
  const format = plotFormat(options);
  if (options.follow) {
    if (operands.length > 0) {
      throw new InputError("reads standard input, as in: tail -f losses.txt | actfn plot --follow", {
        parameter: "follow",
      });
    }
    if (format !== "text") throw new InputError(`draws as text, not ${format}`, { parameter: "follow" });
    return follow(options, context, (series) => drawing(series, options, context, 0));
  }
  const plotted = await readPlotted(operands, options, context);
  if (options.histogram) return plotHistogram(plotted, format, options, context);
  const series = withDerivatives(plotted, options);
  const at = options.at ?? [];
  const values = at.length > 0 ? markedText(plotted.filter(isCurve), at, options) : "";
  if (format === "text") {
    deliver(`${drawing(series, options, context, at.length + 2)}\n${values && `\n${values}`}`, options, context);
    return;
  }
  if (format === "svg")
    deliver(svg(series, { ...pictureOptions(options), ...boundsOf(series, options) }), options, context);
  else await writePoints(pointRows(series, boundsOf(series, options), options), format, options, context);
  // The picture or the points may have taken standard output.
  if (values) context.io.write(options.output === undefined ? "stderr" : "stdout", values);
}

/** Each function, with `--derivative` followed by its derivative. */
function withDerivatives(plotted: readonly Plotted[], { derivative }: Options): Plotted[] {
  if (!derivative) return [...plotted];
  if (!plotted.some(isCurve))
    throw new InputError("draws f' of functions; there are only data", { parameter: "derivative" });
  return plotted.flatMap((one): Plotted[] => {
    if (!isCurve(one)) return [one];
    const { name, f, domain, derivative: slope = slopeOf(f) } = one;
    return [one, { name: `${name}'`, f: slope, ...given({ domain }) }];
  });
}

/** The bounds: given, or for functions alone the widest that they want. */
function boundsOf(series: readonly Plotted[], options: Options): Bounds {
  const { xlim, ymin, ymax, logx, logy } = options;
  const [min, max] = [options.min ?? xlim?.[0], options.max ?? xlim?.[1]];
  for (const [bound, parameter] of [[min, "min"] as const, [max, "max"] as const]) {
    if (bound === undefined) continue;
    if (!Number.isFinite(bound)) throw new InputError(`${formatNumber(bound)} is not finite`, { parameter });
    if (logx && bound <= 0) throw new InputError(`${bound} is not above 0, as --logx needs`, { parameter });
  }
  const widest = logx || !series.every(isCurve) ? undefined : widestDomain(series as readonly PlottedCurve[]);
  const [xmin, xmax] = [min ?? widest?.[0], max ?? widest?.[1]];
  if (xmin !== undefined && xmax !== undefined && !(xmin < xmax)) {
    throw new InputError(`${formatNumber(xmin)} is not below --max ${formatNumber(xmax)}`, { parameter: "min" });
  }
  return given({ xmin, xmax, ymin, ymax, logx, logy });
}

function widestDomain(curves: readonly PlottedCurve[]): readonly [number, number] {
  const domains = curves.map(({ domain }) => domain ?? ([-4, 4] as const));
  return [Math.min(...domains.map(([low]) => low)), Math.max(...domains.map(([, high]) => high))];
}

/** Titles and labels; x has the name of its column. */
function headings({ title, xlabel, ylabel, x }: Options) {
  const named = x !== undefined && !/^\d+$/.test(x) ? x : undefined;
  return given({ title, ylabel, xlabel: xlabel ?? named });
}

function pictureOptions(options: Options) {
  const { width = PICTURE_SIZE.width, height = PICTURE_SIZE.height, theme, points, at } = options;
  return { width, height, ...headings(options), ...given({ theme, points, marks: at }) };
}

/** The size of a drawing: given, or that of the terminal without the lines below it. */
function sizeOf({ width, height, output }: Options, context: Context, below: number) {
  const screen = output === undefined ? context.io.size("stdout") : undefined;
  return {
    width: width ?? screen?.columns ?? DEFAULT_SIZE.width,
    // The last line of a terminal is for the prompt.
    height: height ?? (screen ? Math.max(screen.rows - 1 - below, 1) : DEFAULT_SIZE.height),
  };
}

function chalkFor({ output }: Options, context: Context) {
  return new Chalk({ level: output === undefined ? context.color("stdout") : 0 });
}

/** Series as text. */
function drawing(series: readonly Plotted[], options: Options, context: Context, linesBelow: number): string {
  const { ascii, style, at } = options;
  if (ascii && style === "braille") throw new InputError("braille has no plain characters", { parameter: "style" });
  const chalk = chalkFor(options, context);
  const paint = (text: string, i: number) => chalk[COLORS[i % COLORS.length]!](text);
  const chartOptions: ChartOptions = {
    ...headings(options),
    ...given({ ascii, style, marks: at }),
    ...boundsOf(series, options),
    ...sizeOf(options, context, at ? linesBelow : 0),
    ...(chalk.level > 0 ? { paint, faint: chalk.dim } : {}),
  };
  return chart(series, chartOptions);
}

async function plotHistogram(
  plotted: readonly Plotted[],
  format: ReturnType<typeof plotFormat>,
  options: Options,
  context: Context,
): Promise<void> {
  const curve = plotted.find(isCurve);
  if (curve) throw new InputError(`counts data; ${curve.name} is a function`, { parameter: "histogram" });
  const data = plotted as readonly Data[];
  const left = data.reduce(
    (sum, { y }) => sum + y.reduce((count, value) => count + Number(!Number.isFinite(value)), 0),
    0,
  );
  if (left > 0) context.note(`${left} not finite, not counted`);
  const { width, height } = sizeOf(options, context, 0);
  const heading = options.title?.trim() ? [options.title] : [];
  const lines = Math.floor(height / data.length) - (data.length > 1 ? 2 : 0) - heading.length;
  const bins = histograms(data, format === "text" ? Math.max(lines, 1) : PICTURE_BINS);
  if (format === "svg") return deliver(histogramSvg(bins, pictureOptions(options)), options, context);
  if (format !== "text") return writePoints(binRows(bins), format, options, context);
  const chalk = chalkFor(options, context);
  const barsOptions: BarsOptions = {
    width,
    number: formatNumber,
    ...given({ ascii: options.ascii }),
    paint: (text) => chalk.cyan(text),
  };
  deliver(heading.map((line) => `${line}\n`).join("") + bars(histogramBars(bins), barsOptions), options, context);
}

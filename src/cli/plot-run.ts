/**
 * Running plot: which curves, over which range, into which size and format.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { formatNumber } from "../format/number.js";
import { type ChartOptions, chart, type Data } from "../plot/chart.js";
import type { Bounds } from "../plot/range.js";
import { isCurve } from "../plot/series.js";
import { slopeOf } from "../plot/slope.js";
import { svg } from "../plot/svg.js";
import type { Invocation } from "./arguments.js";
import type { Context } from "./context.js";
import { follow } from "./follow.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";
import { histogramText, plotHistogram } from "./plot-histogram.js";
import { type Plotted, type PlottedCurve, readPlotted } from "./plot-input.js";
import { chalkFor, headings, pictureOptions, sizeOf } from "./plot-options.js";
import { markedText, plotFormat, pointRows, writePoints } from "./plot-output.js";

/** The colours of the curves, in their order: told apart by most people with colour-blindness, dark or light. */
const COLORS = ["cyan", "yellow", "magenta", "green", "blue", "red"] as const;

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
    const histogram = options.histogram ? (data: readonly Data[]) => histogramText(data, options, context) : undefined;
    return follow(options, context, histogram ?? ((series) => drawing(series, options, context, 0)));
  }
  const plotted = await readPlotted(operands, options, context);
  if (options.histogram) return plotHistogram(plotted, format, options, context);
  const series = withDerivatives(plotted, options);
  const at = options.at ?? [];
  const width = context.io.size("stdout")?.columns ?? Number.POSITIVE_INFINITY;
  const values = at.length > 0 ? markedText(plotted.filter(isCurve), at, width, options) : "";
  if (format === "text") {
    const linesBelow = values.split("\n").length;
    await deliver(`${drawing(series, options, context, linesBelow)}\n${values && `\n${values}`}`, options, context);
    return;
  }
  if (format === "svg")
    await deliver(svg(series, { ...pictureOptions(options), ...boundsOf(series, options) }), options, context);
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
    if (logx && bound <= 0)
      throw new InputError(`${formatNumber(bound)} is not above 0, as --logx needs`, { parameter });
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

/**
 * Results of reducers as bars.
 *
 * @packageDocumentation
 */

import { InputError } from "../errors.js";
import { numberFormat } from "../format/number.js";
import { lanesOf, type Tensor } from "../math/tensor.js";
import { type Bar, type BarGroup, bars } from "../plot/bars.js";
import { DEFAULT_SIZE, LARGEST_SIZE } from "../plot/chart.js";
import { Chalk } from "./chalk.js";
import type { Context } from "./context.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";

/** Digits after the point, as in tables. */
const PRECISION = 4;

/** The largest entry stands out. */
const PLAIN = "cyan";
const LARGEST = "green";

/**
 * Draws each lane of `values` along `dim` as bars.
 * @param indices which entries of the input the values are, where these are not all of them
 * @param names of the entries of the input
 */
export async function emitBars(
  values: Tensor,
  dim: number,
  { indices, names }: { indices?: Tensor | undefined; names?: readonly string[] | undefined },
  options: Options,
  context: Context,
): Promise<void> {
  const { to, output, precision, ascii } = options;
  if (to !== undefined && to !== "text" && to !== "table") {
    throw new InputError(`draws text; without it, --to ${to} writes the numbers`, { parameter: "bars" });
  }
  const screen = output === undefined ? context.io.size("stdout")?.columns : undefined;
  const width = options.width ?? Math.min(screen ?? DEFAULT_SIZE.width, LARGEST_SIZE.width);
  const { outer, size, inner } = lanesOf(values.shape, dim);
  const groups = Array.from({ length: outer * inner }, (_, lane): BarGroup => {
    const rows = Array.from({ length: size }, (_, k): Bar => {
      const at = (Math.floor(lane / inner) * size + k) * inner + (lane % inner);
      const index = indices ? indices.data[at]! : k;
      return { label: names?.[index] ?? String(index), value: values.data[at]! };
    });
    return outer * inner > 1 ? { heading: `row ${lane}`, bars: rows } : { bars: rows };
  });
  const chalk = new Chalk({ level: output === undefined ? context.color("stdout") : 0 });
  const drawn = bars(groups, {
    width,
    number: numberFormat(precision ?? PRECISION),
    paint: (text, largest) => chalk[largest ? LARGEST : PLAIN](text),
    ...given({ ascii }),
  });
  await deliver(drawn, options, context);
}

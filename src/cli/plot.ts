/**
 * The plot command: which curves, over which range, into which size.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { quote } from "../format/quote.js";
import { type Activation, valuesFor } from "../math/activation.js";
import { ACTIVATIONS } from "../math/activations.js";

import { REDUCERS } from "../math/reducers.js";
import type { CommandRow } from "./command.js";
import type { Context } from "./context.js";
import { findRow } from "./names.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";
import { nearest } from "./suggest.js";

/** The colours of the curves, in their order: told apart by most people with colour-blindness, dark or light. */
const COLORS = ["cyan", "yellow", "magenta", "green", "blue", "red"] as const;

/** The activation that an operand names. */
function activationNamed(name: string): [string, Activation] {
  const found = findRow(ACTIVATIONS, name);
  if (found) return found;
  if (findRow(REDUCERS, name)) {
    throw new InputError(`${name} is not elementwise, so it has no curve; actfn ${name} computes it along a dim`);
  }
  const meant = nearest(name, ACTIVATIONS.keys());
  throw new InputError(
    `unknown function ${quote(name)}${meant ? `; did you mean ${meant}?` : "; actfn list shows all"}`,
  );
}

/** The range of x: given, or the widest that the functions want. */
function rangeOf(activations: readonly Activation[], { min, max }: Options): { xmin: number; xmax: number } {
  const domains = activations.map(({ row }) => row.domain ?? ([-4, 4] as const));
  const xmin = min ?? Math.min(...domains.map(([low]) => low));
  const xmax = max ?? Math.max(...domains.map(([, high]) => high));
  if (!Number.isFinite(xmin)) throw new InputError(`${xmin} is not finite`, { parameter: "min" });
  if (!Number.isFinite(xmax)) throw new InputError(`${xmax} is not finite`, { parameter: "max" });
  if (!(xmin < xmax)) throw new InputError(`${xmin} is not below --max ${xmax}`, { parameter: "min" });
  return { xmin, xmax };
}

async function run(operands: readonly string[], options: Options, context: Context): Promise<void> {
  if (operands.length === 0) {
    throw new InputError("plot needs the name of a function, as in: actfn plot sigmoid --min -4 --max 4");
  }
  const named = operands.map(activationNamed);
  const [{ chart, DEFAULT_SIZE }, { Chalk }] = await Promise.all([import("../plot/chart.js"), import("chalk")]);
  const chalk = new Chalk({ level: options.output === undefined ? context.color("stdout") : 0 });
  const screen = options.output === undefined ? context.io.size("stdout") : undefined;
  const series = named.flatMap(([name, { row }]) => {
    const p = valuesFor(row);
    const curve = { name, f: (x: number) => row.f(x, p) };
    return options.derivative ? [curve, { name: `${name}'`, f: (x: number) => row.derivative(x, p) }] : [curve];
  });
  const { ymin, ymax, title, xlabel, ylabel, ascii } = options;
  const drawing = chart(series, {
    ...given({ ymin, ymax, title, xlabel, ylabel, ascii }),
    ...rangeOf(
      named.map(([, activation]) => activation),
      options,
    ),
    // The last line of a terminal is for the prompt.
    width: options.width ?? screen?.columns ?? DEFAULT_SIZE.width,
    height: options.height ?? (screen ? Math.max(screen.rows - 1, 1) : DEFAULT_SIZE.height),
    ...(chalk.level > 0
      ? { paint: (text: string, i: number) => chalk[COLORS[i % COLORS.length]!](text), faint: chalk.dim }
      : {}),
  });
  deliver(`${drawing}\n`, options, context);
}

export const plotCommand: CommandRow = {
  name: "plot",
  group: "look and check",
  about: "draw curves",
  operands: "FUNCTION...",
  examples: ["actfn plot sigmoid --min -4 --max 4", "actfn plot relu gelu silu --derivative"],
  options: [
    ...(["min", "max", "ymin", "ymax", "title", "xlabel", "ylabel", "width", "height", "derivative", "ascii"] as const),
    ...(["output", "color", "quiet", "help"] as const),
  ],
  expressions: true,
  run: ({ operands, options }, context) => run(operands, options, context),
};

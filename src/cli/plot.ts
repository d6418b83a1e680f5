/**
 * The plot command. What draws is loaded when it runs.
 *
 * @packageDocumentation
 */
import type { CommandRow } from "./command.js";

export const plotCommand: CommandRow = {
  name: "plot",
  group: "look and check",
  about: "draw curves and data",
  operands: "[function|expression|numbers|literal|file|-]...",
  examples: [
    "actfn plot sigmoid --min -4 --max 4",
    "actfn plot relu gelu silu --derivative",
    "actfn plot losses.csv --x epoch --logy",
    "actfn plot sigmoid tanh -o curves.svg",
    "tail -f losses.txt | actfn plot --follow --window 200",
  ],
  options: [
    ...(["min", "max", "xlim", "ymin", "ymax", "logx", "logy", "derivative", "at", "points"] as const),
    ...(["x", "histogram", "follow", "window"] as const),
    ...(["title", "xlabel", "ylabel", "width", "height", "style", "ascii", "theme"] as const),
    ...(["from", "plotTo", "output", "precision", "header", "columns", "delimiter", "missing", "key"] as const),
    ...(["nonfinite", "color", "quiet", "help"] as const),
  ],
  expressions: true,
  words: (commands) => commands.filter(({ group }) => group === "activations").map(({ name }) => name),
  readsInput: true,
  async run(invocation, context) {
    const { plot } = await import("./plot-run.js");
    await plot(invocation, context);
  },
};

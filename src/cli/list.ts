/**
 * The list command: every function of the tables.
 *
 * @packageDocumentation
 */
import { ACTIVATIONS } from "../math/activations.js";
import { LOSSES } from "../math/losses.js";
import { REDUCERS } from "../math/reducers.js";
import type { CommandRow } from "./command.js";
import { deliver } from "./output.js";

/** What programs are told of each function. */
function records() {
  const kinds = { activation: ACTIVATIONS, reducer: REDUCERS, loss: LOSSES };
  return Object.entries(kinds).flatMap(([kind, rows]) =>
    [...rows].map(([name, { row }]) => {
      const { about, formula, source, aliases = [], parameters = {} } = row;
      const range = "range" in row ? row.range : undefined;
      return { name, kind, about, formula, ...(range ? { range } : {}), aliases, parameters, source };
    }),
  );
}

export const listCommand: CommandRow = {
  name: "list",
  group: "look and check",
  about: "every function with its formula, range and aliases",
  operands: "",
  examples: ["actfn list", "actfn list --to json"],
  options: ["to", "output", "color", "quiet", "help"],
  async run({ options }, context) {
    const terminal = options.output === undefined && context.io.isTerminal("stdout");
    const all = records();
    if (options.to === "table" || (options.to === undefined && terminal)) {
      const { textTable } = await import("./draw.js");
      const column = (head: string, cells: readonly string[]) => ({ head, cells, align: "left" }) as const;
      const columns = [
        column(
          "function",
          all.map(({ name }) => name),
        ),
        column(
          "formula",
          all.map(({ formula }) => formula),
        ),
        column(
          "range",
          all.map(({ range = "" }) => range),
        ),
        column(
          "also",
          all.map(({ aliases }) => aliases.join(" ")),
        ),
      ];
      const width = context.io.size("stdout")?.columns ?? 80;
      deliver(textTable(columns, { width, color: context.color("stdout") }), options, context);
    } else {
      deliver(`[${all.map((record) => JSON.stringify(record)).join(",\n")}]\n`, options, context);
    }
  },
};

/**
 * The list command: every function of the tables.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { quote } from "../format/quote.js";
import type { CommandRow } from "./command.js";
import { deliver } from "./output.js";

/** In a narrower terminal the further names are left to the help of each function. */
const WIDE = 100;

/** What programs are told of each function. */
async function records() {
  const [{ ACTIVATIONS }, { REDUCERS }, { LOSSES }] = await Promise.all([
    import("../math/activations.js"),
    import("../math/reducers.js"),
    import("../math/losses.js"),
  ]);
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
  async run({ operands: [operand], options }, context) {
    if (operand !== undefined) {
      throw new InputError(`list takes no operand, not ${quote(operand)}; actfn help shows one function`);
    }
    const terminal = options.output === undefined && context.io.isTerminal("stdout");
    const all = await records();
    if (options.to === "table" || (options.to === undefined && terminal)) {
      const { textTable } = await import("./draw.js");
      const width = context.io.size("stdout")?.columns ?? 80;
      const column = (head: string, cell: (record: (typeof all)[number]) => string) =>
        ({ head, cells: all.map(cell), align: "left" }) as const;
      const columns = [
        column("function", ({ name }) => name),
        column("formula", ({ formula }) => formula),
        { ...column("range", ({ range = "" }) => range), spare: 1 },
        ...(width < WIDE ? [] : [column("also", ({ aliases }) => aliases.join(" "))]),
      ];
      const style = { width, color: context.color("stdout"), more: "--to json has all" };
      await deliver(textTable(columns, style), options, context);
    } else {
      await deliver(`[${all.map((record) => JSON.stringify(record)).join(",\n")}]\n`, options, context);
    }
  },
};

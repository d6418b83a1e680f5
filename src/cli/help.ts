/**
 * Help, made from the tables. Loaded only when shown.
 *
 * @packageDocumentation
 */
import { FRAMEWORKS } from "../math/parameters.js";
import { commanderFor } from "./arguments.js";
import { type CommandRow, GROUPS } from "./command.js";
import { VERSION } from "./version.js";
import { wrap } from "./wrap.js";

/** What `actfn` alone shows: every command by group, in one screen. */
export function overview(commands: readonly CommandRow[], width: number): string {
  const groups = GROUPS.map((group) => {
    const names = commands.filter((command) => command.group === group).map(({ name }) => name);
    return names.length === 0 ? "" : `  ${group.padEnd(18)}${wrap(names, 20, width)}\n`;
  });
  return `actfn ${VERSION}: activations and losses, right to the last digit

usage: actfn COMMAND [numbers | literal | file | -]... [options]

${groups.join("")}
  actfn softmax --dim 1 < acts.json    the format of the input comes out again
  actfn sigmoid -1 0 1 --to csv        numbers, literals, json, csv, npy, ...
  actfn plot sigmoid gelu              curves in the terminal
  actfn help softmax                   formula, options, examples
`;
}

function usage({ name, operands, about, formula }: CommandRow): string {
  return `usage: actfn ${name} ${operands}${operands ? " " : ""}[options]\n\n${about}${formula ? `: ${formula}` : ""}\n`;
}

/** What a command without operands says on a terminal. */
export function shortHelp(command: CommandRow): string {
  const examples = command.examples.map((example) => `  ${example}\n`).join("");
  return `${usage(command)}\n${examples}  actfn help ${command.name}\n`;
}

/** Where frameworks differ: the defaults of each, side by side. */
function frameworks({ like, parameters = {} }: CommandRow): string {
  if (!like) return "";
  const own = Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]));
  const lines = FRAMEWORKS.map((framework) => {
    const values = Object.entries({ ...own, ...like[framework] }).filter(([name]) => parameters[name]);
    return `  ${framework.padEnd(7)}${values.map(([name, value]) => `${name} ${value}`).join(", ")}\n`;
  });
  return `\n--like:\n${lines.join("")}`;
}

/** A command's whole help. */
export function commandHelp(row: CommandRow, width: number): string {
  const { command } = commanderFor(row);
  const helper = command.createHelp();
  helper.prepareContext({ helpWidth: width });
  const options = helper.visibleOptions(command);
  const column = helper.padWidth(command, helper);
  const lines = options.map((option) =>
    helper.formatItem(helper.optionTerm(option), column, helper.optionDescription(option), helper),
  );
  const source = row.source ? `\nsource: ${row.source}\n` : "";
  const aliases = row.aliases?.length ? `also: ${row.aliases.join(", ")}\n` : "";
  const examples = row.examples.map((example) => `  ${example}\n`).join("");
  return `${usage(row)}${source}${aliases}\noptions:\n${lines.join("\n")}\n${frameworks(row)}\nexamples:\n${examples}`;
}

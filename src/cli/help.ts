/**
 * Help, made from the tables. Loaded only when shown.
 *
 * @packageDocumentation
 */
import type { Option } from "commander";
import { FRAMEWORKS } from "../math/parameters.js";
import { commanderFor } from "./arguments.js";
import { type CommandRow, GROUPS } from "./command.js";
import { DATA_OPTIONS } from "./options.js";
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

const paragraph = (text: string, indent: number, width: number): string => wrap(text.split(" "), indent, width);

function usage({ name, operands, about, formula }: CommandRow, width: number): string {
  const what = paragraph(`${about}${formula ? `: ${formula}` : ""}`, 0, width);
  return `usage: actfn ${name} ${operands}${operands ? " " : ""}[options]\n\n${what}\n`;
}

/** What a command without operands says on a terminal. */
export function shortHelp(command: CommandRow, width: number): string {
  const examples = command.examples.map((example) => `  ${example}\n`).join("");
  return `${usage(command, width)}\n${examples}  actfn help ${command.name}\n`;
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

/** Options in two columns, those of the command before those that every command has. */
function optionLists(row: CommandRow, width: number): string {
  const { command, options } = commanderFor(row);
  const helper = command.createHelp();
  helper.prepareContext({ helpWidth: width });
  const column = helper.padWidth(command, helper);
  const item = (option: Option) =>
    `${helper.formatItem(helper.optionTerm(option), column, helper.optionDescription(option), helper)}\n`;
  const common = new Set<string>(DATA_OPTIONS);
  const isCommon = (_: Option, i: number) => options[i]!.kind === "general" && common.has(options[i]!.key);
  const all = helper.visibleOptions(command);
  const own = all.filter((option, i) => !isCommon(option, i)).map(item);
  const rest = all.filter(isCommon).map(item);
  return `${own.length > 0 ? `\noptions:\n${own.join("")}` : ""}\ninput and output:\n${rest.join("")}`;
}

/** A command's whole help. */
export function commandHelp(row: CommandRow, width: number): string {
  const source = row.source ? `source: ${paragraph(row.source, 8, width)}\n` : "";
  const aliases = row.aliases?.length ? `also: ${paragraph(row.aliases.join(", "), 6, width)}\n` : "";
  const facts = source || aliases ? `\n${source}${aliases}` : "";
  const examples = row.examples.map((example) => `  ${example}\n`).join("");
  return `${usage(row, width)}${facts}${optionLists(row, width)}${frameworks(row)}\nexamples:\n${examples}`;
}

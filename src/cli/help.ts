/**
 * Help, made from the tables. Loaded only when shown.
 *
 * @packageDocumentation
 */
import { FORMATS } from "../format/formats.js";
import { ACTIVATIONS } from "../math/activations.js";
import { LOSSES } from "../math/losses.js";
import { FRAMEWORKS } from "../math/parameters.js";
import { REDUCERS } from "../math/reducers.js";
import type { CommandRow } from "./command.js";
import { classDimText, curveText, dimText, equivalentsText } from "./help-function.js";
import { formatText, optionsOf, optionTerm, optionText } from "./option-text.js";
import { DATA_OPTIONS, type NamedOption } from "./options.js";
import type { HelpStyle } from "./overview.js";
import { hang, wrap } from "./wrap.js";

function usage({ name, operands, about, formula }: CommandRow, width: number): string {
  const what = hang("", `${about}${formula ? `: ${formula}` : ""}`, width);
  const line = hang("usage: ", `actfn ${name} ${operands}${operands ? " " : ""}[options]`, width);
  return `${line}\n\n${what}\n`;
}

const examplesText = ({ examples }: CommandRow): string => examples.map((example) => `  ${example}\n`).join("");

/** What a command without operands says on a terminal. */
export function shortHelp(command: CommandRow, width: number): string {
  return `${usage(command, width)}\n${examplesText(command)}  actfn help ${command.name}\n`;
}

/** Where frameworks differ: the defaults of each, side by side. */
function frameworks({ like, parameters = {} }: CommandRow): string {
  if (!like) return "";
  const own = Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]));
  return FRAMEWORKS.map((framework) => {
    const values = Object.entries({ ...own, ...like[framework] }).filter(([name]) => parameters[name]);
    return `  ${framework.padEnd(8)}${values.map(([name, value]) => `${name} ${value}`).join(", ")}\n`;
  }).join("");
}

/** Where the texts of options begin; longer terms have a line of their own, and in a narrow terminal all do. */
const TEXT = 28;
const NARROW = { width: 60, text: 8 };

function optionLine(option: NamedOption, width: number): string {
  const term = `  ${optionTerm(option)}`;
  const narrow = width < NARROW.width;
  const indent = narrow ? NARROW.text : TEXT;
  const text = wrap(optionText(option).split(" "), indent, width);
  return narrow || term.length >= indent ? `${term}\n${" ".repeat(indent)}${text}` : term.padEnd(indent) + text;
}

/** What is known of a function beside its options, by title. */
async function sections(row: CommandRow, width: number): Promise<readonly (readonly [string, string])[]> {
  const [activation, reducer, loss] = [ACTIVATIONS.get(row.name), REDUCERS.get(row.name), LOSSES.get(row.name)];
  return [
    ["curve", activation ? await curveText(row.name, activation, width) : ""],
    ["which dim", reducer ? dimText(reducer, width) : loss ? classDimText(loss, width) : ""],
    ["elsewhere", row.equivalents ? equivalentsText(row.equivalents, width) : ""],
    ["defaults by --like", frameworks(row)],
  ];
}

/** The formats, whether they are read and written, and the endings of their files. */
export function formatsHelp({ width }: HelpStyle): string {
  const lines = FORMATS.map((format) => `${hang(`  ${format.name.padEnd(13)}`, formatText(format), width)}\n`);
  return `${hang("", "formats of --from and --to; .gz is unpacked", width)}\n\n${lines.join("")}`;
}

/** A command's whole help. */
export async function commandHelp(row: CommandRow, { width, color }: HelpStyle): Promise<string> {
  const source = row.source ? `${hang("source: ", row.source, width)}\n` : "";
  const aliases = row.aliases?.length ? `${hang("also: ", row.aliases.join(", "), width)}\n` : "";
  const common = new Set<string>(DATA_OPTIONS);
  const isCommon = ({ kind, key }: NamedOption) => kind === "general" && common.has(key);
  const options = optionsOf(row);
  const list = (some: readonly NamedOption[]) => some.map((option) => `${optionLine(option, width)}\n`).join("");
  const all = [
    ["examples", examplesText(row)],
    ...(await sections(row, width)),
    ["options", list(options.filter((option) => !isCommon(option)))],
    ["input and output", list(options.filter(isCommon))],
  ] as const;
  const titled = ([title, text]: readonly [string, string]) =>
    text === "" ? "" : `\n${color ? `\u001b[1m${title}\u001b[22m` : `${title}:`}\n${text}`;
  return `${usage(row, width)}${source || aliases ? `\n${source}${aliases}` : ""}${all.map(titled).join("")}`;
}

/**
 * The manual page in the mdoc language, made from the tables when the package is built.
 *
 * @packageDocumentation
 */
import { FORMATS } from "../format/formats.js";
import { type CommandRow, GROUPS } from "./command.js";
import { allCommands } from "./commands.js";
import { formatText, optionsOf, optionText } from "./option-text.js";
import { DATA_OPTIONS, type NamedOption } from "./options.js";
import { wrap } from "./wrap.js";

/** No line of the source is longer where it can be broken. */
const LINE = 78;

/** Text as roff reads it back: no request at the start of a line, no escape, ASCII only. */
function roff(text: string): string {
  const ascii = text
    .replaceAll("\\", "\\e")
    .replace(/[^\x20-\x7e]/gu, (char) => `\\[u${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}]`)
    .replaceAll("-", "\\-");
  return wrap(ascii.split(" "), 0, LINE).replace(/^[.']/gm, "\\&$&");
}

/** One argument of a macro, never a macro itself. */
const argument = (text: string): string => `"\\&${roff(text).replaceAll("\n", " ").replaceAll('"', "\\(dq")}"`;

const tagged = (term: string, text: string): string => `.It ${term}\n${roff(text)}\n`;
const list = (items: readonly string[]): string => `.Bl -tag -width Ds\n${items.join("")}.El\n`;

function optionItem(option: NamedOption): string {
  const { short, long, value } = option;
  const takes = value === undefined ? "" : ` Ar ${argument(value)}`;
  return tagged(`${short ? `Fl ${short} , ` : ""}Fl ${argument(`-${long}`)}${takes}`, optionText(option));
}

const common = new Set<string>(DATA_OPTIONS);
const isCommon = ({ kind, key }: NamedOption): boolean => kind === "general" && common.has(key);

/** The options of a command that are not every command's. */
const ownOptions = (row: CommandRow): readonly string[] =>
  optionsOf(row)
    .filter((option) => !isCommon(option))
    .map(optionItem);

/** What most commands take is said in front. */
const USUAL = "[numbers|literal|file|-]...";

/** A command with its options, but for those that its group has said. */
function commandItem(row: CommandRow, said: readonly string[]): string {
  const { name, operands, about } = row;
  const own = ownOptions(row).filter((item) => !said.includes(item));
  const takes = ["", USUAL].includes(operands) ? "" : ` Ar ${argument(operands)}`;
  return `${tagged(`Cm ${argument(name)}${takes}`, about)}${own.length > 0 ? list(own) : ""}`;
}

/** The commands of a group behind the options that most of them have; `(not log)` is behind what log has not. */
function groupSection(group: string, commands: readonly CommandRow[]): string {
  const rows = commands.filter((row) => row.group === group);
  const having = (item: string) => rows.filter((row) => ownOptions(row).includes(item));
  const few = Math.max(4, rows.length / 2);
  const said = [...new Set(rows.flatMap(ownOptions))].filter((item) => having(item).length > few);
  const items = said.map((item) => {
    const others = rows.filter((row) => !having(item).includes(row)).map(({ name }) => name);
    return others.length === 0 ? item : `${item}${roff(`(not ${others.join(", ")})`)}\n`;
  });
  const head =
    items.length === 0 ? "" : `These commands take, beside their own options:\n${list(items)}.Pp\nThe commands:\n`;
  return `.Ss ${group}\n${head}${list(rows.map((row) => commandItem(row, said)))}`;
}

const EXITS = [
  ["0", "done"],
  ["1", "a check that was asked for failed (compare, stats --fail-on), or nothing fits (identify, why)"],
  ["2", "a mistake in the arguments or the input, or failed input or output"],
  ["70", "a bug in actfn"],
  ["130, 143", "ended by SIGINT or SIGTERM"],
] as const;

const ENVIRONMENT = [
  ["NO_COLOR", "no colour, unless --color asks for it"],
  ["FORCE_COLOR, CLICOLOR_FORCE", "colour though the output is no terminal"],
  ["TERM, COLORTERM", "how many colours there are; none for dumb"],
  ["NODE_DISABLE_COMPILE_CACHE", "keep no compiled code beside the command, and take none"],
] as const;

/**
 * The page.
 * @param version of the package
 * @param date of the page
 */
export function manual(version: string, date: Date): string {
  const commands = allCommands();
  const softmax = commands.find(({ name }) => name === "softmax")!;
  const day = date.toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
  const groups = GROUPS.map((group) => groupSection(group, commands));
  const formats = FORMATS.map((format) => tagged(`Cm ${argument(format.name)}`, formatText(format)));
  const plain = (items: readonly (readonly [string, string])[], macro: string) =>
    list(items.map(([term, text]) => tagged(`${macro} ${argument(term)}`, text)));
  const examples = ["softmax", "nll", "plot"].flatMap((name) => {
    return commands
      .find((row) => row.name === name)!
      .examples.map((example) => `.Dl ${roff(example).replaceAll("\n", " ")}\n`);
  });
  return `.Dd ${day}
.Dt ACTFN 1
.Os
.Sh NAME
.Nm actfn
.Nd activations and losses, right to the last digit (version ${version})
.Sh SYNOPSIS
.Nm
.Ar command
.Op Ar operand ...
.Op Ar option ...
.Sh DESCRIPTION
.Nm
computes activation functions and classification losses of numbers, files and
pipes.
An operand is a number, a literal such as [[1,2],[3,4]], a file (FILE:KEY for
one array of several), or \\- for standard input, which is also read where there
is no operand.
A number is never an option, though it begins with \\-.
.Pp
In a terminal results are tables; in a pipe or file they have the format of the
input, with all their digits.
.Pp
.Ic actfn help Ar command
shows the formula of a function, its curve, further names, examples, and the
same in PyTorch, NumPy and JAX.
.Sh COMMANDS
${groups.join("")}.Sh OPTIONS
Every command that reads or writes numbers takes these.
${list(optionsOf(softmax).filter(isCommon).map(optionItem))}.Sh FORMATS
${list(formats)}.Sh ENVIRONMENT
${plain(ENVIRONMENT, "Ev")}.Sh EXIT STATUS
${plain(EXITS, "Li")}.Sh EXAMPLES
${examples.join("")}`;
}

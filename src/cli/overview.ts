/**
 * What `actfn` alone shows.
 *
 * @packageDocumentation
 */
import { type CommandRow, GROUPS } from "./command.js";
import { VERSION } from "./version.js";
import { hang, wrap } from "./wrap.js";

/** How help is shown. */
export interface HelpStyle {
  readonly width: number;
  readonly color: boolean;
}

const TOUR = [
  ["actfn softmax --dim 1 < acts.json", "the format of the input comes out again"],
  ["actfn sigmoid -1 0 1 --to csv", "numbers, literals, json, csv, npy, ..."],
  ["actfn plot sigmoid gelu", "curves in the terminal"],
  ["actfn help softmax", "formula, options, examples"],
  ["actfn help formats", "what is read and written"],
] as const;

/** What `actfn` alone shows: every command by group, in one screen. */
export function overview(commands: readonly Pick<CommandRow, "name" | "group">[], { width }: HelpStyle): string {
  const groups = GROUPS.map((group) => {
    const names = commands.filter((command) => command.group === group).map(({ name }) => name);
    return names.length === 0 ? "" : `  ${group.padEnd(18)}${wrap(names, 20, width)}\n`;
  });
  const tour = TOUR.map(([line, what]) => `  ${width < 80 ? line : line.padEnd(37) + what}\n`);
  return `${hang("", `actfn ${VERSION}: activations and losses, right to the last digit`, width)}

${hang("usage: ", "actfn COMMAND [numbers | literal | file | -]... [options]", width)}

${groups.join("")}
${tour.join("")}`;
}

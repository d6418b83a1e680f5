/**
 * COMMANDS: those of the mathematical tables and actfn's own.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { quote } from "../format/quote.js";
import { fold } from "../math/names.js";
import type { CommandRow } from "./command.js";
import { compareCommand } from "./compare.js";
import { completionCommand } from "./completion.js";
import { elementwiseCommands } from "./elementwise.js";
import { evalCommand } from "./eval.js";
import { helpCommand } from "./help-command.js";
import { identifyCommand } from "./identify.js";
import { listCommand } from "./list.js";
import { lossCommands } from "./loss.js";
import { plotCommand } from "./plot.js";
import { randCommand, randnCommand } from "./rand.js";
import { reduceCommands } from "./reduce.js";
import { showCommand } from "./show.js";
import { statsCommand } from "./stats.js";
import { nearest } from "./suggest.js";
import { whyCommand } from "./why.js";

/** Those that are no function of the tables. */
const OWN: readonly CommandRow[] = [
  plotCommand,
  statsCommand,
  compareCommand,
  identifyCommand,
  whyCommand,
  listCommand,
  helpCommand(allCommands),
  completionCommand(allCommands),
  showCommand,
  evalCommand,
  randCommand,
  randnCommand,
];

/** Every command, in the order of the help. */
export function allCommands(): readonly CommandRow[] {
  return [...elementwiseCommands(), ...reduceCommands(), ...lossCommands(), ...OWN];
}

/** The command that a name means, if any. */
export function findCommand(name: string, commands: readonly CommandRow[]): CommandRow | undefined {
  const folded = fold(name);
  return commands.find(({ name: own, aliases = [] }) => [own, ...aliases].some((one) => fold(one) === folded));
}

/**
 * The command that a name means.
 * @throws InputError for an unknown name, with the nearest one.
 */
export function commandNamed(name: string, commands: readonly CommandRow[]): CommandRow {
  const found = findCommand(name, commands);
  if (found) return found;
  if (name.startsWith("-")) throw new InputError(`the command comes first, as in: actfn softmax ${name}`);
  const names = commands.flatMap(({ name: own, aliases = [] }) => [own, ...aliases]);
  const meant = nearest(name, names);
  throw new InputError(
    `unknown command ${quote(name)}${meant ? `; did you mean ${meant}?` : "; actfn help shows all"}`,
  );
}

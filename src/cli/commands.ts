/**
 * COMMANDS: those of the mathematical tables and actfn's own.
 *
 * @packageDocumentation
 */
import { fold } from "../math/names.js";
import type { CommandRow } from "./command.js";
import { compareCommand } from "./compare.js";
import { elementwiseCommands } from "./elementwise.js";
import { evalCommand } from "./eval.js";
import { identifyCommand } from "./identify.js";
import { listCommand } from "./list.js";
import { lossCommands } from "./loss.js";
import { plotCommand } from "./plot.js";
import { randCommand, randnCommand } from "./rand.js";
import { reduceCommands } from "./reduce.js";
import { showCommand } from "./show.js";
import { statsCommand } from "./stats.js";

/** Those that are no function of the tables. */
const OWN: readonly CommandRow[] = [
  plotCommand,
  statsCommand,
  compareCommand,
  identifyCommand,
  listCommand,
  showCommand,
  evalCommand,
  randCommand,
  randnCommand,
];

/** Every command, in the order of the help. */
export function allCommands(): readonly CommandRow[] {
  return [...elementwiseCommands(), ...reduceCommands(), ...lossCommands(), ...OWN];
}

/** The command that a name means. */
export function findCommand(name: string, commands: readonly CommandRow[]): CommandRow | undefined {
  const folded = fold(name);
  return commands.find(({ name: own, aliases = [] }) => [own, ...aliases].some((one) => fold(one) === folded));
}

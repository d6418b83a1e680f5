/**
 * COMMANDS: those of the mathematical tables and actfn's own.
 *
 * @packageDocumentation
 */
import { fold } from "../math/names.js";
import type { CommandRow } from "./command.js";
import { elementwiseCommands } from "./elementwise.js";
import { lossCommands } from "./loss.js";
import { reduceCommands } from "./reduce.js";
import { toolCommands } from "./tools.js";

/** Every command, in the order of the help. */
export function allCommands(): readonly CommandRow[] {
  return [...elementwiseCommands(), ...reduceCommands(), ...lossCommands(), ...toolCommands()];
}

/** The folded names by which a command is found. */
export function keysOf({ name, aliases = [] }: CommandRow): readonly string[] {
  return [...new Set([name, ...aliases].map(fold))];
}

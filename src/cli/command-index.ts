/**
 * INDEX: the commands by name. bin/bundle.mjs puts this module's value in its place, so that a run knows all names and
 * loads only the table that holds its own command.
 *
 * @packageDocumentation
 */
import type { Group } from "./command.js";
import { allCommands, keysOf } from "./commands.js";

/** What is known of a command without its table. */
export interface IndexEntry {
  readonly name: string;
  readonly group: Group;
  /** The folded names by which it is found. */
  readonly keys: readonly string[];
}

/** Every command, in the order of the help. */
export const INDEX: readonly IndexEntry[] = allCommands().map((row) => ({
  name: row.name,
  group: row.group,
  keys: keysOf(row),
}));

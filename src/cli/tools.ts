/**
 * The commands that are no function of the tables.
 *
 * @packageDocumentation
 */
import type { CommandRow } from "./command.js";
import { compareCommand } from "./compare.js";
import { completionCommand } from "./completion.js";
import { evalCommand } from "./eval.js";
import { helpCommand } from "./help-command.js";
import { identifyCommand } from "./identify.js";
import { listCommand } from "./list.js";
import { plotCommand } from "./plot.js";
import { randCommand, randnCommand } from "./rand.js";
import { showCommand } from "./show.js";
import { statsCommand } from "./stats.js";
import { whyCommand } from "./why.js";

export function toolCommands(): readonly CommandRow[] {
  return [
    plotCommand,
    statsCommand,
    compareCommand,
    identifyCommand,
    whyCommand,
    listCommand,
    helpCommand,
    completionCommand,
    showCommand,
    evalCommand,
    randCommand,
    randnCommand,
  ];
}

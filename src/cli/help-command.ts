/**
 * The help command. What writes the help is loaded when it runs.
 *
 * @packageDocumentation
 */
import type { CommandRow } from "./command.js";

export const helpCommand: CommandRow = {
  name: "help",
  group: "look and check",
  about: "what a command does: formula, options, examples, the same in other libraries",
  operands: "[COMMAND|formats]",
  examples: ["actfn help softmax", "actfn help formats"],
  options: ["color", "quiet", "help"],
  words: (commands) => [...commands.map(({ name }) => name), "formats"],
  async run({ operands }, context) {
    const { showHelp } = await import("./help-run.js");
    await showHelp(operands, context);
  },
};

/**
 * The completion command. What writes the scripts is loaded when it runs.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { quote } from "../format/quote.js";
import type { CommandRow } from "./command.js";
import { deliver } from "./output.js";
import { nearest } from "./suggest.js";

const SHELLS = ["bash", "zsh", "fish"] as const;

export const completionCommand: CommandRow = {
  name: "completion",
  group: "look and check",
  about: "a script that completes commands, options, choices and files in a shell",
  operands: SHELLS.join("|"),
  examples: SHELLS.map((shell) => `actfn completion ${shell} > actfn.${shell}`),
  options: ["output", "quiet", "help"],
  words: () => SHELLS,
  async run({ operands, options }, context) {
    const [name = "", ...more] = operands;
    const shell = SHELLS.find((one) => one === name);
    if (!shell || more.length > 0) {
      const meant = nearest(name, SHELLS);
      const hint = meant && !shell ? `; did you mean ${meant}?` : "";
      const found = name === "" || shell ? "" : `: ${quote(name)} is none of them`;
      throw new InputError(`completion needs one shell, bash, zsh or fish${found}${hint}`);
    }
    const [{ completionScript }, { allCommands }] = await Promise.all([
      import("./completion-script.js"),
      import("./commands.js"),
    ]);
    await deliver(completionScript(shell, allCommands()), options, context);
  },
};

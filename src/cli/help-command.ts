/**
 * The help command. What writes the help is loaded when it runs.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { CommandRow } from "./command.js";
import type { Context } from "./context.js";

/** No line of help is longer, however wide the terminal. */
const WIDEST = 100;

/**
 * Writes the overview, or the help of a command.
 * @throws InputError for an unknown command, or several.
 */
export async function showHelp(
  names: readonly string[],
  commands: readonly CommandRow[],
  context: Context,
): Promise<void> {
  const [{ commandHelp, formatsHelp, overview }, { commandNamed }] = await Promise.all([
    import("./help.js"),
    import("./commands.js"),
  ]);
  const width = Math.min(context.io.size("stdout")?.columns ?? 80, WIDEST);
  const style = { width, color: context.color("stdout") > 0 };
  const [name, ...more] = names;
  if (more.length > 0) throw new InputError("help takes the name of one command");
  const text =
    name === undefined
      ? overview(commands, style)
      : name === "formats"
        ? formatsHelp(style)
        : await commandHelp(commandNamed(name, commands), style);
  context.io.write("stdout", text);
}

/** The command, which knows all others. */
export const helpCommand = (commands: () => readonly CommandRow[]): CommandRow => ({
  name: "help",
  group: "look and check",
  about: "what a command does: formula, options, examples, the same in other libraries",
  operands: "[COMMAND|formats]",
  examples: ["actfn help softmax", "actfn help formats"],
  options: ["color", "quiet", "help"],
  words: (names) => [...names, "formats"],
  run: ({ operands }, context) => showHelp(operands, commands(), context),
});

/**
 * Writes help. Loaded only when it is shown.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { INDEX } from "./command-index.js";
import type { Context } from "./context.js";
import { commandNamed } from "./find.js";
import { overview } from "./overview.js";

/** No line of help is longer, however wide the terminal. */
const WIDEST = 100;

/**
 * Writes the overview, or the help of a command.
 * @throws InputError for an unknown command, or several.
 */
export async function showHelp(names: readonly string[], context: Context): Promise<void> {
  const width = Math.min(context.io.size("stdout")?.columns ?? 80, WIDEST);
  const style = { width, color: context.color("stdout") > 0 };
  const [name, ...more] = names;
  if (more.length > 0) throw new InputError("help takes the name of one command");
  if (name === undefined) return context.io.write("stdout", overview(INDEX, style));
  const { commandHelp, formatsHelp } = await import("./help.js");
  const text = name === "formats" ? formatsHelp(style) : await commandHelp(await commandNamed(name), style);
  context.io.write("stdout", text);
}

/**
 * From a name to its command.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { quote } from "../format/quote.js";
import { fold } from "../math/names.js";
import type { CommandRow, Group } from "./command.js";
import { INDEX } from "./command-index.js";
import { nearest } from "./suggest.js";

/** The commands of a group and its kin. */
async function kin(group: Group): Promise<readonly CommandRow[]> {
  switch (group) {
    case "activations":
      return (await import("./elementwise.js")).elementwiseCommands();
    case "along a dimension":
      return (await import("./reduce.js")).reduceCommands();
    case "losses":
      return (await import("./loss.js")).lossCommands();
    default:
      return (await import("./tools.js")).toolCommands();
  }
}

/** The mistake in a name that no command has, with the nearest one. */
async function unknown(name: string): Promise<InputError> {
  if (name.startsWith("-")) return new InputError(`the command comes first, as in: actfn softmax ${name}`);
  const { allCommands } = await import("./commands.js");
  const names = allCommands().flatMap(({ name: own, aliases = [] }) => [own, ...aliases]);
  const meant = nearest(name, names);
  return new InputError(
    `unknown command ${quote(name)}${meant ? `; did you mean ${meant}?` : "; actfn help shows all"}`,
  );
}

/**
 * The command that a name means.
 * @throws InputError for an unknown name, with the nearest one.
 */
export async function commandNamed(name: string): Promise<CommandRow> {
  const folded = fold(name);
  const entry = INDEX.find(({ keys }) => keys.includes(folded));
  if (!entry) throw await unknown(name);
  const found = (await kin(entry.group)).find((row) => row.name === entry.name);
  if (!found) throw new Error(`${entry.name} is in the index, but not in its table`);
  return found;
}

/** Argument lists from the tables of commands and options. */
import { allCommands } from "../../src/cli/commands.js";
import { type NamedOption, namedOptions } from "../../src/cli/options.js";
import { mutatedText } from "./bytes.js";
import { type Random, smallSize } from "./random.js";
import { MARKS, NUMBERS } from "./words.js";

const COMMANDS = allCommands();

/** What a value may be, whatever the option. */
const VALUES = [
  "0,1",
  "2,1,2,0,0,1",
  "a",
  "a,b",
  "-1",
  "2:5",
  "x",
  ",",
  "",
  "-",
  "t.npy",
  "out.csv",
  "out.svg",
  "table",
  "yes",
] as const;

function value(random: Random, option: NamedOption, words: readonly string[]): string {
  const { choices, list } = option;
  if (choices && !random.oneIn(30)) return random.pick(choices);
  if (list && random.oneIn(3)) return random.times(smallSize(random, 30), () => random.pick(NUMBERS)).join(",");
  const { range, usual } = option;
  if (usual !== undefined && random.oneIn(4)) return usual;
  if (range !== undefined && !random.oneIn(5))
    return random.pick([...(range.match(/-?[\d.]+/g) ?? []), "1", "2", "0.5"]);
  switch (random.below(30)) {
    case 0:
      return mutatedText(random, random.pick(words), random.pick(words));
    case 1:
      return random.pick(MARKS);
    case 2:
    case 3:
      return random.pick(NUMBERS);
    default:
      return random.oneIn(2) ? random.pick(VALUES) : String(random.below(4));
  }
}

/** Options that fit few inputs: mostly they end a run before it has begun. */
const RARE: ReadonlySet<string> = new Set([
  ...["output", "help", "from", "key", "columns", "delimiter", "target-column", "target-key", "mask", "weight"],
  ...["pos-weight", "follow", "x", "labels", "fail-on", "jobs", "explain", "max-size", "max-nesting"],
]);

/** Some options of a command, and now and then one that it has not. */
export function someOptions(random: Random, name: string, words: readonly string[], most = 4): string[] {
  const row = COMMANDS.find((one) => one.name === name) ?? random.pick(COMMANDS);
  const own = namedOptions(row.options, row).filter(({ long }) => !RARE.has(long) || random.oneIn(6));
  return random
    .times(smallSize(random, most + 1), () => random.pick(own))
    .flatMap((option) => {
      const { long, short, aliases = [] } = option;
      const spelled = random.oneIn(100)
        ? mutatedText(random, long, short ?? "")
        : random.pick([long, long, ...aliases]);
      const dashed = short !== undefined && random.oneIn(3) ? `-${short}` : `--${spelled}`;
      if (option.value === undefined) return [dashed];
      const given = value(random, option, words);
      return random.oneIn(4) && dashed.startsWith("--") ? [`${dashed}=${given}`] : [dashed, given];
    });
}

/** A command's name, now and then another spelling. */
export function commandName(random: Random, of: (name: string) => boolean = () => true): string {
  const { name, aliases = [] } = random.pick(COMMANDS.filter((row) => of(row.name)));
  return random.oneIn(20)
    ? random.pick([`torch.${name}`, name.toUpperCase(), name.replaceAll("-", "_"), ...aliases])
    : name;
}

/** Arguments without one, with one twice, in another order, or with another spelling. */
export function mutatedArguments(random: Random, argv: readonly string[], words: readonly string[]): string[] {
  const found = [...argv];
  for (let left = 1 + smallSize(random, 4); left > 0; left--) {
    // Another command is another test.
    const at = random.oneIn(10) ? 0 : 1 + random.below(found.length);
    switch (random.below(6)) {
      case 0:
        found.splice(at, 1);
        break;
      case 1:
        found.splice(at, 0, random.pick(words));
        break;
      case 2:
        found.splice(at, 1, mutatedText(random, found[at] ?? "", random.pick(words)));
        break;
      case 3:
        found.splice(at, 0, ...someOptions(random, found[0] ?? "", words, 2));
        break;
      case 4:
        found.splice(at, 1, random.pick([...NUMBERS, ...MARKS, "--", "-", "-p", "--to"]));
        break;
      default:
        found.splice(at, 0, ...found.splice(1 + random.below(found.length), 1));
    }
  }
  return found;
}

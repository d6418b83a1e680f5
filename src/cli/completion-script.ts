/**
 * Completion scripts, made from the tables: all that is known stands in them, so that the shell starts no process.
 *
 * @packageDocumentation
 */
import type { CommandRow } from "./command.js";
import { optionsOf } from "./option-text.js";
import type { NamedOption } from "./options.js";

/** A command as the scripts know it. */
interface Entry {
  /** Its name and its aliases. */
  readonly names: readonly string[];
  readonly about: string;
  readonly options: readonly NamedOption[];
  /** What an operand may be, beside a file. */
  readonly words: readonly string[];
  /** Whether an operand may be a file. */
  readonly files: boolean;
}

const takesFile = ({ value = "" }: NamedOption): boolean => value.includes("FILE");
/** In single quotes, for all three shells. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** The names by which an option is given. */
const spellings = ({ short, long, aliases = [] }: NamedOption): string[] => [
  ...(short ? [`-${short}`] : []),
  ...[long, ...aliases].map((name) => `--${name}`),
];

/** Entries by something that they share, in the order of its first. */
function grouped<T>(entries: readonly T[], key: (entry: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const entry of entries) groups.set(key(entry), [...(groups.get(key(entry)) ?? []), entry]);
  return [...groups.values()];
}

/** Every option of every command, with what it is worth there. */
const allOptions = (entries: readonly Entry[]) =>
  entries.flatMap((entry) => entry.options.map((option) => ({ entry, option })));

type Use = ReturnType<typeof allOptions>[number];

const commandsOf = (uses: readonly Use[]): string[] => uses.flatMap(({ entry }) => entry.names);

const BASH_HEAD = `# actfn completion for bash: put it where bash-completion looks, or source it in .bashrc.
_actfn() {
  local cur=\${COMP_WORDS[COMP_CWORD]} option=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]} words='' word
  if [[ $cur == = ]]; then cur=''
  elif [[ $option == = ]]; then option=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()`;

const BASH_TAIL = `  for word in $words; do
    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done
}
complete -o default -F _actfn actfn
`;

function bash(entries: readonly Entry[]): string {
  const uses = allOptions(entries);
  const withValue = uses.filter(({ option }) => option.value !== undefined && !takesFile(option));
  // Where commands differ in an option's choices, the most frequent ones stand last, for all that are left.
  const values = grouped(withValue, ({ option }) => option.long).flatMap((same) => {
    const groups = grouped(same, ({ option }) => option.choices?.join(" ") ?? "").sort((a, b) => a.length - b.length);
    return groups.map((group, i) => {
      const { option } = group[0]!;
      const commands = i === groups.length - 1 ? ["*"] : commandsOf(group);
      const patterns = commands.flatMap((name) => spellings(option).map((one) => `${name}" ${one}"`));
      return `    ${patterns.join("|")}) words=${quoted(option.choices?.join(" ") ?? "")} ;;`;
    });
  });
  const files = [...new Set(uses.filter(({ option }) => takesFile(option)).flatMap(({ option }) => spellings(option)))];
  const listOf = ({ options }: Entry) => options.map(({ long }) => `--${long}`).join(" ");
  const options = grouped(entries, listOf).map(
    (group) => `      ${group.flatMap(({ names }) => names).join("|")}) words=${quoted(listOf(group[0]!))} ;;`,
  );
  const operands = grouped(entries, ({ words, files }) => `${words.join(" ")} ${files}`)
    .filter(([first]) => first!.words.length > 0 || !first!.files)
    .map((group) => {
      const [{ words, files }] = group as [Entry];
      const names = group.flatMap((entry) => entry.names).join("|");
      return `      ${names}) words=${quoted(words.join(" "))}${files ? "" : "; compopt +o default"} ;;`;
    });
  return `${BASH_HEAD}
  if ((COMP_CWORD == 1)); then
    compopt +o default
    words=${quoted(entries.map(({ names }) => names[0]).join(" "))}
  else
    case "$command $option" in
${values.join("\n")}
    ${files.map((one) => `*" ${one}"`).join("|")}) return ;;
    *) option='' ;;
    esac
    if [[ -n $option ]]; then compopt +o default
    elif [[ $cur == -* ]]; then
      case $command in
${options.join("\n")}
      esac
    else
      case $command in
${operands.join("\n")}
      esac
    fi
  fi
${BASH_TAIL}`;
}

/** In the description of an option of zsh's _arguments. */
const described = (text: string): string => text.replace(/[[\]:\\]/g, "\\$&");

function zshOption(option: NamedOption): string[] {
  const { short, long, value, about, choices } = option;
  const what = choices ? `(${choices.join(" ")})` : takesFile(option) ? "_files" : "";
  const action = value === undefined ? "" : `:${described(value)}:${what}`;
  const text = `[${described(about)}]${action}`;
  const both = short ? `(-${short} --${long})` : "";
  const one = (name: string, equals: string) => quoted(`${both}${name}${value === undefined ? "" : equals}${text}`);
  return [...(short ? [one(`-${short}`, "+")] : []), one(`--${long}`, "=")];
}

function zsh(entries: readonly Entry[]): string {
  const commands = entries.map(({ names, about }) => `    ${quoted(`${names[0]}:${about.replaceAll(":", "\\:")}`)}`);
  // Options that several commands share stand once and are told by their number.
  const specs = [...new Set(entries.flatMap(({ options }) => options.flatMap(zshOption)))];
  const cases = entries.map(({ names, options, words, files }) => {
    const numbers = options.flatMap(zshOption).map((spec) => `$o[${specs.indexOf(spec) + 1}]`);
    const choices = words.length > 0 ? [`"words:word:(${words.join(" ")})"`] : [];
    const paths = files ? ['"files:file:_files"'] : [];
    const rest = [...choices, ...paths].length > 0 ? ` '*: :_alternative ${[...choices, ...paths].join(" ")}'` : "";
    return `    ${names.join("|")}) _arguments -S ${numbers.join(" ")}${rest} ;;`;
  });
  return `#compdef actfn
# actfn completion for zsh: save it as _actfn in a folder of $fpath, or source it behind compinit.
_actfn() {
  local -a commands
  commands=(
${commands.join("\n")}
  )
  local -a o=(
${specs.map((spec) => `    ${spec}`).join("\n")}
  )
  if ((CURRENT == 2)); then
    _describe -t commands command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
${cases.join("\n")}
  esac
}
if [[ \${funcstack[1]} == _actfn ]]; then _actfn "$@"; else compdef _actfn actfn; fi
`;
}

function fishOption(group: readonly Use[], total: number): string {
  const { option } = group[0]!;
  const { short, long, value, about, choices } = option;
  const commands = group.length === total ? [] : commandsOf(group);
  const condition = quoted(["__actfn_command", ...commands].join(" "));
  const takes = value === undefined ? "" : takesFile(option) ? " -r" : " -x";
  const list = choices ? ` -a ${quoted(choices.join(" "))}` : "";
  return `complete -c actfn -n ${condition} -l ${long}${short ? ` -s ${short}` : ""}${takes}${list} -d ${quoted(about)}`;
}

function fish(entries: readonly Entry[]): string {
  const commands = entries.map(
    ({ names, about }) => `complete -c actfn -n __actfn_first -f -a ${names[0]} -d ${quoted(about)}`,
  );
  const uses = grouped(
    allOptions(entries),
    ({ option: { long, short, value, about, choices } }) => `${long} ${short} ${value} ${about} ${choices?.join(" ")}`,
  );
  const operands = entries
    .filter(({ words, files }) => words.length > 0 || !files)
    .map(({ names, words, files }) => {
      const list = words.length > 0 ? ` -a ${quoted(words.join(" "))}` : "";
      return `complete -c actfn -n ${quoted(`__actfn_command ${names.join(" ")}`)}${files ? "" : " -f"}${list}`;
    });
  return `# actfn completion for fish: save it as ~/.config/fish/completions/actfn.fish.
function __actfn_first
    set -l words (commandline -opc)
    test (count $words) -eq 1
end
function __actfn_command
    set -l words (commandline -opc)
    test (count $words) -gt 1; or return 1
    test (count $argv) -eq 0; or contains -- $words[2] $argv
end
${[...commands, ...uses.map((group) => fishOption(group, entries.length)), ...operands].join("\n")}
`;
}

const SCRIPTS = { bash, zsh, fish } as const;

/** The script for a shell. */
export function completionScript(shell: keyof typeof SCRIPTS, commands: readonly CommandRow[]): string {
  const entries = commands.map((row): Entry => {
    const words = row.words?.(commands) ?? [];
    return {
      names: [row.name, ...(row.aliases ?? [])],
      about: row.about,
      options: optionsOf(row),
      words,
      files: /file|\b[A-Z]\b/.test(row.operands),
    };
  });
  return SCRIPTS[shell](entries);
}

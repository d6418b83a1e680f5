/**
 * The argument list: which arguments are options, which are operands. commander knows
 * neither `-inf` nor `-log(x)` as operands, so the two are told apart here and commander
 * gets the options.
 *
 * @packageDocumentation
 */
import { Command } from "commander";
import { InputError } from "../errors.js";
import { parseNumber } from "../format/number.js";
import { quote } from "../format/quote.js";
import type { Parameters, Values } from "../math/parameters.js";
import type { CommandRow } from "./command.js";
import { type NamedOption, namedOptions, type Options } from "./options.js";
import { nearest } from "./suggest.js";

/** What the user asked of a command. */
export interface Invocation {
  readonly operands: readonly string[];
  readonly options: Options;
  /** What was given of the function's own parameters, under their own names. */
  readonly parameters: Values<Parameters>;
  /** Parameters that were given as a list, one value a column. */
  readonly lists: Readonly<Record<string, readonly number[]>>;
  readonly tensors: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, boolean>>;
}

/** U+2212, the minus sign that word processors put in place of the hyphen. */
const MINUS = "\u2212";
/** How a negative number or a literal that begins with one looks. */
const NEGATIVE = new RegExp(`^[-${MINUS}](\\.?\\d|inf|nan|\\[|\\()`, "i");

interface Found {
  readonly option: NamedOption;
  /** The value written in the same argument: `--to=json`, `-p4`. */
  readonly attached?: string;
}

/** The declared option that `argument` is exactly, if any. */
function declared(argument: string, options: readonly NamedOption[], expressions: boolean): Found | undefined {
  if (argument.startsWith("--")) {
    const equals = argument.indexOf("=");
    const name = argument.slice(2, equals < 0 ? undefined : equals);
    const option = options.find(({ long, aliases }) => long === name || aliases?.includes(name));
    if (!option) return undefined;
    return equals < 0 ? { option } : { option, attached: argument.slice(equals + 1) };
  }
  const option = options.find(({ short }) => short !== undefined && argument.startsWith(`-${short}`));
  if (!option) return undefined;
  const attached = argument.slice(2);
  if (attached === "") return { option };
  // In an expression -pi is minus pi; -p4 and -tjson are options wherever their value is one.
  return option.value !== undefined && (!expressions || parsedBy(option, attached).ok)
    ? { option, attached }
    : undefined;
}

function parsedBy(option: NamedOption, given: string): { ok: true; value: unknown } | { ok: false; error: InputError } {
  try {
    return { ok: true, value: option.parse?.(given) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ok: false, error };
  }
}

function refuseUnknown(argument: string, options: readonly NamedOption[]): never {
  const name = argument.replace(/^-+/, "").replace(/=.*$/s, "");
  const meant = nearest(
    name,
    options.flatMap(({ long, aliases = [] }) => [long, ...aliases]),
  );
  throw new InputError(`unknown option ${quote(argument)}${meant ? `; did you mean --${meant}?` : ""}`);
}

/** `--target 2 1 2`: the list must be one argument. */
function refuseBareNumbers(option: NamedOption, value: string, rest: readonly string[]): void {
  if (!option.list || parseNumber(value) === undefined) return;
  const behind = rest.findIndex((word) => parseNumber(word) === undefined);
  const numbers = [value, ...rest.slice(0, behind < 0 ? rest.length : behind)];
  if (numbers.length > 1) {
    throw new InputError(`--${option.long} takes one list with commas: --${option.long} ${numbers.join(",")}`);
  }
}

/** Tells options from operands: options under their long names, each followed by its value. */
function classify(args: readonly string[], options: readonly NamedOption[], expressions: boolean) {
  const flags: string[] = [];
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] as string;
    if (argument === "--") {
      operands.push(...args.slice(i + 1));
      break;
    }
    const found =
      argument.startsWith("-") && argument.length > 1 ? declared(argument, options, expressions) : undefined;
    if (found) {
      const { option, attached } = found;
      flags.push(`--${option.long}${attached === undefined ? "" : `=${attached}`}`);
      if (option.value === undefined || attached !== undefined) continue;
      const value = args[++i];
      if (value === undefined || (value.startsWith("--") && declared(value, options, expressions))) {
        throw new InputError(`--${option.long} needs a value: --${option.long} ${option.value}`);
      }
      flags.push(value);
      refuseBareNumbers(option, value, args.slice(i + 1));
    } else if (
      !/^-./.test(argument) ||
      NEGATIVE.test(argument) ||
      (expressions && !/^--[a-z][a-z-]+/i.test(argument))
    ) {
      operands.push(argument);
    } else refuseUnknown(argument, options);
  }
  return { flags, operands };
}

/** commander's command for a row: its options with their parsers. */
function commanderFor(row: CommandRow, options: readonly NamedOption[]): Command {
  const command = new Command(row.name);
  for (const option of options) {
    const long = `--${option.long}${option.value === undefined ? "" : ` <${option.value}>`}`;
    command.option(option.short ? `-${option.short}, ${long}` : long, option.about, (given: string) => {
      const parsed = parsedBy(option, given);
      if (parsed.ok) return parsed.value;
      throw new InputError(`--${option.long} ${quote(given)} ${parsed.error.message}`);
    });
  }
  return command;
}

/**
 * Reads a command's arguments.
 * @throws InputError for an unknown option, a missing or wrong value.
 */
export function parseArguments(row: CommandRow, args: readonly string[]): Invocation {
  const options = namedOptions(row.options, row);
  const { flags, operands } = classify(args, options, row.expressions ?? false);
  // Options that are not given need not be declared, which takes longer than all else.
  const isGiven = ({ long }: NamedOption) =>
    flags.some((flag) => flag === `--${long}` || flag.startsWith(`--${long}=`));
  const command = commanderFor(row, options.filter(isGiven));
  const [unknown] = command.parseOptions(flags).unknown;
  // Only an option without a value is unknown with one.
  if (unknown !== undefined) throw new InputError(`${unknown.replace(/=.*$/s, "")} takes no value: ${quote(unknown)}`);
  const given = command.opts<Record<string, unknown>>();
  const found = { general: {}, parameters: {}, lists: {}, tensors: {}, flags: {} };
  for (const { key, long, kind } of options) {
    const value = given[long.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    const into = kind === "parameters" && Array.isArray(value) ? "lists" : kind;
    if (value !== undefined) Object.assign(found[into], { [key]: value });
  }
  const { general, ...own } = found;
  return { operands, options: general, ...own };
}

/**
 * What a command is.
 *
 * @packageDocumentation
 */

import type { Framework, Parameters, Values } from "../math/parameters.js";
import type { Equivalents } from "../math/row.js";
import type { Invocation } from "./arguments.js";
import type { Context } from "./context.js";
import type { OptionName, OwnOptions } from "./options.js";

/** The groups of the help, in their order. */
export const GROUPS = ["activations", "along a dimension", "losses", "look and check", "data"] as const;
export type Group = (typeof GROUPS)[number];

/** One command: a row of a mathematical table with the options of its kind, or one of actfn's own. */
export interface CommandRow extends OwnOptions {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly group: Group;
  /** One line: what it does. */
  readonly about: string;
  /** The operands in the usage line. */
  readonly operands: string;
  /** Words that an operand may be, given all commands: for completion. */
  readonly words?: (commands: readonly CommandRow[]) => readonly string[];
  readonly formula?: string;
  readonly source?: string;
  readonly examples: readonly string[];
  readonly options: readonly OptionName[];
  /** Defaults of the options that are this command's own. */
  readonly usual?: { readonly [K in OptionName]?: string };
  /** What of an option's choices this command takes, where not all. */
  readonly choices?: { readonly [K in OptionName]?: readonly string[] };
  /** The same in other libraries. */
  readonly equivalents?: Equivalents;
  /** Parameters that a framework gives other defaults. */
  readonly like?: { readonly [F in Framework]?: Partial<Values<Parameters>> };
  /** Operands may be expressions, so that `-log(x)` is none of the options. */
  readonly expressions?: boolean;
  /** Numbers come from standard input where no operand is given. */
  readonly readsInput?: boolean;
  run(invocation: Invocation, context: Context): Promise<void>;
}

/**
 * A check that was asked for has failed: exit code 1. The message, if there is one, says what on stderr; a run that
 * has said so itself throws it without one.
 */
export class CheckFailed extends Error {
  override readonly name = "CheckFailed";
}

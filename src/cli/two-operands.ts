/**
 * Commands that take two arrays.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Options } from "./options.js";

/** Two operands, and the options that each is read with. */
export interface TwoOperands {
  readonly operands: readonly [a: string, b: string];
  readonly options: readonly [a: Options, b: Options];
}

/**
 * The two operands of a command. `--from` is about standard input where that is one of them.
 * @param command its name, and in an example what it may be given
 * @throws InputError for another number of operands, or standard input twice.
 */
export function twoOperands(
  given: readonly string[],
  options: Options,
  { command, example }: { readonly command: string; readonly example: string },
): TwoOperands {
  const [a, b] = given;
  if (a === undefined || b === undefined || given.length > 2) {
    throw new InputError(`${command} takes two operands, numbers in one, as in: actfn ${command} ${example}`);
  }
  if (a === "-" && b === "-") throw new InputError("standard input can be only one of the two");
  const { from: _, ...unnamed } = options;
  const piped = a === "-" || b === "-";
  const optionsOf = (operand: string) => (piped && operand !== "-" ? unnamed : options);
  return { operands: [a, b], options: [optionsOf(a), optionsOf(b)] };
}

/**
 * Operands of the form `name=operand`.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";

const BINDING = /^([A-Za-z_]\w*)=(?!=)(.*)$/s;

/**
 * The operands that are bound to names, and the others.
 * @throws InputError for a name that is bound twice.
 */
export function namedOperands(operands: readonly string[]): {
  readonly bindings: ReadonlyMap<string, string>;
  readonly others: readonly string[];
} {
  const bindings = new Map<string, string>();
  const others: string[] = [];
  for (const operand of operands) {
    const [, name, text] = BINDING.exec(operand) ?? [];
    if (name === undefined || text === undefined) others.push(operand);
    else if (bindings.has(name)) throw new InputError(`${name} is bound twice`);
    else bindings.set(name, text);
  }
  return { bindings, others };
}

/**
 * Which operands of a loss are scores and which targets, and what the classes are called.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { resolveDim } from "../math/tensor.js";
import type { Input } from "./input.js";
import { labelsFrom } from "./labels.js";
import type { Options } from "./options.js";

/** The input's operands and the target's: the second operand is the target where no option names it. */
export function divide(operands: readonly string[], { target, targetColumn, targetKey }: Options) {
  const named = target !== undefined || targetColumn !== undefined || targetKey !== undefined;
  if (named || operands.length < 2) return { scores: operands, operand: undefined };
  if (operands.length === 2) return { scores: operands.slice(0, 1), operand: operands[1] };
  throw new InputError("a loss takes the scores and the targets: numbers go into one operand, as in 0.1,0.2,0.7");
}

/** The names of the classes: given, or in the header where the classes are the columns. */
export function classNames({ tensor, layout }: Input, { labels, dim }: Options): readonly string[] | undefined {
  const along = resolveDim(dim ?? (tensor.rank < 2 ? 0 : 1), tensor.rank);
  if (labels !== undefined) return labelsFrom(labels, tensor.shape[along] ?? 1);
  return along === tensor.rank - 1 ? layout.header : undefined;
}

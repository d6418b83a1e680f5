/**
 * What an expression gives, as tensors to be written.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { asTensor, isSequence, type Value } from "../expr/compile.js";
import type { Tensor } from "../math/tensor.js";

/**
 * The tensors of a result: one, or those of a tuple.
 * @throws InputError for what holds no numbers.
 */
export function finalTensors(value: Value): readonly Tensor[] {
  if (isSequence(value) && value.kind === "tuple") return value.items.flatMap(finalTensors);
  if (value === null) throw new InputError("the result is None, not numbers");
  if (typeof value === "string") throw new InputError("the result is a text, not numbers");
  return [asTensor(value)];
}

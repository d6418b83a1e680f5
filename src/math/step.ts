/**
 * The work behind a result, for people: named tensors in their order.
 *
 * @packageDocumentation
 */
import type { Tensor } from "./tensor.js";

/** One step of a computation. */
export interface Step {
  /** A short name, unlike those of the other steps. */
  readonly name: string;
  /** One line: what it is, and what it is for. */
  readonly about: string;
  readonly tensor: Tensor;
}

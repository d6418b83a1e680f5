import { elementwise } from "../math/activation.js";
import type { Tensor } from "../math/tensor.js";

/** 1 where a number is above the threshold, else 0; nan stays. */
export function binarize(x: Tensor, threshold: number): Tensor {
  return elementwise(x, (value) => (Number.isNaN(value) ? value : Number(value > threshold)));
}

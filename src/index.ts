/**
 * The library: activations, reducers and losses as functions, and tensors.
 *
 * @packageDocumentation
 */
export { InputError } from "./errors.js";
export { formatFixed, formatNumber, parseNumber } from "./format/number.js";
export type { Activation, ActivationRow, Fact } from "./math/activation.js";
export * from "./math/activations.js";
export type { Evaluation, Loss, LossRow } from "./math/loss.js";
export * from "./math/losses.js";
export type { Framework, Parameter, Parameters, Values } from "./math/parameters.js";
export type { ReduceOptions, Reducer, ReducerRow } from "./math/reducer.js";
export * from "./math/reducers.js";
export { type DType, type Nested, scalar, Tensor, type TensorLike, tensor } from "./math/tensor.js";

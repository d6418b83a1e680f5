/**
 * What is done to the numbers, as plain data that a worker can be told.
 *
 * @packageDocumentation
 */
import { elementwise, valuesFor } from "../math/activation.js";
import { ACTIVATIONS } from "../math/activations.js";
import type { Parameters, Values } from "../math/parameters.js";
import { argmax, type LaneStatus, laneStatus, REDUCERS } from "../math/reducers.js";
import { lanesOf, type Tensor } from "../math/tensor.js";

export interface ActivationOperation {
  readonly kind: "activation";
  readonly name: string;
  readonly derivative: boolean;
  readonly parameters: Values<Parameters>;
  readonly binarize: number | undefined;
}

export interface ReducerOperation {
  readonly kind: "reducer";
  readonly name: string;
  /** What the reducer takes: its parameters, dim, empty, keepdim. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Whether the result is the index of the largest entry of each lane. */
  readonly argmax: boolean;
  readonly binarize: number | undefined;
}

export type Operation = { readonly kind: "identity" } | ActivationOperation | ReducerOperation;

/** A result, and which lanes have none. */
export interface Outcome {
  readonly tensor: Tensor;
  readonly status?: LaneStatus;
}

/** 1 where a number is above the threshold, else 0; nan stays. */
function binarized(x: Tensor, threshold: number | undefined): Tensor {
  if (threshold === undefined) return x;
  return elementwise(x, (value) => (Number.isNaN(value) ? value : Number(value > threshold)));
}

/** The function that an operation means, for rows of a matrix or, where it is elementwise, any tensor. */
export function operate(operation: Operation): (x: Tensor) => Outcome {
  if (operation.kind === "identity") return (tensor) => ({ tensor });
  const { binarize } = operation;
  if (operation.kind === "activation") {
    const { row } = ACTIVATIONS.get(operation.name)!;
    const p = valuesFor(row, operation.parameters);
    const f = operation.derivative ? row.derivative : row.f;
    return (x) => ({
      tensor: binarized(
        elementwise(x, (value) => f(value, p)),
        binarize,
      ),
    });
  }
  const reducer = REDUCERS.get(operation.name)!;
  return (x) => {
    const result = reducer(x, operation.settings);
    const status = reducer.row.absent === undefined ? {} : troubles(x, result, reducer.row.absent);
    const classes = operation.argmax ? argmax(result) : result;
    return { tensor: binarized(classes, binarize), ...status };
  };
}

/** The rows that have no result, if there are any. */
function troubles(x: Tensor, result: Tensor, absent: number): { status?: LaneStatus } {
  const { outer } = lanesOf(x.shape, x.rank - 1);
  const perLane = result.data.length / outer;
  const isNone = (lane: number): boolean => Number.isNaN(result.data[lane * perLane]);
  let lane = 0;
  while (lane < outer && !isNone(lane)) lane++;
  if (lane === outer) return {};
  const all = laneStatus(x, -1, absent === Infinity ? -1 : 1);
  return {
    status: { nan: all.nan.filter(isNone), infinite: all.infinite.filter(isNone), empty: all.empty.filter(isNone) },
  };
}

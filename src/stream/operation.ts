/**
 * What is done to the numbers, as plain data that a worker can be told.
 *
 * @packageDocumentation
 */
import { elementwise, valuesFor } from "../math/activation.js";
import { ACTIVATIONS } from "../math/activations.js";
import { type Parameters, resolve, type Values } from "../math/parameters.js";
import { argmax, type LaneStatus, laneStatus, REDUCERS } from "../math/reducers.js";
import { lanesOf, resolveDim, sizeOf, Tensor } from "../math/tensor.js";

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
  readonly dim: number;
  /** What else the reducer takes: its parameters, empty, keepdim. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Whether the result is the index of the largest entry of each lane. */
  readonly argmax: boolean;
  readonly binarize: number | undefined;
}

/** A reducer down columns, in the last of its passes. */
export interface ColumnsOperation {
  readonly kind: "columns";
  readonly name: string;
  readonly parameters: Values<Parameters>;
  /** What the passes before have found. */
  readonly state: Float64Array;
  readonly binarize: number | undefined;
}

export type Operation = { readonly kind: "identity" } | ActivationOperation | ReducerOperation | ColumnsOperation;

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
  if (operation.kind === "columns") {
    return (x) => {
      const data = Float64Array.from(x.data);
      columnsMap(operation, sizeOf(x.shape.slice(1)))(data);
      return { tensor: binarized(new Tensor(data, x.shape, x.dtype), binarize) };
    };
  }
  const reducer = REDUCERS.get(operation.name)!;
  return (x) => {
    const { dim, settings } = operation;
    const result = reducer(x, { ...settings, dim });
    const status = reducer.row.absent === undefined ? {} : troubles(x, result, dim, reducer.row.absent);
    const classes = operation.argmax ? argmax(result) : result;
    return { tensor: binarized(classes, binarize), ...status };
  };
}

/** Puts the results of rows in their place. */
function columnsMap({ name, parameters, state }: ColumnsOperation, width: number): (rows: Float64Array) => void {
  return REDUCERS.get(name)!.row.columns!.map!(parameters, state, width);
}

/** The results of rows of numbers, in space that the next call uses again. */
export type OperateRows = (data: Float64Array, rows: number) => { data: Float64Array; status?: LaneStatus };

/**
 * As {@link operate}, for many blocks of rows of one width, without allocating anything; undefined for what is rare.
 * An activation and a reducer down columns put their results in place of the numbers.
 */
export function operateRows(operation: Operation, width: number): OperateRows | undefined {
  if (operation.kind === "identity") return (data) => ({ data });
  if (operation.binarize !== undefined) return undefined;
  if (operation.kind === "activation") {
    const { row } = ACTIVATIONS.get(operation.name)!;
    const p = valuesFor(row, operation.parameters);
    const f = operation.derivative ? row.derivative : row.f;
    return (data) => {
      for (let i = 0; i < data.length; i++) data[i] = f(data[i]!, p);
      return { data };
    };
  }
  if (operation.kind === "columns") {
    const map = columnsMap(operation, width);
    return (data) => {
      map(data);
      return { data };
    };
  }
  return operation.argmax ? undefined : reduceRows(operation, width);
}

function reduceRows({ name, settings }: ReducerOperation, width: number): OperateRows | undefined {
  const { row } = REDUCERS.get(name)!;
  const { empty, keepdim: _, ...parameters } = settings;
  if (empty === "zero" || (row.size !== "same" && row.size !== "one")) return undefined;
  const p = resolve(row.parameters ?? {}, parameters as Partial<Values<Parameters>>);
  row.check?.(p);
  const kernel = row.kernel(p, width);
  const size = row.size === "same" ? width : 1;
  let space = new Float64Array(0);
  return (data, rows) => {
    if (space.length < rows * size) space = new Float64Array(rows * size);
    for (let i = 0; i < rows; i++) kernel(data, i * width, width, space, i * size);
    const results = space.subarray(0, rows * size);
    if (row.absent === undefined) return { data: results };
    return { data: results, ...troubles(new Tensor(data, [rows, width]), new Tensor(results), -1, row.absent) };
  };
}

/** The lanes that have no result, if there are any. */
function troubles(x: Tensor, result: Tensor, dim: number, absent: number): { status?: LaneStatus } {
  const { outer, inner } = lanesOf(x.shape, resolveDim(dim, x.rank));
  const lanes = outer * inner;
  const perLane = result.data.length / lanes;
  const isNone = (lane: number): boolean =>
    Number.isNaN(result.data[Math.floor(lane / inner) * perLane * inner + (lane % inner)]);
  let lane = 0;
  while (lane < lanes && !isNone(lane)) lane++;
  if (lane === lanes) return {};
  const all = laneStatus(x, dim, absent === Infinity ? -1 : 1);
  return {
    status: { nan: all.nan.filter(isNone), infinite: all.infinite.filter(isNone), empty: all.empty.filter(isNone) },
  };
}

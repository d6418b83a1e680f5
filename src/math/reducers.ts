/**
 * REDUCERS: one row a function along a dim.
 *
 * @packageDocumentation
 */
import { kebab, named } from "./names.js";
import type { Reducer } from "./reducer.js";
import * as entropy from "./reducers/entropy.js";
import * as glu from "./reducers/glu.js";
import * as selection from "./reducers/selection.js";
import * as softmax from "./reducers/softmax.js";
import * as sparsemax from "./reducers/sparsemax.js";

export type { ReduceOptions, Reducer } from "./reducer.js";
export * from "./reducers/entropy.js";
export * from "./reducers/glu.js";
export { type LaneKernel, type LaneStatus, laneStatus } from "./reducers/lanes.js";
export * from "./reducers/selection.js";
export * from "./reducers/softmax.js";
export * from "./reducers/sparsemax.js";
export { reducerSteps } from "./reducers/steps.js";
export type { Step } from "./step.js";

/** Every reducer under its command-line name (`log-softmax`). */
export const REDUCERS: ReadonlyMap<string, Reducer> = new Map(
  named(softmax, sparsemax, selection, entropy, glu).map(([name, row]) => [kebab(name), row as unknown as Reducer]),
);

/**
 * How a loss is computed as a chain of actfn's functions: what evaluates it is what a command line can say.
 *
 * @packageDocumentation
 */
import { InputError } from "../../errors.js";
import { ACTIVATIONS } from "../activations.js";
import { LOSSES } from "../losses.js";
import { REDUCERS } from "../reducers.js";
import { scalar, type Tensor } from "../tensor.js";
import { changedTarget, type TargetChange } from "./targets.js";

/** A function of the tables with its parameters under their own names. */
export interface Stage {
  readonly name: string;
  readonly options: Readonly<Record<string, number | string>>;
}

/** Scores through stages into a loss. */
export interface Pipeline {
  readonly stages: readonly Stage[];
  readonly loss: Stage;
  readonly target: TargetChange;
  /** Whether the loss takes the weights that were given. */
  readonly weighted: boolean;
  /** Multiplies every term, where the loss takes weights of any shape. */
  readonly factor?: number;
}

/** What a loss is computed from. */
export interface Situation {
  readonly scores: Tensor;
  readonly target: Tensor;
  readonly weight?: Tensor | undefined;
}

/** The results of as many stages are kept. */
const KEPT = 4;

const keyOf = (stages: readonly Stage[]) => JSON.stringify(stages);

function runStage({ name, options }: Stage, x: Tensor): Tensor {
  const reducer = REDUCERS.get(name);
  if (reducer) return reducer(x, options);
  return ACTIVATIONS.get(name)!(x, options);
}

/** What makes log-probabilities of the scores of a class loss, so that these are computed once for all that take them. */
function conversion({ loss: { name, options } }: Pipeline, rank: number): Stage | undefined {
  const { row } = LOSSES.get(name)!;
  const kind = options.scores ?? row.scores[0];
  if (!row.classes || kind === "log-probs") return undefined;
  return kind === "probs"
    ? { name: "log", options: {} }
    : { name: "log-softmax", options: { dim: options.dim ?? Math.min(rank - 1, 1) } };
}

/** Runs pipelines one after the other; the scores of the last ones are kept for those that begin in the same way. */
export function evaluator({ scores, target, weight }: Situation): (pipeline: Pipeline) => number | undefined {
  const kept = new Map<string, Tensor>();
  const staged = (stages: readonly Stage[]): Tensor => {
    const last = stages.at(-1);
    if (!last) return scores;
    const key = keyOf(stages);
    const found = kept.get(key);
    // Stryker disable next-line ConditionalExpression: what is kept only saves work
    if (found) return found;
    const result = runStage(last, staged(stages.slice(0, -1)));
    // Stryker disable next-line ConditionalExpression,EqualityOperator: as above
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
    kept.set(key, result);
    return result;
  };
  return (pipeline) => {
    const { stages, loss, weighted, factor } = pipeline;
    const converted = conversion(pipeline, scores.rank);
    const all = converted ? [...stages, converted] : stages;
    const weights = factor === undefined ? (weighted ? weight : undefined) : scalar(factor);
    const options = {
      ...loss.options,
      ...(converted ? { scores: "log-probs" } : {}),
      ...(weights ? { weight: weights } : {}),
    };
    try {
      return LOSSES.get(loss.name)!(staged(all), changedTarget(target, pipeline.target), options as never).data[0];
    } catch (error) {
      // A hypothesis that this input refutes: a class out of range, a probability above 1.
      if (error instanceof InputError) return undefined;
      throw error;
    }
  };
}

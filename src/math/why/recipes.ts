/**
 * A way to compute a loss, and the chain of functions that does.
 *
 * @packageDocumentation
 */
import type { Pipeline, Stage } from "./pipeline.js";
import type { TargetMove } from "./targets.js";

/** How scores become log-probabilities: what is done to them before the target picks. */
export type Reading =
  | "log-softmax" // logits, as cross-entropy takes them
  | "log" // probabilities
  | "nothing" // log-probabilities, or what was mistaken for them
  | "softmax" // probabilities where log-probabilities are wanted: the log is missing
  | "log-softmax of softmax"
  | "logsigmoid"
  | "clipped" // probabilities kept off 0 and 1 as Keras does, then their log
  | "sigmoid" // yes or no
  | "sigmoid of sigmoid"
  | "probability"
  | "clipped probability"
  | "clipped sigmoid";

/** Everything that a hypothesis may change. */
export interface Recipe {
  readonly reading: Reading;
  readonly reduction: "sum" | "mean";
  /** What the loss is multiplied by: 1/log 2 for base 2, 1/N for a mean that divides otherwise. */
  readonly base: number;
  readonly share: number;
  readonly move: TargetMove;
  /** The target that does not count. */
  readonly ignored: number;
  readonly weighted: boolean;
  /** The class dim, and the dim of the softmax where that is another. */
  readonly dim: number;
  readonly along: number | undefined;
  readonly temperature: number;
  readonly smoothing: number;
}

/** Keras's epsilon and 1 − epsilon, in its float32. */
const CLIP: Stage = { name: "hardtanh", options: { min_val: Math.fround(1e-7), max_val: Math.fround(1 - 1e-7) } };

export type Kind = "logits" | "probabilities" | "log-probabilities";

/** What the scores and targets are. */
export interface Facts {
  readonly rank: number;
  /** What the scores look like. */
  readonly kind: Kind;
  /** Whether the targets are probabilities, not class indices. */
  readonly soft: boolean;
}

/** What stands before the loss, and what the loss takes the result for; undefined where a part has no meaning. */
function readClasses({ reading, dim, along = dim, temperature }: Recipe, { kind }: Facts) {
  const given: Record<string, number> = temperature === 1 ? { dim: along } : { dim: along, temperature };
  const softmax: Stage = { name: "softmax", options: given };
  const plain = temperature === 1 && along === dim;
  switch (reading) {
    case "log-softmax":
      if (plain) return { stages: [], scores: "logits" };
      return { stages: [{ name: "log-softmax", options: given }], scores: "log-probs" };
    case "softmax":
      return { stages: [softmax], scores: "log-probs" };
    case "log-softmax of softmax":
      return { stages: [softmax], scores: "logits" };
    case "clipped":
      if (kind === "probabilities") return plain ? { stages: [CLIP], scores: "probs" } : undefined;
      return { stages: [softmax, CLIP], scores: "probs" };
    case "log":
      return plain ? { stages: [], scores: "probs" } : undefined;
    case "logsigmoid":
      return plain ? { stages: [{ name: "logsigmoid", options: {} }], scores: "log-probs" } : undefined;
    case "nothing":
      return plain ? { stages: [], scores: "log-probs" } : undefined;
    default:
      return undefined;
  }
}

/** The stage that multiplies log-probabilities, or probabilities in their place, by a factor. */
function scaling(factor: number, reading: Reading, { kind }: Facts): Stage | undefined {
  if (reading === "nothing" && kind !== "log-probabilities") return undefined;
  if (reading !== "softmax") return { name: "leaky-relu", options: { negative_slope: factor } };
  return factor <= 1 ? { name: "hardsigmoid", options: { alpha: factor, beta: 0 } } : undefined;
}

/** What is needed to say the same numbers as log-probabilities, so that they can be multiplied. */
const TO_LOG: { readonly [scores: string]: (dim: number) => Stage[] } = {
  logits: (dim) => [{ name: "log-softmax", options: { dim } }],
  probs: () => [{ name: "log", options: {} }],
  "log-probs": () => [],
};

/** The chain for class scores; undefined where the parts of a recipe do not go together. */
function classPipeline(recipe: Recipe, facts: Facts): Pipeline | undefined {
  const { reading, reduction, base, share, move, ignored, weighted, dim, smoothing } = recipe;
  const read = readClasses(recipe, facts);
  if (!read || (base !== 1 && reading === "softmax")) return undefined;
  const factor = base * share;
  const scale = factor === 1 ? undefined : scaling(factor, reading, facts);
  if (factor !== 1 && !scale) return undefined;
  const stages = scale ? [...read.stages, ...TO_LOG[read.scores]!(dim), scale] : read.stages;
  const scores = scale ? "log-probs" : read.scores;
  const name = scores === "logits" || smoothing > 0 || facts.soft ? "cross-entropy" : "nll";
  const options = {
    ...(scores === (name === "nll" ? "log-probs" : "logits") ? {} : { scores }),
    ...(dim === Math.min(facts.rank - 1, 1) ? {} : { dim }),
    ...(reduction === "mean" ? {} : { reduction }),
    ...(ignored === NO_TARGET ? {} : { ignore_index: ignored }),
    ...(smoothing > 0 ? { label_smoothing: smoothing } : {}),
  };
  return { stages, loss: { name, options }, target: { move, smoothing: 0, ignored }, weighted };
}

/** The target that PyTorch ignores unless told otherwise. */
export const NO_TARGET = -100;

const BINARY: { readonly [R in Reading]?: { readonly stages: readonly Stage[]; readonly name: string } } = {
  sigmoid: { stages: [], name: "bce-with-logits" },
  "sigmoid of sigmoid": { stages: [{ name: "sigmoid", options: {} }], name: "bce-with-logits" },
  probability: { stages: [], name: "bce" },
  "clipped probability": { stages: [CLIP], name: "bce" },
  "clipped sigmoid": { stages: [{ name: "sigmoid", options: {} }, CLIP], name: "bce" },
};

/** The chain for yes-or-no scores. */
function binaryPipeline(recipe: Recipe): Pipeline | undefined {
  const { reading, reduction, base, share, move, ignored, weighted, temperature, smoothing } = recipe;
  const read = BINARY[reading];
  const factor = base * share;
  if (!read || temperature !== 1 || (factor !== 1 && weighted)) return undefined;
  const options = reduction === "mean" ? {} : { reduction };
  return {
    stages: read.stages,
    loss: { name: read.name, options },
    target: { move, smoothing, ignored },
    weighted,
    ...(factor === 1 ? {} : { factor }),
  };
}

/** The chain of functions for a recipe; undefined where its parts do not go together. */
export function pipelineFor(recipe: Recipe, facts: Facts): Pipeline | undefined {
  return BINARY[recipe.reading] ? binaryPipeline(recipe) : classPipeline(recipe, facts);
}

/**
 * HYPOTHESES: what goes wrong in practice between scores and a loss, one row a mistake.
 *
 * @packageDocumentation
 */

import { looksOf } from "../losses/looks.js";
import { matched } from "../losses/shapes.js";
import { lanesOf, resolveDim, type Tensor } from "../tensor.js";
import type { Situation } from "./pipeline.js";
import { type Facts, type Kind, NO_TARGET, type Reading, type Recipe } from "./recipes.js";

/** One way to be wrong. */
export interface Hypothesis {
  /** Hypotheses of one axis exclude each other. */
  readonly axis: string;
  readonly about: string;
  readonly change: Partial<Recipe>;
  /** How far-fetched it is: 1 for what happens every day. */
  readonly cost: number;
}

/** The right way to compute the loss, and what may have been done in its place. */
export interface Case {
  readonly facts: Facts;
  readonly right: Recipe;
  readonly about: string;
  readonly hypotheses: readonly Hypothesis[];
  /** Whether a temperature makes sense. */
  readonly heated: boolean;
}

type ReadingRow = readonly [reading: Reading, about: string, cost: number];

const CLIPPED = "probabilities clipped to 1e-7 and 1 - 1e-7, as in Keras";

/** How scores of a kind are read: rightly in the first row, wrongly in the others. */
const CLASS_READINGS: { readonly [K in Kind]: readonly [ReadingRow, ...ReadingRow[]] } = {
  logits: [
    ["log-softmax", "cross-entropy of logits", 0],
    ["softmax", "the log is missing: -p of the softmax", 1],
    ["log-softmax of softmax", "softmax applied twice", 1],
    ["nothing", "neither softmax nor log: -x", 1],
    ["clipped", CLIPPED, 1],
    ["logsigmoid", "sigmoid in place of softmax", 1.5],
    ["log", "scores taken for probabilities: -log x", 2],
  ],
  probabilities: [
    ["log", "-log p of probabilities", 0],
    ["log-softmax", "the log of the softmax of probabilities: they were taken for logits", 1],
    ["nothing", "the log is missing: -p", 1],
    ["clipped", CLIPPED, 1],
    ["log-softmax of softmax", "softmax applied twice to probabilities", 2],
  ],
  "log-probabilities": [
    ["nothing", "nll of log-probabilities", 0],
    ["softmax", "the log is missing: -p", 1],
    ["log-softmax of softmax", "softmax applied twice: probabilities were taken for logits", 1],
    ["clipped", CLIPPED, 1],
    ["logsigmoid", "sigmoid in place of softmax", 2],
  ],
};

const BINARY_READINGS: { readonly [K in "logits" | "probabilities"]: readonly [ReadingRow, ...ReadingRow[]] } = {
  logits: [
    ["sigmoid", "binary cross-entropy of logits", 0],
    ["sigmoid of sigmoid", "sigmoid applied twice", 1],
    ["clipped sigmoid", CLIPPED, 1],
  ],
  probabilities: [
    ["probability", "binary cross-entropy of probabilities, logarithms not below -100, as in PyTorch", 0],
    ["clipped probability", CLIPPED, 1],
    ["sigmoid", "sigmoid of probabilities: they were taken for logits", 1],
  ],
};

const row = (axis: string, about: string, change: Partial<Recipe>, cost = 1): Hypothesis => {
  return { axis, about, change, cost };
};

/** What does not depend on the kind of targets. */
const COMMON: readonly Hypothesis[] = [
  row("reduction", "sum in place of mean", { reduction: "sum" }),
  row("base", "logarithms to base 2", { base: Math.LOG2E }),
  row("base", "logarithms to base 10", { base: Math.LOG10E }, 1.5),
];

const MOVES: readonly Hypothesis[] = [
  row("target", "targets counted from 1", { move: "minus one" }),
  row("target", "targets shifted by one: each row meets the next one's", { move: "next" }),
  row("target", "targets shifted by one: each row meets the one before", { move: "previous" }),
  row("target", "targets one too small", { move: "plus one" }, 1.5),
];

const meanOver = (about: string, count: number, cost = 1) =>
  row("reduction", about, { reduction: "sum", share: 1 / count }, cost);

/** What targets may have been ignored, or counted though they should not. */
function ignoring(target: Tensor, classes: number, ignored: number): Hypothesis[] {
  const present = [...new Set(target.data)].filter((t) => Number.isInteger(t) && t !== ignored);
  const guesses = present.filter((t) => t === 0 || t === classes - 1 || t < 0 || t >= classes);
  const rows = guesses.map((t) =>
    row("ignored", `target ${t} ignored`, { ignored: t }, t < 0 || t >= classes ? 0.5 : 1),
  );
  const counted = ignored >= 0 && target.data.includes(ignored);
  return counted ? [...rows, row("ignored", `target ${ignored} not ignored`, { ignored: NO_TARGET })] : rows;
}

/** Whether the target fits class indices, or probabilities, along a dim. */
function fits({ scores, target }: Situation, dim: number): boolean {
  try {
    matched("classes or probabilities", scores, target, dim);
    return true;
  } catch {
    return false;
  }
}

/** The other dims that the classes may be along, of the softmax or altogether. */
function dimRows(situation: Situation, dim: number): Hypothesis[] {
  const others = situation.scores.shape.map((_, d) => d).filter((d) => d !== dim);
  return others.flatMap((d) => [
    row("dim", `softmax over dim ${d} in place of ${dim}`, { along: d }),
    ...(fits(situation, d) ? [row("dim", `classes along dim ${d}: the scores are transposed`, { dim: d })] : []),
  ]);
}

function kindOf(x: Tensor, dim: number): Kind {
  const looks = looksOf(x, dim);
  return looks.probabilities ? "probabilities" : looks.logProbabilities ? "log-probabilities" : "logits";
}

const within = (x: Tensor) => x.data.every((p) => p >= 0 && p <= 1);
const sameShape = (a: Tensor, b: Tensor) => a.shape.join() === b.shape.join();

const readingRows = ([, ...wrong]: readonly ReadingRow[]) =>
  wrong.map(([reading, about, cost]) => row("reading", about, { reading }, cost));

function binaryCase({ scores, weight }: Situation, right: Recipe): Case {
  const kind = within(scores) ? "probabilities" : "logits";
  const readings = BINARY_READINGS[kind];
  const [reading, about] = readings[0];
  const { shape } = scores;
  const hypotheses = [
    ...readingRows(readings),
    ...COMMON,
    ...(shape.length > 1 ? [meanOver("summed over all but the first dim", shape[0]!)] : []),
    row("target", "yes and no swapped", { move: "swapped" }),
    ...(weight ? [row("weight", "weights left out", { weighted: false })] : []),
  ];
  const facts = { rank: scores.rank, kind, soft: true } as const;
  return { facts, right: { ...right, reading }, about, hypotheses, heated: false };
}

function classCase(situation: Situation, right: Recipe): Case {
  const { scores, target, weight } = situation;
  const { dim, ignored } = right;
  const { shape } = scores;
  const soft = sameShape(scores, target);
  const classes = lanesOf(shape, dim).size;
  const count = scores.data.length / Math.max(classes, 1);
  const kind = kindOf(scores, dim);
  const readings = CLASS_READINGS[kind];
  const [reading, about] = readings[0];
  const ignorings = soft ? [] : ignoring(target, classes, ignored);
  const uneven = weight
    ? "divided by the number of targets, not by their weights"
    : "ignored targets count in the mean";
  const hypotheses = [
    ...readingRows(readings),
    ...COMMON,
    ...(weight || target.data.includes(ignored) ? [meanOver(uneven, count)] : []),
    ...(shape.length > 2 ? [meanOver("summed over all but the first dim", shape[0]!)] : []),
    meanOver("divided by the number of scores, not of targets", scores.data.length, 1.5),
    ...(soft ? softRows(kind) : MOVES),
    ...ignorings,
    ...dimRows(situation, dim),
    ...(weight ? [row("weight", "weights left out", { weighted: false })] : []),
  ];
  const facts = { rank: scores.rank, kind, soft };
  return { facts, right: { ...right, reading }, about, hypotheses, heated: kind === "logits" };
}

/** One probability after the other in place of a row of them. */
function softRows(kind: Kind): Hypothesis[] {
  const reading: Reading = kind === "probabilities" ? "probability" : "sigmoid";
  return [row("reading", "binary cross-entropy of every class", { reading })];
}

/** Whether targets of the scores' shape are probabilities of classes: their rows sum to 1; a single row may do so by chance. */
function isDistribution({ scores, target }: Situation, dim: number): boolean {
  if (lanesOf(target.shape, dim).size < 2 || !looksOf(target, dim).probabilities) return false;
  return scores.rank > 1 || kindOf(scores, dim) !== "logits";
}

/**
 * The hypotheses for scores and targets.
 * @param dim the class dim; without it PyTorch's, or the last or another that the targets fit
 * @throws InputError if targets fit the scores along no dim.
 */
export function caseFor(situation: Situation, dim: number | undefined, ignored: number = NO_TARGET): Case {
  const { scores, target } = situation;
  const usual = resolveDim(dim ?? (scores.rank < 2 ? 0 : 1), scores.rank);
  const dims = dim === undefined ? [usual, Math.max(scores.rank - 1, 0), ...scores.shape.keys()] : [usual];
  const along = dims.find((d) => fits(situation, d)) ?? usual;
  const right: Recipe = {
    reading: "log-softmax",
    reduction: "mean",
    base: 1,
    share: 1,
    move: "none",
    ignored,
    weighted: situation.weight !== undefined,
    dim: along,
    along: undefined,
    temperature: 1,
    smoothing: 0,
  };
  const single = lanesOf(scores.shape, along).size === 1 && scores.data.length === target.data.length;
  if (single || (sameShape(scores, target) && !isDistribution(situation, along))) return binaryCase(situation, right);
  matched("classes or probabilities", scores, target, along);
  return classCase(situation, right);
}

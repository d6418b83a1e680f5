/**
 * What a loss's row holds, and the function that makes a callable of it.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { matched } from "./losses/shapes.js";
import { accepts, type ChoiceParameter, type Parameters, rangeText, resolve, type Values } from "./parameters.js";
import { pairOf } from "./reducers/pairs.js";
import type { Row } from "./row.js";
import { pow2 } from "./special/bits.js";
import { div } from "./special/dd.js";
import { addTo, type ExactSum, exactSum, mergeInto, round } from "./special/sum.js";
import { type DType, resolveDim, scalar, Tensor, type TensorLike, tensor } from "./tensor.js";

/** How the terms become one number; `batchmean` divides their sum by the size of the first dim. */
export type Reduction = "none" | "sum" | "mean" | "batchmean";

/** What the input's numbers are. */
export type Scores = "log-probs" | "probs" | "logits";

/** Parameters that are tensors, with one line for the help. */
export type TensorParameters = { readonly [name: string]: string };

/** Parameters that are true or false and false by default, with one line for the help. */
export type Flags = { readonly [name: string]: string };

/** What a loss is computed from, checked and with all defaults filled in. */
export interface Problem<P extends Parameters = Parameters> {
  readonly input: Tensor;
  /** Of the shape that the loss wants. */
  readonly target: Tensor;
  /** Whether the targets are class indices. */
  readonly indices: boolean;
  /** The class dim, from 0. */
  readonly dim: number;
  readonly scores: Scores;
  readonly parameters: Values<P>;
  readonly tensors: { readonly [name: string]: Tensor | undefined };
  readonly flags: { readonly [name: string]: boolean | undefined };
  /** The number of the input's first row, for messages. */
  readonly firstRow: number;
}

/** The losses before they are reduced. */
export interface Terms {
  readonly values: Float64Array;
  readonly shape: readonly number[];
  /** For class indices: the number of the input that each target picks; nan where the target is ignored. */
  readonly picked?: Float64Array;
  /** What each term counts in the mean; without it 1. */
  readonly weights?: Float64Array;
}

/** One loss: everything that the command, its help and the tests need to know. */
export interface LossRow<
  P extends Parameters = Parameters,
  T extends TensorParameters = TensorParameters,
  F extends Flags = Flags,
> extends Row<P> {
  readonly tensors?: T;
  readonly flags?: F;
  /** What the mean may be replaced by; `mean` is the default. */
  readonly reductions: readonly Reduction[];
  /** What the input's numbers may be, the default first. */
  readonly scores: readonly Scores[];
  /** What the targets are: class indices, for some losses also probabilities of the input's shape, or numbers of its shape. */
  readonly target: "classes" | "classes or probabilities" | "like the input";
  /** Whether the numbers along a class dim belong together. */
  readonly classes: boolean;
  /** The losses one by one. @internal */
  terms(problem: Problem<NoInfer<P>>): Terms;
  /** The gradient of the terms' sum with respect to the input, in its order. @internal */
  gradient(problem: Problem<NoInfer<P>>): Float64Array;
}

/** What every loss takes beside its own parameters. */
export interface CommonOptions {
  readonly reduction?: Reduction;
  /** What the input's numbers are; the default is the first of the row's `scores`. */
  readonly scores?: Scores;
  /** The class dim; negative ones count from the end. Default 1, and 0 for a vector. */
  readonly dim?: number;
  /** The number of the input's first row, for messages, where the input is a part of a larger one. Default 0. */
  readonly firstRow?: number;
  /** What divides the gradient of the mean, where the input is a part of a larger one. */
  readonly divisor?: number;
}

/** All options of a loss: its own parameters, tensors and flags beside the common ones. */
export type LossOptions<P extends Parameters, T extends TensorParameters, F extends Flags> = CommonOptions &
  (string extends keyof P
    ? object
    : Partial<Values<P>> & { readonly [K in keyof T]?: TensorLike } & { readonly [K in keyof F]?: boolean });

/** A sum of losses and what divides it in the mean, neither of them rounded: those of parts add up to those of the whole. */
export interface Totals {
  readonly sum: ExactSum;
  readonly denominator: ExactSum;
}

/** A loss with the work that leads to it. */
export interface Evaluation extends Terms, Totals {
  /** What the call gives: a scalar, or all terms. */
  readonly value: Tensor;
}

/** A loss as the library exports it: call it on an input and its targets. */
export interface Loss<
  P extends Parameters = Parameters,
  T extends TensorParameters = TensorParameters,
  F extends Flags = Flags,
> {
  /** The loss: a scalar, or one number a term with `reduction: "none"`. */
  (input: TensorLike, target: TensorLike, options?: LossOptions<P, T, F>): Tensor;
  readonly row: LossRow<P, T, F>;
  /** The gradient of the loss, or of the terms' sum with `reduction: "none"`, with respect to the input. */
  gradient(input: TensorLike, target: TensorLike, options?: LossOptions<P, T, F>): Tensor;
  evaluate(input: TensorLike, target: TensorLike, options?: LossOptions<P, T, F>): Evaluation;
}

/** Totals of nothing. */
export function noTotals(): Totals {
  return { sum: exactSum(), denominator: exactSum() };
}

/** Adds the totals of a further part. */
export function addTotals(totals: Totals, part: Totals): void {
  mergeInto(totals.sum, part.sum);
  mergeInto(totals.denominator, part.denominator);
}

/** Beyond these magnitudes the halves of pairs are out of reach. */
const SMALL = pow2(-900);
const LARGE = pow2(900);

/** The reduced loss: the sum, or the sum divided by the denominator, rounded once. Nothing divided by nothing is nan. */
export function reduced({ sum, denominator }: Totals, reduction: Reduction): number {
  if (reduction === "sum") return round(sum);
  const numerator = pairOf(sum);
  const divisor = pairOf(denominator);
  const plain = numerator.hi / divisor.hi;
  const ordinary = [numerator.hi, divisor.hi, plain].every((x) => Math.abs(x) > SMALL && Math.abs(x) < LARGE);
  return ordinary ? div(numerator, divisor).hi : plain;
}

/** The choice among a row's own words, as a parameter. */
function choose<const C extends string>(parameter: string, given: C | undefined, choices: readonly C[], usual: C): C {
  if (given === undefined) return usual;
  const choice: ChoiceParameter = { default: usual, about: "", choices };
  if (accepts(choice, given)) return given;
  throw new InputError(`${given} is out of range: ${rangeText(choice)}`, { parameter });
}

/** The options by kind, checked. */
function pose<P extends Parameters, T extends TensorParameters, F extends Flags>(
  row: LossRow<P, T, F>,
  input: Tensor,
  target: Tensor,
  options: LossOptions<P, T, F>,
): { problem: Problem<P>; reduction: Reduction } {
  const {
    reduction,
    scores,
    dim,
    firstRow = 0,
    divisor: _,
    ...own
  } = options as CommonOptions & Record<string, unknown>;
  const split = { parameters: {}, tensors: {} as Problem["tensors"], flags: {} as Problem["flags"] };
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined) continue;
    if (row.tensors && name in row.tensors) Object.assign(split.tensors, { [name]: tensor(value as TensorLike) });
    else Object.assign(row.flags && name in row.flags ? split.flags : split.parameters, { [name]: value });
  }
  const parameters = resolve((row.parameters ?? {}) as P, split.parameters);
  const along = resolveDim(dim ?? (input.rank < 2 ? 0 : 1), input.rank);
  const fit = matched(row.target, input, target, along);
  const problem = { input, dim: along, parameters, tensors: split.tensors, flags: split.flags, firstRow, ...fit };
  return {
    problem: { ...problem, scores: choose("scores", scores, row.scores, row.scores[0]!) },
    reduction: choose("reduction", reduction, row.reductions, "mean"),
  };
}

function totalsOf({ values, weights }: Terms, input: Tensor, reduction: Reduction): Totals {
  const totals = noTotals();
  for (const value of values) addTo(totals.sum, value);
  if (reduction === "batchmean") addTo(totals.denominator, input.shape[0] ?? 1);
  else if (weights) for (const weight of weights) addTo(totals.denominator, weight);
  else addTo(totals.denominator, values.length);
  return totals;
}

const floating = ({ dtype }: Tensor): DType => (dtype.includes("float") ? dtype : "float64");

/** Makes a row callable. The row types itself here: a misspelt key or parameter does not compile. */
export function loss<
  const P extends Parameters = Record<never, never>,
  const T extends TensorParameters = Record<never, never>,
  const F extends Flags = Record<never, never>,
>(row: LossRow<P, T, F>): Loss<P, T, F> {
  type Options = LossOptions<P, T, F>;
  const evaluate = (input: TensorLike, target: TensorLike, options = {} as Options): Evaluation => {
    const x = tensor(input);
    const { problem, reduction } = pose(row, x, tensor(target), options);
    const terms = row.terms(problem);
    const totals = totalsOf(terms, x, reduction);
    const value =
      reduction === "none" ? new Tensor(terms.values, terms.shape, floating(x)) : scalar(reduced(totals, reduction));
    return { ...terms, ...totals, value };
  };
  const gradient = (input: TensorLike, target: TensorLike, options = {} as Options): Tensor => {
    const x = tensor(input);
    const { problem, reduction } = pose(row, x, tensor(target), options);
    const data = row.gradient(problem);
    if (reduction === "mean" || reduction === "batchmean") {
      const divisor = options.divisor ?? round(totalsOf(row.terms(problem), x, reduction).denominator);
      // What is ignored has no gradient, even where everything is.
      for (let i = 0; i < data.length; i++) data[i] = data[i] === 0 ? 0 : data[i]! / divisor;
    }
    return new Tensor(data, x.shape, floating(x));
  };
  const call = (input: TensorLike, target: TensorLike, options?: Options) => evaluate(input, target, options).value;
  return Object.assign(call, { row, gradient, evaluate });
}

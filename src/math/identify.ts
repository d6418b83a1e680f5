/**
 * Which function made Y from X.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { isClose, type Tolerances, tolerancesFor } from "./difference.js";
import { type Candidate, candidatesFor, laneMatrix, wordsWith } from "./identify/candidates.js";
import { fitted, rounded } from "./identify/fit.js";
import { type DType, lanesOf, shapeText, sizeOf, type Tensor } from "./tensor.js";

/** One guess, measured. */
export interface Guess {
  /** The arguments that ask actfn for it: `softmax --dim 0 --temperature 0.7`. */
  readonly words: readonly string[];
  /** How many parameters the function has. */
  readonly parameters: number;
  /** The largest |f(x) − y|; inf where only one of them is nan or infinite. */
  readonly error: number;
  /** Whether every f(x) is close to y. */
  readonly fits: boolean;
}

export interface Identification {
  /** Those that fit first, by error, the plain ones first among equals; parameters are fitted where nothing else fits. */
  readonly guesses: readonly Guess[];
  /** Within these the guesses that fit do: those of the types, or half a unit of the last digit that Y has. */
  readonly tolerances: Tolerances;
}

/** As many numbers are looked at first; only the best guesses see all. */
const SAMPLE = 4096;
/** As many see all. */
const BEST = 12;
/** As many numbers a parameter is fitted to. */
const FIT_SAMPLE = 512;
/** Longer lanes are not fitted: each trial takes all of a lane. */
const FIT_LANE = 1 << 16;
/** What misses the tolerances by no more than this factor may fit at a rounder number. */
const NEAR = 4;
/** Numbers with more digits than these have not been rounded by printing. */
const PRINTED = 8;

/** What a candidate is run on and measured against. */
interface Trial {
  readonly x: Tensor;
  readonly y: Float64Array;
}

/** The numbers of both tensors that a candidate is tried on: at most about `most` of X. */
function trial({ along }: Candidate, x: Tensor, y: Tensor, most: number): Trial {
  if (!along) {
    // Numbers are lanes of one.
    const flat = (t: Tensor) => laneMatrix(t.data, [t.data.length, 1], 1, most);
    return { x: flat(x), y: flat(y).data };
  }
  const { dim, size } = along;
  const from = x.rank === 0 ? [1] : x.shape;
  const rows = Math.max(Math.floor(most / Math.max(lanesOf(from, dim).size, 1)), 1);
  const result = laneMatrix(y.data, from.toSpliced(dim, 1, size), dim, rows);
  return { x: laneMatrix(x.data, from, dim, rows), y: result.data };
}

/** |a − b|; 0 for equal infinities and for two nans, inf for one. */
function distance(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const d = Math.abs(a - b);
  return Number.isNaN(d) ? Infinity : d;
}

function largestDistance(a: Float64Array, b: Float64Array): number {
  let error = 0;
  for (let i = 0; i < b.length; i++) error = Math.max(error, distance(a[i]!, b[i]!));
  return error;
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let error = 0;
  for (let i = 0; i < b.length; i++) error += distance(a[i]!, b[i]!) ** 2;
  return Number.isNaN(error) ? Infinity : error;
}

function allClose(a: Float64Array, b: Float64Array, tolerances: Tolerances): boolean {
  return b.every((y, i) => isClose(a[i]!, y, tolerances) || (Number.isNaN(y) && Number.isNaN(a[i]!)));
}

/** Half a unit of the last digit behind the point that any number has; undefined where they have many, or none. */
function printedTolerance(y: Tensor): number | undefined {
  let digits = 0;
  for (const value of y.data) {
    if (!Number.isFinite(value)) continue;
    const [, fraction = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e(.+))?$/.exec(String(value)) ?? [];
    digits = Math.max(digits, fraction.length - Number(exponent));
    if (digits > PRINTED) return undefined;
  }
  // A little more, for numbers that stood half-way.
  return digits > 0 ? 0.5001 * Number(`1e-${digits}`) : undefined;
}

/** The type that the numbers had: float32 though they were read as doubles, if all are, and not merely round. */
function typeOf({ data, dtype }: Tensor): DType {
  if (!dtype.includes("float")) return "float64";
  if (dtype !== "float64" || data.every((x) => x * 256 === Math.round(x * 256))) return dtype;
  return data.every((x) => Object.is(Math.fround(x), x)) ? "float32" : dtype;
}

/** What may be called close, the strictest first. */
function tolerancesOf(x: Tensor, y: Tensor): Tolerances[] {
  const strict = tolerancesFor(typeOf(x), typeOf(y));
  const printed = printedTolerance(y);
  if (printed === undefined) return [strict];
  // X may have been printed too, after Y was computed from more digits: slopes are up to 2, but that of exp is y.
  const slack = 2 * (printedTolerance(x) ?? 0);
  const atol = Math.max(printed, strict.atol);
  return [strict, { ...strict, atol }, { atol: atol + slack, rtol: strict.rtol + slack }];
}

/** The guess with its free parameter at the round number that makes it fit, if there is one. */
function fittedGuess(candidate: Candidate, x: Tensor, y: Tensor, tolerances: Tolerances): Guess | undefined {
  const { free } = candidate;
  if (!free) return undefined;
  const few = trial(candidate, x, y, FIT_SAMPLE);
  if (few.x.data.length > FIT_LANE) return undefined;
  const best = fitted(free.parameter, (value) => squaredDistance(candidate.run(few.x, value), few.y));
  // Least squares are not the least of the largest differences: a round number near by may fit where the best does not.
  const wide = { atol: NEAR * tolerances.atol, rtol: NEAR * tolerances.rtol };
  if (!allClose(candidate.run(few.x, best), few.y, wide)) return undefined;
  const all = trial(candidate, x, y, Infinity);
  const value = rounded(best, (guess) => allClose(candidate.run(all.x, guess), all.y, tolerances));
  if (value === undefined) return undefined;
  const error = largestDistance(candidate.run(all.x, value), all.y);
  return { words: wordsWith(candidate, value), parameters: candidate.parameters, error, fits: true };
}

/** All that are worth a look at all numbers: the best on a sample. */
function shortlist(candidates: readonly Candidate[], x: Tensor, y: Tensor): readonly Candidate[] {
  if (Math.max(x.data.length, y.data.length) <= SAMPLE) return candidates;
  const errors = new Map(
    candidates.map((candidate) => {
      const part = trial(candidate, x, y, SAMPLE);
      return [candidate, largestDistance(candidate.run(part.x), part.y)];
    }),
  );
  return candidates.toSorted((a, b) => order(errors.get(a)!, errors.get(b)!)).slice(0, BEST);
}

/** Ascending; infinities are equal. */
const order = (a: number, b: number): number => (a === b ? 0 : a - b);

/** Fewer arguments, then fewer parameters, then by name. */
function plainer(a: Guess, b: Guess): number {
  const [one, other] = [a.words.join(" "), b.words.join(" ")];
  return a.words.length - b.words.length || a.parameters - b.parameters || (one < other ? -1 : 1);
}

/**
 * Ranks every function of the tables by how near it brings X to Y.
 * @throws InputError if no function gives an array of Y's shape.
 */
export function identify(x: Tensor, y: Tensor): Identification {
  const candidates = candidatesFor(x.shape, y.shape);
  if (candidates.length === 0) {
    const message = `no function gives ${shapeText(y.shape)} from ${shapeText(x.shape)}: only the same shape, or one with a dim less, halved or shortened`;
    throw new InputError(message);
  }
  if (sizeOf(y.shape) === 0) throw new InputError("there are no numbers to tell functions by");
  const measured = shortlist(candidates, x, y).map((candidate) => {
    const all = trial(candidate, x, y, Infinity);
    const found = candidate.run(all.x);
    return { candidate, error: largestDistance(found, all.y), found, y: all.y };
  });
  const tiers = tolerancesOf(x, y);
  const fitsAny = (tolerances: Tolerances) => measured.some(({ found, y: want }) => allClose(found, want, tolerances));
  const tolerances = tiers.find(fitsAny) ?? tiers.at(-1)!;
  const plain = measured.map(({ candidate, error, found, y: want }): Guess => {
    return { words: candidate.words, parameters: candidate.parameters, error, fits: allClose(found, want, tolerances) };
  });
  // A parameter is fitted only where no function does without.
  const free = plain.some(({ fits }) => fits)
    ? []
    : candidates.flatMap((candidate) => fittedGuess(candidate, x, y, tolerances) ?? []);
  const guesses = [...plain, ...free].sort(
    (a, b) => Number(b.fits) - Number(a.fits) || order(a.error, b.error) || plainer(a, b),
  );
  return { guesses, tolerances };
}

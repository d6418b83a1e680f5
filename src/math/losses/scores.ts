/**
 * Scores of classes as log-probabilities, whatever they are: log-probabilities, probabilities or logits.
 *
 * @packageDocumentation
 */
import type { Scores } from "../loss.js";
import { shifted } from "../reducers/pairs.js";
import { logProbability, numberOf, partition, rowOf } from "../reducers/partition.js";
import { type DD, dd } from "../special/dd.js";
import { plain, type Scaled } from "../special/exp.js";
import { logDD } from "../special/log.js";

/** The log-probabilities of one row. */
export interface LogProbabilities {
  /** Takes `size` scores from `start`. */
  read(x: Float64Array, start: number, size: number): void;
  /** The log-probability of class c as a pair. */
  at(c: number): DD;
}

/** log p as a pair; -inf for 0, nan below. */
export function logOf(p: number): DD {
  return p > 0 && p < Infinity ? logDD(p) : dd(p === 0 ? -Infinity : p > 0 ? p : Number.NaN);
}

/** A scaled pair as a plain one; without its low half, but rounded once, where it may be subnormal. */
export function pairFrom(a: Scaled): DD {
  return a.exponent < -960 ? dd(numberOf(a)) : plain(a);
}

/** Log-softmax of logits. */
function ofLogits(capacity: number): LogProbabilities {
  const row = rowOf(capacity);
  let scores = row.hi;
  let offset = 0;
  let max = 0;
  let log: Scaled = { hi: 0, lo: 0, exponent: 0 };
  return {
    read(x, start, size) {
      scores = x;
      offset = start;
      const found = partition(x, start, size, { sign: 1, temperature: 1, row });
      max = found.max;
      log = found.log;
    },
    at(c) {
      if (!Number.isFinite(max)) return dd(Number.NaN);
      const d = shifted(scores[offset + c]!, max, 1);
      if (d.hi !== 0) return logProbability(d, log);
      const { hi, lo } = pairFrom(log);
      return { hi: 0 - hi, lo: 0 - lo };
    },
  };
}

/** Reads rows of at most `capacity` scores. */
export function logProbabilities(scores: Scores, capacity: number): LogProbabilities {
  if (scores === "logits") return ofLogits(capacity);
  const convert = scores === "probs" ? logOf : dd;
  let numbers: Float64Array = new Float64Array();
  let offset = 0;
  return {
    read(x, start) {
      numbers = x;
      offset = start;
    },
    at: (c) => convert(numbers[offset + c]!, 0),
  };
}

/**
 * What may have been done to targets before they met the scores.
 *
 * @packageDocumentation
 */
import { Tensor } from "../tensor.js";

/**
 * `minus one`: counted from 1; `plus one`: 1 too many; `next` and `previous`: each row meets the target of its
 * neighbour, and the row that has none is ignored; `swapped`: 1 − t.
 */
export type TargetMove = "none" | "minus one" | "plus one" | "next" | "previous" | "swapped";

export interface TargetChange {
  readonly move: TargetMove;
  /** t·(1 − s) + s/2: label smoothing of yes-or-no targets. */
  readonly smoothing: number;
  /** The target that does not count. */
  readonly ignored: number;
}

/** Moves the targets along the last dim; the place that is left empty gets the ignored target. */
function shifted({ data, shape }: Tensor, by: 1 | -1, ignored: number): Float64Array {
  const size = shape.at(-1) ?? 1;
  return data.map((_, at) => {
    const from = (at % size) + by;
    return from >= 0 && from < size ? data[at + by]! : ignored;
  });
}

/** The targets after a change. */
export function changedTarget(target: Tensor, { move, smoothing, ignored }: TargetChange): Tensor {
  const unlessIgnored = (f: (t: number) => number) => target.data.map((t) => (t === ignored ? t : f(t)));
  const moves: { readonly [M in TargetMove]: () => Float64Array } = {
    none: () => target.data,
    "minus one": () => unlessIgnored((t) => t - 1),
    "plus one": () => unlessIgnored((t) => t + 1),
    next: () => shifted(target, 1, ignored),
    previous: () => shifted(target, -1, ignored),
    swapped: () => target.data.map((t) => 1 - t),
  };
  const moved = moves[move]();
  const data = smoothing === 0 ? moved : moved.map((t) => t * (1 - smoothing) + smoothing / 2);
  return new Tensor(data, target.shape, target.dtype);
}

/**
 * What a user may want to know about the lanes of a reduction.
 *
 * @packageDocumentation
 */
import { laneStatus } from "../math/reducers/lanes.js";
import { lanesOf, shapeText, type Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";

/** `row 2`, or the indices of the other dims where the lanes are no rows. */
export function laneName(lane: number, shape: readonly number[], dim: number): string {
  if (shape.length < 2) return "the row";
  if (shape.length === 2) return dim === 1 ? `row ${lane}` : `column ${lane}`;
  const others = shape.toSpliced(dim, 1);
  const index = others.map((size, i) =>
    String(Math.floor(lane / others.slice(i + 1).reduce((a, b) => a * b, 1)) % size),
  );
  return `[${index.toSpliced(dim, 0, ":").join(", ")}]`;
}

/** Says that the reduced dim has size 1. */
export function noteSize(shape: readonly number[], dim: number, context: Context): void {
  if (shape.length === 0 || shape[dim] !== 1) return;
  const others = shape.length > 1 ? `; --dim takes another of ${shapeText(shape)}` : "";
  context.note(`dim ${dim} has size 1${others}`);
}

/** Lanes of one kind: how many, and the first. */
interface Kind {
  readonly count: number;
  readonly first: number;
}

/** Lanes without a result, by what they hold. */
export interface Lanes {
  readonly nan: Kind;
  readonly infinite: Kind;
  readonly empty: Kind;
}

/**
 * Says how many lanes have no result, and why.
 * @param absent the entry that counts as none: -Infinity, or Infinity for softmin
 */
export function sayLanes(
  name: string,
  absent: number,
  lanes: Lanes,
  laneName: (lane: number) => string,
  context: Context,
): void {
  const say = ({ count, first }: Kind, holds: string) => {
    if (count === 0) return;
    const more = count > 1 ? ` and ${count - 1} more` : "";
    context.note(`${laneName(first)}${more}: ${holds}, so there is no ${name}`);
  };
  say(lanes.nan, "holds nan");
  say(lanes.infinite, absent === Infinity ? "holds -inf" : "holds inf");
  say(lanes.empty, absent === Infinity ? "only inf" : "only -inf");
}

/** No lanes. */
export const NO_LANES: Lanes = {
  nan: { count: 0, first: 0 },
  infinite: { count: 0, first: 0 },
  empty: { count: 0, first: 0 },
};

/** The lanes of an input and those of a part that follows it. */
export function bothLanes(a: Lanes, b: Lanes): Lanes {
  const both = (p: Kind, q: Kind): Kind => ({ count: p.count + q.count, first: p.count > 0 ? p.first : q.first });
  return { nan: both(a.nan, b.nan), infinite: both(a.infinite, b.infinite), empty: both(a.empty, b.empty) };
}

/**
 * Which lanes of `x` have no result, by what they hold.
 * @param absent as for {@link sayLanes}
 * @param before how many lanes stand before these, where the input is a part
 */
export function lanesWithout(absent: number, x: Tensor, dim: number, result: Tensor, before: number): Lanes {
  const status = laneStatus(x, dim, absent === Infinity ? -1 : 1);
  const { outer, inner } = lanesOf(x.shape, dim);
  const perLane = result.data.length / (outer * inner);
  const resultOf = (lane: number) => result.data[Math.floor(lane / inner) * perLane * inner + (lane % inner)];
  const kind = (lanes: readonly number[]): Kind => {
    const without = lanes.filter((lane) => Number.isNaN(resultOf(lane)));
    return { count: without.length, first: before + (without[0] ?? 0) };
  };
  return { nan: kind(status.nan), infinite: kind(status.infinite), empty: kind(status.empty) };
}

/**
 * What a user may want to know about the lanes of a reduction.
 *
 * @packageDocumentation
 */
import { laneStatus } from "../math/reducers.js";
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
export function noteSize(x: Tensor, dim: number, context: Context): void {
  if (x.rank === 0 || lanesOf(x.shape, dim).size !== 1) return;
  const others = x.rank > 1 ? `; --dim takes another of ${shapeText(x.shape)}` : "";
  context.note(`dim ${dim} has size 1${others}`);
}

/**
 * Says which lanes have no result, and why.
 * @param absent the entry that counts as none: -Infinity, or Infinity for softmin
 */
export function noteLanes(
  name: string,
  absent: number,
  x: Tensor,
  dim: number,
  result: Tensor,
  context: Context,
): void {
  const status = laneStatus(x, dim, absent === Infinity ? -1 : 1);
  const { outer, inner } = lanesOf(x.shape, dim);
  const perLane = result.data.length / (outer * inner);
  const say = (lanes: readonly number[], holds: string) => {
    const first = (lane: number) => result.data[Math.floor(lane / inner) * perLane * inner + (lane % inner)];
    const without = lanes.filter((lane) => Number.isNaN(first(lane)));
    if (without.length === 0) return;
    const more = without.length > 1 ? ` and ${without.length - 1} more` : "";
    context.note(`${laneName(without[0]!, x.shape, dim)}${more}: ${holds}, so there is no ${name}`);
  };
  say(status.nan, "holds nan");
  say(status.infinite, absent === Infinity ? "holds -inf" : "holds inf");
  say(status.empty, absent === Infinity ? "only inf" : "only -inf");
}

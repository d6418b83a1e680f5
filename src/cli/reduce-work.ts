/**
 * What the commands of REDUCERS make of rows.
 *
 * @packageDocumentation
 */

import { InputError } from "../errors.js";
import type { Reducer } from "../math/reducer.js";
import { argmax, topk } from "../math/reducers.js";
import { lanesOf, resolveDim, shapeText, sizeText, Tensor } from "../math/tensor.js";
import type { Alongside } from "./alongside.js";
import type { Invocation } from "./arguments.js";
import { binarize } from "./binarize.js";
import type { Context } from "./context.js";

import { type Input, readOperand } from "./input.js";
import { labelsFrom } from "./labels.js";
import { bothLanes, laneName, lanesWithout, NO_LANES, noteSize, sayLanes } from "./lane-notes.js";
import { given } from "./options.js";
import type { Row } from "./records.js";
import type { RowWork } from "./row-work.js";

/** A reducer, and how it was called. */
export interface Reduction {
  readonly name: string;
  readonly reducer: Reducer;
  readonly invocation: Invocation;
}

/** What the reducer is called with, but for the temperature and the mask. */
export function settingsOf({ invocation: { options, parameters } }: Reduction) {
  const { dim, empty, keepdim } = options;
  return given({ ...parameters, scores: options.probs ? "probs" : parameters.scores, dim, empty, keepdim });
}

/** The mask, if there is one. */
export function maskOf({ invocation }: Reduction, context: Context): Tensor | undefined {
  const { mask } = invocation.options;
  return mask === undefined ? undefined : readOperand(mask, {}, context).tensor;
}

/** How many entries of each lane are asked for; undefined where all are. */
export function countOf({ reducer: { row }, invocation: { options, parameters } }: Reduction): number | undefined {
  return row === topk.row ? Number(parameters.k ?? row.parameters?.k?.default) : options.topK;
}

/** Names of the entries along the dim: given, or in the header. */
export function namesAlong(
  { invocation }: Reduction,
  { tensor, layout }: Input,
  dim: number,
): readonly string[] | undefined {
  const { labels } = invocation.options;
  if (labels !== undefined) return labelsFrom(labels, tensor.shape[dim] ?? 1);
  return dim === tensor.rank - 1 ? layout.header : undefined;
}

/** One reduction for each temperature; several of them make a row each of a vector. */
export function reduce(reduction: Reduction, x: Tensor, mask: Tensor | undefined): Tensor {
  const { reducer, invocation } = reduction;
  if (reducer.row === topk.row) return x;
  const { temperature = [undefined] } = invocation.options;
  const settings = { ...settingsOf(reduction), ...given({ mask }) };
  const results = temperature.map((t) => reducer(x, { ...settings, ...given({ temperature: t }) } as never));
  if (results.length === 1) return results[0]!;
  if (x.rank !== 1) {
    throw new InputError(
      `${temperature.join(",")} is a list, which needs a vector; the input is ${shapeText(x.shape)}`,
      {
        parameter: "temperature",
      },
    );
  }
  const data = Float64Array.from(results.flatMap((row) => [...row.data]));
  return new Tensor(data, [results.length, ...results[0]!.shape]);
}

/** The k largest entries of every lane; these are numbered from `firstLane` on. */
function topRecords(x: Tensor, k: number, dim: number, names: readonly string[] | undefined, firstLane: number): Row[] {
  const values = topk(x, { k, dim });
  const indices = topk.indices(x, { k, dim });
  const { inner } = lanesOf(values.shape, dim);
  return Array.from(values.data, (value, at): Row => {
    const row = firstLane + Math.floor(at / (k * inner)) * inner + (at % inner);
    const rank = Math.floor(at / inner) % k;
    const index = indices.data[at]!;
    return names ? { row, rank, index, label: names[index] ?? "", value } : { row, rank, index, value };
  });
}

/** How many lanes along `dim` stand before row `firstRow`. */
function lanesBefore(firstRow: number, { shape }: Tensor, dim: number): number {
  const { outer, inner } = lanesOf(shape, dim);
  return firstRow === 0 ? 0 : (firstRow * outer * inner) / shape[0]!;
}

/** What is computed of an input of some shape, for people. */
export const captionOf =
  (name: string, dim: number): RowWork["caption"] =>
  (shape, format) =>
    `${name} over dim ${dim}, ${sizeText(shape)}, from ${format}`;

/**
 * The reduction of rows whose first are `head`.
 * @param maskFor the mask for the next rows, and false where there are not so many
 */
export function reductionWork(
  reduction: Reduction,
  head: Input,
  context: Context,
  maskFor: (x: Tensor) => Promise<Tensor | undefined | false>,
): RowWork {
  const { name, reducer, invocation } = reduction;
  const { row } = reducer;
  const { labels, argmax: isArgmax = false, binarize: threshold } = invocation.options;
  const dim = resolveDim(invocation.options.dim ?? -1, head.tensor.rank);
  const names = namesAlong(reduction, head, dim);
  const k = countOf(reduction);
  const same = row.size === "same";
  const captionFor = captionOf(name, dim);
  let lanes = NO_LANES;
  return {
    caption: captionFor,
    async make(from, firstRow) {
      const { tensor: x, format } = from;
      const mask = await maskFor(x);
      if (mask === false) return undefined;
      const result = reduce(reduction, x, mask);
      const before = lanesBefore(firstRow, x, dim);
      if (row.absent !== undefined) lanes = bothLanes(lanes, lanesWithout(row.absent, x, dim, result, before));
      const along = result.rank > x.rank ? 1 : dim;
      if (k !== undefined) return { records: topRecords(result, k, along, names, before), like: format };
      const caption = captionFor(x.shape, format);
      if (isArgmax || row === argmax.row) {
        const classes = isArgmax ? argmax(result, { dim: along }) : result;
        if (labels === undefined) return { tensor: classes, from, caption };
        const recordOf = (index: number, at: number): Row => ({ row: before + at, label: names?.[index] ?? "" });
        return { records: Array.from(classes.data, recordOf), like: format };
      }
      return {
        tensor: threshold === undefined ? result : binarize(result, threshold),
        from,
        caption,
        labels: same && along === result.rank - 1 ? names : undefined,
        largest: same ? along : undefined,
        shares: row.facts.includes("sums to 1") && threshold === undefined,
      };
    },
    end(shape) {
      noteSize(shape, dim, context);
      if (row.absent !== undefined) sayLanes(name, row.absent, lanes, (lane) => laneName(lane, shape, dim), context);
    },
  };
}

/** The same over the rows of a large input; undefined where they must be known together. */
export async function reductionRows(reduction: Reduction, head: Input, context: Context): Promise<RowWork | undefined> {
  const { dim = -1, temperature = [], mask } = reduction.invocation.options;
  const { rank, shape } = head.tensor;
  if (rank < 2 || resolveDim(dim, rank) === 0 || temperature.length > 1 || mask === "-") return undefined;
  if (mask === undefined) return reductionWork(reduction, head, context, async () => undefined);
  const { heldAlongside, openAlongside } = await import("./alongside.js");
  const opened = await openAlongside(mask, context);
  if (opened && opened.row.length === rank - 1) return maskedRows(reduction, head, context, opened);
  opened?.close();
  const held = maskOf(reduction, context)!;
  if (held.rank === rank) return maskedRows(reduction, head, context, heldAlongside(held));
  const isForRows = held.rank < rank && held.shape.every((n, i) => n === shape[rank - held.rank + i]);
  return isForRows ? reductionWork(reduction, head, context, async () => held) : undefined;
}

/** With a mask that has as many rows as the input. */
function maskedRows(reduction: Reduction, head: Input, context: Context, mask: Alongside): RowWork | undefined {
  if (shapeText(mask.row) !== shapeText(head.tensor.shape.slice(1))) {
    mask.close();
    return undefined;
  }
  const work = reductionWork(reduction, head, context, async (x) => (await mask.take(x.shape[0]!)) ?? false);
  return {
    make: work.make,
    caption: work.caption,
    async end(shape) {
      const own = [await mask.count(), ...mask.row];
      if (own[0] !== shape[0]) {
        throw new InputError(`has shape ${shapeText(own)}, the input ${shapeText(shape)}`, { parameter: "mask" });
      }
      await work.end?.(shape);
    },
    close: mask.close,
  };
}

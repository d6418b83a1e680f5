/**
 * A loss over a large input: its terms are added up block by block. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import {
  addTotals,
  type Loss,
  type LossOptions,
  noTotals,
  type Reduction,
  reduced,
  type Totals,
} from "../math/loss.js";
import { resolveDim, Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { holdFile } from "./hold.js";
import type { Input } from "./input.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { beginningOf, takeNumbers } from "./stream-through.js";

/** A loss whose rows are taken one after the other. */
export interface RowLoss {
  readonly loss: Loss;
  readonly settings: LossOptions<Record<never, never>, Record<never, never>, Record<never, never>>;
  /** What names the targets, where that may be a file. */
  readonly source: string | undefined;
  /** The targets of the whole input, which begins so. */
  readonly target: (head: Input) => Tensor;
  /** Looks at further rows, and at their targets where these are classes, before they are added. */
  readonly look: (rows: Tensor, target: Tensor, firstRow: number) => void;
  /** Whether the targets must be classes. */
  readonly classesOnly: boolean;
  /** Says what all rows add up to. */
  readonly finish: (sum: LossSum, head: Input) => Promise<void>;
}

/** What a loss over a large input gives. */
export interface LossSum extends Totals {
  readonly value: number;
  /** How many losses there are, and the shape of the scores. */
  readonly count: number;
  readonly shape: readonly number[];
}

/** The targets of rows `from` to `to`: as many for each row as the row has numbers, or one. */
function targetRows(target: Tensor, from: number, to: number, width: number, indices: boolean): Tensor {
  const size = indices ? 1 : width;
  const data = target.data.subarray(from * size, to * size);
  return new Tensor(data, indices ? [to - from] : [to - from, width], target.dtype);
}

/** How many targets belong to a row: one index, or a number for each entry; undefined where they do not fit rows. */
function indexed({ loss }: RowLoss, target: Tensor, head: Tensor): boolean | undefined {
  const isRows = target.rank === 2 && target.shape[1] === head.shape[1];
  if (loss.row.target === "like the input") return isRows ? false : undefined;
  if (target.rank === 1) return true;
  return isRows && loss.row.target === "classes or probabilities" && head.shape[1]! > 1 ? false : undefined;
}

/** The class dim of an input, and 0 where its numbers do not belong together. */
export function classDim({ loss, settings }: RowLoss, { rank }: Tensor): number {
  return loss.row.classes ? resolveDim(settings.dim ?? (rank < 2 ? 0 : 1), rank) : 0;
}

/** Whether every row has a loss of its own: neither the classes nor weights are along the rows. */
export function isByRow(what: RowLoss, head: Tensor): boolean {
  if (what.loss.row.classes && classDim(what, head) === 0) return false;
  const tensors = Object.keys(what.loss.row.tensors ?? {}).map((name) => what.settings[name as never] as unknown);
  return tensors.every((one) => !(one instanceof Tensor) || one.rank < head.rank || one.shape[0] === 1);
}

/**
 * Adds up a loss over an input.
 * @returns false, with nothing read, if the input must be whole.
 * @throws InputError if there are not as many targets as rows.
 */
export async function sumLoss(what: RowLoss, input: OpenInput, options: Options, context: Context): Promise<boolean> {
  const { format, beginning } = (await beginningOf(input, options)) ?? {};
  if (!format || !beginning || beginning.wide) return false;
  const { head } = beginning;
  if (head.tensor.rank !== 2 || !isByRow(what, head.tensor)) return false;
  const { source } = what;
  const held = source === undefined ? undefined : await holdFile(source, context);
  const target = held ?? what.target({ ...head, format });
  const indices = indexed(what, target, head.tensor);
  if (indices === undefined || (what.classesOnly && !indices)) return false;
  for (const note of head.notes ?? []) context.note(note, input.name);
  const width = head.tensor.shape[1]!;
  const available = target.data.length / (indices ? 1 : width);
  const totals = noTotals();
  let row = 0;
  let count = 0;
  const take = (data: Float64Array): void => {
    const rows = data.length / width;
    const x = new Tensor(data, [rows, width], head.tensor.dtype);
    if (row + rows <= available && rows > 0) {
      const own = targetRows(target, row, row + rows, width, indices);
      what.look(x, own, row);
      const evaluation = what.loss.evaluate(x, own, { ...what.settings, firstRow: row });
      addTotals(totals, evaluation);
      count += evaluation.values.length;
    }
    row += rows;
  };
  const { notes } = await takeNumbers(input, beginning, take, options, context);
  for (const note of notes) context.note(note, input.name);
  if (row !== available) {
    const numbers = `${target.data.length} ${target.data.length === 1 ? "number" : "numbers"}`;
    throw new InputError(`has ${numbers}, the input ${row} rows`, { parameter: "target" });
  }
  const value = reduced(totals, (what.settings.reduction ?? "mean") as Reduction);
  await what.finish({ ...totals, value, count, shape: [row, width] }, { ...head, format });
  return true;
}

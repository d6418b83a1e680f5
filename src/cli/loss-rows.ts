/**
 * A loss over a large input, piece by piece. Loaded when an input is large.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { addTotals, noTotals, type Reduction, reduced } from "../math/loss.js";
import { misfit } from "../math/losses.js";
import { shapeText, sizeOf, Tensor } from "../math/tensor.js";
import { type Alongside, heldAlongside, openAlongside } from "./alongside.js";
import type { Context } from "./context.js";
import type { Input } from "./input.js";
import { given } from "./options.js";
import type { RowWork } from "./row-work.js";
import { classDim, isByRow, type RowLoss } from "./stream-loss.js";

/** A loss whose targets stand beside the scores, or in another source. */
export interface PieceLoss extends RowLoss {
  /** Whether each piece holds the targets of its own rows, in a column or under a key. */
  readonly own: boolean;
  /** What is computed, and so many losses. */
  readonly caption: (shape: readonly number[], format: string, count: number) => string;
  /** Whether something is asked for each row: its loss, or the gradient of its scores, divided by so much in the mean. */
  readonly each?: { readonly gradient: boolean; readonly divisor?: number };
}

/** The targets of rows that come one after the other. */
interface Targets {
  /** Those of the next rows; undefined where there are not so many. */
  next(rows: Input): Promise<Tensor | undefined>;
  /** @throws InputError if there are not as many as rows. */
  end(shape: readonly number[]): Promise<void>;
  close(): void;
}

/** Targets without a dim that says nothing: those of a row are one number. */
function flat(target: Tensor): Tensor {
  const isLong = target.shape.filter((n) => n !== 1).length < 2;
  return isLong ? new Tensor(target.data, [target.data.length], target.dtype) : target;
}

/** The targets in another source; undefined where they do not go row by row. */
async function alongsideOf(what: PieceLoss, head: Input, context: Context): Promise<Alongside | undefined> {
  const { source } = what;
  const isRow = (row: readonly number[], shape: readonly number[]) => shapeText(row) === shapeText(shape);
  const { shape, rank } = head.tensor;
  const { target: kind } = what.loss.row;
  const like = shape.slice(1);
  const indices = kind === "like the input" ? like : shape.toSpliced(classDim(what, head.tensor), 1).slice(1);
  const fits = ({ row }: Alongside) =>
    (kind !== "classes" && !what.classesOnly && row.length === rank - 1 && isRow(row, like)) || isRow(row, indices);
  const opened = source === undefined ? undefined : await openNumbers(source, context);
  if (opened && fits(opened)) return opened;
  opened?.close();
  const target = what.target(head);
  const held = heldAlongside(sizeOf(indices) === 1 ? flat(target) : target);
  return fits(held) ? held : undefined;
}

/** The rows of a large file; undefined where it is small, or holds names of classes. */
async function openNumbers(source: string, context: Context): Promise<Alongside | undefined> {
  try {
    return await openAlongside(source, context);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

async function targetsOf(what: PieceLoss, head: Input, context: Context): Promise<Targets | undefined> {
  if (what.own) return { next: async (rows) => what.target(rows), end: async () => undefined, close: () => undefined };
  const alongside = await alongsideOf(what, head, context);
  if (!alongside) return undefined;
  const { take, row, close } = alongside;
  return {
    next: ({ tensor }) => take(tensor.shape[0]!),
    close,
    async end(shape) {
      const count = await alongside.count();
      if (count !== shape[0]) {
        throw misfit(what.loss.row.target, shape, [count, ...row], classDim(what, head.tensor));
      }
    },
  };
}

/** The work on the rows of an input that begins so; undefined where it needs the whole. */
export async function lossRows(what: PieceLoss, head: Input, context: Context): Promise<RowWork | undefined> {
  if (!isByRow(what, head.tensor)) return undefined;
  const targets = await targetsOf(what, head, context);
  if (!targets) return undefined;
  const { loss, settings, each } = what;
  const totals = noTotals();
  let count = 0;
  return {
    caption: (shape, format) => what.caption(shape, format, count),
    async make(from, firstRow) {
      const target = await targets.next(from);
      if (!target) return undefined;
      if (each?.gradient) {
        const own = { ...settings, firstRow, ...given({ divisor: each.divisor }) };
        return { tensor: loss.gradient(from.tensor, target, own), from, caption: "" };
      }
      what.look(from.tensor, target, firstRow);
      const evaluation = loss.evaluate(from.tensor, target, { ...settings, firstRow });
      addTotals(totals, evaluation);
      count += evaluation.values.length;
      return each ? { tensor: evaluation.value, from, caption: "" } : undefined;
    },
    async end(shape) {
      await targets.end(shape);
      const reduction = (settings.reduction ?? "mean") as Reduction;
      await what.finish({ ...totals, value: reduced(totals, reduction), count, shape }, head);
    },
    close: targets.close,
  };
}

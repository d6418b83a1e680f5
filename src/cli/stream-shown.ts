/**
 * A command on a large input whose result is shown as a table or the like, through the kernels. Loaded when such a
 * result is.
 *
 * @packageDocumentation
 */
import { operate } from "../stream/operation.js";
import { type Plan, rowWidth } from "../stream/plan.js";
import type { Context } from "./context.js";
import { gathererFor } from "./gather.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { emit } from "./output.js";
import { newProgress } from "./progress.js";
import type { Streamable } from "./stream.js";
import { lanesOf, sayTroubles, shaped } from "./stream-rows.js";
import { beginningOf, goThrough } from "./stream-through.js";

/**
 * Shows what a row-wise command makes of an input.
 * @returns false, with nothing read or written, if the kernels do not know it
 */
export async function showRows(
  what: Streamable,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<boolean> {
  const { format, beginning } = (await beginningOf(input, options)) ?? {};
  if (!format || !beginning || beginning.wide) return false;
  const { head, length } = beginning;
  const wanted = what.operation(head.tensor);
  const work = wanted && (await what.rows({ ...head, format }));
  if (!work) return false;
  const first = await work.make({ ...head, format }, 0);
  const gatherer = first && "tensor" in first ? gathererFor(first, options, context) : undefined;
  if (!gatherer) return false;
  const plan: Plan = { ...shaped(beginning, wanted), writing: { kind: "binary", single: false, close: "" } };
  for (const note of head.notes ?? []) context.note(note, input.name);
  const outcome = operate(wanted)(head.tensor);
  gatherer.add(outcome.tensor.data, [], 0);
  const progress = newProgress(input.size, options, context);
  try {
    const channel = {
      read: input.read,
      write: (bytes: Uint8Array | string) => gatherer.add(numbersOf(bytes as Uint8Array), [], 0),
      progress: (bytes: number) => progress.at(length + bytes),
      turn: progress.turn,
    };
    const summary = await goThrough(input, beginning, plan, channel, options, context);
    progress.end();
    for (const note of summary.notes) context.note(note, input.name);
    const rows = (summary.rows * rowWidth(plan.reading)) / rowWidth(beginning.reading);
    sayTroubles(what.name, { beginning, wanted }, lanesOf(outcome, summary.troubles), context);
    const shape = [rows, ...head.tensor.shape.slice(1)];
    await emit({ ...gatherer.result(), caption: work.caption(shape, format) }, options, context);
  } finally {
    progress.end();
    work.close?.();
  }
  return true;
}

/** The doubles in bytes that the kernels have written. */
const numbersOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Float64Array =>
  new Float64Array(buffer, byteOffset, byteLength / Float64Array.BYTES_PER_ELEMENT);

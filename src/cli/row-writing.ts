/**
 * How results are written row by row.
 *
 * @packageDocumentation
 */
import type { Layout, WriteOptions } from "../format/document.js";
import { formatNamed } from "../format/formats.js";
import type { Tensor } from "../math/tensor.js";
import type { Writing } from "../stream/plan.js";
import { npyRows, textRows } from "../stream/writing.js";
import type { Context } from "./context.js";
import type { Headed, Sink } from "./headed.js";
import { given, type Options } from "./options.js";
import type { OutputFile } from "./output-file.js";

/** What the first rows are written as, and how those behind them are. */
export interface RowWriting {
  readonly rows: Writing;
  readonly head: Uint8Array | string;
  /** What stands in front of so many rows, where that depends on their number. */
  readonly header?: (rows: number) => Uint8Array;
}

/**
 * How results that begin with `head` are written; undefined where they must be whole.
 * @param inner the shape of each, where `head` is only a pattern of them
 */
export function rowWriting(
  to: string,
  head: Tensor,
  layout: Layout,
  options: Options,
  inner: readonly number[] = head.shape.slice(1),
): RowWriting | undefined {
  if (to === "npy") return npyRows(head, inner);
  if (to === "table" || layout.asides || layout.records) return undefined;
  const { precision, nonfinite, delimiter } = options;
  const writeOptions: WriteOptions = given({ precision, nonfinite, delimiter });
  const rows = textRows(to, head, layout, writeOptions);
  const written = rows && formatNamed(to).write!({ tensor: head, layout }, writeOptions);
  // Latin-1 in a header: rare enough to be read whole.
  if (typeof written !== "string" || !written.endsWith(rows!.close)) return undefined;
  return { rows: rows!, head: written.slice(0, written.length - rows!.close.length) };
}

/**
 * Where rows go: an output file, or standard output.
 * @param known the number of rows, where it is known
 * @param count tells it otherwise, if that can be done
 */
export async function sinkFor(
  { header }: RowWriting,
  output: OutputFile | undefined,
  context: Context,
  known: number | undefined,
  count: () => Promise<number | undefined> = async () => undefined,
): Promise<Headed> {
  const sink: Sink = output ?? { write: (bytes) => context.io.write("stdout", bytes) };
  if (!header) return { write: sink.write, end: () => undefined, close: () => undefined };
  const { headed } = await import("./headed.js");
  return headed(sink, header, known ?? (sink.rewrite ? undefined : await count()));
}

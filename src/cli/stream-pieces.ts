/**
 * A command on a large input, piece by piece: each is read, worked on and written as a small file is. Loaded when an
 * input is large.
 *
 * @packageDocumentation
 */
import type { Context } from "./context.js";
import type { Input } from "./input.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { openOutput } from "./output-file.js";
import { newProgress } from "./progress.js";
import { type Pieces, piecesOf } from "./read-input-pieces.js";
import type { RowsOf, RowWork } from "./row-work.js";
import { type PieceWriter, writerFor } from "./write-pieces.js";

/**
 * Runs a command on the rows of an input.
 * @param rows the work on the rows of an input that begins so; undefined where it needs the whole
 * @returns false, with nothing written and no more read than `input.bytes` holds, if the input must be whole.
 */
export async function streamPieces(
  rows: RowsOf,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<boolean> {
  const pieces = await piecesOf(input, options);
  const head = pieces && { ...pieces.head, format: pieces.format };
  const work = head && (await rows(head));
  if (!work) return false;
  try {
    return await runWork(work, head, pieces, input, options, context);
  } finally {
    work.close?.();
  }
}

async function runWork(
  work: RowWork,
  head: Input,
  pieces: Pieces,
  input: OpenInput,
  options: Options,
  context: Context,
): Promise<boolean> {
  const first = await work.make(head, 0);
  const begin = first && writerFor(first, options, context);
  if (first && !begin) return false;
  for (const note of head.notes ?? []) context.note(note, input.name);
  const output = begin && options.output !== undefined ? openOutput(options.output) : undefined;
  const progress = newProgress(input.size, options, context);
  let writer: PieceWriter | undefined;
  try {
    writer = await begin?.(output ?? { write: (bytes) => context.io.write("stdout", bytes) });
    let count = head.tensor.shape[0]!;
    for await (const { document, firstRow, bytes } of pieces.rest()) {
      progress.at(bytes);
      for (const note of document.notes ?? []) context.note(note, input.name);
      await output?.turn();
      const made = await work.make({ ...document, format: head.format }, firstRow);
      if (made) writer?.put(made, firstRow);
      count += document.tensor.shape[0]!;
    }
    progress.end();
    await work.end?.([count, ...head.tensor.shape.slice(1)]);
    writer?.end(count);
    await output?.commit();
  } catch (error) {
    progress.end();
    output?.abort();
    throw error;
  } finally {
    writer?.close();
  }
  return true;
}

/**
 * A command on a large input, piece by piece: each is read, worked on and written as a small file is. Loaded when an
 * input is large.
 *
 * @packageDocumentation
 */
import type { Context } from "./context.js";
import { type Gatherer, gathererFor } from "./gather.js";
import type { Input } from "./input.js";
import type { OpenInput } from "./open-input.js";
import type { Options } from "./options.js";
import { emit, type Result, sameShape } from "./output.js";
import { openOutput } from "./output-file.js";
import { newProgress } from "./progress.js";
import { type Pieces, piecesOf } from "./read-input-pieces.js";
import type { Made, RowsOf, RowWork } from "./row-work.js";
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
    return await runWork({ work, head, pieces, input }, options, context);
  } finally {
    work.close?.();
  }
}

/** A command on an input in pieces. */
export interface Running {
  readonly work: RowWork;
  readonly head: Input;
  readonly pieces: Pieces;
  readonly input: OpenInput;
}

async function runWork(running: Running, options: Options, context: Context): Promise<boolean> {
  const { work, head } = running;
  const first = await work.make(head, 0);
  const gatherer = first && "tensor" in first ? gathererFor(first, options, context) : undefined;
  if (gatherer) {
    await gather(running, first as Result, gatherer, options, context);
    return true;
  }
  const begin = first && writerFor(first, options, context);
  if (first && !begin) return false;
  const output = begin && options.output !== undefined ? openOutput(options.output) : undefined;
  let writer: PieceWriter | undefined;
  try {
    writer = await begin?.(output ?? { write: (bytes) => context.io.write("stdout", bytes) });
    const turn = async () => output?.turn();
    const [count] = await throughPieces(
      running,
      { put: (made, row) => writer?.put(made, row), turn },
      options,
      context,
    );
    writer?.end(count!);
    await output?.commit();
  } catch (error) {
    output?.abort();
    throw error;
  } finally {
    writer?.close();
  }
  return true;
}

/** What is done with what is made of further rows. */
interface Taking {
  put(made: Made, firstRow: number): void;
  turn?(): Promise<void>;
}

/** Goes through the rows behind the head; gives the shape of all. */
async function throughPieces(
  { work, head, pieces, input }: Running,
  { put, turn }: Taking,
  options: Options,
  context: Context,
): Promise<readonly number[]> {
  for (const note of head.notes ?? []) context.note(note, input.name);
  const progress = newProgress(input.size, options, context);
  let count = head.tensor.shape[0]!;
  try {
    for await (const { document, firstRow, bytes } of pieces.rest()) {
      progress.at(bytes);
      for (const note of document.notes ?? []) context.note(note, input.name);
      await turn?.();
      const made = await work.make({ ...document, format: head.format }, firstRow);
      if (made) put(made, firstRow);
      count += document.tensor.shape[0]!;
    }
  } finally {
    progress.end();
  }
  const shape = [count, ...head.tensor.shape.slice(1)];
  await work.end?.(shape);
  return shape;
}

/** The other columns of a result that has the shape of its rows. */
const asidesOf = ({ tensor, from }: Result) => (sameShape(tensor, from.tensor) ? (from.layout.asides ?? []) : []);

/** Gathers all results, and shows them. */
async function gather(
  running: Running,
  first: Result,
  { add, result }: Gatherer,
  options: Options,
  context: Context,
): Promise<void> {
  const { work, head } = running;
  add(first.tensor.data, asidesOf(first), 0);
  const put = (made: Made, firstRow: number): void => {
    if ("tensor" in made) add(made.tensor.data, asidesOf(made), firstRow);
  };
  const shape = await throughPieces(running, { put }, options, context);
  await emit({ ...result(), caption: work.caption(shape, head.format) }, options, context);
}

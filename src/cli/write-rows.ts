/**
 * A large tensor written row by row, by all threads: it is an input of doubles like any other. Loaded when one is
 * written.
 *
 * @packageDocumentation
 */
import type { Document } from "../format/document.js";
import { sizeOf, Tensor } from "../math/tensor.js";
import type { Plan } from "../stream/plan.js";
import { stream } from "../stream/run.js";
import type { Context } from "./context.js";
import type { Headed } from "./headed.js";
import type { Options } from "./options.js";
import { openOutput } from "./output-file.js";
import { newProgress } from "./progress.js";
import { rowWriting, sinkFor } from "./row-writing.js";
import { threads } from "./stream-through.js";

/** So many rows are written by the format's own writer, which knows about headers. */
const HEAD = 2;

/**
 * Writes a tensor in a format.
 * @returns false, with nothing written, if it must be written at once.
 */
export async function writeRows(
  { tensor, layout }: Document,
  to: string,
  options: Options,
  context: Context,
): Promise<boolean> {
  const [count = 0, ...inner] = tensor.shape;
  const width = sizeOf(inner);
  if (count <= HEAD || width === 0) return false;
  const head = new Tensor(tensor.data.subarray(0, HEAD * width), [HEAD, ...inner], tensor.dtype);
  const writing = rowWriting(to, head, layout, options);
  if (!writing) return false;
  const plan: Plan = {
    reading: { kind: "binary", element: "float64", littleEndian: true, width },
    operation: { kind: "identity" },
    writing: writing.rows,
  };
  const bytes = bytesFrom(tensor.data, HEAD * width);
  const output = options.output === undefined ? undefined : openOutput(options.output);
  const progress = newProgress(bytes.size, options, context, { writes: true });
  let sink: Headed | undefined;
  try {
    sink = await sinkFor(writing, output, context, count);
    const { write } = sink;
    write(writing.head);
    const channel = {
      read: bytes.read,
      write,
      progress: progress.at,
      turn: output ? () => output.turn().then(progress.turn) : progress.turn,
    };
    const start = { row: HEAD, line: 0, column: 0, closed: false };
    await stream(plan, { bytes: new Uint8Array(0) }, start, width * 8, channel, threads(options, context));
    write(writing.rows.close);
    await output?.commit();
  } catch (error) {
    output?.abort();
    throw error;
  } finally {
    progress.end();
    sink?.close();
  }
  return true;
}

/** Reads numbers as bytes. */
function bytesFrom(data: Float64Array, from: number) {
  let left = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).subarray(from * 8);
  return {
    size: left.length,
    read(target: Uint8Array): number {
      const taken = left.subarray(0, target.length);
      target.set(taken);
      left = left.subarray(taken.length);
      return taken.length;
    },
  };
}

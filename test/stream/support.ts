/** The streaming path without a process: text in, text out. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReadOptions, WriteOptions } from "../../src/format/document.js";
import { formatNamed } from "../../src/format/formats.js";
import { begin } from "../../src/stream/begin.js";
import { type Operation, operate } from "../../src/stream/operation.js";
import { stream } from "../../src/stream/run.js";
import { textRows } from "../../src/stream/writing.js";
import { ROOT } from "../shell.js";

const kernels = readFileSync(join(ROOT, "dist", "kernels.wasm"));

/** What is done to an input. */
export interface Work {
  readonly format: string;
  readonly text: string;
  readonly operation: Operation;
  readonly read?: ReadOptions;
  readonly write?: WriteOptions;
}

/** The result as the whole-file path has it. */
export function whole({ format, text, operation, read = {}, write = {} }: Work): string {
  const { tensor, layout } = formatNamed(format).read!(Buffer.from(text), read);
  return formatNamed(format).write!({ tensor: operate(operation)(tensor).tensor, layout }, write) as string;
}

/** The result in blocks of some size. */
export async function inBlocks(
  { format, text, operation, read = {}, write = {} }: Work,
  block: number,
): Promise<string> {
  const bytes = Buffer.from(text);
  const beginning = begin(format, bytes, read, 1);
  if (!beginning) throw new Error(`no beginning: ${text.slice(0, 100)}`);
  const { head, length, reading } = beginning;
  const { tensor } = operate(operation)(head.tensor);
  const writing = textRows(format, tensor, head.layout, write)!;
  const first = formatNamed(format).write!({ tensor, layout: head.layout }, write) as string;
  const written = [first.slice(0, first.length - writing.close.length)];
  const channel = {
    read: () => 0,
    write: (part: Uint8Array | string) => void written.push(Buffer.from(part).toString("latin1")),
    progress: () => undefined,
  };
  const start = {
    row: head.tensor.shape[0]!,
    line: bytes.subarray(0, length).toString().split("\n").length - 1,
    column: length - 1 - bytes.lastIndexOf("\n", length - 1),
    closed: false,
  };
  await stream({ reading, operation, writing }, { bytes: bytes.subarray(length) }, start, 1, channel, {
    jobs: 1,
    entry: undefined,
    kernels,
    block,
  });
  return [...written, writing.close].join("");
}

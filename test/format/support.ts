/** Reading and writing through a format by its name; doubles by their bits; suites that may be absent. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { InputError } from "../../src/errors.js";
import type { Document, Layout, ReadOptions, WriteOptions } from "../../src/format/document.js";
import { formatNamed } from "../../src/format/formats.js";
import { Tensor, type TensorLike, tensor } from "../../src/math/tensor.js";
import { ROOT } from "../shell.js";

export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

export function read(format: string, content: string | Uint8Array, options: ReadOptions = {}): Document {
  return formatNamed(format).read!(bytesOf(content), options);
}

/** The numbers alone, as nested lists. */
export function numbers(format: string, content: string | Uint8Array, options: ReadOptions = {}): unknown {
  return read(format, content, options).tensor.toArray();
}

export function write(format: string, from: TensorLike, options: WriteOptions = {}, layout: Layout = {}): string {
  return textOf(formatNamed(format).write!({ tensor: tensor(from), layout }, options));
}

/** What reading and writing again gives. */
export function rewrite(format: string, content: string, options: ReadOptions = {}, to = format): string {
  return textOf(formatNamed(to).write!(read(format, content, options), {}));
}

export function textOf(content: string | Uint8Array): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

/** What went wrong, as `line:column: message` where there is a place. */
export function mistake(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { place, message } = error;
    return place ? `${place.line}:${place.column}: ${message}` : message;
  }
  return expect.fail("no InputError was thrown");
}

const scratch = new DataView(new ArrayBuffer(8));

/** The double whose bits are these 16 hexadecimal digits. */
export function fromBits(hex: string): number {
  scratch.setBigUint64(0, BigInt(`0x${hex}`));
  return scratch.getFloat64(0);
}

/** A tensor's numbers as text that tells -0 and nan apart. */
export function exact(of: Tensor | Float64Array | readonly number[]): string[] {
  return Array.from(of instanceof Tensor ? of.data : of, (x) => (Object.is(x, -0) ? "-0" : String(x)));
}

export function reference(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(ROOT, "test/reference/format", name)));
}

export function referenceJson<T>(name: string): T {
  return JSON.parse(textOf(reference(name))) as T;
}

/** The folder of a suite of others beside the repository; undefined, with a message, if it is not there. */
export function suite(name: string): string | undefined {
  const folder = join(ROOT, "../shared/suites", name);
  if (existsSync(folder)) return folder;
  console.warn(`skipped: ../shared/suites/${name} is not there`);
  return undefined;
}

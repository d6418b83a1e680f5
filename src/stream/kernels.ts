/**
 * The number kernels in WebAssembly (`assembly/`) and the memory that they work on.
 *
 * The memory is shared by all threads; each has an instance of its own.
 *
 * @packageDocumentation
 */

/** What the module exports. Addresses are in bytes. */
export interface Kernels {
  /** Reads a number; returns where it ends, or 0 where only the clear reader knows. */
  readNumber(at: number): number;
  /** What {@link Kernels.readNumber} read. */
  readonly value: WebAssembly.Global;
  /** Writes a finite number in its shortest form; returns where it ends. */
  writeNumber(at: number, x: number): number;
  readDelimited(at: number, end: number, delimiter: number, width: number, into: number): number;
  readLists(at: number, end: number, commas: number, width: number, into: number): number;
  /** Where the list that {@link Kernels.readLists} read was closed; 0 if it was not. */
  readonly closed: WebAssembly.Global;
  countLines(at: number, end: number): number;
  writeRows(
    from: number,
    rows: number,
    width: number,
    at: number,
    before: number,
    beforeLength: number,
    delimiter: number,
    after: number,
    afterLength: number,
  ): number;
  /** The softmax of rows of at most 512 floats; `scratch` has room for as many doubles. */
  softmaxFloats(from: number, rows: number, width: number, to: number, scratch: number): void;
  readonly LEAST: WebAssembly.Global;
  readonly MOST: WebAssembly.Global;
  readonly POWERS: WebAssembly.Global;
  readonly PAIRS: WebAssembly.Global;
  readonly TABLES_END: WebAssembly.Global;
}

/** What the kernels leave to the host: unusual words, by the grammar of the format. */
export interface Words {
  /** The number that a word is, undefined if it is none. */
  read(word: string): number | undefined;
  /** How nan and infinities are spelled. */
  write(x: number): string;
}

/** The clear softmax of the row of `width` floats at `from`, into the floats at `to`. */
export type SoftmaxRow = (from: number, width: number, to: number) => void;

/** The page of WebAssembly's memory. */
const PAGE = 65536;
/** The module is built for memories of at most this many pages: 4 GiB. */
const MOST_PAGES = 65536;

/** Room for the tables of the kernels, in front of all else. */
export const TABLES = 1 << 16;

const pagesFor = (size: number): number => Math.ceil((TABLES + size) / PAGE) + 1;

/** A memory with room for `size` bytes behind the tables. Pages count only once they are written to. */
export function newMemory(size: number): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: pagesFor(size), maximum: MOST_PAGES, shared: true });
}

/** Sees to it that a memory has room for `size` bytes behind the tables; what stands there stays. */
export function extend(memory: WebAssembly.Memory, size: number): WebAssembly.Memory {
  const missing = pagesFor(size) - memory.buffer.byteLength / PAGE;
  if (missing > 0) memory.grow(missing);
  return memory;
}

/** An instance of the module for one thread. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  words: Words,
  softmaxRow: SoftmaxRow = () => undefined,
): Kernels {
  const bytes = Buffer.from(memory.buffer);
  const readWord = (start: number, end: number, into: number): number => {
    const value = words.read(bytes.toString("utf8", start, end));
    if (value === undefined) return 0;
    bytes.writeDoubleLE(value, into);
    return 1;
  };
  const writeWord = (at: number, x: number): number => at + bytes.write(words.write(x), at, "latin1");
  const imports = {
    env: { memory },
    "read-rows": { readWord },
    "write-rows": { writeWord },
    "softmax-floats": { softmaxRow },
  };
  return new WebAssembly.Instance(module, imports).exports as unknown as Kernels;
}

const WORD = (1n << 64n) - 1n;

/** The first 128 bits of 10^k, rounded up. */
function leadingBits(k: number): bigint {
  const power = 10n ** BigInt(Math.abs(k));
  // ⌊log2(10^k)⌋ for k up to 1233.
  const length = ((Math.abs(k) * 1741647) >> 19) + 1;
  if (k < 0) return ((1n << BigInt(length + 127)) - 1n) / power + 1n;
  return length <= 128 ? power << BigInt(128 - length) : ((power - 1n) >> BigInt(length - 128)) + 1n;
}

/** Fills the tables that all instances on this memory share. */
export function fillTables(memory: WebAssembly.Memory, kernels: Kernels): void {
  const view = new DataView(memory.buffer);
  const { LEAST, MOST, POWERS, PAIRS, TABLES_END } = kernels;
  if (TABLES_END.value > TABLES) throw new RangeError("the kernels' tables have outgrown their room");
  for (let k = LEAST.value; k <= MOST.value; k++) {
    const at = POWERS.value + (k - LEAST.value) * 16;
    const bits = leadingBits(k);
    view.setBigUint64(at, bits >> 64n, true);
    view.setBigUint64(at + 8, bits & WORD, true);
  }
  for (let i = 0; i < 100; i++) {
    view.setUint8(PAIRS.value + 2 * i, 0x30 + Math.floor(i / 10));
    view.setUint8(PAIRS.value + 2 * i + 1, 0x30 + (i % 10));
  }
}

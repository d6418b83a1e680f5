/**
 * safetensors: a JSON header, and the tensors' bytes.
 *
 * Format: {@link https://github.com/huggingface/safetensors#format}
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { type DType, sizeOf, Tensor } from "../math/tensor.js";
import { endOfString } from "./brackets.js";
import { chooseEntry } from "./containers.js";
import type { Document, Entry, Format, ReadOptions } from "./document.js";
import { decodeElements, ELEMENTS, roundingNotes } from "./elements.js";
import { checkedShape } from "./lists.js";
import { quote } from "./quote.js";
import { type Extent, type Store, storeOf } from "./store.js";

/** The format's own limit to its header. */
const LONGEST_HEADER = 100_000_000;
const TYPES: ReadonlyMap<string, DType> = new Map([
  ["F64", "float64"],
  ["F32", "float32"],
  ["F16", "float16"],
  ["BF16", "bfloat16"],
  ["I8", "int8"],
  ["I16", "int16"],
  ["I32", "int32"],
  ["I64", "int64"],
  ["U8", "uint8"],
  ["U16", "uint16"],
  ["U32", "uint32"],
  ["U64", "uint64"],
  ["BOOL", "bool"],
]);

/** One tensor as the header has it; its bytes count from the end of the header. */
interface TensorEntry extends Entry {
  readonly start: number;
  readonly end: number;
}

/** The length of the header, from the first 8 bytes; undefined if it cannot be one. */
function headerLength(bytes: Uint8Array): number | undefined {
  if (bytes[8] !== 0x7b) return undefined;
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  return length >= 2 && length <= LONGEST_HEADER ? length : undefined;
}

function readHeader(store: Store): { entries: TensorEntry[]; body: number } {
  const length = headerLength(store.read(0, 9));
  if (length === undefined) throw new InputError("not a safetensors file");
  const body = 8 + length;
  if (body > store.size) throw new InputError("the safetensors header is cut off");
  const bytes = store.read(8, body);
  if (isDeep(bytes)) throw new InputError("the safetensors header is nested too deep");
  const header = parseJson(new TextDecoder().decode(bytes));
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  return { entries: entries.map(([name, value]) => entryOf(name, value)), body };
}

/** A header is an object of objects of lists. */
const DEEPEST = 3;

/** Whether brackets are nested deeper than in a header: JSON.parse would take a hundred bytes for each. */
function isDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length && depth <= DEEPEST; at++) {
    const c = bytes[at]!;
    if (c === 0x22) at = endOfString(bytes, at);
    else if (c === 0x5b || c === 0x7b) depth++;
    else if (c === 0x5d || c === 0x7d) depth--;
  }
  return depth > DEEPEST;
}

/** What begins with a brace is an object, if it is JSON. */
function parseJson(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new InputError("the safetensors header is not a JSON object");
  }
}

function entryOf(name: string, value: unknown): TensorEntry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype !== "string" || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
    throw new InputError(`the safetensors header is damaged at ${quote(name)}`);
  }
  return { name, dtype, shape, start: offsets[0] as number, end: offsets[1] as number };
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/** Where the numbers of a tensor stand. */
function find({ entries, body }: ReturnType<typeof readHeader>, { size }: Store, key: string | undefined): Extent {
  const { name, dtype, shape, start, end } = chooseEntry(entries, key);
  const type = TYPES.get(dtype);
  if (!type) throw new InputError(`${quote(name)} has type ${quote(dtype)}: ${[...TYPES.keys()].join(", ")} are read`);
  const element = ELEMENTS[type];
  const needed = sizeOf(shape) * element.size;
  if (end > size - body || end - start !== needed) {
    throw new InputError(`${quote(name)} should be ${needed} bytes, from ${start} to ${end} of ${size - body}`);
  }
  const place = { start: body + start, end: body + end };
  return { shape: checkedShape(shape), element, littleEndian: true, fortranOrder: false, ...place };
}

function read(bytes: Uint8Array, { key }: ReadOptions): Document {
  const store = storeOf(bytes);
  const { shape, element, start, end } = find(readHeader(store), store, key);
  const data = decodeElements(bytes.subarray(start, end), element, true);
  const notes = roundingNotes(data, element.dtype);
  return { tensor: new Tensor(data, shape, element.dtype), layout: {}, ...(notes.length > 0 ? { notes } : {}) };
}

function list(store: Store): readonly Entry[] {
  return readHeader(store).entries.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
}

/** The safetensors row. */
export const safetensors: Format = {
  name: "safetensors",
  keyed: true,
  writtenAs: "npy",
  about: "tensors by name, as Hugging Face stores them",
  endings: ["safetensors"],
  magic: (bytes) => headerLength(bytes) !== undefined,
  read,
  list: (bytes) => list(storeOf(bytes)),
  extents(store) {
    const header = readHeader(store);
    return { entries: list(store), find: (key) => find(header, store, key) };
  },
};

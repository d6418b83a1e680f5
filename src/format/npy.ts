/**
 * NumPy's .npy, versions 1 to 3.
 *
 * Format: {@link https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html}
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { type DType, shapeText, sizeOf, Tensor } from "../math/tensor.js";
import type { Document, Format } from "./document.js";
import { decodeElements, ELEMENTS, type ElementType, roundingNotes } from "./elements.js";
import { checkedShape } from "./lists.js";
import { quote } from "./quote.js";
import type { Extent, Extents, Store } from "./store.js";

/** What stands before the numbers. */
export interface NpyHeader {
  /** The type as the file spells it: `<f8`; `structured` for a list of fields. */
  readonly descr: string;
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  /** Where the numbers begin, in bytes. */
  readonly offset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const TYPES: ReadonlyMap<string, DType> = new Map([
  ["f8", "float64"],
  ["f4", "float32"],
  ["f2", "float16"],
  ["i1", "int8"],
  ["i2", "int16"],
  ["i4", "int32"],
  ["i8", "int64"],
  ["u1", "uint8"],
  ["u2", "uint16"],
  ["u4", "uint32"],
  ["u8", "uint64"],
  ["b1", "bool"],
]);
/** What stands for a list of fields. */
const STRUCTURED = "structured";
/** Why a kind of type is refused. */
const REFUSED: { readonly [kind: string]: string } = {
  c: "complex numbers are not read: save the real or the imaginary part",
  O: "Python objects are a pickle, which is a program and is not run: save an array of numbers",
  U: "text is not numbers",
  S: "text is not numbers",
  V: "raw bytes are not numbers",
  M: "dates are not numbers",
  m: "time spans are not numbers: save them as integers",
  f: "numbers of this size are not read: save them as float64",
};

/** Whether the bytes begin as a .npy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * The header of a .npy file.
 * @throws InputError if it is none, or is damaged.
 */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  if (!isNpy(bytes)) throw new InputError("not an npy file");
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3) throw new InputError(`npy version ${version} is unknown: 1 to 3 are read`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw new InputError("the npy header is cut off");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const offset = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < offset) throw new InputError("the npy header is cut off");
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(bytes.subarray(start, offset));
  return { ...parseHeader(text), offset };
}

// A Python dict of three entries; Python 2 wrote long integers as 3L.
function parseHeader(text: string): Omit<NpyHeader, "offset"> {
  const descr = /'descr': *(?:'([^']*)'|(\[))/.exec(text);
  const fortran = /'fortran_order': *(True|False)/.exec(text)?.[1];
  const shape = /'shape': *\(((?:\d+L?, *)*(?:\d+L?)?)\)/.exec(text)?.[1];
  if (!descr || fortran === undefined || shape === undefined) {
    throw new InputError(`the npy header is damaged: ${quote(text.trim())}`);
  }
  const dims = checkedShape(shape.match(/\d+/g)?.map(Number) ?? []);
  return { descr: descr[1] ?? STRUCTURED, shape: dims, fortranOrder: fortran === "True" };
}

/** How numbers of a type are laid out. @throws InputError with the reason if the type is not real numbers. */
export function elementOf(descr: string): { element: ElementType; littleEndian: boolean } {
  if (descr === STRUCTURED) throw new InputError("a structured array is not numbers: save its fields one by one");
  const [order = ""] = /^[<>|=]/.exec(descr) ?? [];
  const kind = descr.slice(order.length);
  const dtype = TYPES.get(kind);
  if (dtype) return { element: ELEMENTS[dtype], littleEndian: order !== ">" };
  throw new InputError(`npy type ${quote(descr)}: ${REFUSED[kind.slice(0, 1)] ?? "not real numbers"}`);
}

/** @throws InputError if there are not as many bytes left as the numbers need. */
export function checkLength(shape: readonly number[], needed: number, left: number): void {
  if (needed === left) return;
  const file = left < needed ? "is cut off" : "goes on behind its numbers";
  throw new InputError(`the npy file ${file}: ${shapeText(shape)} numbers need ${needed} bytes, not ${left}`);
}

/** What the header says of the numbers behind it, in a file of `size` bytes. */
export function npyExtent(head: Uint8Array, size: number): Omit<Extent, "start" | "end"> & { offset: number } {
  const { descr, shape, fortranOrder, offset } = readNpyHeader(head);
  const { element, littleEndian } = elementOf(descr);
  checkLength(shape, sizeOf(shape) * element.size, size - offset);
  return { shape, element, littleEndian, fortranOrder, offset };
}

/** As many bytes hold the headers that NumPy writes, and more. */
const HEAD = 1 << 16;

/** Where the numbers of a file stand. */
function extents(store: Store): Extents {
  const find = (): Extent => {
    const { offset, ...extent } = npyExtent(store.read(0, HEAD), store.size);
    return { ...extent, start: offset, end: store.size };
  };
  return { entries: [], find };
}

/**
 * The tensor in a .npy file.
 * @throws InputError if the type is not real numbers or the bytes are not as many as the header says.
 */
export function readNpy(bytes: Uint8Array): Document {
  const { descr, shape, fortranOrder, offset } = readNpyHeader(bytes);
  const { element, littleEndian } = elementOf(descr);
  checkLength(shape, sizeOf(shape) * element.size, bytes.length - offset);
  const data = decodeElements(bytes.subarray(offset), element, littleEndian);
  const tensor = new Tensor(fortranOrder ? toRowMajor(data, shape) : data, shape, element.dtype);
  const notes = roundingNotes(data, element.dtype);
  return { tensor, layout: {}, ...(notes.length > 0 ? { notes } : {}) };
}

/** Numbers whose first dim is the fastest, in row-major order. */
export function toRowMajor(data: Float64Array, shape: readonly number[]): Float64Array {
  const result = new Float64Array(data.length);
  const index = shape.map(() => 0);
  const strides = shape.map((_, dim) => sizeOf(shape.slice(0, dim)));
  for (let i = 0, from = 0; i < data.length; i++) {
    result[i] = data[from] as number;
    for (let dim = shape.length - 1; dim >= 0; dim--) {
      const stride = strides[dim] as number;
      from += stride;
      index[dim] = (index[dim] as number) + 1;
      if (index[dim] !== shape[dim]) break;
      from -= stride * (index[dim] as number);
      index[dim] = 0;
    }
  }
  return result;
}

/** The header of a .npy file of that type and shape, padded so that the numbers begin at a multiple of 64 bytes. */
export function npyHeader(shape: readonly number[], descr: "<f4" | "<f8"): Uint8Array {
  const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = Math.ceil((10 + dict.length + 1) / 64) * 64;
  const text = dict.padEnd(length - 11) + "\n";
  return Uint8Array.from([...MAGIC, 1, 0, (length - 10) & 0xff, (length - 10) >> 8, ...new TextEncoder().encode(text)]);
}

/** Float32 where the tensor was so where it came from, else float64. */
function write({ tensor }: Document): Uint8Array {
  const isSingle = tensor.dtype === "float32";
  const header = npyHeader(tensor.shape, isSingle ? "<f4" : "<f8");
  const size = isSingle ? 4 : 8;
  const bytes = new Uint8Array(header.length + tensor.data.length * size);
  bytes.set(header);
  const view = new DataView(bytes.buffer, header.length);
  tensor.data.forEach((x, i) => {
    if (isSingle) view.setFloat32(i * 4, x, true);
    else view.setFloat64(i * 8, x, true);
  });
  return bytes;
}

/** The npy row. */
export const npy: Format = {
  name: "npy",
  binary: true,
  about: "a NumPy array, of any real type; written as float64, or float32 if it came so",
  endings: ["npy"],
  magic: isNpy,
  extents,
  read: (bytes) => readNpy(bytes),
  write,
};

/**
 * The element types of binary arrays.
 *
 * @packageDocumentation
 */
import type { DType } from "../math/tensor.js";

/** How one type of numbers is laid out in bytes. */
export interface ElementType {
  readonly dtype: DType;
  /** In bytes. */
  readonly size: number;
  readonly get: (view: DataView, at: number, littleEndian: boolean) => number;
}

function element(dtype: DType, size: number, get: ElementType["get"]): ElementType {
  return { dtype, size, get };
}

/** The element types by their names. */
export const ELEMENTS = {
  float64: element("float64", 8, (view, at, little) => view.getFloat64(at, little)),
  float32: element("float32", 4, (view, at, little) => view.getFloat32(at, little)),
  float16: element("float16", 2, (view, at, little) => float16(view.getUint16(at, little))),
  bfloat16: element("bfloat16", 2, (view, at, little) => bfloat16(view.getUint16(at, little))),
  int8: element("int8", 1, (view, at) => view.getInt8(at)),
  int16: element("int16", 2, (view, at, little) => view.getInt16(at, little)),
  int32: element("int32", 4, (view, at, little) => view.getInt32(at, little)),
  // High and low half: both are exact, so that their sum is rounded once.
  int64: element("int64", 8, (view, at, little) => {
    return view.getInt32(little ? at + 4 : at, little) * 2 ** 32 + view.getUint32(little ? at : at + 4, little);
  }),
  uint8: element("uint8", 1, (view, at) => view.getUint8(at)),
  uint16: element("uint16", 2, (view, at, little) => view.getUint16(at, little)),
  uint32: element("uint32", 4, (view, at, little) => view.getUint32(at, little)),
  uint64: element("uint64", 8, (view, at, little) => {
    return view.getUint32(little ? at + 4 : at, little) * 2 ** 32 + view.getUint32(little ? at : at + 4, little);
  }),
  bool: element("bool", 1, (view, at) => (view.getUint8(at) === 0 ? 0 : 1)),
} as const satisfies { [name in DType]: ElementType };

/** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
function float16(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

const scratch = new DataView(new ArrayBuffer(4));

/** The upper half of a float32. */
function bfloat16(bits: number): number {
  scratch.setUint32(0, bits * 2 ** 16);
  return scratch.getFloat32(0);
}

/** The numbers of `bytes`, all of one type. */
export function decodeElements(bytes: Uint8Array, { size, get }: ElementType, littleEndian: boolean): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new Float64Array(bytes.length / size);
  for (let i = 0; i < data.length; i++) data[i] = get(view, i * size, littleEndian);
  return data;
}

/** What to tell the user of 64-bit integers that no double holds exactly. */
export function roundingNotes(data: Float64Array, dtype: DType): readonly string[] {
  const isRounded =
    (dtype === "int64" || dtype === "uint64") && data.some((x) => Math.abs(x) > Number.MAX_SAFE_INTEGER);
  return isRounded ? ["64-bit integers beyond 2^53 are rounded to doubles"] : [];
}

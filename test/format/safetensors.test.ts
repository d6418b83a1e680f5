import { describe, expect, test } from "vitest";
import { formatNamed } from "../../src/format/formats.js";
import { mistake, numbers, read, reference } from "./support.js";

const types = reference("types.safetensors");

/** A file with that header and so many bytes behind it. */
function fileOf(header: unknown, size: number): Uint8Array {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = Buffer.alloc(8 + text.length + size);
  bytes.writeBigUInt64LE(BigInt(text.length));
  bytes.set(text, 8);
  return new Uint8Array(bytes);
}

test.each<[string, unknown]>([
  ["f16", [1.5, -2]],
  ["bf16", [1.5, -2, Infinity]],
  ["f32", [[Math.fround(0.1)], [Math.fround(0.2)]]],
  ["f64", [0.1]],
  ["i64", [-3, 2 ** 62]],
  ["u8", 200],
  ["bool", [1, 0]],
])("%s", (key, value) => {
  expect(numbers("safetensors", types, { key })).toEqual(value);
});

test("64-bit integers that are rounded are noted", () => {
  expect(read("safetensors", types, { key: "i64" }).notes).toEqual([
    "64-bit integers beyond 2^53 are rounded to doubles",
  ]);
});

test("lists its tensors", () => {
  expect(formatNamed("safetensors").list!(types)[2]).toEqual({ name: "f32", shape: [2, 1], dtype: "F32" });
  expect(mistake(() => read("safetensors", types))).toMatch(/^8 arrays: f16 \(2\), bf16 \(3\)/);
});

test("the only tensor needs no key", () => {
  const bytes = fileOf({ a: { dtype: "F32", shape: [2], data_offsets: [0, 8] } }, 8);
  expect(numbers("safetensors", bytes)).toEqual([0, 0]);
});

test.each([
  ["I8", 1, "int8"],
  ["I16", 2, "int16"],
  ["I32", 4, "int32"],
  ["U16", 2, "uint16"],
  ["U32", 4, "uint32"],
  ["U64", 8, "uint64"],
  ["F64", 8, "float64"],
])("%s is little-endian and starts where the header says", (dtype, size, name) => {
  const bytes = fileOf({ a: { dtype, shape: [1], data_offsets: [3, 3 + size] } }, 3 + size);
  bytes[bytes.length - size] = 1;
  bytes[bytes.length - size - 1] = 255;
  const { tensor, notes } = read("safetensors", bytes);
  expect(tensor.dtype).toBe(name);
  expect(tensor.toArray()).toEqual([dtype === "F64" ? 5e-324 : 1]);
  expect(notes).toBeUndefined();
});

test("is known by the length of its header and its brace", () => {
  const { magic } = formatNamed("safetensors");
  expect(magic!(fileOf("{}", 0))).toBe(true);
  expect(magic!(fileOf("[]", 0))).toBe(false);
  expect(magic!(fileOf("{", 0))).toBe(false);
  expect(magic!(fileOf("{}", 0).subarray(0, 8))).toBe(false);
  const withLength = (length: number) => {
    const bytes = Buffer.alloc(9, "{");
    bytes.writeBigUInt64LE(BigInt(length));
    return magic!(new Uint8Array(bytes));
  };
  expect([1, 2, 100_000_000, 100_000_001].map(withLength)).toEqual([false, true, true, false]);
  const larger = Buffer.concat([Buffer.alloc(5, 255), fileOf("{}", 0)]);
  expect(magic!(new Uint8Array(larger).subarray(5))).toBe(true);
  expect(mistake(() => read("safetensors", fileOf("{}", 0)))).toBe("no numeric array in the input");
});

describe("refuses", () => {
  const one = (value: unknown) => fileOf({ "\u001b[31m": value }, 8);

  test.each<[string, Uint8Array, RegExp]>([
    ["other types", types, /"f8" has type "F8_E4M3"/],
    [
      "a shape that is not there",
      one({ dtype: "F32", shape: [1e12], data_offsets: [0, 4e12] }),
      /should be 4000000000000 bytes/,
    ],
    [
      "bytes that do not fit",
      one({ dtype: "F32", shape: [1], data_offsets: [0, 8] }),
      /should be 4 bytes, from 0 to 8/,
    ],
    ["what is empty too often", one({ dtype: "F32", shape: [1e12, 0], data_offsets: [0, 0] }), /empty too often/],
    ["negative sizes", one({ dtype: "F32", shape: [-1], data_offsets: [0, 8] }), /damaged at "\\x1b\[31m"/],
    ["an entry that is none", one(null), /damaged/],
    ["a header that is no object", fileOf("{]", 0), /not a JSON object/],
    ["a header of brackets", fileOf(`{"[":${"[".repeat(1e5)}`, 0), /nested too deep/],
    ["a header of closed brackets", fileOf('{"a":[[[]]]}', 0), /nested too deep/],
    ["a header that is cut off", fileOf("{}", 0).subarray(0, 9), /cut off/],
    ["other files", Uint8Array.of(1, 2, 3), /^not a safetensors file$/],
    ["a header that is null", fileOf("null", 1), /^not a safetensors file$/],
    ["a list", fileOf("[]", 9), /^not a safetensors file$/],
    ["an entry without a type", one({ shape: [1], data_offsets: [0, 8] }), /damaged at/],
    ["one place", one({ dtype: "F64", shape: [1], data_offsets: [0] }), /damaged at/],
    ["three places", one({ dtype: "F64", shape: [1], data_offsets: [0, 8, 8] }), /damaged at/],
    ["places that are no list", one({ dtype: "F64", shape: [1], data_offsets: 8 }), /damaged at/],
    ["a shape that is no list", one({ dtype: "F64", shape: 1, data_offsets: [0, 8] }), /damaged at/],
    ["sizes with a fraction", one({ dtype: "F64", shape: [0.5], data_offsets: [0, 8] }), /damaged at/],
    ["places behind the end", one({ dtype: "F64", shape: [1], data_offsets: [1, 9] }), /from 1 to 9 of 8$/],
    [
      "a type that is not known",
      one({ dtype: "F7", shape: [1], data_offsets: [0, 8] }),
      /has type "F7": F64, F32, F16, BF16, I8, I16, I32, I64, U8, U16, U32, U64, BOOL are read$/,
    ],
  ])("%s", (_, bytes, message) => {
    expect(mistake(() => read("safetensors", bytes, bytes === types ? { key: "f8" } : {}))).toMatch(message);
  });
});

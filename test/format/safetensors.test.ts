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
    ["a header that is cut off", fileOf("{}", 0).subarray(0, 9), /cut off/],
    ["other files", Uint8Array.of(1, 2, 3), /not a safetensors file/],
  ])("%s", (_, bytes, message) => {
    expect(mistake(() => read("safetensors", bytes, bytes === types ? { key: "f8" } : {}))).toMatch(message);
  });
});

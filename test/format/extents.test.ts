/** Where the numbers of binary files stand. */
import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeElements } from "../../src/format/elements.js";
import { formatNamed } from "../../src/format/formats.js";
import { toRowMajor } from "../../src/format/npy.js";
import { storeOf } from "../../src/format/store.js";
import { crc32 } from "../../src/format/zip.js";
import { exact, mistake, read, reference } from "./support.js";

test.each([
  ["npy", "cube-f.npy", []],
  ["npz", "one.npz", ["arr_0"]],
  ["npz", "stored.npz", ["cube", "single", "count"]],
  ["npz", "compressed.npz", ["cube", "single", "count"]],
  ["safetensors", "types.safetensors", ["f16", "bf16", "f32", "f64", "i64", "u8", "bool"]],
])("the numbers of %s (%s) stand where the extents say", (format, name, keys) => {
  const bytes = reference(name);
  const { entries, find } = formatNamed(format).extents!(storeOf(bytes));
  // One tensor of the file has a type that is not read.
  expect(entries.map((entry) => entry.name).filter((key) => key !== "f8")).toEqual(keys);
  for (const key of keys.length === 0 ? [undefined] : keys) {
    const { shape, element, littleEndian, fortranOrder, start, end, entry } = find(key);
    const packed = bytes.subarray(start, end);
    const content = entry?.deflated ? new Uint8Array(inflateRawSync(packed)) : packed;
    if (entry) {
      expect([entry.name, entry.deflated]).toEqual([`${key}.npy`, name !== "stored.npz"]);
      expect([entry.size, entry.crc]).toEqual([content.length, crc32(content)]);
    }
    const data = decodeElements(content.subarray(entry?.header ?? 0), element, littleEndian);
    const { tensor } = read(format, bytes, key === undefined ? {} : { key });
    expect(shape).toEqual(tensor.shape);
    expect(fortranOrder).toBe(format !== "safetensors" && shape.length === 3);
    expect(exact(fortranOrder ? toRowMajor(data, shape) : data)).toEqual(exact(tensor));
  }
});

test("the only array needs no key, and a file of another length is refused", () => {
  expect(formatNamed("npz").extents!(storeOf(reference("one.npz"))).find(undefined).shape).toEqual([2, 3, 4]);
  const { find } = formatNamed("npy").extents!(storeOf(reference("cube-f.npy").subarray(0, 319)));
  expect(mistake(() => find(undefined))).toBe("the npy file is cut off: 2 × 3 × 4 numbers need 192 bytes, not 191");
});

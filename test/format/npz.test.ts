import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { formatNamed } from "../../src/format/formats.js";
import { storeOf } from "../../src/format/store.js";
import { isZip, packedExtent, unzip, unzipHead, type ZipEntry, zipEntries } from "../../src/format/zip.js";
import { mistake, numbers, read, reference } from "./support.js";

const entriesOf = (bytes: Uint8Array) => zipEntries(storeOf(bytes));
const list = (bytes: Uint8Array) => formatNamed("npz").list!(bytes);

describe.each(["stored.npz", "compressed.npz"])("%s", (name) => {
  const bytes = reference(name);

  test("lists its arrays", () => {
    expect(list(bytes)).toEqual([
      { name: "cube", shape: [2, 3, 4], dtype: "<f8" },
      { name: "single", shape: [2], dtype: "<f4" },
      { name: "count", shape: [], dtype: "<i8" },
    ]);
  });

  test("gives the one that the key names", () => {
    expect(numbers("npz", bytes, { key: "single" })).toEqual([Math.fround(0.1), -2.5]);
    expect(read("npz", bytes, { key: "single" }).tensor.dtype).toBe("float32");
    expect(numbers("npz", bytes, { key: "count" })).toBe(7);
    expect(read("npz", bytes, { key: "cube" }).tensor.data[23]).toBe(23);
  });

  test("wants a key", () => {
    const all = "cube (2 × 3 × 4), single (2), count (scalar)";
    expect(mistake(() => read("npz", bytes))).toBe(`3 arrays: ${all}`);
    expect(mistake(() => read("npz", bytes, { key: "\u001b" }))).toBe(`no array is called "\\x1b": ${all}`);
  });

  test("is refused where a byte has changed", () => {
    const { offset } = entriesOf(bytes)[0]!;
    const changed = bytes.slice();
    changed[offset + 80]! ^= 1;
    expect(mistake(() => read("npz", changed, { key: "cube" }))).toMatch(/damaged/);
    expect(mistake(() => read("npz", bytes.subarray(0, bytes.length - 30), { key: "cube" }))).toMatch(/damaged/);
  });
});

/** The archive with other records in its directory. */
function withDirectory(bytes: Uint8Array, change: (records: Uint8Array[]) => Uint8Array[]): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const end = bytes.length - 22;
  const start = view.getUint32(end + 16, true);
  const records: Uint8Array[] = [];
  for (let at = start; at < end; ) {
    const next = at + 46 + view.getUint16(at + 28, true);
    records.push(bytes.slice(at, next));
    at = next;
  }
  return new Uint8Array(Buffer.concat([bytes.subarray(0, start), ...change(records), bytes.subarray(end)]));
}

test("records of the directory may have more fields and a comment, and any order", () => {
  const bytes = reference("stored.npz");
  const longer = withDirectory(bytes, (records) =>
    records.map((record) => {
      const extended = new Uint8Array(record.length + 300 + 7);
      extended.set(record);
      new DataView(extended.buffer).setUint16(30, 300, true);
      new DataView(extended.buffer).setUint16(32, 7, true);
      return extended;
    }),
  );
  expect(list(longer)).toEqual(list(bytes));
  const turned = withDirectory(bytes, (records) => records.reverse());
  expect(list(turned)).toEqual([...list(bytes)].reverse());
});

test("arrays are read though a pickle stands beside them", () => {
  const bytes = withDirectory(reference("stored.npz"), ([cube, ...others]) => {
    cube!.set(Buffer.from("data.pkl"), 46);
    return [cube!, ...others];
  });
  expect(list(bytes).map(({ name }) => name)).toEqual(["single", "count"]);
});

test.each([
  ["a length beyond 4 GiB", 0xffffffff, '"cube.npy" is larger than 4 GiB'],
  ["a length that reaches into the next entry", 192 + 128 + 30, '"cube.npy" and "single.npy" overlap'],
])("%s in the directory", (_, packed, what) => {
  const bytes = withDirectory(reference("stored.npz"), ([cube, ...others]) => {
    new DataView(cube!.buffer).setUint32(20, packed, true);
    return [cube!, ...others];
  });
  expect(mistake(() => read("npz", bytes, { key: "cube" }))).toMatch(
    new RegExp(`the zip archive is damaged: ${what}$`),
  );
});

test("an array is read though another is damaged", () => {
  const bytes = reference("stored.npz").slice();
  bytes[packedExtent(storeOf(bytes), entriesOf(bytes)[0]!).start]! ^= 1;
  expect(numbers("npz", bytes, { key: "count" })).toBe(7);
  expect(mistake(() => list(bytes))).toBe('"cube": not an npy file');
});

test("a comment behind the directory, and bytes within a larger buffer", () => {
  const bytes = reference("stored.npz");
  for (const length of [1, 100, 0xffff]) {
    const commented = new Uint8Array(bytes.length + length).fill(0x50);
    commented.set(bytes);
    expect(numbers("npz", commented, { key: "count" })).toBe(7);
  }
  const tooLong = new Uint8Array(bytes.length + 0x10000);
  tooLong.set(bytes);
  expect(mistake(() => entriesOf(tooLong))).toBe("the zip archive is damaged: its directory is missing");
  const larger = new Uint8Array(bytes.length + 7);
  larger.set(bytes, 7);
  expect(numbers("npz", larger.subarray(7), { key: "count" })).toBe(7);
});

test("a zip archive is known by its first bytes, an empty one by its end record", () => {
  const is = (...bytes: number[]) => isZip(Uint8Array.from(bytes));
  expect(is(0x50, 0x4b, 3, 4)).toBe(true);
  expect(is(0x50, 0x4b, 5, 6)).toBe(true);
  const others = [[0x50, 0x4b, 3, 6], [0x50, 0x4b, 5, 4], [0x51, 0x4b, 3, 4], [0x50, 0x4a, 5, 6], [0x50, 0x4b], []];
  expect(others.some((bytes) => is(...bytes))).toBe(false);
  const empty = new Uint8Array(22);
  empty.set([0x50, 0x4b, 5, 6]);
  expect(entriesOf(empty)).toEqual([]);
  expect(mistake(() => read("npz", empty))).toBe("no array in the zip archive");
});

test("a mistake in an array names it", () => {
  const broken = zipOf("weights.npy", Uint8Array.of(1, 2, 3), { crc: 0x55bc801d });
  expect(mistake(() => read("npz", broken))).toBe('"weights": not an npy file');
  expect(mistake(() => list(broken))).toBe('"weights": not an npy file');
  expect(mistake(() => read("npz", broken, { key: "weights" }))).toBe('"weights": not an npy file');
});

test("the only array needs no key", () => {
  expect(mistake(() => read("npz", reference("one.npz"), { key: "b" }))).toBe(
    'no array is called "b": arr_0 (2 × 3 × 4)',
  );
  expect(read("npz", reference("one.npz")).tensor.shape).toEqual([2, 3, 4]);
});

/** A zip archive of one entry, whose directory says what it is told to. */
function zipOf(name: string, content: Uint8Array, says: Partial<ZipEntry> = {}): Uint8Array {
  const packed = deflateRawSync(content);
  const entry = { method: 8, flags: 0, crc: 0, packed: packed.length, size: content.length, ...says };
  const bytes = Buffer.alloc(30 + name.length + packed.length + 46 + name.length + 22);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(name.length, 26);
  bytes.write(name, 30);
  bytes.set(packed, 30 + name.length);
  const central = 30 + name.length + packed.length;
  bytes.writeUInt32LE(0x02014b50, central);
  bytes.writeUInt16LE(entry.flags, central + 8);
  bytes.writeUInt16LE(entry.method, central + 10);
  bytes.writeUInt32LE(entry.crc, central + 16);
  bytes.writeUInt32LE(entry.packed, central + 20);
  bytes.writeUInt32LE(entry.size, central + 24);
  bytes.writeUInt16LE(name.length, central + 28);
  bytes.write(name, central + 46);
  const end = central + 46 + name.length;
  bytes.writeUInt32LE(0x06054b50, end);
  bytes.writeUInt16LE(1, end + 10);
  bytes.writeUInt32LE(central, end + 16);
  return new Uint8Array(bytes);
}

describe("hostile archives", () => {
  const zeros = new Uint8Array(1_000_000);

  test.each<[string, Partial<ZipEntry>, RegExp]>([
    ["more than it says", { size: 1000 }, /unpack to more than 1000 bytes/],
    ["more than it may", { size: 0xfffffff0 }, /unpacks to more than 1073741824 bytes/],
    ["less than it says", { size: 2_000_000 }, /has changed/],
    ["another method", { method: 12 }, /method 12: stored and deflated are read/],
    ["encrypted", { flags: 1 }, /encrypted/],
    ["beyond the end", { packed: 0xfffffff0 }, /cut off/],
    ["zip64", { packed: 0xffffffff }, /larger than 4 GiB/],
    ["zip64 in its size", { size: 0xffffffff }, /^the zip archive is damaged: "..\/..\/a.npy" is larger than 4 GiB$/],
    ["one byte beyond the end", { packed: 1 << 12 }, /cut off/],
    ["another sum", { crc: 1 }, /^the zip archive is damaged: "..\/..\/a.npy" has changed$/],
  ])("%s is refused", (_, says, message) => {
    const bytes = zipOf("../../a.npy", zeros, says);
    expect(mistake(() => unzip(storeOf(bytes), entriesOf(bytes)[0]!))).toMatch(message);
    if (says.crc === undefined && says.size === undefined) {
      expect(mistake(() => unzipHead(storeOf(bytes), entriesOf(bytes)[0]!))).toMatch(message);
    }
  });

  test("an entry may be as large as the limit", () => {
    const bytes = reference("compressed.npz");
    const [entry] = entriesOf(bytes);
    expect(unzip(storeOf(bytes), entry!, entry!.size)).toHaveLength(entry!.size);
    expect(mistake(() => unzip(storeOf(bytes), entry!, entry!.size - 1))).toMatch(/unpacks to more than/);
  });

  test("a directory that points nowhere, or is cut off", () => {
    const bytes = zipOf("a.npy", zeros);
    const changed = (at: number, value: number): Uint8Array => {
      const copy = Buffer.from(bytes);
      copy.writeUInt32LE(value, copy.length - 22 + at);
      return new Uint8Array(copy);
    };
    expect(mistake(() => entriesOf(changed(16, bytes.length - 45)))).toMatch(/its directory is cut off$/);
    expect(mistake(() => entriesOf(changed(16, bytes.length)))).toMatch(/its directory is cut off$/);
    expect(mistake(() => entriesOf(changed(16, 0)))).toMatch(/its directory is cut off$/);
    expect(mistake(() => entriesOf(changed(8, 2 << 16)))).toMatch(/its directory is cut off$/);
    const entry = entriesOf(bytes)[0]!;
    for (const offset of [1, bytes.length - 29, bytes.length + 5]) {
      expect(mistake(() => unzip(storeOf(bytes), { ...entry, offset }))).toBe(
        'the zip archive is damaged: "a.npy" is missing',
      );
    }
    expect(mistake(() => unzip(storeOf(bytes), { ...entry, offset: 0xffffffff }))).toMatch(/larger than 4 GiB/);
  });

  test("a file of torch.save is refused with its conversion", () => {
    expect(mistake(() => read("npz", zipOf("archive/data.pkl", zeros)))).toMatch(/pickle.*torch\.load/);
    expect(mistake(() => read("npz", zipOf("xl/workbook.xml", zeros)))).toBe("no array in the zip archive");
    expect(mistake(() => read("npz", zipOf("a.npy", zeros).subarray(0, 40)))).toMatch(/its directory is missing/);
  });
});

test("entries that share their bytes are refused: a small archive would unpack to very much", () => {
  const bytes = reference("compressed.npz").slice();
  const [first, second] = entriesOf(bytes);
  const view = new DataView(bytes.buffer);
  const at = Array.from({ length: bytes.length - 46 }, (_, i) => i).filter(
    (i) => view.getUint32(i, true) === 0x02014b50 && view.getUint32(i + 42, true) === second!.offset,
  );
  view.setUint32(at[0]! + 42, first!.offset, true);
  expect(mistake(() => list(bytes))).toBe('the zip archive is damaged: "cube.npy" and "single.npy" overlap');
});

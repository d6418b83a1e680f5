import { expect, test } from "vitest";
import { decodeElements, ELEMENTS, roundingNotes } from "../../src/format/elements.js";
import { elementOf } from "../../src/format/npy.js";
import { exact, fromBits, referenceJson } from "./support.js";

const types = referenceJson<[descr: string, hex: string, bits: string[]][]>("elements.json");

test.each(types)("%s as NumPy reads it", (descr, hex, bits) => {
  const { element, littleEndian } = elementOf(descr);
  const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
  expect(exact(decodeElements(bytes, element, littleEndian))).toEqual(exact(bits.map(fromBits)));
  expect(element.size * bits.length).toBe(bytes.length);
  const kind = { f: "float", i: "int", u: "uint", b: "bool" }[descr[1]!];
  expect(element.dtype).toBe(kind === "bool" ? kind : `${kind}${element.size * 8}`);
});

test("bfloat16 is the upper half of a float32", () => {
  const bytes = Uint8Array.of(0xc0, 0x3f, 0x80, 0xff, 0x01, 0x00, 0x49, 0x40);
  expect(exact(decodeElements(bytes, ELEMENTS.bfloat16, true))).toEqual(exact([1.5, -Infinity, 2 ** -133, 3.140625]));
  expect(exact(decodeElements(Uint8Array.of(0x3f, 0xc0), ELEMENTS.bfloat16, false))).toEqual(["1.5"]);
});

test("every byte of a bool but 0 is true", () => {
  expect([...decodeElements(Uint8Array.of(0, 1, 2, 255), ELEMENTS.bool, true)]).toEqual([0, 1, 1, 1]);
});

test("only 64-bit integers beyond 2^53 are noted", () => {
  const note = ["64-bit integers beyond 2^53 are rounded to doubles"];
  const most = Float64Array.of(1, 2 ** 53 - 1);
  const more = Float64Array.of(1, -(2 ** 53));
  expect(roundingNotes(more, "int64")).toEqual(note);
  expect(roundingNotes(more, "uint64")).toEqual(note);
  expect(roundingNotes(most, "int64")).toEqual([]);
  expect(roundingNotes(more, "float64")).toEqual([]);
});

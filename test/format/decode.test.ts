import { expect, test } from "vitest";
import { decode, encode } from "../../src/format/decode.js";
import { mistake } from "./support.js";

const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));

test("UTF-8 with or without its mark, UTF-16 of either byte order with its mark", () => {
  const text = "é 1,2 😀\n";
  expect(decode(Buffer.from(text))).toEqual({ text });
  expect(decode(Buffer.from(`\ufeff${text}`))).toEqual({ text });
  expect(decode(utf16(text))).toEqual({ text });
  expect(decode(utf16(text).map((_, i, bytes) => bytes[i ^ 1]!))).toEqual({ text });
});

test("one byte of a mark is none", () => {
  expect(decode(Uint8Array.of(0xff, 0x31))).toEqual({ text: "ÿ1", encoding: "latin1" });
  expect(decode(Uint8Array.of(0x31, 0xfe))).toEqual({ text: "1þ", encoding: "latin1" });
  expect(decode(Uint8Array.of(0xfe, 0x31))).toEqual({ text: "þ1", encoding: "latin1" });
  expect(decode(Uint8Array.of(0x31, 0xff))).toEqual({ text: "1ÿ", encoding: "latin1" });
});

test("bytes that are not UTF-8 are Latin-1, each a character, however many", () => {
  const bytes = Uint8Array.from({ length: 10_000 }, (_, i) => i % 256);
  const { text, encoding } = decode(bytes);
  expect(encoding).toBe("latin1");
  expect(Array.from(text, (character) => character.charCodeAt(0))).toEqual([...bytes]);
  expect(encode(text, { encoding: "latin1" })).toEqual(bytes);
});

test("text that Latin-1 cannot say is written as UTF-8", () => {
  expect(encode("é€", { encoding: "latin1" })).toBe("é€");
  expect(encode("é", {})).toBe("é");
});

test("more than a string holds is refused", () => {
  expect(mistake(() => decode({ length: 2 ** 29 - 23 } as Uint8Array))).toBe(
    "more than 512 MiB of text cannot be read at once",
  );
});

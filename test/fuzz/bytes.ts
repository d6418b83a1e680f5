/** Mutations of the bytes of a file, whatever its format. */
import { gzipSync } from "node:zlib";
import { type Random, smallSize } from "./random.js";
import { BROKEN, MARKS, NUMBERS, SIZES } from "./words.js";

/** No input is made longer than this. */
export const LONGEST = 1 << 16;

/** @param other another file, for splices */
type Mutation = (random: Random, bytes: Buffer, other: Buffer) => Buffer;

/** A part of the bytes, short ones oftener. */
function block(random: Random, { length }: Buffer): [from: number, to: number] {
  const from = random.below(length + 1);
  return [from, Math.min(length, from + Math.max(1, smallSize(random, length + 1)))];
}

function replaced(bytes: Buffer, from: number, to: number, by: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);
}

/** A digit or a word of letters, or a run of digits: what a grammar takes as one. */
function word(random: Random, bytes: Buffer, pattern: RegExp): [from: number, to: number] | undefined {
  const found = [...bytes.toString("latin1").matchAll(pattern)];
  if (found.length === 0) return undefined;
  const { index, 0: text } = random.pick(found);
  return [index, index + text.length];
}

const wordsOf = (random: Random) => Buffer.from(random.oneIn(2) ? random.pick(NUMBERS) : random.pick(MARKS));

const MUTATIONS: readonly Mutation[] = [
  function flipBit(random, bytes) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 << random.below(8);
    return copy;
  },
  function setByte(random, bytes) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  function setField(random, bytes) {
    const copy = Buffer.from(bytes);
    const width = random.pick([1, 2, 4]);
    if (copy.length >= width) {
      copy.writeUIntLE(random.pick(SIZES) % 2 ** (8 * width), random.below(copy.length - width + 1), width);
    }
    return copy;
  },
  (random, bytes) => bytes.subarray(0, random.below(bytes.length + 1)),
  (random, bytes) => bytes.subarray(random.below(bytes.length + 1)),
  (random, bytes) => replaced(bytes, ...block(random, bytes), Buffer.alloc(0)),
  function repeat(random, bytes) {
    const [from, to] = block(random, bytes);
    const part = bytes.subarray(from, to);
    return replaced(bytes, to, to, Buffer.concat(Array(1 + smallSize(random, 300)).fill(part)));
  },
  function splice(random, bytes, other) {
    return replaced(bytes, ...block(random, bytes), other.subarray(...block(random, other)));
  },
  (random, bytes) => replaced(bytes, ...block(random, bytes), wordsOf(random)),
  function insert(random, bytes) {
    const at = random.below(bytes.length + 1);
    return replaced(bytes, at, at, wordsOf(random));
  },
  function breakText(random, bytes) {
    const at = random.oneIn(3) ? 0 : random.below(bytes.length + 1);
    return replaced(bytes, at, at, Buffer.from(random.pick(BROKEN)));
  },
  function setNumber(random, bytes) {
    const found = word(random, bytes, /[-+\d.e]+/g);
    return found ? replaced(bytes, ...found, Buffer.from(random.pick(NUMBERS))) : bytes;
  },
  function setWord(random, bytes) {
    const found = word(random, bytes, /[A-Za-z_]+|[^\w\s]/g);
    return found ? replaced(bytes, ...found, wordsOf(random)) : bytes;
  },
  function changeLineEnds(random, bytes) {
    return Buffer.from(
      bytes.toString("latin1").replaceAll("\n", random.pick(["\r\n", "\r", "\n\n", " ", ";\n", ""])),
      "latin1",
    );
  },
  function changeDelimiters(random, bytes) {
    return Buffer.from(
      bytes.toString("latin1").replaceAll(",", random.pick([";", "\t", " ", ",,", "|", "."])),
      "latin1",
    );
  },
  function nest(random, bytes) {
    const [open, close] = random.pick([
      ["[", "]"],
      ["(", ")"],
      ['{"a":', "}"],
      ["tensor(", ")"],
      ['"', '"'],
    ] as const);
    const depth = 1 + smallSize(random, 5000);
    return Buffer.concat([Buffer.from(open.repeat(depth)), bytes, Buffer.from(close.repeat(depth - random.below(2)))]);
  },
  (_, bytes) => gzipSync(bytes, { level: 1 }),
];

/** Some mutations of `bytes`, one after the other. */
export function mutated(random: Random, bytes: Uint8Array, other: Uint8Array): Buffer {
  let found: Buffer = Buffer.from(bytes);
  for (let left = 1 + smallSize(random, 4); left > 0; left--) {
    found = random.pick(MUTATIONS)(random, found, Buffer.from(other)).subarray(0, LONGEST);
  }
  return found;
}

/** The same for a text, such as an argument; what is no UTF-8 becomes U+FFFD. */
export function mutatedText(random: Random, text: string, other: string): string {
  return mutated(random, Buffer.from(text), Buffer.from(other)).toString();
}

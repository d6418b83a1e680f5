/** The number kernels give what the clear ones give, to the last bit. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatNumber, parseNumber } from "../../src/format/number.js";
import { fillTables, instantiate, newMemory, TABLES } from "../../src/stream/kernels.js";
import { ROOT } from "../shell.js";

/** A million points take three seconds: the usual run takes a part of them. */
const POINTS = process.env.ACTFN_LONG_TESTS ? 1_000_000 : 100_000;

const memory = newMemory(1 << 20);
const module = new WebAssembly.Module(readFileSync(join(ROOT, "dist", "kernels.wasm")));
const kernels = instantiate(module, memory, { read: parseNumber, write: formatNumber });
fillTables(memory, kernels);
const start = TABLES;
const bytes = Buffer.from(memory.buffer);

function write(x: number): string {
  return bytes.toString("latin1", start, kernels.writeNumber(start, x));
}

/** The number; undefined where the kernel leaves it to the clear reader. */
function read(text: string): number | undefined {
  bytes.write(`${text}\n`, start);
  const end = kernels.readNumber(start);
  if (end === 0) return undefined;
  if (end - start !== text.length) throw new Error(`${text} is read up to ${end - start}`);
  return kernels.value.value;
}

/** Marsaglia's xorshift: the points are the same in every run. */
function* words(): Generator<number, never> {
  for (let x = 2463534242; ; ) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    yield x >>> 0;
  }
}

const random = words();
const unit = (): number => (random.next().value * 2 ** 21 + (random.next().value >>> 11)) / 2 ** 53;
const double = new DataView(new ArrayBuffer(8));

/** Kinds of doubles that take different ways. */
const KINDS: readonly (() => number)[] = [
  () => {
    double.setUint32(0, random.next().value);
    double.setUint32(4, random.next().value);
    return double.getFloat64(0);
  },
  unit,
  () => unit() ** 20,
  () => Math.floor(unit() * 1e6),
  () => Math.floor(unit() * 1e6) / 1000,
  () => Math.floor(unit() * 2 ** 62),
  () => 2 ** Math.floor(unit() * 2098 - 1074),
  () => Number(`1e${Math.floor(unit() * 616 - 308)}`),
  () => Math.fround(unit() * 100),
  () => unit() * 1e-308,
];

const point = (i: number): number => KINDS[i % KINDS.length]!() * (i % 3 === 0 ? -1 : 1);

test("numbers are written as the clear writer writes them", () => {
  const different: number[] = [];
  for (let i = 0; i < POINTS; i++) {
    const x = point(i);
    if (x - x === 0 && write(x) !== formatNumber(x)) different.push(x);
  }
  expect(different).toEqual([]);
});

test("numbers are read as the clear reader reads them", () => {
  const different: string[] = [];
  let left = 0;
  for (let i = 0; i < POINTS; i++) {
    const x = point(i);
    if (x - x !== 0) continue;
    for (const text of [formatNumber(x), x.toPrecision(17), x.toExponential(18)]) {
      const value = read(text);
      if (value === undefined) left++;
      else if (!Object.is(value, parseNumber(text))) different.push(text);
    }
  }
  expect(different).toEqual([]);
  expect(left).toBeLessThan(POINTS * 0.5);
});

test.each([
  0, -0, 1, 10, 0.1, 123, 1e20, 1e21, 123456789012345680000, 1e-6, 1e-7, 1.5e-7, 5e-324, 2.2250738585072014e-308,
  1.7976931348623157e308, 9007199254740992, 1e22, 1e23, 8.98846567431158e307, -1.5,
])("%d is written as it should be", (x) => {
  expect(write(x)).toBe(formatNumber(x));
});

test.each([
  ...["0", "-0", "5.", ".5", "1e5", "1E+5", "1e-5", "9007199254740993", "9007199254740993.00000000000000001"],
  ...["4503599627370497.5", "4503599627370496.5", "0.000000000000000000000000000000123", "1e22", "1e23", "179e306"],
  ...["123456789012345678", "1234567890123456789", "12345678901234567890", "2.2250738585072011e-308", "1e-400"],
])("%s is read as it should be, or left", (text) => {
  expect([parseNumber(text), undefined]).toContain(read(text));
});

test.each([
  "",
  "-",
  ".",
  "-.",
  "e5",
  "1e",
  "1e+",
  "nan",
  "inf",
  "-inf",
  "01",
  "-00.5",
  "+1",
  "\u22121",
  "abc",
  "1e99999",
])("%s is left to the clear reader", (text) => {
  bytes.write(`${text}\n`, start);
  const end = kernels.readNumber(start);
  expect(end === 0 || end - start < text.length).toBe(true);
});

test("what is left in the middle of a number is seen by what follows it", () => {
  expect(read("1x".slice(0, 1))).toBe(1);
  bytes.write("1x\n", start);
  expect(kernels.readNumber(start) - start).toBe(1);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatFixed, formatNumber, numberFormat, parseNumber, roundTo } from "../../src/format/number.js";
import { fromBits, referenceJson } from "./support.js";

interface Reference {
  readonly read: readonly (readonly [text: string, bits: string])[];
  readonly shortest: readonly (readonly [bits: string, text: string])[];
  readonly fixed: readonly (readonly [x: number, precision: number, text: string])[];
}
const REFERENCE = referenceJson<Reference>("numbers.json");

/** A decimal as its digits and the power of ten behind them. */
function canonical(text: string): string {
  const [, sign, whole = "", fraction = "", exponent = "0"] = /^(-?)(\d*)\.?(\d*)(?:e(.*))?$/i.exec(text)!;
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const kept = digits.replace(/0+$/, "");
  return `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}

describe("parseNumber", () => {
  test("gives the double that Python gives", () => {
    for (const [text, bits] of REFERENCE.read) expect(parseNumber(text), text).toBe(fromBits(bits));
  });

  test.each(["nan", "NaN", "NAN", "-nan", "+NaN"])("%s is nan", (text) => {
    expect(parseNumber(text)).toBeNaN();
  });

  test.each([
    ["inf", Infinity],
    ["-INF", -Infinity],
    ["+Infinity", Infinity],
    ["-infinity", -Infinity],
    ["\u22121.5", -1.5],
    [".25", 0.25],
    ["\u2212inf", -Infinity],
    ["1e\u22123", 0.001],
  ])("%s is %d", (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  test.each([
    "",
    " ",
    " 1",
    "1 ",
    "0x10",
    "1_000",
    "1,5",
    ".",
    "-",
    "+",
    "e5",
    "1e",
    "1e+",
    "--1",
    "1.2.3",
    "1f",
    "1.5.",
    "+-1",
    "1e5.5",
    "1 e5",
    "x1",
    "1x",
    "nanx",
    "xnan",
    "infinityx",
    "- 1",
    "--inf",
    "١",
    "infin",
  ])("%j is no number", (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });
});

describe("formatNumber", () => {
  test("writes as few digits as Python", () => {
    for (const [bits, text] of REFERENCE.shortest) {
      const x = fromBits(bits);
      expect(canonical(formatNumber(x)), formatNumber(x)).toBe(canonical(text));
    }
  });

  test("reads back bit for bit", () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        expect(parseNumber(formatNumber(x))).toBe(x);
      }),
    );
  });

  test.each([
    [-0, "-0"],
    [Number.NaN, "nan"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
    [5e-324, "5e-324"],
  ])("%d is %s", (x, text) => {
    expect(formatNumber(x)).toBe(text);
  });
});

describe("formatFixed", () => {
  test("rounds as decimal arithmetic does, and never shows 0 for what is not", () => {
    for (const [x, precision, text] of REFERENCE.fixed) expect(formatFixed(x, precision), `${x}`).toBe(text);
  });

  test.each([
    [0.00001234, 4, "1.2340e-05"],
    [-1e-9, 2, "-1.00e-09"],
    [5e-324, 3, "4.941e-324"],
    [1e21, 2, "1.00e+21"],
    [-0, 2, "-0.00"],
    [Infinity, 2, "inf"],
    [-Infinity, 2, "-inf"],
    [Number.NaN, 2, "nan"],
    [0, 3, "0.000"],
    [0, 0, "0"],
    [-0, 0, "-0"],
    [0.4, 0, "4e-01"],
    [0.6, 0, "1"],
    [-1e21, 0, "-1e+21"],
    [999999999999999900000, 1, "999999999999999868928.0"],
    [1.5e100, 2, "1.50e+100"],
    [1e-10, 1, "1.0e-10"],
    [1e-9, 1, "1.0e-09"],
  ])("%d to %d digits is %s", (x, precision, text) => {
    expect(formatFixed(x, precision)).toBe(text);
  });

  test("no number but 0 becomes 0", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 20 }), (x, precision) => {
        expect(Number(parseNumber(formatFixed(x, precision)) === 0)).toBe(Number(x === 0));
        expect(roundTo(x, precision) === 0).toBe(x === 0);
      }),
    );
  });
});

test("roundTo leaves what is not finite, and the sign of 0", () => {
  expect([Infinity, -Infinity, Number.NaN].map((x) => roundTo(x, 2))).toEqual([Infinity, -Infinity, Number.NaN]);
  expect([0, -0].map((x) => Object.is(roundTo(x, 2), x))).toEqual([true, true]);
  expect([1.005, 1.015, -2.5, 1e-7].map((x) => roundTo(x, 1))).toEqual([1, 1, -2.5, 1e-7]);
});

test("numberFormat rounds only where a precision is given", () => {
  expect(numberFormat(undefined)(0.1 + 0.2)).toBe("0.30000000000000004");
  expect(numberFormat(2)(0.1 + 0.2)).toBe("0.30");
});

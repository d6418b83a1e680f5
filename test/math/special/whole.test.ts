/** Quotients and roots of whole numbers, rounded once: ties, what lies beside them, and the ends of the doubles. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addTo, exactSum } from "../../../src/math/special/sum.js";
import { quotientOf, rootQuotientOf, WHOLE_UNIT, wholeOf } from "../../../src/math/special/whole.js";

const TOP = 2n ** 53n;

test("ties go to even, and what is beside a tie does not", () => {
  expect([1n, 3n, -1n, -3n].map((n) => quotientOf(n > 0n ? TOP + n : n - TOP, 1n, 0))).toEqual([
    2 ** 53,
    2 ** 53 + 4,
    -(2 ** 53),
    -(2 ** 53 + 4),
  ]);
  const thirds = (more: bigint) => quotientOf((TOP + 1n) * 3n + more, 3n, 0);
  expect([thirds(-1n), thirds(0n), thirds(1n)]).toEqual([2 ** 53, 2 ** 53, 2 ** 53 + 2]);
  const root = (more: bigint) => rootQuotientOf(((TOP + 1n) * 3n) ** 2n + more, 3n, 0);
  expect([root(-1n), root(0n), root(1n)]).toEqual([2 ** 53, 2 ** 53, 2 ** 53 + 2]);
  const other = (more: bigint) => rootQuotientOf((TOP + 3n) ** 2n + more, 1n, 0);
  expect([other(-1n), other(0n), other(1n)]).toEqual([2 ** 53 + 2, 2 ** 53 + 4, 2 ** 53 + 4]);
});

test("quotients and roots of any size", () => {
  expect([quotientOf(0n, 5n, 0), quotientOf(1n, 3n, 0), quotientOf(-2n, 3n, 0)]).toEqual([0, 1 / 3, -2 / 3]);
  expect([quotientOf(1n, 10n ** 40n, 0), quotientOf(10n ** 300n, 1n, 0), quotientOf(7n, 1n, 3)]).toEqual([
    1e-40, 1e300, 56,
  ]);
  expect([quotientOf(1n, 1n, 1023), quotientOf(1n, 1n, 1024), quotientOf(-1n, 1n, 1024)]).toEqual([
    2 ** 1023,
    Infinity,
    -Infinity,
  ]);
  expect([3n, 2n, 1n].map((n) => quotientOf(n, 1n, -1075))).toEqual([1e-323, 5e-324, 0]);
  expect(quotientOf(3n, 2n, -1075)).toBe(5e-324);
  expect([rootQuotientOf(0n, 1n, 0), rootQuotientOf(1n, 1n, 0), rootQuotientOf(2n, 1n, 0)]).toEqual([0, 1, Math.SQRT2]);
  expect([rootQuotientOf(9n, 4n, 2), rootQuotientOf(10n ** 400n, 10n ** 100n, 0)]).toEqual([3, 1e100]);
  expect(rootQuotientOf(1n, 10n ** 40n, 0)).toBe(1e-40);
});

test("quotients of safe numbers are those of doubles", () => {
  const whole = fc.maxSafeInteger();
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      fc.pre(b !== 0);
      expect(quotientOf(BigInt(a), BigInt(Math.abs(b)), 0) + 0).toBe(a / Math.abs(b) + 0);
      expect(rootQuotientOf(BigInt(Math.abs(a)), 1n, 0)).toBe(Math.sqrt(Math.abs(a)));
    }),
  );
});

test("a sum as a whole number", () => {
  const sum = exactSum();
  for (const x of [1.5, -0.25, 5e-324]) addTo(sum, x);
  const unit = BigInt(-WHOLE_UNIT);
  expect(wholeOf(sum)).toBe((5n << (unit - 2n)) + (1n << (unit - 1074n)));
});

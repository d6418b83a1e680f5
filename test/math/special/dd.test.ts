import fc from "fast-check";
import { expect, test } from "vitest";
import * as dd from "../../../src/math/special/dd.js";
import { units } from "../exact.js";

/** Of such numbers sums and products are whole numbers of 2^-1074. */
const ordinary = fc
  .tuple(fc.double({ min: 1e-30, max: 1e30, noNaN: true }), fc.boolean())
  .map(([x, m]) => (m ? -x : x));
const pair = fc
  .tuple(ordinary, fc.double({ min: -1, max: 1, noNaN: true }))
  .map(([hi, part]) => dd.fastTwoSum(hi, hi * part * 2 ** -53));

const exact = (a: dd.DD) => units(a.hi) + units(a.lo);
const ONE = 1n << 1074n;
const magnitude = (n: bigint) => (n < 0n ? -n : n);

/** |actual − expected| <= 2^-bits · |expected|. */
function expectRelative(actual: bigint, expected: bigint, bits: bigint): void {
  expect(magnitude(actual - expected) << bits <= magnitude(expected)).toBe(true);
}

test("the sum of two doubles is exact", () => {
  fc.assert(
    fc.property(ordinary, ordinary, (a, b) => {
      const [large, small] = Math.abs(a) > Math.abs(b) ? [a, b] : [b, a];
      expect(exact(dd.twoSum(a, b))).toBe(units(a) + units(b));
      expect(exact(dd.fastTwoSum(large, small))).toBe(units(a) + units(b));
    }),
  );
});

test("the product of two doubles is exact", () => {
  fc.assert(
    fc.property(ordinary, ordinary, (a, b) => {
      expect(exact(dd.twoProd(a, b)) * ONE).toBe(units(a) * units(b));
    }),
  );
});

test("sums, products and quotients of pairs keep about 100 bits", () => {
  fc.assert(
    fc.property(pair, pair, ordinary, (a, b, x) => {
      const [p, q, n] = [exact(a), exact(b), units(x)];
      expectRelative(exact(dd.add(a, b)), p + q, 103n);
      expectRelative(exact(dd.sub(a, b)), p - q, 103n);
      expectRelative(exact(dd.mul(a, b)) * ONE, p * q, 102n);
      expectRelative(exact(dd.mulNumber(a, x)) * ONE, p * n, 102n);
      expectRelative(exact(dd.div(a, b)) * q, p * ONE, 99n);
    }),
  );
});

test("a square root squared is the number", () => {
  fc.assert(
    fc.property(pair, (a) => {
      const positive = a.hi < 0 ? dd.neg(a) : a;
      const root = exact(dd.sqrt(positive));
      expectRelative(root * root, exact(positive) * ONE, 99n);
    }),
  );
});

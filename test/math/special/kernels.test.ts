/** The kernels against mpmath, each within the bound that it states. */
import { expect, test } from "vitest";
import { ldexp } from "../../../src/math/special/bits.js";
import type { DD } from "../../../src/math/special/dd.js";
import { erfc, erfcx, erfcxDD } from "../../../src/math/special/erf.js";
import { exp, expDD, expm1, expm1DD } from "../../../src/math/special/exp.js";
import { log, log1p, log1pDD, logDD } from "../../../src/math/special/log.js";
import { errorInUlp, referenceRows } from "../reference.js";

/** The relative error of a pair, where y + ylo is the true value. */
function relativeError(a: DD, y: number, ylo: number): number {
  return Math.abs((a.hi - y - ylo + a.lo) / y);
}

test.each<[string, (hi: number, lo: number, k: number) => DD, number]>([
  ["exp", (hi, lo, k) => shifted(expDD(hi, lo), k), -68],
  ["expm1", expm1DD, -60],
  ["log", logDD, -65],
  ["log1p", log1pDD, -62],
  ["erfcx", erfcxDD, -59],
])("%s of pairs", (name, f, bits) => {
  let worst = 0;
  for (const [hi, lo, y, ylo, k] of referenceRows(`special/${name}`)) {
    worst = Math.max(worst, relativeError(f(hi!, lo!, k!), y!, ylo!));
  }
  expect(Math.log2(worst)).toBeLessThan(bits);
});

/** The pair of a scaled result, times 2^-k. */
function shifted({ hi, lo, exponent }: ReturnType<typeof expDD>, k: number): DD {
  return { hi: hi * 2 ** (exponent - k), lo: lo * 2 ** (exponent - k) };
}

test.each([
  ["erfc", erfc],
  ["erfcx", erfcx],
])("%s of doubles", (name, f) => {
  for (const [x, , y, ylo] of referenceRows(`special/${name}`)) {
    expect(errorInUlp(f(x!), y!, ylo!), `at ${x}`).toBeLessThan(0.6);
  }
});

test("limits", () => {
  expect([exp(-Infinity), exp(-1e300), exp(1e300), exp(-0)]).toEqual([0, 0, Infinity, 1]);
  expect([expm1(-Infinity), expm1(-0), expm1(1e300), expm1(5e-324)]).toEqual([-1, -0, Infinity, 5e-324]);
  expect([log(0), log(-0), log(1), log(Infinity), log(-1)]).toEqual([-Infinity, -Infinity, 0, Infinity, Number.NaN]);
  expect([log1p(-1), log1p(-0), log1p(Infinity), log1p(-2)]).toEqual([-Infinity, -0, Infinity, Number.NaN]);
  expect([erfc(Infinity), erfc(-Infinity), erfc(0), erfc(-1e300)]).toEqual([0, 2, 1, 2]);
  expect([erfcx(Infinity), erfcx(-Infinity), erfcx(0), erfcx(-27)]).toEqual([0, Infinity, 1, Infinity]);
  for (const f of [exp, expm1, log, log1p, erfc, erfcx]) expect(f(Number.NaN)).toBeNaN();
});

test("the largest and the smallest results of exp", () => {
  expect(exp(709.782712893384)).toBe(1.7976931348622732e308);
  expect(exp(709.7827128933841)).toBe(Infinity);
  expect(exp(-745.1332191019411)).toBe(5e-324);
  expect(exp(-745.1332191019412)).toBe(0);
});

test("scaling to a subnormal rounds once", () => {
  const tie = 1 + 2 ** -10;
  expect(ldexp(tie, 0, -1064 - 1)).toBe(2 ** -1065);
  expect(ldexp(tie, 2 ** -60, -1064 - 1)).toBe(2 ** -1065 + 2 ** -1074);
  expect(ldexp(tie, -(2 ** -60), -1064 - 1)).toBe(2 ** -1065);
  expect(ldexp(-tie, -(2 ** -60), -1064 - 1)).toBe(-(2 ** -1065) - 2 ** -1074);
  const next = 1 + 3 * 2 ** -10;
  expect(ldexp(next, 0, -1065)).toBe(2 ** -1065 + 2 * 2 ** -1074);
  expect(ldexp(next, -(2 ** -60), -1065)).toBe(2 ** -1065 + 2 ** -1074);
  expect(ldexp(1.5, 0, 1023)).toBe(1.5 * 2 ** 1023);
  expect(ldexp(1, 0, 1024)).toBe(Infinity);
  expect(ldexp(-1.5, 0, -3000)).toBe(-0);
});

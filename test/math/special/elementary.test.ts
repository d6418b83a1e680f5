/** Powers, sine, cosine and erf against mpmath, each within the bound that it states. */
import { expect, test } from "vitest";
import { erfc, erfcx } from "../../../src/math/special/erf.js";
import { erf } from "../../../src/math/special/error-function.js";
import { log2, log10, power } from "../../../src/math/special/power.js";
import { cos, sin } from "../../../src/math/special/trigonometric.js";
import { errorInUlp, referenceRows } from "../reference.js";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

test.each<[string, (x: number, second: number) => number, number]>([
  ["sin", sin, 0.51],
  ["cos", cos, 0.55],
  ["log2", log2, 0.502],
  ["log10", log10, 0.502],
  ["erf", erf, 0.6],
  ["power", power, 0.7],
  ["power-far", power, 0.7],
])("%s", (name, f, bound) => {
  for (const [x, second, y, ylo] of referenceRows(`special/${name}`)) {
    expect(errorInUlp(f(x!, second!), y!, ylo!), `at ${x}, ${second}`).toBeLessThan(bound);
  }
});

test("powers that are doubles are exact", () => {
  for (let n = 0; n <= 22; n++) {
    expect(power(10, n)).toBe(Number(`1e${n}`));
    expect(log10(Number(`1e${n}`))).toBe(n);
  }
  for (let k = -1074; k < 1024; k++) expect(log2(power(2, k))).toBe(k);
  for (let n = 0; n <= 33; n++) expect(power(3, n)).toBe(Number(3n ** BigInt(n)));
  expect([power(4, 0.5), power(8, 1 / 3), power(-2, 3), power(-2, 4)]).toEqual([2, 2, -8, 16]);
  expect([power(2, -1074), power(2, -1075), power(2, 1024), power(-2, 1025)]).toEqual([5e-324, 0, inf, -inf]);
});

test.each([
  [nan, 0, 1],
  [1, nan, 1],
  [nan, 1, nan],
  [0, -1, inf],
  [-0, -1, -inf],
  [-0, -2, inf],
  [-0, 3, -0],
  [-0, 0.5, 0],
  [-1, inf, 1],
  [0.5, -inf, inf],
  [0.5, inf, 0],
  [-inf, 3, -inf],
  [-inf, -3, -0],
  [-inf, 0.5, inf],
  [-8, 1 / 3, nan],
  [-1, 1e300, 1],
  [2, 1e300, inf],
  [0.5, 1e300, 0],
  [2, 1e-300, 1],
  [0.5, -1e300, inf],
  [2, -1e300, 0],
  [3, -inf, 0],
  [-1, -inf, 1],
  [-2, 0.5, nan],
  [inf, -2, 0],
  [0, inf, 0],
  [0, -inf, inf],
  [2, 0.5, Math.SQRT2],
  [1e-320, 0.5, 9.99994433575849e-161],
])("%d ** %d is C99's", (x, y, expected) => expect(power(x, y)).toBe(expected));

test("whole powers and square roots are rounded once", () => {
  const rows = ["power", "power-far"].flatMap((name) => referenceRows(`special/${name}`));
  const whole = rows.filter(([, second]) => Number.isInteger(second) && Math.abs(second!) <= 2 ** 20);
  expect(whole.length).toBeGreaterThan(150);
  for (const [x, second, y, ylo] of whole) {
    expect(errorInUlp(power(x!, second!), y!, ylo!), `${x} ** ${second}`).toBeLessThan(0.5001);
  }
  expect([power(5e-324, 1), power(3e-320, 1), power(-3e-320, 1), power(2 ** -1023, -1), power(1e-310, 2)]).toEqual([
    5e-324,
    3e-320,
    -3e-320,
    2 ** 1023,
    0,
  ]);
  for (const x of [0.1, 2, 3, 0.7, 1e-300, 1e300, 5e-324]) expect(power(x, 0.5)).toBe(Math.sqrt(x));
});

test("erfcx left of 0, by mpmath", () => {
  for (const [x, y, ylo] of [
    [-0.5, 1.952360489182557, 9.147891185959225e-17],
    [-1, 5.008980080762283, 1.7287133860002015e-16],
    [-5, 144009798674.66104, -8.491759906941179e-7],
    [-20, 1.0442939379528289e174, -6.082308365650666e157],
    [-26.5, 1.924553162418569e305, -9.805373154492887e288],
  ] as const) {
    expect(errorInUlp(erfcx(x), y, ylo), `at ${x}`).toBeLessThan(0.6);
  }
  expect([erfcx(-26.7), erfcx(-28), erfcx(-inf), erfcx(inf), erfcx(nan)]).toEqual([inf, inf, inf, 0, nan]);
  expect([erfc(-28.5), erfc(28.5), erfc(-inf), erfc(inf)]).toEqual([2, 0, 2, 0]);
});

test("limits", () => {
  expect([sin(-0), sin(5e-324), sin(inf), cos(0), cos(-inf)]).toEqual([-0, 5e-324, nan, 1, nan]);
  expect([erf(-0), erf(5e-324), erf(inf), erf(-inf), erf(nan)]).toEqual([-0, 5e-324, 1, -1, nan]);
  expect([log2(0), log2(-1), log10(inf)]).toEqual([-inf, nan, inf]);
});

import { expect, test } from "vitest";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { resolve } from "../../src/math/parameters.js";
import { slopeOf } from "../../src/plot/slope.js";

test.each([...ACTIVATIONS])("%s: the slope is the derivative where the function is smooth", (_, { row }) => {
  const p = resolve(row.parameters ?? {});
  const slope = slopeOf((x) => row.f(x, p));
  for (const x of row.domain?.[1] === 1 ? [0.25, 0.5, 0.7] : [0.3, 1.7, 2.4, 8]) {
    const exact = row.derivative(x, p);
    expect(Math.abs(slope(x) - exact)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(exact)));
  }
});

test("outside of the domain there is no slope", () => {
  expect(slopeOf(Math.log)(-1)).toBeNaN();
  expect(slopeOf(Math.sqrt)(1e-3)).toBeCloseTo(0.5 / Math.sqrt(1e-3), 2);
});

test("steps across a kink do no harm beside it", () => {
  const slope = slopeOf((x) => (x > 0 ? x * x + x : -0.2 * x));
  for (const x of [1e-5, 0.001, 0.01, 0.1, 1]) {
    expect(slope(x)).toBeCloseTo(2 * x + 1, 7);
    expect(slope(-x)).toBeCloseTo(-0.2, 7);
  }
});

/**
 * Derivatives of functions that do not know their own.
 *
 * @packageDocumentation
 */

const SHRINK = 2;
const STEPS = 18;

/**
 * The derivative by extrapolated central differences (Ridders, "Accurate computation of F'(x) and F'(x)F''(x)",
 * 1982): about nine digits where the function is smooth, as many beside a kink, nan where it is not defined on both
 * sides. The estimate is the one that changed least, so steps across a kink do no harm.
 */
export function slopeOf(f: (x: number) => number): (x: number) => number {
  return (x) => {
    let [best, error] = [Number.NaN, Number.POSITIVE_INFINITY];
    let before: number[] = [];
    let h = Math.max(Math.abs(x), 1) / 16;
    for (let i = 0; i < STEPS; i++, h /= SHRINK) {
      const row = [(f(x + h) - f(x - h)) / (2 * h)];
      if (!Number.isFinite(row[0])) continue;
      let factor = SHRINK * SHRINK;
      for (const old of before) {
        const [last] = row.slice(-1) as [number];
        const next = (last * factor - old) / (factor - 1);
        const off = Math.max(Math.abs(next - last), Math.abs(next - old));
        if (off < error) [best, error] = [next, off];
        row.push(next);
        factor *= SHRINK * SHRINK;
      }
      before = row;
    }
    return best;
  };
}

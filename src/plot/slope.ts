/**
 * Derivatives of functions that do not know their own.
 *
 * @packageDocumentation
 */

const SHRINK = 2;
const STEPS = 18;

/**
 * The derivative by extrapolated central differences (Ridders, "Accurate computation of F'(x) and F'(x)F''(x)",
 * 1982): about ten digits where the function is smooth, nan where it is not defined on both sides.
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
      for (const [j, old] of before.entries()) {
        const [last] = row.slice(-1) as [number];
        const next = (last * factor - old) / (factor - 1);
        const off = Math.max(Math.abs(next - last), Math.abs(next - old));
        if (off <= error) [best, error] = [next, off];
        row.push(next);
        factor *= SHRINK * SHRINK;
        // A kink or a pole lets the extrapolation diverge; the plain difference is the better estimate there.
        if (j === before.length - 1 && off > 2 * error) return best;
      }
      before = row;
    }
    return best;
  };
}

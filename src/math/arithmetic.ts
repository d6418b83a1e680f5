/**
 * Operators on numbers where JavaScript's are not Python's.
 *
 * @packageDocumentation
 */

/** x modulo y with the sign of y, as Python's %: exact. */
export function remainder(x: number, y: number): number {
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 === y < 0 ? rest : rest + y;
}

/** The largest whole number not above x/y, as Python's // on floats (CPython's float_floor_div). */
export function floorDivide(x: number, y: number): number {
  if (y === 0) return x / y;
  const rest = x % y;
  const quotient = (x - rest) / y - Number(rest !== 0 && rest < 0 !== y < 0);
  // A zero has the sign of x/y.
  if (quotient === 0) return (x / y) * 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** The nearest whole number, ties to even; keeps the sign of zero. */
export function roundEven(x: number): number {
  const floor = Math.floor(x);
  const part = x - floor;
  if (!(part > 0)) return x;
  const up = part > 0.5 || (part === 0.5 && floor % 2 !== 0);
  const rounded = up ? floor + 1 : floor;
  return rounded === 0 && x < 0 ? -0 : rounded;
}

/** The sign: -1, 0 or 1; nan stays. */
export function sign(x: number): number {
  return Number.isNaN(x) ? x : Math.sign(x);
}

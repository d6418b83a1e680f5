/**
 * Numbers as text, both ways.
 *
 * @packageDocumentation
 */

// Each part can match in one way only, so that a long word that is no number is refused in linear time.
const DECIMAL = /^[-+\u2212]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+\u2212]?\d+)?$/;
const NAMED = /^([-+\u2212]?)(?:(nan)|inf(?:inity)?)$/i;
const MINUS = /\u2212/g;

/**
 * The double nearest to a decimal number as Python, C and JavaScript spell it: `1`, `-1.`, `.5`, `1E+3`, and
 * `nan`, `inf`, `infinity` in any case and with any sign. U+2212 is a minus sign.
 * Undefined for all else: blanks, hexadecimal, digit separators.
 */
export function parseNumber(text: string): number | undefined {
  // Stryker disable next-line StringLiteral: without a minus sign of its own kind nothing is replaced
  if (DECIMAL.test(text)) return Number(text.includes("\u2212") ? text.replace(MINUS, "-") : text);
  return parseNamed(text);
}

/** `nan`, `inf` and `infinity` in any case and with any sign; undefined for all else. */
export function parseNamed(text: string): number | undefined {
  const named = NAMED.exec(text);
  if (!named) return undefined;
  if (named[2]) return Number.NaN;
  return named[1] === "-" || named[1] === "\u2212" ? -Infinity : Infinity;
}

/** The shortest text that reads back as the same double: `0.1`, `-0`, `5e-324`, `nan`, `inf`, `-inf`. */
export function formatNumber(x: number): string {
  if (x - x !== 0) return nonFinite(x);
  return Object.is(x, -0) ? "-0" : String(x);
}

/**
 * A number with `precision` digits after the point, 0 to 100. What would be shown as 0 though it is not, and what
 * has more than 21 digits before the point, turns to exponent notation: `1.2340e-05`.
 */
export function formatFixed(x: number, precision: number): string {
  if (x - x !== 0) return nonFinite(x);
  if (x === 0) return (Object.is(x, -0) ? "-" : "") + (0).toFixed(precision);
  if (Math.abs(x) < 1e21) {
    const fixed = x.toFixed(precision);
    if (/[1-9]/.test(fixed)) return fixed;
  }
  return x.toExponential(precision).replace(/e([-+])(\d)$/, "e$10$2");
}

/** The number rounded to `precision` digits after the point; one that is not 0 never becomes 0. */
export function roundTo(x: number, precision: number): number {
  return Number.isFinite(x) ? Number(formatFixed(x, precision)) : x;
}

/** How a writer spells numbers: with `precision` digits after the point, or shortest. */
export function numberFormat(precision: number | undefined): (x: number) => string {
  return precision === undefined ? formatNumber : (x) => formatFixed(x, precision);
}

function nonFinite(x: number): string {
  return Number.isNaN(x) ? "nan" : x === Infinity ? "inf" : "-inf";
}

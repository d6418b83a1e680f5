/**
 * Numbers on axes: the step between the ticks decides the digits.
 *
 * @packageDocumentation
 */
import { formatLocale, precisionFixed, precisionRound } from "d3-format";

/** d3's own locale writes U+2212; a number on an axis should paste as a number. */
const { format } = formatLocale({ decimal: ".", thousands: ",", grouping: [3], currency: ["", ""], minus: "-" });

/** Plain digits up to this width are read faster than an exponent. */
const PLAIN_WIDTH = 7;

/** d3 writes at most this many digits after the point, and JavaScript none after an integer from 1e21 on. */
const PLAIN = { digits: 20, below: 1e21 };

/** Labels for ticks a `step` apart: equally many digits after the point, as many as the step needs. */
export function tickLabels(values: readonly number[], step: number): string[] {
  const largest = Math.max(step, ...values.map(Math.abs));
  // precisionRound stops short of the largest value by a step, which would round 1.2e9 among fifths to 1e9.
  const significant = precisionRound(step, largest + step);
  const exponent = () => values.map((value) => exponential(value, significant - 1));
  const digits = precisionFixed(step);
  if (digits > PLAIN.digits || largest >= PLAIN.below) return exponent();
  const plain = fixed(values, digits);
  if (widest(plain) <= PLAIN_WIDTH) return plain;
  const short = exponent();
  return widest(short) < widest(plain) ? short : plain;
}

/** Labels for a constant, zero and its double: the constant to six significant digits. */
export function constantLabels(values: readonly number[]): string[] {
  const labels = values.map(format(".6~g"));
  if (labels.some((label) => label.includes("e"))) return labels.map(tidy);
  return fixed(values, Math.max(0, ...labels.map((label) => label.split(".")[1]?.length ?? 0)));
}

/** A single value to three significant digits, or as many more (up to 7) as tell it from values `step` apart. */
export function valueLabel(value: number, step: number = Math.abs(value)): string {
  if (value === 0) return "0";
  const needed = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(step)) + 1;
  const digits = Math.min(Math.max(3, needed), 7);
  const plain = format(`.${digits}~r`)(value);
  return plain.length <= PLAIN_WIDTH + 1 ? plain : tidy(format(`.${digits}~g`)(value));
}

function fixed(values: readonly number[], digits: number): string[] {
  return values.map(format(`.${digits}f`));
}

function exponential(value: number, digits: number): string {
  return value === 0 ? "0" : tidy(format(`.${digits}e`)(value));
}

function tidy(label: string): string {
  return label.replace("e+", "e");
}

function widest(labels: readonly string[]): number {
  return Math.max(0, ...labels.map((label) => label.length));
}

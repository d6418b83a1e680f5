/** Lines of the tables that are printed, and what is compared. */
import { readFileSync } from "node:fs";

export const round = (x, digits = 2) => Number(x.toFixed(digits));

/** A run beside that of actfn; `apart` says by how much its answers differ, where that was looked at. */
export function line(name, { seconds, peak }, base, apart) {
  return {
    run: name,
    seconds: round(seconds),
    "× actfn": round(seconds / base),
    "peak MB": Math.round(peak),
    ...(apart === undefined ? {} : { "differs by": Number(apart.toPrecision(1)) }),
  };
}

/** A limit that a figure must not fall below; nothing is said where the figure is missing. */
export function atLeast(what, found, least) {
  return found === undefined
    ? []
    : [{ limit: `${what}: at least ${least}`, found: round(found), holds: found >= least }];
}

/** A limit that a figure must not exceed. */
export function atMost(what, found, most) {
  return found === undefined ? [] : [{ limit: `${what}: at most ${most}`, found: round(found), holds: found <= most }];
}

/** Whether all answers of a table are the same but for rounding. */
export function agreement(what, lines, tolerance) {
  const apart = lines.flatMap((one) => one["differs by"] ?? []);
  if (apart.length === 0) return [];
  const found = apart.some(Number.isNaN) ? Number.NaN : Math.max(...apart);
  return [{ limit: `${what}: answers agree to ${tolerance}`, found, holds: found <= tolerance }];
}

/** The numbers of a text in any of the formats. */
export const numbersOf = (path) =>
  readFileSync(path, "latin1")
    .match(/[-+.\de]+/gi)
    .map(Number);

/** The numbers of a float32 npy file with a header of 128 bytes. */
export const floatsOf = (path) => new Float32Array(readFileSync(path).buffer.slice(128));

/** The largest difference relative to the larger, of numbers that are not equal. */
export function difference(a, b) {
  if (a.length !== b.length) return Number.NaN;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) largest = Math.max(largest, Math.abs(a[i] - b[i]) / Math.max(Math.abs(a[i]), Math.abs(b[i])));
  }
  return largest;
}

/** Reading reference values, and measuring against them. */
import { readdirSync, readFileSync } from "node:fs";

const REFERENCE = new URL("../reference/", import.meta.url);

/** The names of a folder's .csv files, without the ending. */
export function referenceNames(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, REFERENCE))
    .filter((name) => name.endsWith(".csv"))
    .map((name) => name.slice(0, -".csv".length));
}

/** The numbers of a reference file, row by row. */
export function referenceRows(path: string): number[][] {
  const lines = readFileSync(new URL(`${path}.csv`, REFERENCE), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  return lines.map((line) => line.split(",").map(numberFrom));
}

function numberFrom(text: string): number {
  return Number(text.replace("inf", "Infinity"));
}

const DOUBLE = new DataView(new ArrayBuffer(8));

/** The gap between doubles at y; 2^-1074 for subnormals. */
export function ulp(y: number): number {
  DOUBLE.setFloat64(0, Math.abs(y));
  const exponent = Math.max(Number(DOUBLE.getBigUint64(0) >> 52n), 1);
  return 2 ** Math.max(exponent - 1075, -1074);
}

/** The error of `result` in ulp, where y + ylo is the true value. */
export function errorInUlp(result: number, y: number, ylo: number): number {
  if (!Number.isFinite(y) || !Number.isFinite(result)) return Object.is(result, y) ? 0 : Infinity;
  return Math.abs(result - y - ylo) / ulp(y);
}

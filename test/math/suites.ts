/** Reading reference data and suites of others. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Tensor } from "../../src/math/tensor.js";

/** Numbers as the references write them: infinities and nan are strings. */
export type Written = number | string | readonly Written[];

/** A number as the references write it. */
export function numberFrom(value: number | string): number {
  return typeof value === "number" ? value : Number(value.replace("inf", "Infinity"));
}

/** A tensor from nested lists, or from a flat or nested list and its shape. */
export function tensorFrom(data: Written, shape?: readonly number[]): Tensor {
  const sizes: number[] = [];
  for (let level = data; Array.isArray(level); level = level[0] as Written) sizes.push(level.length);
  const flat = (Array.isArray(data) ? data.flat(Infinity) : [data]) as (number | string)[];
  return new Tensor(Float64Array.from(flat, numberFrom), shape ?? sizes);
}

/** One value a line. */
export function jsonLines<T>(name: string): T[] {
  const text = readFileSync(new URL(`../reference/${name}`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

const SUITES = new URL("../../../shared/suites/", import.meta.url);

/** Whether the suites stand beside the repository. */
export const hasSuites = existsSync(SUITES);

/** A file of a suite, or undefined where there are none. */
export function suite<T>(path: string): T | undefined {
  const url = new URL(path, SUITES);
  return existsSync(url) ? (JSON.parse(readFileSync(url, "utf8")) as T) : undefined;
}

/** The files of a suite that begin in one of these ways. */
export function suiteFiles(folder: string, beginnings: readonly string[]): string[] {
  if (!hasSuites) return [];
  return readdirSync(new URL(folder, SUITES)).filter((name) => beginnings.some((start) => name.startsWith(start)));
}

/** A tensor as the suites write it. */
export interface WrittenTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: Written;
}

export const isTensor = (value: unknown): value is WrittenTensor =>
  typeof value === "object" && value !== null && "shape" in value;

/** A case of the torch suite. */
export interface TorchCase {
  readonly input: WrittenTensor;
  readonly args: readonly unknown[];
  readonly kwargs: { readonly [name: string]: unknown };
  readonly output: WrittenTensor;
}

/** The largest |a − b| / (atol + rtol·|b|); nan fits nan, an infinity itself. */
export function distance(a: Float64Array, b: Float64Array, rtol: number, atol: number): number {
  if (a.length !== b.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (Object.is(x, y) || x === y) continue;
    const error = Math.abs(x - y) / (atol + rtol * Math.abs(y));
    worst = Math.max(worst, Number.isNaN(error) ? Infinity : error);
  }
  return worst;
}

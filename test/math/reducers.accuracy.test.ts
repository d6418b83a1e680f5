/** The largest error of the reducers over the reference rows. */
import { expect, test } from "vitest";
import { entropy, logSoftmax, logsumexp, type Reducer, softmax, sparsemax } from "../../src/math/reducers.js";
import { ulp } from "./reference.js";
import { jsonLines, numberFrom } from "./suites.js";

type Pair = readonly [y: number | string, ylo: number];

interface Row {
  readonly x: readonly number[];
  readonly temperature?: number;
  readonly softmax: readonly Pair[];
  readonly log_softmax: readonly Pair[];
  readonly logsumexp: Pair;
  readonly sparsemax?: readonly Pair[];
  readonly entropy?: Pair;
}

/** Error in ulp; `floor` is the magnitude whose ulp is taken where the true value is smaller. */
function error(result: number, [y, ylo]: Pair, floor = 0): number {
  const value = numberFrom(y);
  if (!Number.isFinite(value)) return Object.is(result, value) ? 0 : Infinity;
  return Math.abs(result - value - ylo) / ulp(Math.max(Math.abs(value), floor));
}

const largest = (x: readonly number[]) => x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const CHECKED: readonly [name: keyof Row, reducer: unknown, floor: (x: readonly number[]) => number][] = [
  ["softmax", softmax, () => 0],
  ["log_softmax", logSoftmax, () => 0],
  ["logsumexp", logsumexp, (x) => largest(x) * 2 ** -40],
  ["sparsemax", sparsemax, () => 0],
  ["entropy", entropy, () => 0],
];

test.each(CHECKED)("%s is at most 1 ulp off on every reference row", (name, reducer, floor) => {
  let worst = 0;
  let rows = 0;
  for (const row of [...jsonLines<Row>("rows.jsonl"), ...jsonLines<Row>("rows-more.jsonl")]) {
    const wanted = row[name] as Pair | readonly Pair[] | undefined;
    if (wanted === undefined) continue;
    const { x, temperature = 1 } = row;
    const { data } = (reducer as Reducer)(x, { temperature });
    const pairs = (Array.isArray(wanted[0]) ? wanted : [wanted]) as readonly Pair[];
    expect(data.length).toBe(pairs.length);
    pairs.forEach((pair, i) => {
      worst = Math.max(worst, error(data[i]!, pair, floor(x)));
    });
    rows++;
  }
  console.log(`${name}: ${worst.toFixed(4)} ulp over ${rows} rows`);
  expect(worst).toBeLessThanOrEqual(1);
});

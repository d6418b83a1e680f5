/** The memory that actfn takes where rows are long, and where the whole tensor is needed. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeWide } from "./data.mjs";
import { median } from "./measure.mjs";
import { run } from "./peers.mjs";
import { atMost, round } from "./report.mjs";

const MILLION = 1_000_000;
const WIDE_ROWS = 4;
const LIMIT = 150;

/** Peaks on data that stand in a folder: csv of so many rows of 10, and npy of so many. */
export async function memory(folder, rows, floatRows) {
  const output = join(folder, "out");
  writeWide(folder, WIDE_ROWS, MILLION);
  const works = [
    ["softmax, csv, a million numbers a row", ["softmax", join(folder, "wide.csv")], LIMIT],
    ["stats, csv, a million numbers a row", ["stats", join(folder, "wide.csv")], LIMIT],
    ["softmax over dim 0, csv", ["softmax", "--dim", "0", join(folder, `rows${rows}.csv`)], LIMIT + (rows * 80) / 1e6],
    ["softmax over dim 0, npy", ["softmax", "--dim", "0", join(folder, "rows.npy")], LIMIT + (floatRows * 80) / 1e6],
  ];
  const lines = [];
  const limits = [];
  for (const [name, args, most] of works) {
    const found = await median(run(...args), { output }, 1);
    lines.push({ run: name, seconds: found && round(found.seconds), "peak MB": found && Math.round(found.peak) });
    limits.push(...atMost(`peak MB, ${name}`, found?.peak, Math.round(most)));
  }
  rmSync(join(folder, "wide.csv"));
  return { lines, limits };
}

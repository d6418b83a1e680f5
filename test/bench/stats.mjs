/** Summaries of a column of text and of a float32 npy file, beside the peers that are installed. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeColumn } from "./data.mjs";
import { median } from "./measure.mjs";
import { COLUMN_STATS, NPY_STATS, run } from "./peers.mjs";
import { agreement, atMost, difference, line, numbersOf } from "./report.mjs";

/** What the peers give too: least, largest, mean, deviation and quartiles. */
const KEYS = ["min", "max", "mean", "std", "q25", "q50", "q75"];

function ownAnswers(path, keys) {
  const [found] = JSON.parse(readFileSync(path, "utf8"));
  return keys.map((key) => found[key]);
}

async function beside(folder, what, input, peers) {
  const output = join(folder, "stats");
  const ours = await median(run("stats", input), { output });
  const answers = (keys) => ownAnswers(output, keys);
  const [all, few] = [answers(KEYS), answers(KEYS.filter((key) => key !== "std"))];
  const lines = [line(`actfn, ${what}`, ours, ours.seconds)];
  for (const [name, command] of Object.entries(peers)) {
    const files = { input, output: join(folder, "peer") };
    const found = await median(command(input), files, 1);
    if (!found) continue;
    const theirs = numbersOf(files.output);
    lines.push(
      line(`${name}, ${what}`, found, ours.seconds, difference(theirs.length < all.length ? few : all, theirs)),
    );
  }
  return { lines, peak: ours.peak };
}

/** Summaries of the data that stand in a folder: csv of so many rows, and npy. */
export async function stats(folder, rows) {
  writeColumn(folder, rows);
  const text = await beside(folder, "text", join(folder, "column.txt"), COLUMN_STATS);
  const npy = await beside(folder, "npy", join(folder, "rows.npy"), NPY_STATS);
  const limits = [
    ...atMost("stats, peak MB", Math.max(text.peak, npy.peak), 150),
    // datamash prints 14 digits; of float32 numpy interpolates in float32.
    ...agreement("stats of text", text.lines, 1e-9),
    ...agreement("stats of npy", npy.lines, 1e-4),
  ];
  return { lines: [...text.lines, ...npy.lines], limits };
}

/**
 * Softmax over 200,000 rows of 10 doubles in text, and 5,000,000 of float32 in npy, beside the peers that are
 * installed: time, memory, and whether the answers agree.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeNpy, writeRows } from "./data.mjs";
import { median, medians } from "./measure.mjs";
import { JSONL_PEERS, NPY_PEERS, run, TEXT_PEERS } from "./peers.mjs";
import { agreement, atLeast, atMost, difference, floatsOf, line, numbersOf, round } from "./report.mjs";

export const ROWS = 200_000;
export const FLOAT_ROWS = 5_000_000;
const GROWTH = [100_000, 400_000, 1_600_000];

async function text(folder) {
  const file = (name) => join(folder, name);
  const input = (ending) => file(`rows${ROWS}.${ending}`);
  const endings = ["csv", "json", "jsonl"];
  const { one, mawk, ...ours } = await medians({
    ...Object.fromEntries(endings.map((e) => [e, [run("softmax"), { input: input(e), output: file(`ours.${e}`) }]])),
    one: [run("softmax", "--jobs", "1"), { input: input("csv"), output: file("one.csv") }],
    mawk: [TEXT_PEERS.mawk, { input: input("csv"), output: file("mawk.csv") }],
  });
  const base = ours.csv.seconds;
  const expected = numbersOf(file("ours.csv"));
  const lines = Object.entries(ours).map(([ending, found]) => line(`actfn, ${ending}`, found, base));
  lines.push(line("actfn, csv, one thread", one, base));
  const peers = [
    ...Object.entries(TEXT_PEERS).map(([name, command]) => [name, command, "csv"]),
    ...Object.entries(JSONL_PEERS).map(([name, command]) => [name, command, "jsonl"]),
  ];
  for (const [name, command, ending] of peers) {
    const files = { input: input(ending), output: file("peer") };
    const found = name === "mawk" ? mawk : await median(command, files, 1);
    if (!found) continue;
    lines.push(
      line(
        `${name}, ${ending}`,
        found,
        base,
        difference(expected, numbersOf(name === "mawk" ? file("mawk.csv") : files.output)),
      ),
    );
  }
  const limits = [
    ...Object.entries(ours).flatMap(([ending, { seconds }]) => {
      return atLeast(`${ending}, times as fast as mawk (stretch 8)`, mawk && mawk.seconds / seconds, 4);
    }),
    ...agreement("text", lines, 1e-13),
  ];
  return { lines, limits };
}

async function npy(folder) {
  const file = (name) => join(folder, name);
  const input = file("rows.npy");
  writeNpy(folder, FLOAT_ROWS);
  const peers = Object.entries(NPY_PEERS).map(([name, command]) => {
    return [name, [command(input, file(`${name}.npy`)), { output: file("log") }]];
  });
  const commands = { ours: [run("softmax", input), { output: file("ours.npy") }], ...Object.fromEntries(peers) };
  const { ours, ...others } = await medians(commands, 3);
  const expected = floatsOf(file("ours.npy"));
  const lines = [line("actfn, npy float32", ours, ours.seconds)];
  const limits = [];
  for (const [name, found] of Object.entries(others)) {
    if (!found) continue;
    const apart = name === "cp" ? undefined : difference(expected, floatsOf(file(`${name}.npy`)));
    lines.push(line(name, found, ours.seconds, apart));
    const speed = found.seconds / ours.seconds;
    if (name === "cp") limits.push(...atMost("npy, times as long as cp (a stretch)", 1 / speed, 2));
    else limits.push(...atLeast(`npy, times as fast as ${name} with its start`, speed, 2));
  }
  return { lines, limits: [...limits, ...agreement("npy", lines, 1e-6)] };
}

/** The time that grows with the rows: that of a start is taken off. */
async function growth(folder) {
  const output = join(folder, "out");
  const start = await median(run("softmax", "1"), { output }, 5);
  const lines = [];
  const perRow = [];
  let threads = Number.NaN;
  for (const rows of GROWTH) {
    writeRows(folder, rows);
    const input = join(folder, `rows${rows}.csv`);
    const { seconds, peak } = await median(run("softmax", input), { output });
    perRow.push(((seconds - start.seconds) * 1e6) / rows);
    lines.push({ rows, seconds: round(seconds), "µs a row": round(perRow.at(-1), 3), "peak MB": Math.round(peak) });
    if (rows === GROWTH.at(-1))
      threads = (await median(run("softmax", "--jobs", "1", input), { output })).seconds / seconds;
    for (const ending of ["csv", "json", "jsonl"]) rmSync(join(folder, `rows${rows}.${ending}`));
  }
  const limits = [
    ...atLeast("two threads, times as fast as one, on the largest", threads, 1.6),
    ...atMost("a row of the largest, times as long as of the smallest", perRow.at(-1) / perRow[0], 1.15),
    ...atMost("peak MB, whatever the size", Math.max(...lines.map((one) => one["peak MB"])), 150),
  ];
  return { lines, limits };
}

/** All of it, with data in a folder. */
export async function throughput(folder) {
  writeRows(folder, ROWS);
  const found = { text: await text(folder), npy: await npy(folder) };
  return { ...found, growth: await growth(folder) };
}

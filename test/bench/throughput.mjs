/**
 * Softmax over 200,000 rows of 10 doubles in text, and 5,000,000 of float32 in npy, beside the peers that are
 * installed: time, memory, and whether the answers agree.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeNpy, writeRows } from "./data.mjs";
import { median, medians } from "./measure.mjs";
import { JSONL_PEERS, NPY_PEERS, run, TEXT_PEERS } from "./peers.mjs";

const ROWS = 200_000;
const FLOAT_ROWS = 5_000_000;
const GROWTH = [100_000, 400_000, 1_600_000];

const round = (x, digits = 2) => Number(x.toFixed(digits));

/** The numbers of a text in any of the formats. */
const numbersOf = (path) =>
  readFileSync(path, "latin1")
    .match(/[-+.\de]+/gi)
    .map(Number);

/** The numbers of a float32 npy file with a header of 128 bytes. */
const floatsOf = (path) => new Float32Array(readFileSync(path).buffer.slice(128));

/** The largest difference relative to the larger, of numbers above the smallest normal ones. */
function difference(a, b) {
  if (a.length !== b.length) return Number.NaN;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) largest = Math.max(largest, Math.abs(a[i] - b[i]) / Math.max(Math.abs(a[i]), Math.abs(b[i])));
  }
  return largest;
}

function line(name, { seconds, peak }, base, apart) {
  return {
    run: name,
    seconds: round(seconds),
    "× actfn": round(seconds / base),
    "peak MB": Math.round(peak),
    ...(apart === undefined ? {} : { "differs by": Number(apart.toPrecision(1)) }),
  };
}

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
  const limits = Object.entries(ours).map(([ending, { seconds }]) => {
    return { limit: `${ending} at least 4 times as fast as mawk`, found: mawk && round(mawk.seconds / seconds) };
  });
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
    if (name !== "cp")
      limits.push({ limit: `npy at least 2 times as fast as ${name}`, found: round(found.seconds / ours.seconds) });
  }
  return { lines, limits };
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
    { limit: "two threads at least 1.6 times one, on the largest", found: round(threads) },
    {
      limit: "a row at most 1.15 times as long in the largest as in the smallest",
      found: round(perRow.at(-1) / perRow[0]),
    },
    { limit: "peak memory at most 150 MB", found: Math.max(...lines.map((one) => one["peak MB"])) },
  ];
  return { lines, limits };
}

/** All of it; what is generated is taken away again. */
export async function throughput() {
  const folder = mkdtempSync(join(tmpdir(), "actfn-bench-"));
  try {
    writeRows(folder, ROWS);
    const found = { text: await text(folder), npy: await npy(folder) };
    return { ...found, growth: await growth(folder) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

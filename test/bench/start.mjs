/** How long the command takes to start, as ratios to bare Node in one run. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { atLeast, atMost, round } from "./report.mjs";

const PAIRS = 20;
const PIPE = "actfn softmax --dim 1 < acts3.json";
const TABLE = "actfn softmax --dim 1 --to table";
const HELP = "actfn --help";
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function time([program, ...args], input) {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(program, args, { env, input });
  return status !== 0 ? Number.NaN : Number(process.hrtime.bigint() - start) / 1e6;
}

export function start() {
  const acts = readFileSync(new URL("../data/acts3.json", import.meta.url));
  const actfn = new URL("../../dist/actfn.cjs", import.meta.url).pathname;
  const runs = {
    "node -e 0": [[process.execPath, "-e", "0"]],
    [PIPE]: [[process.execPath, actfn, "softmax", "--dim", "1"], acts],
    [TABLE]: [[process.execPath, actfn, "softmax", "--dim", "1", "--to", "table"], acts],
    [HELP]: [[process.execPath, actfn, "--help"]],
    "actfn plot sigmoid": [[process.execPath, actfn, "plot", "sigmoid"]],
    'python3 -c "import numpy"': [["python3", "-c", "import numpy"]],
  };
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let i = 0; i < PAIRS; i++) for (const [name, run] of Object.entries(runs)) times[name].push(time(...run));
  const bare = median(times["node -e 0"]);
  const lines = Object.entries(times).map(([run, all]) => ({
    run,
    "median ms": round(median(all), 1),
    "× node -e 0": round(median(all) / bare),
  }));
  const ratio = (name) => median(times[name]) / bare;
  const numpy = median(times['python3 -c "import numpy"']);
  const limits = [
    ...atMost("start on six rows, times node -e 0", ratio(PIPE), 1.45),
    ...atMost("a table, times node -e 0", ratio(TABLE), 2),
    ...atMost("--help, times node -e 0", ratio(HELP), 2),
    ...atLeast(
      "start on six rows, times as fast as import numpy",
      Number.isNaN(numpy) ? undefined : numpy / median(times[PIPE]),
      1,
    ),
  ];
  return { lines, limits };
}

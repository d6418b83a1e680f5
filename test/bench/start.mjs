/** How long the command takes to start, as ratios to bare Node in one run. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const PAIRS = 20;
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function time([program, ...args], input) {
  const start = process.hrtime.bigint();
  const { error } = spawnSync(program, args, { env, input });
  return error ? Number.NaN : Number(process.hrtime.bigint() - start) / 1e6;
}

export function start() {
  const acts = readFileSync(new URL("../data/acts3.json", import.meta.url));
  const actfn = new URL("../../dist/actfn.cjs", import.meta.url).pathname;
  const runs = {
    "node -e 0": [[process.execPath, "-e", "0"]],
    "actfn softmax --dim 1 < acts3.json": [[process.execPath, actfn, "softmax", "--dim", "1"], acts],
    "actfn softmax --dim 1 --to table": [[process.execPath, actfn, "softmax", "--dim", "1", "--to", "table"], acts],
    "actfn --help": [[process.execPath, actfn, "--help"]],
    "actfn plot sigmoid": [[process.execPath, actfn, "plot", "sigmoid"]],
    'python3 -c "import numpy"': [["python3", "-c", "import numpy"]],
  };
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let i = 0; i < PAIRS; i++) for (const [name, run] of Object.entries(runs)) times[name].push(time(...run));
  const bare = median(times["node -e 0"]);
  return Object.entries(times).map(([run, all]) => ({
    run,
    "median ms": Number(median(all).toFixed(1)),
    "× node -e 0": Number((median(all) / bare).toFixed(2)),
  }));
}

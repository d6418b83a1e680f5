/** The same work as others do it: the softmax over the last dim as others compute it and summaries;
 * one row a peer, left out where the program is not installed.
 */
import { spawnSync } from "node:child_process";

const AWK = `BEGIN { FS = OFS = "," }
{ m = $1; for (i = 2; i <= NF; i++) if ($i > m) m = $i
  s = 0; for (i = 1; i <= NF; i++) { e[i] = exp($i - m); s += e[i] }
  for (i = 1; i < NF; i++) printf "%.17g,", e[i] / s
  printf "%.17g\\n", e[NF] / s }`;

const MILLER = `map e = {}; num m = max($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);
for (k, v in $*) { e[k] = exp(v - m) }
num s = 0; for (k, v in e) { s += v }
for (k, v in e) { $[k] = v / s }`;

const JQ = "(max as $m | map(. - $m | exp)) as $e | ($e | add) as $s | $e | map(. / $s)";

const NUMPY_CSV = `import sys, numpy as np
x = np.loadtxt(sys.stdin, delimiter=",")
e = np.exp(x - x.max(1, keepdims=True))
np.savetxt(sys.stdout, e / e.sum(1, keepdims=True), delimiter=",", fmt="%.17g")`;

const SCIPY_NPY = `import sys, numpy as np
from scipy.special import softmax
np.save(sys.argv[2], softmax(np.load(sys.argv[1]), axis=-1))`;

const TORCH_NPY = `import sys, numpy as np, torch
np.save(sys.argv[2], torch.softmax(torch.from_numpy(np.load(sys.argv[1])), -1).numpy())`;

const NODE = `const rows = require("fs").readFileSync(0, "utf8").trimEnd().split("\\n");
console.log(rows.map((line) => {
  const x = line.split(",").map(Number);
  const m = Math.max(...x);
  const e = x.map((v) => Math.exp(v - m));
  const s = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / s).join(",");
}).join("\\n"))`;

const NUMPY_STATS = `import sys, json, numpy as np
x = np.load(sys.argv[1]) if sys.argv[1].endswith("npy") else np.loadtxt(sys.argv[1])
q = np.quantile(x, [0.25, 0.5, 0.75])
print(json.dumps([float(v) for v in (x.min(), x.max(), x.mean(dtype="f8"), x.std(dtype="f8"), *q)]))`;

/** The Python that has a module: what the path finds, or the system's own. */
function pythonWith(module) {
  const has = (python) => spawnSync(python, ["-c", `import ${module}`]).status === 0;
  return ["python3", "/usr/bin/python3"].find(has) ?? "python3";
}

const actfn = new URL("../../dist/actfn.cjs", import.meta.url).pathname;

/** actfn's own run. */
export const run = (...args) => [process.execPath, actfn, ...args];

/** On csv from standard input. */
export const TEXT_PEERS = {
  mawk: ["mawk", AWK],
  "Node, naive": [process.execPath, "-e", NODE],
  "numpy loadtxt": [pythonWith("numpy"), "-c", NUMPY_CSV],
  Miller: [
    "mlr",
    "--icsv",
    "--ocsv",
    "--implicit-csv-header",
    "--headerless-csv-output",
    "put",
    "-q",
    `${MILLER} emit $*`,
  ],
};

/** On jsonl from standard input. */
export const JSONL_PEERS = { jq: ["jq", "-c", JQ] };

/** On an npy file, into another. */
export const NPY_PEERS = {
  "numpy + scipy": (input, output) => [pythonWith("scipy"), "-c", SCIPY_NPY, input, output],
  torch: (input, output) => [pythonWith("torch"), "-c", TORCH_NPY, input, output],
  cp: (input, output) => ["cp", input, output],
};

const MILLER_STATS = "min,max,mean,p25,p50,p75";

/** Least, largest, mean, (deviation,) quartiles of one column of numbers, in that order. */
export const COLUMN_STATS = {
  datamash: () => ["datamash", "min", "1", "max", "1", "mean", "1", "pstdev", "1", "q1", "1", "median", "1", "q3", "1"],
  Miller: () => ["mlr", "--icsv", "--implicit-csv-header", "--onidx", "stats1", "-i", "-a", MILLER_STATS, "-f", "1"],
  "numpy loadtxt": (input) => [pythonWith("numpy"), "-c", NUMPY_STATS, input],
};

/** The same of an npy file. */
export const NPY_STATS = { numpy: (input) => [pythonWith("numpy"), "-c", NUMPY_STATS, input] };

/** The softmax over the last dim as others compute it: one row a peer, left out where the program is not installed. */

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

const actfn = new URL("../../dist/actfn.cjs", import.meta.url).pathname;

/** actfn's own run. */
export const run = (...args) => [process.execPath, actfn, ...args];

/** On csv from standard input. */
export const TEXT_PEERS = {
  mawk: ["mawk", AWK],
  "Node, naive": [process.execPath, "-e", NODE],
  "numpy loadtxt": ["python3", "-c", NUMPY_CSV],
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
  "numpy + scipy": (input, output) => ["python3", "-c", SCIPY_NPY, input, output],
  torch: (input, output) => ["python3", "-c", TORCH_NPY, input, output],
  cp: (input, output) => ["cp", input, output],
};

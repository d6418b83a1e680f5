/** Larger work, whose output must be the same on all Nodes: its digest stands for it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Numbers of every size and sign, the odd ones among them. */
function numbers(count) {
  const view = new DataView(new ArrayBuffer(8));
  let state = 1n;
  const next = () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return state;
  };
  return Array.from({ length: count }, (_, i) => {
    if (i % 2 === 0) return (Number(next() >> 11n) / 2 ** 53 - 0.5) * 40;
    view.setBigUint64(0, next());
    const any = view.getFloat64(0);
    return Number.isFinite(any) ? any : -0;
  });
}

const text = (x) => (Object.is(x, -0) ? "-0" : String(x));

function npyHeader(rows) {
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, 10), }`;
  return Buffer.from(`\x93NUMPY\x01\x00\x76\x00${dict.padEnd(117)}\n`, "latin1");
}

/** Writes the inputs. */
export async function prepare(folder) {
  const file = (name, content) => writeFileSync(join(folder, name), content);
  const rows = Array.from({ length: 30_000 }, () => []);
  numbers(300_000).forEach((x, i) => {
    rows[Math.floor(i / 10)].push(i % 2 === 0 ? x : x === 0 ? 0 : Math.sign(x) * (Math.abs(x) % 30));
  });
  file("big.csv", rows.map((row) => `${row.map(text).join(",")}\n`).join(""));
  file("targets.txt", rows.map((_, i) => `${(i * 7) % 10}\n`).join(""));
  file("float32.npy", Buffer.concat([npyHeader(rows.length), Buffer.from(Float32Array.from(rows.flat()).buffer)]));
  file("any.txt", `${[...numbers(20_000), 0, -0, 5e-324, -5e-324, 1.7976931348623157e308].map(text).join("\n")}\n`);
}

const DIGEST = "sha256sum";
/** Over all functions of a kind, one after the other. */
const overAll = (kind, line) =>
  `for name in $(actfn list --to json | grep '"kind":"${kind}"' | sed 's/.*{"name":"\\([^"]*\\)".*/\\1/'); do echo $name; ${line}; done | ${DIGEST}`;

export const larger = [
  { name: "softmax of a csv", line: `actfn softmax big.csv --jobs 2 | ${DIGEST}` },
  { name: "log-softmax of a csv as json", line: `actfn log-softmax big.csv --to json --jobs 1 | ${DIGEST}` },
  { name: "csv to npy, and softmax of it", line: `actfn show big.csv --to npy | actfn softmax | ${DIGEST}` },
  { name: "softmax of a float32 npy", line: `actfn softmax float32.npy --jobs 2 | ${DIGEST}` },
  { name: "softmax over the first dim", line: `actfn softmax --dim 0 float32.npy --to text | ${DIGEST}` },
  { name: "sums and means", line: `actfn stats big.csv; actfn logsumexp big.csv | ${DIGEST}` },
  {
    name: "losses of classes",
    line: "for name in cross-entropy nll; do actfn $name big.csv --target targets.txt --count -q; done",
  },
  {
    name: "losses of probabilities",
    line: "actfn softmax big.csv -o p.csv; for name in bce-with-logits focal kl-div; do actfn $name big.csv --target p.csv --count -q; done",
  },
  { name: "a gradient", line: `actfn cross-entropy big.csv --target targets.txt --gradient | ${DIGEST}` },
  { name: "random numbers", line: `(actfn rand 300 100 --seed 7; actfn randn 300 100 --seed 7) | ${DIGEST}` },
  { name: "every activation", line: overAll("activation", "actfn $name any.txt -q") },
  { name: "every derivative", line: overAll("activation", "actfn $name --derivative any.txt -q") },
  { name: "every reducer", line: overAll("reducer", "head -n 2000 big.csv | actfn $name -q") },
  { name: "every curve as a picture", line: overAll("activation", "actfn plot $name --derivative --to svg") },
  { name: "every curve as text", line: overAll("activation", "actfn plot $name --width 70 --height 20") },
  { name: "every page of help", line: overAll("activation", "actfn help $name") },
  { name: "the list", line: `actfn list --to json | ${DIGEST}` },
  {
    name: "an expression",
    line: `actfn eval 'sort(tanh(x.T @ x / 1e3) + erf(x[:10]) * log1p(abs(x[10:20])), descending=True)' x=big.csv | ${DIGEST}`,
  },
];

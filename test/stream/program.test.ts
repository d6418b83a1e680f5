/** Large inputs through the whole program: threads, files, memory, GNU parallel. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csv } from "../../src/format/dsv.js";
import { npy } from "../../src/format/npy.js";
import { crossEntropy, logSoftmax, logsumexp, softmax, Tensor } from "../../src/index.js";
import { REDUCERS } from "../../src/math/reducers.js";
import { shell } from "../shell.js";
import { MIB, peakOf } from "./peak.js";

const folder = mkdtempSync(join(tmpdir(), "actfn-stream-"));
const file = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** Rows of doubles with all their digits; over 1 MiB, so that they are streamed, and many blocks. */
function rowsText(rows: number): string {
  let x = 0.5;
  const lines: string[] = [];
  for (let i = 0; i < rows; i++) {
    const row: number[] = [];
    for (let j = 0; j < 10; j++) {
      x = (x * 997.13 + 0.31) % 1;
      row.push((x - 0.5) * 16);
    }
    lines.push(row.join(","));
  }
  return `${lines.join("\n")}\n`;
}

const ROWS = 14_000;
const text = rowsText(ROWS);
let expected = "";

beforeAll(() => {
  writeFileSync(file("big.csv"), text);
  writeFileSync(file("big.json"), `[[${text.trimEnd().replaceAll("\n", "],\n[")}]]\n`);
  writeFileSync(file("big.jsonl"), `[${text.trimEnd().replaceAll("\n", "]\n[")}]\n`);
  const { tensor, layout } = csv.read!(Buffer.from(text), {});
  expected = csv.write!({ tensor: softmax(tensor), layout }, {}) as string;
});

const run = (line: string) => shell(line, { cwd: folder });

test.each([
  ["one thread", "actfn softmax --jobs 1 big.csv"],
  ["two threads", "actfn softmax --jobs 2 big.csv"],
  ["five threads", "actfn softmax --jobs 5 < big.csv"],
  ["a pipe", "cat big.csv | actfn softmax"],
  ["a file", "actfn softmax big.csv -o out.csv && cat out.csv"],
  ["json and back", "actfn show big.csv --to json | actfn softmax --to csv"],
  ["json", "actfn softmax big.json --to csv"],
  ["jsonl", "actfn softmax big.jsonl --to csv"],
])("%s: the bytes of the whole-file path", async (_, line) => {
  const { stdout, stderr, status } = await run(line);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  if (stdout !== expected) expect(stdout).toBe(expected);
});

test.each([
  ["a file, whose header is mended", "actfn softmax big.csv -o big.npy && cat big.npy"],
  ["a pipe from a file, whose rows are counted", "actfn softmax big.json --to npy | cat"],
  ["a pipe from a packed file", "gzip -kf big.csv && actfn softmax big.csv.gz --to npy | cat"],
  ["a pipe from a pipe, by way of the disk", "cat big.jsonl | actfn softmax --to npy | cat"],
  ["a device", "actfn softmax big.csv --to npy -o /dev/stdout | cat"],
])("text to npy in %s", async (_, line) => {
  const { stdout, stderr } = await run(`${line} | od -An -v -tx1 | tr -d ' \\n'`);
  expect(stderr).toBe("");
  const { tensor } = csv.read!(Buffer.from(text), {});
  const whole = npy.write!({ tensor: softmax(tensor), layout: {} }, {}) as Uint8Array;
  expect(stdout === Buffer.from(whole).toString("hex")).toBe(true);
});

test.each([
  ["a packed file", "gzip -kf big.csv && actfn softmax big.csv.gz"],
  ["a packed pipe", "gzip -c big.csv | actfn softmax --to csv"],
  ["two packed parts", "(head -n 9999 big.csv | gzip; tail -n +10000 big.csv | gzip) | actfn softmax"],
  ["a fifo", "rm -f fifo; mkfifo fifo; cat big.csv > fifo & actfn softmax fifo"],
])("%s: the bytes of the whole-file path", async (_, line) => {
  const { stdout, stderr } = await run(line);
  expect(stderr).toBe("");
  if (stdout !== expected) expect(stdout).toBe(expected);
});

test("a packed input that ends too early", async () => {
  const { stderr, status } = await run("gzip -c big.csv | head -c 1000000 | actfn softmax > /dev/null");
  expect(stderr).toBe("actfn: stdin: the gzip data are damaged: unexpected end of file\n");
  expect(status).toBe(2);
});

test("a reduction down the columns: numbers that are held, an npy file that is read again", async () => {
  const { tensor, layout } = csv.read!(Buffer.from(text), {});
  await run("actfn show big.csv -o columns.npy");
  const inputs = {
    softmax: ["big.csv", "--from csv < big.csv", "columns.npy"],
    "log-softmax": ["columns.npy"],
    sparsemax: ["big.csv"],
  };
  for (const [name, of] of Object.entries(inputs)) {
    const result = REDUCERS.get(name)!(tensor, { dim: 0 });
    const columns = csv.write!({ tensor: result, layout }, {}) as string;
    for (const input of of) {
      const { stdout, stderr } = await run(`actfn ${name} --dim 0 --to csv ${input}`);
      expect(stderr).toBe("");
      expect(stdout === columns, `${name} ${input}`).toBe(true);
    }
  }
  for (const input of ["big.csv", "columns.npy"]) {
    const { stdout } = await run(`actfn logsumexp --dim 0 --keepdim --to json ${input}`);
    expect(JSON.parse(stdout)).toEqual([[...logsumexp(tensor, { dim: 0 }).data]]);
  }
});

test("a vector over a megabyte, and columns without a result", async () => {
  const numbers = text.trimEnd().replaceAll(",", "\n").split("\n");
  writeFileSync(file("vector.txt"), `${numbers.join("\n")}\n`);
  const x = new Tensor(Float64Array.from(numbers, Number));
  const { stdout } = await run("actfn log-softmax < vector.txt");
  expect(stdout === `${[...logSoftmax(x).data].join("\n")}\n`).toBe(true);
  expect((await run("actfn logsumexp vector.txt")).stdout).toBe(`${logsumexp(x).data[0]}\n`);
  writeFileSync(file("none.csv"), `nan,1,inf,-inf\n${"1,1,1,-inf\n".repeat(2e5)}`);
  const none = await run("actfn softmax --dim 0 none.csv | tail -n 1; actfn logsumexp --dim 0 none.csv");
  expect(none.stdout).toMatch(/^nan,0\.0000049[\d]*(e-\d+)?,nan,nan\nnan\n13\.2\d*\ninf\n-inf\n$/);
  expect(none.stderr.split("\n").filter((line) => line !== "")).toEqual([
    "actfn: note: column 0: holds nan, so there is no softmax",
    "actfn: note: column 2: holds inf, so there is no softmax",
    "actfn: note: column 3: only -inf, so there is no softmax",
    "actfn: note: column 0: holds nan, so there is no logsumexp",
  ]);
});

test("several large files: their rows one after the other", async () => {
  const { stdout, stderr } = await run("actfn softmax big.csv big.csv");
  expect(stderr).toBe("");
  expect(stdout === expected + expected).toBe(true);
});

test("a small fifo is read once", async () => {
  const small = await run("rm -f fifo; mkfifo fifo; echo 1 2 3 > fifo & actfn softmax fifo --precision 2");
  expect(small.stdout).toBe("0.09 0.24 0.67\n");
});

test("the parts of a loss add up to that of the whole", async () => {
  writeFileSync(file("targets.txt"), Array.from({ length: ROWS }, (_, i) => `${(i * 7) % 10}\n`).join(""));
  const { tensor } = csv.read!(Buffer.from(text), {});
  const targets = Array.from({ length: ROWS }, (_, i) => (i * 7) % 10);
  const value = crossEntropy(tensor, targets).data[0];
  for (const name of ["big.csv", "big.json", "- < big.jsonl"]) {
    expect(await run(`actfn cross-entropy ${name} --target targets.txt`)).toEqual({
      stdout: `${value}\n`,
      stderr: "",
      status: 0,
    });
  }
  const { stderr } = await run("head -n 100 targets.txt > few.txt; actfn cross-entropy big.csv --target few.txt");
  expect(stderr).toBe(`actfn: --target has 100 numbers, the input ${ROWS} rows\n`);
});

test("rows without a softmax are counted over all blocks", async () => {
  writeFileSync(
    file("nan.csv"),
    text.replace(/^/, `${"-inf,".repeat(9)}-inf\n`).replace(/\n[^\n]*\n$/, `\n${"nan,".repeat(9)}1\n`),
  );
  const { stderr } = await run("actfn softmax nan.csv > out.csv");
  expect(stderr).toBe(
    `actfn: note: row ${ROWS}: holds nan, so there is no softmax\n` +
      "actfn: note: row 0: only -inf, so there is no softmax\n",
  );
});

test("a mistake is shown with its place, and an output file is left as it was", async () => {
  writeFileSync(file("bad.csv"), `${text}1,2,3,4,5,6,7,8,9,ten\n${text}`);
  writeFileSync(file("kept.csv"), "1\n");
  const { stderr, status } = await run("actfn softmax bad.csv -o kept.csv");
  expect(stderr).toBe(
    `actfn: bad.csv:${ROWS + 1}:19: not a number: "ten"\n  1,2,3,4,5,6,7,8,9,ten\n                    ^^^\n`,
  );
  expect(status).toBe(2);
  expect(readFileSync(file("kept.csv"), "utf8")).toBe("1\n");
  expect((await run("ls -A")).stdout).not.toMatch(/\.actfn/);
});

test("a reader that goes away ends it quietly", async () => {
  const { stdout, stderr } = await run("actfn softmax big.csv | head -n 1");
  expect(stdout).toBe(expected.slice(0, expected.indexOf("\n") + 1));
  expect(stderr).toBe("");
});

test("lists of more than 64 KiB, line by line, from a pipe", async () => {
  const numbers = text
    .slice(0, 400_000)
    .replace(/,[^,]*$/, "")
    .replaceAll("\n", ",");
  writeFileSync(file("long.jsonl"), `[${numbers}]\n`.repeat(4));
  const { stdout, stderr } = await run("cat long.jsonl | actfn softmax");
  expect(stderr).toBe("");
  const row = softmax(JSON.parse(`[${numbers}]`) as number[]);
  expect(stdout === `[${[...row.data].join(",")}]\n`.repeat(4)).toBe(true);
});

test("rows that are too long to be read ahead", async () => {
  const row = text
    .slice(0, 1_200_000)
    .replace(/,[^,]*$/, "")
    .replaceAll("\n", ",");
  const rows = [row, row.replace(/^[^,]*/, "3"), row];
  writeFileSync(file("wide.csv"), `${rows.join("\n")}\n`);
  writeFileSync(file("wide.json"), `[[${rows.join("],\n[")}]]\n`);
  writeFileSync(file("wide.jsonl"), `[${rows.join("]\n[")}]\n`);
  const { tensor, layout } = csv.read!(Buffer.from(`${rows.join("\n")}\n`), {});
  const result = csv.write!({ tensor: softmax(tensor), layout }, {}) as string;
  for (const name of ["wide.csv", "wide.jsonl", "- < wide.json"]) {
    const { stdout, stderr } = await run(`actfn softmax ${name} --to csv`);
    expect(stderr).toBe("");
    expect(stdout === result, name).toBe(true);
  }
  await run("actfn softmax wide.csv -o wide.npy && actfn show wide.npy --to csv > back.csv");
  expect(readFileSync(file("back.csv"), "utf8") === result).toBe(true);
  const same = npy.write!({ tensor: softmax(tensor, { dim: 1 }), layout: {} }, {}) as Uint8Array;
  expect(readFileSync(file("wide.npy")).equals(same)).toBe(true);
  writeFileSync(file("only.csv"), row);
  const vector = softmax(new Tensor(tensor.data.subarray(0, tensor.shape[1]!)));
  const only = await run("actfn softmax only.csv -o only.npy && actfn softmax < only.csv --to json");
  expect(only.stderr).toBe("");
  expect(JSON.parse(only.stdout)).toEqual([...vector.data]);
  expect(npy.read!(readFileSync(file("only.npy")), {}).tensor.shape).toEqual(vector.shape);
  const list = await run("actfn logsumexp wide.json");
  expect(JSON.parse(list.stdout)).toEqual([...logsumexp(tensor).data]);
});

const hasParallel = spawnSync("parallel", ["--version"]).stdout?.toString().startsWith("GNU parallel") ?? false;

test.skipIf(!hasParallel)("GNU parallel gives the same bytes, part by part", async () => {
  const { stdout } = await run("parallel --pipepart -a big.csv --block 1M -k actfn softmax");
  expect(stdout === expected).toBe(true);
});

/** As much of ssh as GNU parallel needs, with this machine for every host. A login sets SHELL, where it may be unset here. */
const SSH = `#!/bin/sh
while [ "\${1#-}" != "$1" ]; do case $1 in -[lpiFo]) shift ;; esac; shift; done
echo "$1" >> hosts
shift
[ "$1" = -- ] && shift
SHELL=/bin/sh exec sh -c "$*"
`;

test.skipIf(!hasParallel)("GNU parallel gives the same bytes over the hosts of ssh", async () => {
  writeFileSync(file("ssh"), SSH, { mode: 0o755 });
  const { stdout } = await run(
    "PARALLEL_SSH=$PWD/ssh parallel --sshlogin 1/one,1/two --pipepart -a big.csv --block 1M -k actfn softmax",
  );
  expect(stdout === expected).toBe(true);
  expect(new Set(readFileSync(file("hosts"), "utf8").trim().split("\n"))).toEqual(new Set(["one", "two"]));
});

test.skipIf(!hasParallel)("GNU parallel repeats a header for each part", async () => {
  const header = "a,b,c,d,e,f,g,h,i,j\n";
  writeFileSync(file("header.csv"), header + text);
  const { stdout } = await run(
    "parallel --pipepart -a header.csv --header : --block 1M -k 'actfn softmax --header yes | tail -n +2'",
  );
  expect(stdout === expected).toBe(true);
});

test("no more threads are started than there are blocks", async ({ skip }) => {
  const peak = await peakOf(["relu", "--jobs", "256", file("big.csv")]);
  if (peak === undefined) skip("no /proc");
  expect(peak! / MIB).toBeLessThan(400);
});

test("memory does not grow with the file", async ({ skip }) => {
  const descriptor = openSync(file("huge.csv"), "w");
  for (let size = 0; size < 64 * MIB; size += text.length) writeSync(descriptor, text);
  closeSync(descriptor);
  const peaks = await Promise.all([
    peakOf(["softmax", file("huge.csv")]),
    peakOf(["tanh", "--jobs", "1", file("huge.csv")]),
    peakOf(["stats", file("huge.csv")]),
  ]);
  if (peaks.includes(undefined)) skip("no /proc");
  for (const peak of peaks) expect(peak! / MIB).toBeLessThan(150);
});

/** What is shown of a large input is what is shown of the whole: tables, their ends, and what is aligned. */
import { expect, test } from "vitest";
import { npyHeader } from "../../src/format/npy.js";
import { run } from "./streamed.js";

/** Numbers with few digits that differ from each other. */
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => ((i * 7919) % 2003) / 8 - 100);

function matrix(rows: number, columns: number, line: (row: readonly number[], index: number) => string): string {
  const all = numbers(rows * columns);
  return Array.from({ length: rows }, (_, r) => line(all.slice(r * columns, (r + 1) * columns), r)).join("");
}

const CSV = `a,b,c\n${matrix(900, 3, (row) => `${row}\n`)}0.5,1e-9,nan\n1,2,3\n4,5,6\n7,-inf,9\n`;
const BESIDE = `id,a,b,name\n${matrix(900, 2, (row, i) => `${i},${row},"n|${i}"\n`)}`;
const RECORDS = `${matrix(700, 2, ([x, y], i) => `{"id":"r${i}","x":${x},"y":${y}}\n`)}{"id":"z","x":1,"y":2,"late":"!"}\n`;
const WHOLE = matrix(2500, 2, ([x, y]) => `${Math.floor(x!)} ${Math.floor(y!)}\n`);
const COLUMN = matrix(3000, 1, ([x]) => `${x}\n`);
const DEEP = JSON.stringify(
  numbers(600).map((x, i) => [
    [x, 1],
    [i, 2],
    [3, x / 2],
  ]),
);
const npy = (shape: readonly number[]): Buffer => {
  const data = Float64Array.from(numbers(shape.reduce((a, b) => a * b)));
  return Buffer.concat([npyHeader(shape, "<f8"), Buffer.from(data.buffer)]);
};

/** A command on a whole input and in pieces of several sizes. */
async function expectSame(line: string, format: string, input: Buffer | string, columns?: number): Promise<string> {
  const args = [...line.split(" "), "--from", format];
  const bytes = Buffer.from(input);
  const whole = await run(args, bytes, undefined, columns);
  for (const checked of [4500, 9000]) {
    expect(await run(args, bytes, checked, columns), `${checked} bytes are checked whole`).toEqual(whole);
  }
  expect(whole.status).toBe(0);
  return whole.stdout;
}

test.each([
  ["by the kernels", "csv", CSV, "softmax"],
  ["as it is", "csv", CSV, "show"],
  ["with digits", "csv", CSV, "gelu --precision 1"],
  ["reduced to a vector", "csv", CSV, "logsumexp"],
  ["beside other columns", "csv", BESIDE, "relu --columns a,b"],
  ["of records, one with a late key", "jsonl", RECORDS, "show"],
  ["of whole numbers", "text", WHOLE, "show"],
  ["of numbers of which one is not whole", "text", `${WHOLE}0.5 1\n${WHOLE}`, "show"],
  ["of a column", "csv", COLUMN, "tanh"],
  ["of a vector", "npy", npy([3000]), "tanh"],
  ["with names", "csv", CSV, "softmax --labels x,y,z"],
  ["of several dims", "npy", npy([50, 9, 8, 3]), "softmax --dim 2"],
  ["of deep lists", "json", DEEP, "softmax --dim 1"],
  ["down the columns", "csv", CSV, "softmax --dim 0"],
  ["down a column", "csv", COLUMN, "softmax"],
  ["down the columns beside others", "csv", BESIDE, "softmin --columns a,b --dim 0"],
  ["down the first of several dims", "npy", npy([900, 2, 2]), "log-softmax --dim 0"],
  ["of each loss", "npy", npy([900, 3]), `cross-entropy --reduction none --target ${Array(900).fill(1)}`],
  ["of a gradient", "npy", npy([900, 3]), `cross-entropy --gradient --target ${Array(900).fill(1)}`],
])("a table %s", async (_, format, input, line) => {
  const inTerminal = await expectSame(line, format, input, 60);
  expect(inTerminal).toContain("left out; --full shows all");
  await expectSame(`${line} --to table`, format, input);
});

test.each([
  ["csv", CSV, "softmax --to table --full"],
  ["csv", CSV, "softmax --to markdown"],
  ["csv", CSV, "softmax --to markdown --dim 0"],
  ["csv", CSV, "show --to latex --precision 2"],
  ["csv", BESIDE, "show --columns a,b --to table --full"],
  ["csv", BESIDE, "show --columns a,b --to markdown"],
  ["jsonl", RECORDS, "show --to markdown"],
  ["npy", npy([4, 300, 3]), "softmax --to table --full"],
  ["csv", CSV, "softmax --dim 0 --to table --full"],
  ["csv", CSV, "softmax --dim 0 --to literal"],
])("%s, whole: %#", async (format, input, line) => {
  await expectSame(line, format, input);
});

test("a scalar in a terminal, and what was computed", async () => {
  const args = ["cross-entropy", "--from", "csv", "--target", `${Array(904).fill(0)}`];
  const [whole, large] = [
    await run(args, Buffer.from(CSV), undefined, 80),
    await run(args, Buffer.from(CSV), 9000, 80),
  ];
  expect(large).toEqual(whole);
  expect(large.stderr).toContain("cross-entropy, mean of 904 losses");
});

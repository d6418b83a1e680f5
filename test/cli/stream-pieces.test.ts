/** In pieces a command writes the same bytes and says the same as on the whole input. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { npyHeader } from "../../src/format/npy.js";
import { ROOT } from "../shell.js";
import { type Outcome, run, writes } from "./streamed.js";

/** A command on an input of a format: at once, and in pieces of several sizes. */
async function expectSame(line: string, format: string, input: Buffer | string, pieces = true): Promise<Outcome> {
  const args = [...line.split(" "), "--from", format];
  const bytes = Buffer.from(input);
  const whole = await run(args, bytes);
  // The first line tells how all are separated, or is a header.
  let most = 0;
  const least = Math.max(bytes.indexOf("\n") + 2, 20);
  for (const checked of [
    least,
    least + 7,
    least + 20,
    Math.max(least, Math.floor(bytes.length / 2)),
    bytes.length - 1,
  ]) {
    const outcome = await run(args, bytes, checked);
    most = Math.max(most, writes.get(outcome)!);
    // A mistake in the whole may be found when something has been written.
    const stdout = whole.status === 0 ? outcome.stdout : "";
    expect({ ...outcome, stdout }, `${checked} bytes are checked whole`).toEqual(whole);
  }
  if (whole.status === 0) expect(most > 1).toBe(pieces);
  return whole;
}

const folder = mkdtempSync(join(tmpdir(), "actfn-pieces-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** An npy file. */
function npyOf(shape: readonly number[], descr: "<f8" | "<f4" | "<i8", numbers: readonly number[]): Buffer {
  const elements = {
    "<f8": () => Float64Array.from(numbers),
    "<f4": () => Float32Array.from(numbers),
    "<i8": () => BigInt64Array.from(numbers, BigInt),
  }[descr]();
  return Buffer.concat([npyHeader(shape, descr as "<f8"), Buffer.from(elements.buffer)]);
}

const CSV = `id,a,name,b\n7,1.5,"x, ""1""",-2\n8,0.1,é,3\n\n# "4\n9,-1,"two\nlines",1e3\n10,2,,nan\n11,4,,5\n`;
const RECORDS = [
  `{"id": "a", "x": 1, "y": [2]}`,
  `{"id":"]}\\"{","y":[-3.5],"x":0}`,
  `{"x":1e999,"note":{"deep":[1]},"y":[0]}`,
  `{"id":null,"y":[4],"x":2, "tag":"t"}`,
  `{"tag":1,"note":"n", "x":-1,"y":[7]}`,
];
const FLAT = `{"id":"a","x":1,"y":2}\n{"y":0,"x":-1}\n{"x":1,"y":2,"id":null}\n{"x":3,"y":4}\n`;
const DEEP = ["[[1,2],[3,-1]]", "[[0.5,null],[1e3,7]]", "[ [2,2] , [2,\n2] ]", "[[5,4],[3,2]]"];
const ROWS = "a,b,c\n1,2,3\n-1,0.5,nan\n0,-0,1e9\n2,2,2\n-inf,-inf,-inf\n4,5,6\n0,1,2\n";
const ONES = "0,1,1\n1,1,0\n";

test.each([
  ["columns that pass through", "csv", CSV, "softmax --columns a,b"],
  ["csv to tsv", "csv", CSV, "relu --columns 1,3 --to tsv"],
  ["csv to text", "csv", CSV, "relu --columns a,b --to text --precision 3"],
  ["csv to json", "csv", CSV, "relu --columns a,b --to json --nonfinite string"],
  ["csv to literal", "csv", CSV, "relu --columns a,b --to literal"],
  ["csv to npy", "csv", CSV, "relu --columns a,b --to npy"],
  ["in Latin-1", "csv", Buffer.from(CSV, "latin1"), "softmax --columns a,b"],
  ["in UTF-16", "csv", Buffer.from(`\uFEFF${CSV}`, "utf16le"), "softmax --columns a,b"],
  ["rows like a header", "csv", "x,5,6\ny,0,1\nz,0,1\nw,0,1\n", "show --columns 1:"],
  ["records with rows", "json", `[${RECORDS.join(",\n")}]\n`, "relu --key y"],
  ["records with rows, reduced", "json", `[${RECORDS}]`, "logsumexp --key y"],
  ["records to jsonl", "json", `[${RECORDS}]`, "show --key y --to jsonl"],
  ["records line by line", "jsonl", RECORDS.join("\n"), "relu --key y"],
  ["records of numbers", "jsonl", FLAT, "softmax"],
  ["records to csv", "jsonl", FLAT, "softmax --to csv"],
  ["deep lists", "json", `[${DEEP}]`, "softmax --dim 1"],
  ["deep lists, reduced", "json", `[${DEEP}]`, "logsumexp --dim -2 --keepdim"],
  ["deep lists to npy", "json", `[${DEEP}]`, "glu --to npy"],
  ["deep lists that csv cannot hold", "json", `[${DEEP}]`, "relu --to csv"],
  ["deep lists in jsonl", "jsonl", DEEP.join("\n"), "entropy --dim 1 --to text"],
  ["a printout", "literal", `tensor([${DEEP.join(",").replace("null", "nan")}], dtype=torch.float64)`, "sparsemax"],
  ["one value a column", "csv", ROWS, "prelu --weight 0.1,0.2,0.3"],
  ["names of the largest", "csv", ROWS, "softmax --argmax"],
  ["labels", "csv", ROWS, "argmax --labels x,y,z"],
  ["labels as jsonl", "csv", ROWS, "softmax --argmax --labels x,y,z --to jsonl"],
  ["the largest two", "csv", ROWS, "softmax --top-k 2"],
  ["the largest as json", "csv", ROWS, "topk --k 2 --to json"],
  ["the largest of deep lists", "json", `[${DEEP}]`, "topk --k 1 --dim 1"],
  ["a mask", "csv", ROWS, "softmax --mask MASK"],
  ["a mask for every row", "csv", ROWS, "logsumexp --mask 1,0,1"],
  ["a binary result", "csv", ROWS, "softmax --columns a,b --binarize 0.4"],
  ["down a column", "csv", CSV, "softmax --columns a"],
  ["down the columns beside others", "csv", CSV, "softmax --columns a,b --dim 0"],
  ["down the columns of records", "jsonl", FLAT, "softmin --dim 0"],
  ["down the columns of records with rows", "json", `[${RECORDS}]`, "log-softmax --key y --dim 0 --temperature 2"],
  ["down the columns of deep lists", "json", `[${DEEP}]`, "softmax --dim 0 --binarize 0.5"],
  ["down the columns to npy", "csv", CSV, "softmax --columns a,b --dim 0 --to npy"],
  ["down the columns that csv cannot hold", "json", `[${DEEP}]`, "softmax --dim 0 --to csv"],
  ["a dim of size 1", "json", "[[1],[2],[3],[4],[5],[6],[7],[8],[9]]", "logsumexp"],
  ["a mask that is too short", "csv", ROWS, "softmax --mask SHORT"],
  ["a mask that is too long", "csv", ROWS, "softmax --mask LONG"],
  ["a mask that is too narrow", "csv", ROWS, "softmax --mask 1,0"],
])("%s", async (title, format, input, line) => {
  const masks = { MASK: `1,0,1\n${ONES.repeat(3)}`, SHORT: ONES.repeat(2), LONG: ONES.repeat(9) };
  const args = line.replace(/[A-Z]{4,}/, (name) => file(`${name}.csv`, masks[name as keyof typeof masks]));
  const { status } = await expectSame(args, format, input);
  expect(status).toBe(/ too | cannot /.test(title) ? 2 : 0);
});

const NUMBERS = `[${ROWS.split("\n")
  .slice(1, 8)
  .map((row) => `[${row.replaceAll("-inf", "-1e999")}]`)}]`;
const OBJECT = `{"small": [[1,2],\n[3,4]], "é": "]", "x": ${NUMBERS},\n "names": ["a", "b"], "y": {"z": [1]}}\n`;

test.each([
  ["by its key", OBJECT, "softmax --key x"],
  ["by its key, down the columns", OBJECT, "softmax --key x --dim 0"],
  ["a small one", OBJECT, "softmax --key small"],
  ["the only one", `{"ids": ["a"], "n": 7, "x": ${NUMBERS}}`, "logsumexp --to csv"],
  ["several", OBJECT, "softmax"],
  ["none", `{"names": ["a", "b"], "text": "${"x".repeat(40)}"}`, "softmax"],
  ["no such key", OBJECT, "softmax --key q"],
  ["a key of names", OBJECT, "softmax --key names"],
  ["a key of an object", OBJECT, "softmax --key y"],
  ["a mistake around it", OBJECT.replace('"é":', '"é"'), "softmax --key x"],
  ["a mistake in it", OBJECT.replace("[2,2,2]", "[2,abc,2]"), "softmax --key x"],
  ["a row that is too short", OBJECT.replace("[2,2,2]", "[2,2]"), "softmax --key x"],
  ["not closed", OBJECT.slice(0, -3), "softmax --key x"],
])("an array of an object: %s", async (title, input, line) => {
  const { status } = await expectSame(line, "json", input, / key\b|only/.test(title));
  expect(status).toBe(/^(several|none|no |a key|a mistake|a row|not)/.test(title) ? 2 : 0);
});

const SCORES = "id,cat,dog,cow\n1,0.5,1,-2\n2,3,0.25,0\n3,-1,-1,2\n4,0,0,0\n5,1e3,2,1\n6,4,5,6\n";
const LABELLED = `y,cat,dog,cow\n${["dog", "cat", "cow", "cow", "dog", "cat"].map((y, i) => `${y},${i},${6 - i},1.5`).join("\n")}\n`;
const TARGETS = "1\n0\n2\n1\n0\n2\n";
const SHARES = "0.5,0.25,0.25\n1,0,0\n0,0,1\n0.1,0.2,0.7\n0,1,0\n0.3,0.3,0.4\n";
const KEYED = [1, 0, 2, 1].map((y, i) => `{"y": ${y}, "x": [${i},2,${-i}]}`);

test.each([
  ["beside an id", "csv", SCORES, "cross-entropy --columns 1: --target 1,0,2,1,0,2"],
  ["in another file", "csv", SCORES, "cross-entropy --columns 1: --target TARGETS --reduction sum"],
  ["each", "csv", SCORES, "cross-entropy --columns 1: --target TARGETS --reduction none"],
  ["each as json", "csv", SCORES, "cross-entropy --columns 1: --target TARGETS --to json --reduction none"],
  ["weighted", "csv", SCORES, "nll --columns 1: --target TARGETS --weight 1,2,3 --ignore-index 0"],
  ["counted", "csv", SCORES, "cross-entropy --columns 1: --target TARGETS --count"],
  ["all ignored", "csv", SCORES, "nll --columns 1: --target 7,7,7,7,7,7 --ignore-index 7"],
  ["shares", "csv", SCORES, "cross-entropy --columns 1: --target SHARES"],
  ["a divergence", "csv", SCORES, "kl-div --columns 1: --target SHARES --reduction batchmean"],
  ["as many as scores", "csv", SCORES, "bce-with-logits --columns 1: --target SHARES --weight 1,2,3 --reduction none"],
  ["weights for every row", "csv", SCORES, "bce-with-logits --columns 1: --target SHARES --weight SHARES"],
  ["a column", "csv", LABELLED, "cross-entropy --target-column y --reduction none"],
  ["a column by its index", "csv", LABELLED, "nll --target-column 0"],
  ["a key", "json", `[${KEYED}]`, "cross-entropy --target-key y --key x"],
  ["a key, each", "jsonl", KEYED.join("\n"), "cross-entropy --target-key y --reduction none"],
  [
    "one number each",
    "jsonl",
    "0.5\n0.25\n0.75\n0.5\n1\n0\n0.125\n1\n",
    "bce --target 1,0,1,0,1,0,1,0 --reduction none",
  ],
  ["deep lists", "json", `[${DEEP.slice(1)}]`, "cross-entropy --target [[0,1],[1,1],[0,0]]"],
  ["deep lists, over their last dim", "json", `[${DEEP.slice(1)}]`, "nll --dim 2 --target [[0,1],[1,1],[0,0]]"],
  ["metrics", "csv", LABELLED, "cross-entropy --target-column y --metrics"],
  ["metrics in several dims", "json", `[${DEEP.slice(1)}]`, "nll --dim 2 --target [[0,1],[1,1],[0,0]] --metrics"],
  ["metrics without a loss", "csv", SCORES, "cross-entropy --columns 1: --target TARGETS --metrics --reduction none"],
  ["metrics of shares", "csv", SCORES, "cross-entropy --columns 1: --target SHARES --metrics"],
  ["a gradient", "csv", LABELLED, "cross-entropy --target-column y --gradient"],
  ["a gradient of the sum", "csv", SCORES, "nll --columns 1: --target TARGETS --gradient --reduction sum"],
  ["a gradient of each", "csv", SCORES, "nll --columns 1: --target TARGETS --gradient --reduction none"],
  [
    "a weighted gradient",
    "csv",
    SCORES,
    "nll --columns 1: --target TARGETS --gradient --weight 1,2,3 --ignore-index 0",
  ],
  ["a gradient by the batch", "csv", SCORES, "kl-div --columns 1: --target SHARES --gradient --reduction batchmean"],
  ["a gradient of what is ignored", "csv", SCORES, "nll --columns 1: --target 7,7,7,7,7,7 --ignore-index 7 --gradient"],
  ["no such class for a gradient", "csv", SCORES, "cross-entropy --columns 1: --target 1,0,2,1,3,2 --gradient"],
  ["too few, a gradient", "csv", SCORES, "cross-entropy --columns 1: --target 1,0,2 --gradient"],
  ["too few", "csv", SCORES, "cross-entropy --columns 1: --target 1,0,2"],
  ["too many", "csv", SCORES, "cross-entropy --columns 1: --target SCORES"],
  ["too few, deep", "json", `[${DEEP}]`, "cross-entropy --target [[0,1],[1,1],[0,0]]"],
  ["too few, like the scores", "csv", SCORES, "bce-with-logits --columns 1: --target [[1,0,1],[0,0,1]]"],
  ["no such class", "csv", SCORES, "cross-entropy --columns 1: --target 1,0,2,1,3,2"],
  ["no such name", "csv", LABELLED.replace("cow,3", "pig,3"), "cross-entropy --target-column y"],
])("targets: %s", async (title, format, input, line) => {
  const files = { TARGETS, SHARES, SCORES: TARGETS.repeat(4) };
  const args = line.replace(/[A-Z]{4,}/g, (name) => file(`${name}.csv`, files[name as keyof typeof files]));
  const { status } = await expectSame(args, format, input, /none$|--gradient/.test(line) && !/metrics/.test(line));
  expect(status).toBe(/^too|^no|of shares/.test(title) ? 2 : 0);
});

const WHOLE_NUMBERS = npyOf([6, 3], "<i8", [1, 2, 3, 2 ** 53 + 2, -1, 0, 4, 4, 4, 0, 1, 0, 9, 8, 7, 1, 0, 1]);
const DOUBLES = npyOf([6, 3], "<f8", [0.5, 1, -2, 3, 0.25, 0, -1, -1, 2, 0, 0, 0, 1e3, 2, 1, Number.NaN, 5, 6]);
const SINGLES = npyOf([3, 2, 2], "<f4", [0.5, 1, -2, 3, 0.25, 0, -1, -1, 2, 0, 0, 0.1]);

test.each([
  ["each loss", DOUBLES, "cross-entropy --target TARGETS --reduction none"],
  ["a gradient", DOUBLES, "cross-entropy --target TARGETS --gradient"],
  ["a gradient as csv", DOUBLES, "cross-entropy --target TARGETS --gradient --reduction sum --to csv"],
  ["the largest", DOUBLES, "softmax --top-k 2"],
  ["names", WHOLE_NUMBERS, "softmax --argmax --labels a,b,c"],
  ["a mask", WHOLE_NUMBERS, "softmax --mask 1,0,1"],
  ["several dims", SINGLES, "softmax --dim 1 --mask [[1,0],[0,1]]"],
  [
    "losses of numbers",
    npyOf([9], "<f8", [9, 8, 7, 6, 5, 4, 3, 2, 1]),
    "bce-with-logits --target 1,0,1,0,1,0,1,0,1 --reduction none",
  ],
  ["cut off", DOUBLES.subarray(0, -1), "softmax --top-k 2"],
  ["too long", Buffer.concat([DOUBLES, Buffer.alloc(3)]), "softmax --top-k 2"],
])("an array: %s", async (title, input, line) => {
  const args = line.replace("TARGETS", () => file("targets.csv", TARGETS));
  const { status } = await expectSame(args, "npy", input, title !== "cut off" && title !== "too long");
  expect(status).toBe(/^(cut|too)/.test(title) ? 2 : 0);
});

test.each([
  ["a printout", "literal", `tensor([${DEEP.join(",").replace("null", "nan")}])`, "logsumexp --dim 0 --to json"],
  ["deep lists, reduced", "json", `[${DEEP}]`, "logsumexp --dim 0 --keepdim"],
  ["columns of which the largest are asked", "csv", ROWS, "softmax --dim 0 --top-k 2"],
  ["columns under a mask", "csv", ROWS, "softmax --dim 0 --mask 0,1,1"],
  ["a summary beside columns that pass through", "csv", CSV, "stats --columns a,b"],
  ["a summary of records", "json", `[${RECORDS}]`, "stats --key y"],
  ["a summary of deep lists", "json", `[${DEEP}]`, "stats --dim 0"],
  ["a summary of a small array", "json", OBJECT, "stats --key small"],
])("what is written at once: %s", async (_, format, input, line) => {
  expect((await expectSame(line, format, input, false)).status).toBe(0);
});

test.each([
  ["eval", "eval x*2+y x=FIRST y=SECOND"],
  ["compare", "compare FIRST SECOND"],
  ["identify", "identify FIRST SECOND"],
  ["plot", "plot FIRST --to csv"],
  ["why", "why FIRST --target 0,1,1,0,1,0 --loss 1.5"],
])("%s holds its files piece by piece", async (_, line) => {
  const held = [1, 2, 3, 4, 5, 6].map((x) => `[${x}, ${x / 2}]`);
  const args = line
    .replace("FIRST", () => file("first.txt", `tensor([${held}])`))
    .replace("SECOND", () => file("second.json", `[${held.toReversed()}]`))
    .split(" ");
  const whole = await run(args, Buffer.alloc(0));
  for (const checked of [20, 45]) expect(await run(args, Buffer.alloc(0), checked)).toEqual(whole);
  expect(whole.stdout).not.toBe("");
});

test.each([
  ["stored.npz", "softmax --key cube"],
  ["compressed.npz", "stats --key cube"],
  ["compressed.npz", "show --key single"],
  ["stored.npz", "relu --key count"],
  ["stored.npz", "show"],
  ["compressed.npz", "softmax"],
  ["stored.npz", "softmax --key none"],
  ["types.safetensors", "show"],
])("an archive that comes once: %s, %s", async (name, line) => {
  const archive = readFileSync(join(ROOT, "test/reference/format", name));
  const args = line.split(" ");
  const whole = await run(args, archive);
  for (const checked of [100, 400]) expect(await run(args, archive, checked)).toEqual(whole);
});

test("without a folder for temporary files what comes once is read whole", async () => {
  vi.stubEnv("TMPDIR", join(folder, "none"));
  await expectSame("softmax --key x", "json", OBJECT, false);
  await expectSame("cross-entropy --target-column y --gradient", "csv", LABELLED, false);
  vi.unstubAllEnvs();
});

test("a large result is written part by part", async () => {
  const rows = Array.from({ length: 22_000 }, (_, i) => `r${i},${[1, 2, 3, 4, 5, 6].map((n) => (i * n) % 7)}`);
  const input = Buffer.from(`id,a,b,c,d,e,f\n${rows.join("\n")}\n`);
  const args = ["softmax", "--dim", "0", "--columns", "1:", "--from", "csv"];
  const [whole, parts] = [await run(args, input), await run(args, input, 2 ** 18)];
  expect(parts.stdout === whole.stdout).toBe(true);
  expect(writes.get(parts)).toBeGreaterThan(1);
});

test("records with a key that comes too late for a header", async () => {
  const late = Buffer.from(`${FLAT.repeat(3)}{"x":1,"y":2,"note":"n"}\n`);
  const { stderr, status } = await run(["relu", "--from", "jsonl", "--to", "csv"], late, 60);
  expect(stderr).toBe('actfn: row 12 has the key "note", which is too late for the header: --to jsonl keeps it\n');
  expect(status).toBe(2);
  await expectSame("relu", "jsonl", late);
});

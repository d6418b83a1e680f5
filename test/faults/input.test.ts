/** Inputs that fail or come slowly: cut off, byte by byte, around the sizes of pipes and blocks, none at all. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { npy } from "../../src/format/npy.js";
import { Tensor } from "../../src/math/tensor.js";
import { shell } from "../shell.js";
import { newFolder, rowsText, start } from "./support.js";

const { folder, file } = newFolder();
const run = (line: string, input?: string | Buffer) =>
  shell(line, { cwd: folder, ...(input !== undefined && { input }) });
const big = rowsText(6500);
const inLists = (text: string) => `[[${text.trimEnd().replaceAll("\n", "],\n[")}]]\n`;
const small = "1.25,2.5\n3.75,4e10\n";
const bytesOf = (rows: number) =>
  npy.write!({ tensor: new Tensor(new Float64Array(rows * 10).fill(0.5), [rows, 10]), layout: {} }, {}) as Uint8Array;

beforeAll(() => {
  writeFileSync(file("big.csv"), big);
});

/** Inputs that end in the middle of a number, or of what a number needs. */
const CUT: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ["csv, in an exponent", "1.25,2.5\n3.75,4e", /^actfn: stdin:2:6: not a number: "4e"\n/],
  ["text", "1 2\n3 4e-", /^actfn: stdin:2:3: not a number: "4e-"\n/],
  ["json", "[[1,2],[3,4.", /^actfn: stdin:1:8: \[ is not closed\n/],
  ["jsonl", "[1,2]\n[3,4", /^actfn: stdin:2:1: \[ is not closed\n/],
  ["a printed tensor", "tensor([[1., 2.],\n        [3., 4", /^actfn: stdin:2:9: \[ is not closed\n/],
  ["npy", bytesOf(3).slice(0, -5), /^actfn: stdin: the npy file is cut off: 3 × 10 numbers need 240 bytes, not 235\n$/],
  ["large csv, in a row", big.slice(0, -30), /^actfn: stdin:6500:1: row 6499 has \d numbers, expected 10\n/],
  ["large csv, in an exponent", `${big.trimEnd()}e-`, /^actfn: stdin:6500:\d+: not a number: ".*e-"\n/],
  ["large json", inLists(big).slice(0, -10), /^actfn: stdin:\d+:\d+: (\[ is not closed|row 6499)/],
  ["large jsonl", inLists(big).replaceAll("],", "]").slice(1, -10), /^actfn: stdin:6500:\d+: \[ is not closed\n/],
  [
    "large npy",
    bytesOf(20_000).slice(0, -5),
    /^actfn: stdin: the npy file is cut off: 20000 × 10 numbers need 1600000 /,
  ],
];

describe.concurrent("an input that ends too early", () => {
  test.each(CUT)("%s", async (_, input, message) => {
    for (const jobs of input.length > 1 << 20 ? ["1", "2"] : ["1"]) {
      const { stderr, status } = await run(`actfn softmax --jobs ${jobs} -o cut-${jobs}`, Buffer.from(input as string));
      expect(stderr).toMatch(message);
      expect(status).toBe(2);
      expect(existsSync(file(`cut-${jobs}`))).toBe(false);
    }
  });
});

test("a pipe that gives one byte at a time", async () => {
  const { stdout } = await run("actfn softmax", small);
  const { child, ending } = start(["softmax"]);
  for (const byte of Buffer.from(small)) {
    child.stdin!.write(Buffer.of(byte));
    await new Promise((done) => setTimeout(done, 1));
  }
  child.stdin!.end();
  expect(await ending).toEqual({ status: 0, signal: null, stdout, stderr: "" });
});

/** Where pipes, blocks and the part that is checked whole end. */
const SIZES = [1 << 16, 1 << 17, 1 << 20].flatMap((size) => [size - 1, size, size + 1]);

test.concurrent.each(SIZES)("an input of %i bytes is the same from a pipe and a file", async (size) => {
  const whole = big.slice(0, size - 1).replace(/[^\n]*$/, "");
  // The last row is as long as it takes.
  const last = `1,2,3,4,5,6,7,8,9,0.${"1".repeat(size - whole.length - 21)}\n`;
  writeFileSync(file(`${size}.csv`), whole + last);
  const ended = await Promise.all([`actfn relu ${size}.csv`, `cat ${size}.csv | actfn relu`].map((line) => run(line)));
  for (const one of ended) {
    expect({ status: one.status, stderr: one.stderr, same: one.stdout === ended[0]!.stdout }).toEqual({
      status: 0,
      stderr: "",
      same: true,
    });
    expect(one.stdout.trimEnd().split("\n").length).toBe((whole + last).trimEnd().split("\n").length);
  }
});

test("what is no file of numbers", async () => {
  mkdirSync(file("directory"));
  const directory = "a directory, not a file\n";
  expect(await run("actfn softmax directory")).toEqual({
    stdout: "",
    stderr: `actfn: directory: ${directory}`,
    status: 2,
  });
  expect(await run("actfn softmax < directory")).toEqual({
    stdout: "",
    stderr: `actfn: stdin: ${directory}`,
    status: 2,
  });
  const none = "no numbers in the input\n";
  expect(await run("actfn softmax /dev/null")).toEqual({ stdout: "", stderr: `actfn: /dev/null: ${none}`, status: 2 });
  expect(await run("actfn softmax < /dev/null")).toEqual({ stdout: "", stderr: `actfn: stdin: ${none}`, status: 2 });
  expect(await run("actfn softmax <&-")).toEqual({ stdout: "", stderr: `actfn: stdin: ${none}`, status: 2 });
});

test("a device without end is refused, not read for ever", async () => {
  if (!existsSync("/dev/zero")) return;
  const { stderr, status } = await run("actfn softmax /dev/zero");
  expect(stderr).toMatch(/^actfn: \/dev\/zero/);
  expect(status).toBe(2);
});

test.concurrent.each([
  ["eval", "1/3"],
  ["softmax", "1,2"],
  ["plot", "gelu"],
  ["rand", "2", "--seed", "1"],
  ["help", "softmax"],
  ["list"],
])("%s %s does not wait for a silent standard input", async (...args) => {
  const { child, ending } = start(args);
  expect(await ending).toMatchObject({ status: 0, signal: null, stderr: "" });
  child.stdin!.destroy();
});

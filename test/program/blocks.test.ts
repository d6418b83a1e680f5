/** Large inputs give the same bytes whole, in blocks of any size, and on several threads. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { type CommandRun, command } from "../command.js";
import { ROOT, shell } from "../shell.js";
import { npyHeaderOf } from "./files.js";

const folder = mkdtempSync(join(tmpdir(), "actfn-blocks-"));
afterAll(() => rmSync(folder, { recursive: true }));
const dist = join(ROOT, "dist");

/** A little more than is checked whole; and so many blocks that they are worth threads. */
const SIZE = 1.1 * 2 ** 20;
const THREADED = 2 ** 21;

const number = fc.oneof(
  { arbitrary: fc.double({ min: -30, max: 30, noNaN: true }), weight: 20 },
  { arbitrary: fc.double(), weight: 2 },
  { arbitrary: fc.constantFrom(0, -0, 5e-324, Infinity, -Infinity, Number.NaN, 1e21), weight: 1 },
);

interface Rows {
  readonly width: number;
  readonly pool: readonly number[];
  /** The least number of bytes. */
  readonly size: number;
}

/** What all rows are made of: each begins at another place of the pool. */
const rowsOf = (size: number): fc.Arbitrary<Rows> =>
  fc.record({
    width: fc.integer({ min: 2, max: 24 }),
    pool: fc.array(number, { minLength: 97, maxLength: 97 }),
    size: fc.constant(size),
  });

const rowAt = ({ width, pool }: Rows, r: number): number[] =>
  Array.from({ length: width }, (_, i) => pool[(r * 7 + i) % pool.length]!);

const plain = (x: number): string => (Object.is(x, -0) ? "-0" : String(x).replace("Infinity", "inf"));
const inJson = (x: number): string => (Number.isNaN(x) ? "null" : plain(x).replace("inf", "1e999"));

/** Rows of text until there are enough of them. */
function textOf(drawn: Rows, line: (row: readonly number[]) => string, between = ""): { text: string; count: number } {
  const period = Array.from({ length: drawn.pool.length }, (_, r) => line(rowAt(drawn, r)));
  const size = period.reduce((sum, one) => sum + one.length + between.length, 0);
  const count = Math.ceil((drawn.size / size) * period.length);
  return { text: Array.from({ length: count }, (_, r) => period[r % period.length]!).join(between), count };
}

function elements(drawn: Rows, single: boolean): { bytes: Buffer; count: number } {
  const count = Math.ceil(drawn.size / (drawn.width * (single ? 4 : 8)));
  const data = Array.from({ length: count }, (_, r) => rowAt(drawn, r)).flat();
  const floats = single ? Float32Array.from(data) : Float64Array.from(data);
  const header = npyHeaderOf([count, drawn.width], single ? "<f4" : "<f8");
  return { bytes: Buffer.concat([header, Buffer.from(floats.buffer)]), count };
}

const text =
  (line: (row: readonly number[]) => string, [open, between, close] = ["", "", ""]) =>
  (drawn: Rows) => {
    const { text, count } = textOf(drawn, line, between);
    return { bytes: Buffer.from(`${open}${text}${close}`), count };
  };

const INPUTS = {
  csv: text((row) => `${row.map(plain).join(",")}\n`),
  "csv with a header": (drawn: Rows) => {
    const { bytes, count } = text((row) => `${row.map(plain).join(",")}\r\n`)(drawn);
    const header = Array.from({ length: drawn.width }, (_, i) => `c${i}`).join(",");
    return { bytes: Buffer.concat([Buffer.from(`${header}\r\n`), bytes]), count };
  },
  tsv: text((row) => `${row.map(plain).join("\t")}\n`),
  text: text((row) => `${row.map(plain).join(" ")}\n`),
  json: text((row) => `[${row.map(inJson).join(", ")}]`, ["[", ",\n", "]\n"]),
  jsonl: text((row) => `[${row.map(inJson).join(",")}]\n`),
  "npy of float32": (drawn: Rows) => elements(drawn, true),
  "npy of float64": (drawn: Rows) => elements(drawn, false),
} as const;

const formatOf = (name: string): string => name.split(" ")[0]!;

/** What is done, for an input whose rows have a target each. */
const operation: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc.constantFrom<readonly string[]>(
    ["show"],
    ["show", "--precision", "3"],
    ["gelu"],
    ["relu", "--derivative"],
    ["tanh", "--binarize", "0.5"],
    ["softmax"],
    ["log-softmax", "--temperature", "0.5"],
    ["logsumexp"],
    ["argmax"],
    ["entropy", "--keepdim"],
    ["softmax", "--dim", "0"],
    ["logsumexp", "--dim", "0"],
    ["cross-entropy", "--target", "TARGETS"],
    ["cross-entropy", "--target", "TARGETS", "--reduction", "none"],
    ["nll", "--target", "TARGETS", "--count"],
    ["nll", "--target", "TARGETS", "--reduction", "sum", "--ignore-index", "1"],
  ),
  fc.constantFrom("csv", "tsv", "json", "jsonl", "text", "npy", "markdown").map((to) => ["show", "--to", to]),
);

const targets = join(folder, "targets.txt");

function line(argv: readonly string[], name: string, count: number): string[] {
  writeFileSync(targets, Array.from({ length: count }, (_, r) => `${r % 2}\n`).join(""));
  return [...argv.map((word) => (word === "TARGETS" ? targets : word)), "--from", formatOf(name)];
}

function expectSame(found: CommandRun, expected: CommandRun, what: string): void {
  expect(found.status, what).toBe(expected.status);
  expect(found.stderr, what).toBe(expected.stderr);
  if (!found.stdout.equals(expected.stdout)) {
    const at = found.stdout.findIndex((byte, i) => byte !== expected.stdout[i]);
    const part = (bytes: Buffer) => bytes.subarray(Math.max(at - 40, 0), at + 40).toString("latin1");
    expect(part(found.stdout), `${what}, byte ${at}`).toBe(part(expected.stdout));
  }
}

test.each(Object.entries(INPUTS))("%s in blocks", async (name, make) => {
  await fc.assert(
    fc.asyncProperty(
      rowsOf(SIZE),
      operation,
      fc.constantFrom(1009, 4096, 65_536, 1 << 21),
      async (drawn, what, block) => {
        const { bytes, count } = make(drawn);
        const argv = line([...what, "--jobs", "1"], name, count);
        const whole = await command(argv, { stdin: bytes });
        expect(whole.status, whole.stderr).toBe(0);
        expectSame(await command(argv, { stdin: bytes, dist, block }), whole, argv.join(" "));
      },
    ),
    { numRuns: 3, endOnFailure: true },
  );
});

test.each(Object.entries(INPUTS))("%s on several threads", async (name, make) => {
  await fc.assert(
    fc.asyncProperty(rowsOf(THREADED), operation, fc.constantFrom("2", "3"), async (drawn, what, jobs) => {
      const { bytes, count } = make(drawn);
      const argv = line(what, name, count);
      const whole = await command(argv, { stdin: bytes });
      writeFileSync(join(folder, "in"), bytes);
      const { status, stderr } = await shell(`actfn ${argv.join(" ")} --jobs ${jobs} < in > out`, { cwd: folder });
      expectSame({ status, stderr, stdout: readFileSync(join(folder, "out")) }, whole, argv.join(" "));
    }),
    { numRuns: 1, endOnFailure: true },
  );
});

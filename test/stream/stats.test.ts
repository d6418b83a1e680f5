/** `actfn stats` on inputs that are not held: what it says of them when they are. */
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { npyHeader } from "../../src/format/npy.js";
import { summarize } from "../../src/math/summary.js";
import { Tensor } from "../../src/math/tensor.js";
import { shell } from "../shell.js";
import { MIB, peakOf } from "./peak.js";

const folder = mkdtempSync(join(tmpdir(), "actfn-stats-"));
const spools = mkdtempSync(join(tmpdir(), "actfn-spools-"));
const file = (name: string): string => join(folder, name);
afterAll(() => {
  for (const one of [folder, spools]) rmSync(one, { recursive: true });
});

const ROWS = 20_000;
const WIDTH = 8;

/** Singles of both signs, many of them 0; a nan and an infinity. */
const numbers = Float32Array.from({ length: ROWS * WIDTH }, (_, i) =>
  i % 7 === 0 ? 0 : Math.sin(i) * 10 ** ((i % 11) - 5),
);
numbers[17 * WIDTH + 3] = Number.NaN;
numbers[(ROWS - 5) * WIDTH + 5] = -Infinity;
const doubles = Float64Array.from(numbers);

const bytesOf = (data: Float32Array | Float64Array) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
const rows = Array.from({ length: ROWS }, (_, r) => [...doubles.subarray(r * WIDTH, (r + 1) * WIDTH)]);
const lines = (delimiter: string) => rows.map((row) => `${row.join(delimiter)}\n`).join("");

function npyOf(data: Float32Array | Float64Array, shape: readonly number[]): Buffer {
  return Buffer.concat([npyHeader(shape, data instanceof Float32Array ? "<f4" : "<f8"), bytesOf(data)]);
}

/** The same numbers with the first dim fastest. */
function fortran(): Buffer {
  const turned = Float64Array.from(
    { length: doubles.length },
    (_, i) => doubles[(i % ROWS) * WIDTH + Math.floor(i / ROWS)]!,
  );
  return Buffer.from(npyOf(turned, [ROWS, WIDTH]).toString("latin1").replace("False", "True "), "latin1");
}

/** A zip archive, its entries deflated or stored. */
function zip(entries: { readonly [name: string]: Buffer }, deflated: boolean): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const packed = deflated ? deflateRawSync(content, { level: 1 }) : content;
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(deflated ? 8 : 0, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, Buffer.from(name)]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), about, place, Buffer.from(name));
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

function safetensors(): Buffer {
  const data = bytesOf(numbers);
  const header = JSON.stringify({
    few: { dtype: "F32", shape: [2], data_offsets: [0, 8] },
    many: { dtype: "F32", shape: [ROWS, WIDTH], data_offsets: [8, 8 + data.length] },
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), bytesOf(Float32Array.of(1, 2)), data]);
}

interface Reported {
  readonly [key: string]: unknown;
}

const run = (line: string) => shell(line, { cwd: folder });

/** The last array that is reported, without what its format says. */
async function statsOf(line: string): Promise<Reported> {
  const { stdout, stderr } = await run(`TMPDIR=${spools} ${line}`);
  expect(stderr, line).toBe("");
  const { name: _, dtype: __, ...found } = (JSON.parse(stdout) as Reported[]).at(-1)!;
  return found;
}

/** The same of a tensor that is held. */
function statsOfTensor(tensor: Tensor): Reported {
  const { min, max, mean, std, quantiles, odd, rows } = summarize(tensor);
  const [q01, q25, q50, q75, q99] = quantiles;
  const counts = { nan: odd.nan, inf: odd["+inf"], neg_inf: odd["-inf"], zeros: odd.zeros, subnormals: odd.subnormals };
  const found = Object.entries(counts).flatMap(([key, { count, first }]) => [
    [key, count],
    [`first_${key}`, first ?? null],
  ]);
  const { shape, data } = tensor;
  const measured = { min, q01, q25, q50, q75, q99, max, mean, std, rows: rows ?? null };
  return { shape, count: data.length, ...measured, ...Object.fromEntries(found) };
}

beforeAll(() => {
  const csv = lines(",");
  const json = JSON.stringify(rows, (_, x: unknown) => (typeof x === "number" && !Number.isFinite(x) ? String(x) : x));
  const single = npyOf(numbers, [ROWS, WIDTH]);
  const both = { "few.npy": npyOf(Float64Array.of(1, 2), [2]), "many.npy": single };
  writeFileSync(file("a.csv"), csv);
  writeFileSync(file("a.csv.gz"), gzipSync(csv, { level: 1 }));
  writeFileSync(file("a.txt"), lines(" "));
  writeFileSync(file("a.json"), json);
  writeFileSync(file("a.jsonl"), json.slice(1, -1).replaceAll("],", "]\n"));
  writeFileSync(file("a.npy"), single);
  writeFileSync(file("fortran.npy"), fortran());
  writeFileSync(file("stored.npz"), zip(both, false));
  writeFileSync(file("deflated.npz"), zip(both, true));
  writeFileSync(file("a.safetensors"), safetensors());
});

describe("the numbers of every format, from a file and from a pipe", () => {
  const expected = statsOfTensor(new Tensor(doubles, [ROWS, WIDTH]));
  test.each([
    ["actfn stats a.csv", "actfn stats - < a.csv", "cat a.csv.gz | actfn stats"],
    ["actfn stats a.txt --jobs 1", "actfn stats a.json", "cat a.jsonl | actfn stats --jobs 3"],
    ["actfn stats a.npy", "cat a.npy | actfn stats", "actfn stats fortran.npy"],
    ["actfn stats stored.npz", "actfn stats deflated.npz", "cat deflated.npz | actfn stats"],
    ["actfn stats a.safetensors", "actfn stats a.safetensors:many", "actfn stats a.csv a.npy"],
  ])("%s; %s; %s", async (...several) => {
    for (const found of await Promise.all(several.map(statsOf))) expect(found).toEqual(expected);
    expect(readdirSync(spools)).toEqual([]);
  });
});

test("rows of probabilities, one column, and rows too long to be read ahead", async () => {
  const shares = Array.from({ length: 40_000 }, (_, r) => [0.1, 0.2, 0.7, r % 3 === 0 ? 0 : 1e-5]);
  writeFileSync(file("p.csv"), shares.map((row) => `${row.map((p) => p.toFixed(6)).join()}\n`).join(""));
  const column = Array.from({ length: 150_000 }, (_, i) => (i * 7919) % 1009);
  writeFileSync(file("column.txt"), `1000000000\n${column.join("\n")}\n`);
  const wide = [doubles.subarray(200, 100_000), doubles.subarray(200, 100_000)];
  writeFileSync(file("wide.csv"), wide.map((row) => `${row.join()}\n`).join(""));
  const [p, c, w] = await Promise.all(
    ["p.csv", "column.txt", "wide.csv"].map((name) => statsOf(`actfn stats ${name}`)),
  );
  expect(p).toEqual(statsOfTensor(new Tensor(Float64Array.from(shares.flat()), [40_000, 4])));
  expect(p!.rows).toBe("probabilities");
  expect(c).toEqual(statsOfTensor(new Tensor(Float64Array.from([1e9, ...column]))));
  expect(w).toEqual(statsOfTensor(new Tensor(Float64Array.from(wide.flatMap((row) => [...row])), [2, 99_800])));
});

test("a gate names the first place, in text and in an archive", async () => {
  const nan = "1 nan at [17, 3]";
  expect(await run("actfn stats a.csv --fail-on nan -o /dev/null")).toMatchObject({
    status: 1,
    stderr: `actfn: a.csv: ${nan}\n`,
  });
  const { stderr, status } = await run("actfn stats stored.npz --fail-on inf -o /dev/null");
  expect([stderr, status]).toEqual([`actfn: stored.npz:many: 1 -inf at [${ROWS - 5}, 5]\n`, 1]);
});

test("what is damaged far behind the beginning", async () => {
  writeFileSync(file("bad.csv"), `${lines(",")}1,2,3,4,5,6,7,eight\n`);
  expect((await run("actfn stats bad.csv")).stderr).toMatch(/^actfn: bad\.csv:20001:15: not a number: "eight"\n/);
  const flipped = zip({ "many.npy": npyOf(numbers, [ROWS, WIDTH]) }, false);
  flipped[300_000]! ^= 1;
  writeFileSync(file("flipped.npz"), flipped);
  expect((await run("actfn stats flipped.npz")).stderr).toBe(
    'actfn: flipped.npz: the zip archive is damaged: "many.npy" has changed\n',
  );
  const { stderr, status } = await run("head -c 400000 a.npy > short.npy; actfn stats short.npy");
  expect(stderr).toBe("actfn: short.npy: the npy file is cut off: 20000 × 8 numbers need 640000 bytes, not 399872\n");
  expect(status).toBe(2);
});

test("memory does not grow with an array", async ({ skip }) => {
  const shape = [20_000, 1000];
  const descriptor = openSync(file("huge.npy"), "w");
  const header = npyHeader(shape, "<f8");
  writeSync(descriptor, header);
  ftruncateSync(descriptor, header.length + 20_000_000 * 8);
  closeSync(descriptor);
  const peak = await peakOf(["stats", file("huge.npy")]);
  if (peak === undefined) skip("no /proc");
  expect(peak! / MIB).toBeLessThan(150);
});

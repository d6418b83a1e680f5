/** npy in blocks: the bytes of the whole-file path. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { npy, npyHeader } from "../../src/format/npy.js";
import { gelu, logsumexp, softmax, type Tensor } from "../../src/index.js";
import { shell } from "../shell.js";

/** A million numbers take two seconds: the usual run takes a part of them. */
const ROWS = process.env.ACTFN_LONG_TESTS ? 100_000 : 28_000;

const folder = mkdtempSync(join(tmpdir(), "actfn-npy-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Rows of normal numbers of several scales, with some that no kernel takes: far apart, infinite, nan. */
function numbers(width: number): Float64Array {
  let x = 0.25;
  const uniform = () => {
    x = (x * 997.13 + 0.31) % 1;
    return x;
  };
  const data = Float64Array.from(
    { length: ROWS * width },
    (_, i) => (uniform() + uniform() + uniform() - 1.5) * 2 ** (i % 7),
  );
  const odd = [Infinity, -Infinity, Number.NaN, -0, 1e-40, 200, -200, 3e38];
  odd.forEach((value, i) => {
    data[(1000 + 10 * i) * width] = value;
  });
  return data;
}

function file(name: string, data: Float64Array, shape: readonly number[], single: boolean): Buffer {
  const floats = single ? Float32Array.from(data) : data;
  const bytes = Buffer.concat([npyHeader(shape, single ? "<f4" : "<f8"), Buffer.from(floats.buffer)]);
  writeFileSync(join(folder, name), bytes);
  return bytes;
}

/** Runs the line on a file of that shape, and compares with what the library gives. */
async function compare(line: string, f: (x: Tensor) => Tensor, width: number, single: boolean): Promise<void> {
  const bytes = file("in.npy", numbers(width), [ROWS, width], single);
  const { status, stderr } = await shell(`${line} > out.npy`, { cwd: folder });
  expect(status, stderr).toBe(0);
  const expected = npy.write!({ tensor: f(npy.read!(bytes, {}).tensor), layout: {} }, {}) as Uint8Array;
  writeFileSync(join(folder, "expected.npy"), expected);
  expect((await shell("cmp out.npy expected.npy", { cwd: folder })).stdout).toBe("");
}

test.each([1, 2, 7, 10, 33])("softmax of float32 rows of %i", (width) => {
  return compare("actfn softmax --quiet in.npy", (x) => softmax(x), width, true);
});

test("a function of float64 rows, two threads", () => compare("actfn gelu --jobs 2 in.npy", (x) => gelu(x), 10, false));
test("from a pipe", () => compare("cat in.npy | actfn softmax --quiet", (x) => softmax(x), 10, true));
test("a reduction of rows that keeps them", () => {
  return compare("actfn logsumexp --quiet --keepdim --to npy in.npy", (x) => logsumexp(x, { keepdim: true }), 10, true);
});

test("rows without a softmax are named", async () => {
  file("in.npy", numbers(10), [ROWS, 10], true);
  const { stderr } = await shell("actfn softmax in.npy > out.npy", { cwd: folder });
  expect(stderr).toBe(
    "actfn: note: row 1020: holds nan, so there is no softmax\n" +
      "actfn: note: row 1000: holds inf, so there is no softmax\n",
  );
});

test("a file of another length than its header says", async () => {
  const bytes = file("in.npy", numbers(10), [ROWS, 10], true);
  writeFileSync(join(folder, "short.npy"), bytes.subarray(0, -4));
  writeFileSync(join(folder, "long.npy"), Buffer.concat([bytes, Buffer.alloc(8)]));
  const needed = ROWS * 40;
  const outcome = async (line: string) => (await shell(line, { cwd: folder })).stderr;
  const shape = `${ROWS} × 10 numbers need ${needed} bytes`;
  for (const from of ["short.npy", "- < short.npy"]) {
    expect(await outcome(`actfn softmax -q ${from} > out.npy`)).toContain(
      `the npy file is cut off: ${shape}, not ${needed - 4}`,
    );
  }
  for (const from of ["long.npy", "- < long.npy"]) {
    expect(await outcome(`actfn softmax -q ${from} > out.npy`)).toContain(
      `the npy file goes on behind its numbers: ${shape}, not ${needed + 8}`,
    );
  }
});

/** Runs the line on numbers of a shape of three dims, and compares with what the library gives. */
async function compareDeep(line: string, f: (x: Tensor) => Tensor, single: boolean): Promise<string> {
  const shape = [ROWS / 5, 4, 10];
  const bytes = file("deep.npy", numbers(8), shape, single);
  const { stderr } = await shell(`${line} > out.npy`, { cwd: folder });
  const expected = npy.write!({ tensor: f(npy.read!(bytes, {}).tensor), layout: {} }, {}) as Uint8Array;
  expect(readFileSync(join(folder, "out.npy")).equals(expected)).toBe(true);
  return stderr;
}

test.each([true, false])("three dims, float32: %s", async (single) => {
  expect(await compareDeep("actfn softmax --jobs 2 deep.npy", (x) => softmax(x), single)).toBe(
    "actfn: note: [204, 0, :]: holds nan, so there is no softmax\n" +
      "actfn: note: [200, 0, :]: holds inf, so there is no softmax\n",
  );
  expect(await compareDeep("actfn softmax --dim 1 deep.npy", (x) => softmax(x, { dim: 1 }), single)).toBe(
    "actfn: note: [204, :, 0]: holds nan, so there is no softmax\n" +
      "actfn: note: [200, :, 0]: holds inf, so there is no softmax\n",
  );
  const reduced = (x: Tensor) => logsumexp(x, { dim: -2 });
  await compareDeep("actfn logsumexp --dim -2 --to npy -q deep.npy", reduced, single);
  await compareDeep("actfn gelu -q deep.npy", (x) => gelu(x), single);
});

test("64-bit integers beyond 2^53, far behind the beginning", async () => {
  const data = BigInt64Array.from({ length: 200_000 }, (_, i) => BigInt(i % 1000) - 500n);
  data[199_000] = 2n ** 60n + 1n;
  const header = Buffer.from(npyHeader([20_000, 10], "<f8"))
    .toString("latin1")
    .replace("<f8", "<i8");
  writeFileSync(join(folder, "whole.npy"), Buffer.concat([Buffer.from(header, "latin1"), Buffer.from(data.buffer)]));
  for (const from of ["whole.npy", "- < whole.npy"]) {
    const { stderr } = await shell(`actfn relu ${from} -o out.npy`, { cwd: folder });
    expect(stderr).toMatch(/^actfn: note: \S+: 64-bit integers beyond 2\^53 are rounded to doubles\n$/);
    const { tensor } = npy.read!(readFileSync(join(folder, "out.npy")), {});
    expect([...tensor.data]).toEqual(Array.from(data, (x) => Math.max(Number(x), 0)));
  }
});

test("an array of a file with several, by its key", async () => {
  const bytes = file("in.npy", numbers(10), [ROWS, 10], true);
  const data = bytes.subarray(128);
  const entry = (shape: readonly number[], from: number, to: number) => ({
    dtype: "F32",
    shape,
    data_offsets: [from, to],
  });
  const header = Buffer.from(
    JSON.stringify({ logits: entry([ROWS, 10], 0, data.length), few: entry([2], data.length, data.length + 8) }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const few = Buffer.from(Float32Array.of(3, 1).buffer);
  writeFileSync(join(folder, "two.safetensors"), Buffer.concat([length, header, data, few]));
  const expected = npy.write!({ tensor: softmax(npy.read!(bytes, {}).tensor), layout: {} }, {}) as Uint8Array;
  for (const from of ["two.safetensors:logits", "two.safetensors --key logits"]) {
    const { stderr } = await shell(`actfn softmax -q ${from} -o out.npy`, { cwd: folder });
    expect(stderr).toBe("");
    expect(readFileSync(join(folder, "out.npy")).equals(expected)).toBe(true);
  }
  const small = await shell("actfn show two.safetensors:few --to json", { cwd: folder });
  expect(small.stdout).toBe("[3,1]\n");
  const none = await shell("actfn softmax two.safetensors", { cwd: folder });
  expect(none.stderr).toBe(`actfn: two.safetensors: 2 arrays: logits (${ROWS} × 10), few (2); --key says which\n`);
});

test("a file in Fortran's order", async () => {
  const data = numbers(10);
  const [header] = [Buffer.from(npyHeader([10, ROWS], "<f8")).toString("latin1")];
  const turned = Buffer.from(header.replace("'fortran_order': False", "'fortran_order': True "), "latin1");
  writeFileSync(join(folder, "turned.npy"), Buffer.concat([turned, Buffer.from(data.buffer)]));
  const { tensor } = npy.read!(readFileSync(join(folder, "turned.npy")), {});
  const { stderr } = await shell("actfn gelu turned.npy -o out.npy", { cwd: folder });
  expect(stderr).toBe("");
  expect(npy.read!(readFileSync(join(folder, "out.npy")), {}).tensor).toEqual(gelu(tensor));
});

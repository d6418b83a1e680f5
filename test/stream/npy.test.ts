/** npy in blocks: the bytes of the whole-file path. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { npy, npyHeader } from "../../src/format/npy.js";
import { gelu, logsumexp, softmax, type Tensor } from "../../src/index.js";
import { shell } from "../shell.js";

/** A million numbers take two seconds: the usual run takes a part of them. */
const ROWS = process.env.ACTFN_LONG_TESTS ? 100_000 : 40_000;

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

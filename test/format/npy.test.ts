import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatNamed } from "../../src/format/formats.js";
import { npyHeader, readNpy } from "../../src/format/npy.js";
import { type DType, Tensor, tensor } from "../../src/math/tensor.js";
import { exact, fromBits, mistake, reference, referenceJson, suite } from "./support.js";

/** A .npy file with a header that need not be true. */
function npyFile(dict: string, body: number[] = [], version = 1): Uint8Array {
  const text = [...dict].map((character) => character.charCodeAt(0));
  const length = version === 1 ? [text.length & 0xff, text.length >> 8] : [text.length & 0xff, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...text, ...body]);
}

function dict(descr: string, shape: string, fortran = "False"): string {
  return `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`;
}

function written(of: Tensor): Uint8Array {
  return formatNamed("npy").write!({ tensor: of, layout: {} }, {}) as Uint8Array;
}

describe("reading", () => {
  test("Fortran order of three dims", () => {
    const { tensor: cube } = readNpy(reference("cube-f.npy"));
    expect(cube.shape).toEqual([2, 3, 4]);
    expect([...cube.data]).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });

  test("float16 bit patterns as NumPy reads them", () => {
    for (const [pattern, bits] of referenceJson<[number, string | null][]>("halves.json")) {
      const { data } = readNpy(npyFile(dict("<f2", "()"), [pattern & 0xff, pattern >> 8])).tensor;
      expect(data[0], String(pattern)).toBe(bits === null ? Number.NaN : fromBits(bits));
    }
  });

  test("a header in any order, of any version, as Python 2 wrote it too", () => {
    const body = [0, 0, 128, 63];
    for (const version of [1, 2, 3]) {
      const file = npyFile("{'shape': (1L,), 'fortran_order': False, 'descr': '<f4'}", body, version);
      expect(readNpy(file).tensor).toMatchObject({ shape: [1], dtype: "float32", data: Float64Array.of(1) });
    }
  });

  test("bytes in the middle of a larger buffer", () => {
    const file = written(tensor([1, 2]));
    const larger = new Uint8Array(file.length + 3);
    larger.set(file, 3);
    expect(readNpy(larger.subarray(3)).tensor.toArray()).toEqual([1, 2]);
  });

  test.each<[Uint8Array, string | RegExp]>([
    [
      npyFile(dict("<f8", "(1000000000000,)")),
      /^the npy file is cut off: 1000000000000 numbers need 8000000000000 bytes, not 0$/,
    ],
    [npyFile(dict("<f8", "(1000000000000, 0)")), "a shape of 1000000000000 × 0 is empty too often"],
    [npyFile(dict("<f8", `(${"1, ".repeat(65)})`)), "65 dims: at most 64 are read"],
    [npyFile(dict("<f8", "(9,)"), [1]), "the npy file is cut off: 9 numbers need 72 bytes, not 1"],
    [npyFile(dict("<c16", "(1,)")), /complex numbers are not read/],
    [npyFile(dict("|O", "(1,)")), /pickle/],
    [npyFile(dict("<f16", "(1,)")), /numbers of this size/],
    [npyFile(dict("\u001b[31m", "(1,)")), 'npy type "\\x1b[31m": not real numbers'],
    [npyFile("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }"), /structured/],
    [npyFile("{'descr': '<f8', 'shape': (-1,), 'fortran_order': False}"), /the npy header is damaged/],
    [Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0), "the npy header is cut off"],
    [Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 3, 0, 255, 255, 255, 255), "the npy header is cut off"],
    [Uint8Array.of(1, 2, 3), "not an npy file"],
  ])("refuses what is no array of real numbers (%#)", (bytes, message) => {
    const found = mistake(() => readNpy(bytes));
    if (typeof message === "string") expect(found).toBe(message);
    else expect(found).toMatch(message);
  });

  const folder = suite("npy/grid");
  interface Sample {
    readonly file: string;
    readonly dtype?: string;
    readonly shape?: readonly number[];
    readonly value?: unknown;
  }
  test.skipIf(!folder)("every type, byte order and layout that NumPy writes", () => {
    let count = 0;
    for (const { file, dtype, shape, value } of JSON.parse(
      readFileSync(join(folder!, "MANIFEST.json"), "utf8"),
    ) as Sample[]) {
      const bytes = new Uint8Array(readFileSync(join(folder!, file)));
      if (dtype === undefined || /[cUO]/.test(dtype)) {
        expect(
          mistake(() => readNpy(bytes)),
          file,
        ).not.toBe("");
        continue;
      }
      const { tensor: found, notes } = readNpy(bytes);
      expect(found.shape, file).toEqual(shape);
      expect(exact(found), file).toEqual(exact(([value].flat(9) as (string | number | boolean)[]).map(Number)));
      expect(notes !== undefined, file).toBe(file === "u8max.npy");
      count++;
    }
    expect(count).toBeGreaterThan(70);
  });

  const tests = suite("npy/numpy");
  test.skipIf(!tests)("NumPy's own files", () => {
    for (const file of readdirSync(tests!)) {
      const bytes = new Uint8Array(readFileSync(join(tests!, file)));
      const readFile = () => formatNamed(file.split(".").pop()!).read!(bytes, {});
      if (file.includes("objarr")) expect(mistake(readFile), file).toMatch(/pickle/);
      else expect(readFile().tensor.toArray(), file).toEqual([1, 1]);
    }
  });
});

describe("writing", () => {
  test("float64, and float32 where it came so", () => {
    expect(
      readNpy(
        written(
          tensor([
            [0.1, -0],
            [Number.NaN, 5e-324],
          ]),
        ),
      ).tensor,
    ).toMatchObject({ dtype: "float64", shape: [2, 2] });
    const single = new Tensor(Float64Array.of(0.1), [1], "float32");
    expect(readNpy(written(single)).tensor.toArray()).toEqual([Math.fround(0.1)]);
    for (const dtype of ["int64", "bool", "float16"] satisfies DType[]) {
      expect(readNpy(written(new Tensor(Float64Array.of(0.5), [1], dtype))).tensor.toArray()).toEqual([0.5]);
    }
  });

  test("headers are aligned to 64 bytes and as NumPy writes them", () => {
    for (const shape of [[], [3], [2, 3], Array.from({ length: 40 }, () => 1)]) {
      const header = npyHeader(shape, "<f8");
      expect(header.length % 64).toBe(0);
      expect(header.at(-1)).toBe(0x0a);
    }
    const cube = new Tensor(readNpy(reference("cube-f.npy")).tensor.data, [2, 3, 4]);
    const wanted = new TextDecoder("latin1").decode(reference("cube-f.npy").subarray(0, 128));
    expect(new TextDecoder("latin1").decode(written(cube).subarray(0, 128))).toBe(
      wanted.replace("True", "False").replace("  \n", " \n"),
    );
  });
});

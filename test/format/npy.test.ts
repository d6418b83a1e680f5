import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatNamed } from "../../src/format/formats.js";
import { npyHeader, readNpy, readNpyHeader } from "../../src/format/npy.js";
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

  test("shapes as Python spells them", () => {
    const shapeOf = (text: string) => {
      const header = npyFile(`{'descr':'|i1','fortran_order':False,'shape':${text}}`, new Array<number>(12).fill(7));
      return readNpy(header).tensor.shape;
    };
    expect(shapeOf("(12,)")).toEqual([12]);
    expect(shapeOf("(3, 4)")).toEqual([3, 4]);
    expect(shapeOf("(1, 12)")).toEqual([1, 12]);
    expect(shapeOf("(3L,4L, )")).toEqual([3, 4]);
    expect(shapeOf("(2,  3, 2,)")).toEqual([2, 3, 2]);
  });

  test("a header longer than 65535 bytes, of version 2, and one of UTF-8, of version 3", () => {
    const long = `{'descr': '|u1', ${" ".repeat(70_000)}'fortran_order': False, 'shape': (), }`;
    const size = long.length;
    const file = npyFile(long, [5], 2);
    file.set([size & 0xff, (size >> 8) & 0xff, size >> 16, 0], 8);
    expect(readNpy(file).tensor.toArray()).toBe(5);
    const name = npyFile("{'descr': 'é', 'fortran_order': False, 'shape': ()}".replace("é", "\u00c3\u00a9"), [], 3);
    expect(mistake(() => readNpy(name))).toBe('npy type "é": not real numbers');
    const old = npyFile("{'descr': '\u00e9', 'fortran_order': False, 'shape': ()}", [], 1);
    expect(mistake(() => readNpy(old))).toBe('npy type "é": not real numbers');
  });

  test("the native byte order is the little one, and one byte has none", () => {
    expect(readNpy(npyFile(dict("=i2", "()"), [1, 2])).tensor.toArray()).toBe(513);
    expect(readNpy(npyFile(dict("i2", "()"), [1, 2])).tensor.toArray()).toBe(513);
    expect(readNpy(npyFile(dict(">i2", "()"), [1, 2])).tensor.toArray()).toBe(258);
    expect(readNpy(npyFile(dict("|b1", "()"), [3])).tensor).toMatchObject({ dtype: "bool" });
  });

  test("Fortran order with dims of size 1 and 0", () => {
    const body = [1, 2, 3, 4, 5, 6];
    const fortran = (shape: string, numbers = body) => readNpy(npyFile(dict("|u1", shape, "True"), numbers)).tensor;
    expect(fortran("(2, 1, 3)").toArray()).toEqual([[[1, 3, 5]], [[2, 4, 6]]]);
    expect(fortran("(1, 3, 2)").toArray()).toEqual([
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    ]);
    expect(fortran("(6,)").toArray()).toEqual(body);
    expect(fortran("(2, 0)", []).shape).toEqual([2, 0]);
    expect(fortran("()", [9]).toArray()).toBe(9);
  });

  test("notes of rounded integers, and only then", () => {
    const bytes = [1, 0, 0, 0, 0, 0, 32, 0];
    expect(readNpy(npyFile(dict("<i8", "()"), bytes)).notes).toEqual([
      "64-bit integers beyond 2^53 are rounded to doubles",
    ]);
    expect(readNpy(npyFile(dict("<f8", "()"), bytes))).not.toHaveProperty("notes");
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
    [npyFile(""), 'the npy header is damaged: ""'],
    [npyFile(dict("", "()"), [1]), 'npy type "": not real numbers'],
    [Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59), "npy version 0 is unknown: 1 to 3 are read"],
    [npyFile(dict("<f8", "()"), [], 4), "npy version 4 is unknown: 1 to 3 are read"],
    [npyFile(dict("<f8", "()"), [1, 2, 3, 4, 5, 6, 7, 8, 9]), /^the npy file goes on behind its numbers: scalar/],
    [npyFile(dict("<f4", "(3,)"), [1]), "the npy file is cut off: 3 numbers need 12 bytes, not 1"],
    [npyFile(dict("<U3", "(1,)")), 'npy type "<U3": text is not numbers'],
    [npyFile(dict("|S3", "(1,)")), 'npy type "|S3": text is not numbers'],
    [npyFile(dict("|V8", "(1,)")), 'npy type "|V8": raw bytes are not numbers'],
    [npyFile(dict("<M8[ns]", "(1,)")), 'npy type "<M8[ns]": dates are not numbers'],
    [npyFile(dict("<m8", "(1,)")), 'npy type "<m8": time spans are not numbers: save them as integers'],
    [npyFile(dict("<f12", "(1,)")), 'npy type "<f12": numbers of this size are not read: save them as float64'],
    [npyFile(dict("<c8", "(1,)")), 'npy type "<c8": complex numbers are not read: save the real or the imaginary part'],
    [
      npyFile("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (), }"),
      "a structured array is not numbers: save its fields one by one",
    ],
    [npyFile("{'fortran_order': False, 'shape': (1,), }"), /^the npy header is damaged: "{'fortran_order'/],
    [npyFile("{'descr': '<f8', 'shape': (1,), }"), /the npy header is damaged/],
    [npyFile("{'descr': '<f8', 'fortran_order': Maybe, 'shape': (1,), }"), /the npy header is damaged/],
    [npyFile("{'descr': '<f8', 'fortran_order': False, }"), /the npy header is damaged/],
    [npyFile("{'descr': '<f8', 'fortran_order': False, 'shape': (1 2), }"), /the npy header is damaged/],
    [npyFile("  what is this \n"), 'the npy header is damaged: "what is this"'],
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
  test("bytes as NumPy writes them", () => {
    const bytes = Buffer.from(written(new Tensor(Float64Array.of(1, -2), [2], "float32")));
    expect(bytes.subarray(0, 10).toString("hex")).toBe("934e554d505901007600");
    expect(bytes.subarray(10, 128).toString("latin1")).toBe(
      `${"{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".padEnd(117)}\n`,
    );
    expect(bytes.subarray(128).toString("hex")).toBe("0000803f000000c0");
    expect(
      Buffer.from(written(tensor([1, -2])))
        .subarray(128)
        .toString("hex"),
    ).toBe("000000000000f03f00000000000000c0");
    expect(Buffer.from(npyHeader([], "<f8")).subarray(10, 70).toString()).toContain("'shape': (), }");
  });

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
    const ones = Array.from({ length: 65 }, (_, rank) => new Array<number>(rank).fill(1));
    for (const shape of [[3], [2, 3], ...ones]) {
      const header = npyHeader(shape, "<f8");
      expect(header.length % 64).toBe(0);
      expect(header.length - 64).toBeLessThan(71 + 3 * shape.length);
      expect(readNpyHeader(header)).toEqual({ descr: "<f8", shape, fortranOrder: false, offset: header.length });
      expect(header.at(-1)).toBe(0x0a);
    }
    const cube = new Tensor(readNpy(reference("cube-f.npy")).tensor.data, [2, 3, 4]);
    const wanted = new TextDecoder("latin1").decode(reference("cube-f.npy").subarray(0, 128));
    expect(new TextDecoder("latin1").decode(written(cube).subarray(0, 128))).toBe(
      wanted.replace("True", "False").replace("  \n", " \n"),
    );
  });
});

import { deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { InputError } from "../../src/errors.js";
import type { Format } from "../../src/format/document.js";
import { FORMATS, formatNamed, formatOfPath, recognise, unpack } from "../../src/format/formats.js";
import { damaged, inflate, inflateHead } from "../../src/format/gzip.js";
import { escapeControls, jsonString, quote } from "../../src/format/quote.js";
import { bytesOf, mistake, reference } from "./support.js";

describe("the table", () => {
  test("no two formats share a name or an ending", () => {
    const names = FORMATS.flatMap(({ name, endings }) => [...new Set([name, ...endings])]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("every format reads or writes, and can be found by what it reads", () => {
    for (const { read, write, magic, looks, about } of FORMATS) {
      expect(read ?? write).toBeDefined();
      expect(about).toMatch(/[^.]$/);
      if (read) expect(magic ?? looks).toBeDefined();
    }
  });

  test("what each row says of itself", () => {
    expect(FORMATS.map(({ name, endings }) => `${name}: ${endings.join(" ")}`)).toEqual([
      "json: json",
      "jsonl: jsonl ndjson",
      "csv: csv",
      "tsv: tsv",
      "text: txt dat",
      "npy: npy",
      "literal: ",
      "npz: npz",
      "safetensors: safetensors",
      "markdown: md markdown",
      "latex: tex",
    ]);
    const names = (is: (format: Format) => unknown) => FORMATS.filter(is).map(({ name }) => name);
    expect(names(({ reducedTo }) => reducedTo === "json")).toEqual(["json", "jsonl", "literal"]);
    expect(names(({ keepsAsides }) => keepsAsides === "always")).toEqual(["csv", "tsv", "text", "markdown", "latex"]);
    expect(names(({ keepsAsides }) => keepsAsides === "records")).toEqual(["json", "jsonl"]);
    expect(names(({ binary }) => binary)).toEqual(["npy"]);
    expect(names(({ writtenAs }) => writtenAs === "npy")).toEqual(["npz", "safetensors"]);
    expect(names(({ read }) => !read)).toEqual(["markdown", "latex"]);
    expect(names(({ write }) => !write)).toEqual(["npz", "safetensors"]);
    expect(names(({ list }) => list)).toEqual(["json", "npz", "safetensors"]);
  });

  test("names and endings", () => {
    expect(formatNamed("JSON").name).toBe("json");
    expect(formatNamed("ndjson").name).toBe("jsonl");
    expect(["literal", "latex", "text"].map((name) => formatNamed(name).name)).toEqual(["literal", "latex", "text"]);
    expect(formatNamed(".md").name).toBe("markdown");
    expect(mistake(() => formatNamed("x\u001b"))).toBe(
      'unknown format "x\\x1b": json, jsonl, csv, tsv, text, npy, literal, npz, safetensors, markdown, latex',
    );
    expect(mistake(() => formatNamed("a.csv"))).toMatch(/^unknown format/);
    expect(mistake(() => formatNamed("js.on"))).toMatch(/^unknown format/);
    expect(["TXT", "dat", ".markdown", "tex", "npz", "safetensors"].map((name) => formatNamed(name).name)).toEqual([
      "text",
      "text",
      "markdown",
      "latex",
      "npz",
      "safetensors",
    ]);
    expect(
      ["a.csv", "A.CSV", "dir.x/a.csv.GZ", "a.jsonl", "a.txt", "a.npy"].map((path) => formatOfPath(path)?.name),
    ).toEqual(["csv", "csv", "csv", "jsonl", "text", "npy"]);
    expect(["a", "a.xyz", "csv", "a.csv/b", "-", "a.csv\\b", "a.csv.gz.x"].map(formatOfPath)).toEqual(
      new Array(7).fill(undefined),
    );
  });
});

describe("recognition", () => {
  test.each([
    ["[1,2]", "json"],
    ["[[1,2],\n[3,4]]\n", "json"],
    ['{"a":[1]}', "json"],
    ["{'a': 1}", "json"],
    ["\ufeff[1]", "json"],
    ["null\n", "json"],
    ["[1,2", "json"],
    ["[1,2]\n[3,4]\n", "jsonl"],
    ['{"x":1}\n{"x":2}\n', "jsonl"],
    ["[\n1\n]\n[\n2\n]", "jsonl"],
    ["[1., 2.], [3., 4.]", "literal"],
    ["[[ 1.  2.]\n [ 3.  4.]]", "literal"],
    ["[1, 2, ..., 9]", "literal"],
    ["[1, True]", "literal"],
    ["(1, 2)", "literal"],
    ["tensor([1., 2.])", "literal"],
    ["<tf.Tensor: shape=(), dtype=float32, numpy=0.5>", "literal"],
    ["Out[1]: array([1, 2])", "literal"],
    ["# tensor([1.])", "literal"],
    ["# data\ntensor([1.])", "literal"],
    ["1,2,3\n", "csv"],
    ["a,b\n1,2\n", "csv"],
    ["# a\n1, 2\n", "csv"],
    ['"a","b"\n1,2\n', "csv"],
    ["Loss(train),Loss(val)\n1,2\n", "csv"],
    ["1\t2\n", "tsv"],
    ["1 2 3\n", "text"],
    ["1\n2\n", "text"],
    ["0.5", "text"],
    ["nan\n", "text"],
    ["1 2; 3 4", "text"],
    ["loss\n0.5\n", "text"],
    ["matrix([[1, 2]])", "literal"],
    ["jax.numpy.array([1])", "literal"],
    ["MyTensor(1)", "literal"],
    ["xarray([1])", "literal"],
    ["Foo([1])", "literal"],
    ["Foo( [1])", "literal"],
    ["foo([1])", "text"],
    ["Foo(1)", "text"],
    ["Foo [1]", "text"],
    ["In [31]: x", "literal"],
    ["In[]: x", "literal"],
    ["In [3] x", "text"],
    ["Out [31]: 1", "literal"],
    ["Outer[3]", "text"],
    [">>> x", "literal"],
    [">> x", "text"],
    ["Parameter containing:\ntensor([1])", "literal"],
    ["# 1,2\n#3,4", "literal"],
    ["  tensor([1])", "literal"],
    ["loss >>> 1", "text"],
    ["x(1)", "text"],
    ["true", "json"],
    ["false\n", "json"],
    ['"-Infinity"', "json"],
    ['"Infinity" ', "json"],
    ['"Inf"', "text"],
    ["true 1", "text"],
    ["xnull", "text"],
    ["null,1", "csv"],
    ["{", "json"],
    ['\n {"a":1}x', "jsonl"],
    ["# c\n[1,2]", "literal"],
    ["[1,2],[3]", "literal"],
    ["[1] [2]", "jsonl"],
    ["[1\n2]", "literal"],
    ["[", "json"],
    ["a b;c", "text"],
    ["1 ; 2", "text"],
    ["\n\n1,2", "csv"],
    ["1\n2,3", "text"],
    ["1;2 3", "text"],
    ["  \n1,2", "csv"],
    [" # a,b\n1 2", "text"],
    ['{"a;b":[1,2]}', "json"],
    ["aN,b\n1,2\n", "csv"],
  ])("%j is %s", (text, name) => {
    expect(recognise(bytesOf(text)).name).toBe(name);
  });

  test("by magic numbers, whatever the path", () => {
    expect(recognise(reference("cube-f.npy"), "a.csv").name).toBe("npy");
    expect(recognise(reference("one.npz")).name).toBe("npz");
    expect(recognise(reference("types.safetensors")).name).toBe("safetensors");
  });

  test("by the ending before the look of the text", () => {
    expect(recognise(bytesOf("1 2"), "a.csv").name).toBe("csv");
    expect(recognise(bytesOf("[1,2]"), "a.literal").name).toBe("json");
    expect(recognise(bytesOf("1,2"), "a.txt").name).toBe("csv");
    expect(recognise(bytesOf("1,2"), "a.md").name).toBe("csv");
  });

  test.each([
    ["1;2\n3;4\n", /^the input may be csv or text$/],
    ["1\t2,3\n", /^the input may be csv or tsv$/],
    ["1;2,3\n", /^the input may be csv or literal$/],
    ["10,52 ; 1\n", /^the input may be csv or literal \(decimal commas must be points\)$/],
    ["10;20\n", /^the input may be csv or text$/],
    ["1;2 \n", /^the input may be csv or text$/],
    ["a,1;b\n", /^the input may be csv or literal$/],
    ["1,a;2\n", /^the input may be csv or literal$/],
    ["0,5;1,2\n", /^the input may be csv or literal \(decimal commas must be points\)$/],
    ["a,b\tc\n", /^the input may be csv or tsv/],
    ["", /^no numbers in the input$/],
    ["\n \n", /^no numbers in the input$/],
    ["1\u0000\u0000", /binary/],
    ["PAR1xxxx", /parquet/],
    ["BZh91", /bzip2/],
  ])("%j is refused", (text, message) => {
    expect(mistake(() => recognise(bytesOf(text)))).toMatch(message);
  });

  test("where several formats are possible, naming one is the remedy", () => {
    try {
      recognise(bytesOf("1;2"));
      expect.fail("1;2 is not clear");
    } catch (error) {
      expect((error as InputError).remedy).toBe("from");
    }
  });

  test("UTF-16 of either byte order, and bytes that are not UTF-8", () => {
    const bytes = new Uint8Array(Buffer.from("\ufeff1\t2\n", "utf16le"));
    expect(recognise(bytes).name).toBe("tsv");
    expect(recognise(bytes.map((_, i) => bytes[i ^ 1]!)).name).toBe("tsv");
    expect(recognise(Uint8Array.of(0xe9, 0x2c, 0x31)).name).toBe("csv");
  });

  test("no ending that cannot be read decides", () => {
    expect(recognise(bytesOf("1 2"), "a.tex").name).toBe("text");
    expect(recognise(bytesOf("1,2"), "a.npy.gz").name).toBe("npy");
    expect(recognise(bytesOf("[1]"), "a.xyz").name).toBe("json");
  });

  test("a pickle is refused with the line that converts it", () => {
    expect(mistake(() => recognise(Uint8Array.of(0x80, 2, 0x8a), "model.pt"))).toMatch(
      /python -c "import numpy, torch; .*torch\.load/,
    );
    expect(mistake(() => recognise(Uint8Array.of(0x89, 0x48, 0x44, 0x46)))).toMatch(/HDF5/);
  });

  test("the beginning is enough", () => {
    const rows = `[${"[1,2,3],\n".repeat(50_000)}[1,2,3]]`;
    expect(recognise(bytesOf(rows).subarray(0, 10_000)).name).toBe("json");
    expect(recognise(bytesOf(rows)).name).toBe("json");
    expect(recognise(bytesOf("[1,2]\n".repeat(50_000)).subarray(0, 100)).name).toBe("jsonl");
    const binary = "\0".repeat(10);
    expect(recognise(bytesOf(`1,2\n${"1,2\n".repeat(20_000)}${binary}`)).name).toBe("csv");
    expect(recognise(bytesOf(`1,[2\n${"1,2\n".repeat(20_000)}${binary}`)).name).toBe("csv");
    expect(recognise(bytesOf(`${"[1]\n".repeat(20_000)}${binary}`)).name).toBe("jsonl");
  });

  test.each(["[", " [ "])("a list that begins with %j may be the first of several, however long", (opening) => {
    const list = `${opening}${"1,".repeat(40_000)}1]`;
    expect(recognise(bytesOf(`${list}\n[1]\n`)).name).toBe("jsonl");
    expect(recognise(bytesOf(list)).name).toBe("json");
  });
});

describe("gzip", () => {
  test("is unpacked, and nothing else is touched", () => {
    const bytes = bytesOf("1,2\n");
    expect(unpack(bytes)).toBe(bytes);
    expect(new TextDecoder().decode(unpack(gzipSync(bytes)))).toBe("1,2\n");
    expect(new TextDecoder().decode(unpack(Buffer.concat([gzipSync("1,2\n"), gzipSync("3,4\n")])))).toBe("1,2\n3,4\n");
  });

  test("a bomb is stopped", () => {
    const bomb = gzipSync(new Uint8Array(10_000_000));
    expect(mistake(() => unpack(bomb, 1_000_000))).toBe("the gzip data unpack to more than 1000000 bytes");
  });

  test("what may just come out does", () => {
    expect(unpack(gzipSync(new Uint8Array(1000)), 1000)).toHaveLength(1000);
    expect(mistake(() => unpack(gzipSync(new Uint8Array(1001)), 1000))).toMatch(/more than 1000 bytes$/);
    expect(unpack(Uint8Array.of(0x1f, 0x8c))).toEqual(Uint8Array.of(0x1f, 0x8c));
    expect(unpack(Uint8Array.of(0x1e, 0x8b))).toEqual(Uint8Array.of(0x1e, 0x8b));
  });

  test("deflated bytes, whole and their beginning", () => {
    const zeros = new Uint8Array(100_000);
    expect(inflate(deflateRawSync(zeros), 100_000)).toEqual(Buffer.from(zeros));
    expect(inflate(deflateRawSync(new Uint8Array()), 0)).toEqual(Buffer.alloc(0));
    expect(mistake(() => inflate(deflateRawSync(zeros), 99_999))).toBe(
      "the deflated data unpack to more than 99999 bytes",
    );
    expect(mistake(() => inflate(Uint8Array.of(255, 255), 10))).toMatch(/^the deflated data are damaged: /);
    const noise = Uint8Array.from({ length: 10_000 }, (_, i) => (i * i * 7919) >> 3);
    const head = inflateHead(deflateRawSync(noise));
    expect(head.length).toBeGreaterThan(1000);
    expect(head).toEqual(Buffer.from(noise.subarray(0, head.length)));
    const first = inflateHead(deflateRawSync(noise).subarray(0, 600));
    expect(first.length).toBeGreaterThan(500);
    expect(first).toEqual(Buffer.from(noise.subarray(0, first.length)));
    expect(mistake(() => inflateHead(Uint8Array.of(255, 255)))).toMatch(/^the deflated data are damaged: /);
  });

  test("errors that are not zlib's stay what they are", () => {
    for (const error of [new TypeError("x"), Object.assign(new Error("x"), { code: "ENOENT" }), { code: "Z_DATA" }]) {
      expect(damaged("gzip", error)).toBe(error);
    }
  });

  test("damaged data are refused", () => {
    const packed = gzipSync("1,2,3,4,5,6,7,8\n");
    expect(mistake(() => unpack(packed.subarray(0, 20)))).toMatch(/^the gzip data are damaged/);
  });
});

test("JSON strings show nothing but what can be seen, and read back the same", () => {
  const text = 'a"\u001b[1m\u009b\u202e\u{e0041}é';
  expect(jsonString(text)).toBe('"a\\"\\u001b[1m\\u009b\\u202e\\udb40\\udc41é"');
  expect(JSON.parse(jsonString(text))).toBe(text);
});

test("text in messages is escaped and short", () => {
  expect(escapeControls("a\u001b[1m\n\u202e\u0085é")).toBe("a\\x1b[1m\\n\\u202e\\x85é");
  expect(escapeControls("a\u00adb\ufffa\u{e0041}\u{1f642}")).toBe("a\\xadb\\ufffa\\u{e0041}\u{1f642}");
  expect(escapeControls("\r\t\u0000\u007f\u061c\u200b\u2060\ufeff")).toBe(
    "\\r\\t\\x00\\x7f\\u061c\\u200b\\u2060\\ufeff",
  );
  expect(escapeControls(" ~\u00a0\u2010…")).toBe(" ~\u00a0\u2010…");
  expect(quote("x".repeat(1000))).toBe(`"${"x".repeat(40)}..."`);
  expect(quote("x".repeat(41))).toBe(`"${"x".repeat(40)}..."`);
  expect(quote("x".repeat(40))).toBe(`"${"x".repeat(40)}"`);
});

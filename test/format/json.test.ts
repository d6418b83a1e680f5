import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatNamed } from "../../src/format/formats.js";
import { tensor } from "../../src/math/tensor.js";
import { bytesOf, exact, mistake, numbers, read, rewrite, suite, write } from "./support.js";

describe("reading", () => {
  test.each<[string, unknown]>([
    ["5", 5],
    ["[1,2]", [1, 2]],
    [
      "[[1,2],[3,4]]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[[[1],[2]],[[3],[4]]]",
      [
        [[1], [2]],
        [[3], [4]],
      ],
    ],
    ["[]", []],
    ["[[],[]]", [[], []]],
    ["[1., .5, -.5, 2.e1]", [1, 0.5, -0.5, 20]],
    ['[NaN, null, "NaN", nan]', [Number.NaN, Number.NaN, Number.NaN, Number.NaN]],
    ['[Infinity, -Infinity, "-Infinity", inf, -inf]', [Infinity, -Infinity, -Infinity, Infinity, -Infinity]],
    ["[true, false]", [1, 0]],
    ["\ufeff[1]", [1]],
    ['{"a": [1,2], "b": "text", "c": 3}', [1, 2]],
    ['{"loss": 0.5, "name": "x"}', 0.5],
    ['{"a": [1], "a": [2]}', [2]],
    ['{"__proto__": [1,2]}', [1, 2]],
    ['{"a\\u0062": [1]}', [1]],
  ])("%s", (text, value) => {
    expect(numbers("json", text)).toEqual(value);
  });

  test("-0 keeps its sign", () => {
    expect(exact(read("json", "[-0, -0.0, 0]").tensor)).toEqual(["-0", "-0", "0"]);
  });

  test.each([
    ["[1, abc]", '1:5: not a number: "abc"'],
    ["[[1,2],\n[3]]", "2:1: row 1 has 1 number, expected 2"],
    ["[[1,2],3]", "1:8: row 1 is a number, expected a list of 2"],
    ["[1,[2]]", "1:4: a list among numbers"],
    ["[[[1,2]],[[1],[2]]]", "1:10: row 1 has 2 rows, expected 1"],
    ['[1,"a"]', '1:4: not a number: "a"'],
    ["[1,2", "1:1: [ is not closed"],
    ["[1,]", '1:4: expected a number, not "]"'],
    ["[1 2]", '1:4: expected , or ], not "2"'],
    ["[1] [2]", '1:5: expected the end (jsonl holds several values), not "["'],
    ["", "no numbers in the input"],
    [" \n", "no numbers in the input"],
    ['{"a":[1],"b":[[2]]}', "2 arrays: a (1), b (1 × 1)"],
    ['{"a":"x"}', "no numeric array in the input"],
    ['{"a":[1,{}]}', "no numeric array in the input"],
    ["{'a': [1]}", "1:2: expected a key in double quotes, not \"'a'\""],
    ['["\\x"]', "1:2: not a JSON string"],
    ['[1,"\u001b[31m', "1:4: the string is not closed"],
  ])("%s is refused", (text, message) => {
    expect(mistake(() => read("json", text))).toBe(message);
  });

  test("a key names the array", () => {
    const text = '{"a":[1],"b":[[2]],"c":3,"d":["x"]}';
    expect(numbers("json", text, { key: "b" })).toEqual([[2]]);
    expect(numbers("json", text, { key: "c" })).toBe(3);
    expect(mistake(() => read("json", text, { key: "d" }))).toBe('1:31: not a number: "x"');
    expect(mistake(() => read("json", text, { key: "e" }))).toBe(
      'no array is called "e": a (1), b (1 × 1), c (scalar)',
    );
    expect(mistake(() => read("json", "[1]", { key: "e" }))).toBe('"e" is no key: the JSON is a list');
    expect(() => read("json", "[1]", { key: "e" })).toThrow(expect.objectContaining({ parameter: "key" }));
  });

  test("what an object holds is listed", () => {
    expect(formatNamed("json").list!(bytesOf('{"a":[[1,2]],"b":[3],"c":"x"}'))).toEqual([
      { name: "a", shape: [1, 2], dtype: "float64" },
      { name: "b", shape: [1], dtype: "float64" },
    ]);
    expect(formatNamed("json").list!(bytesOf("[1]"))).toEqual([]);
  });

  test("deep nesting is refused, not a crash", () => {
    for (const text of ["[".repeat(100_000), '{"a":'.repeat(100_000), `${"[".repeat(500)}${"]".repeat(500)}`]) {
      expect(mistake(() => read("json", text))).toMatch(/nested deeper than 64 levels$/);
    }
    expect(read("json", `${"[".repeat(64)}1${"]".repeat(64)}`).tensor.rank).toBe(64);
    expect(read("json", `${"[".repeat(64)}"NaN"${"]".repeat(64)}`).tensor.rank).toBe(64);
    expect(mistake(() => read("json", `${"[".repeat(65)}1${"]".repeat(65)}`))).toBe(
      "1:65: nested deeper than 64 levels",
    );
  });
});

describe("a list of objects", () => {
  const table = '[{"id":"a b","x":1,"y":2},\n{"id":"c","x":3,"y":4}]\n';

  test("is a table, and is written back as one", () => {
    const { tensor, layout } = read("json", table);
    expect(tensor.toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(layout.header).toEqual(["x", "y"]);
    expect(rewrite("json", table)).toBe(table);
  });

  test("keeps what is not numbers in its place, as it was spelled", () => {
    const text = '[{"x":1,"meta":{"b": [1, "\\u0041"]},"y":2},\n{"x":3,"meta":null,"y":4}]\n';
    expect(rewrite("json", text)).toBe(text);
    expect(rewrite("json", '[{"x":1,"note":"n"},\n{"x":2}]\n')).toBe('[{"x":1,"note":"n"},\n{"x":2}]\n');
  });

  test("with one key of numbers is a column", () => {
    const { tensor, layout } = read("json", '[{"x":1},{"x":2}]');
    expect(tensor.shape).toEqual([2]);
    expect(layout.column).toBe(true);
    expect(rewrite("json", '[{"x":1},\n{"x":2}]\n')).toBe('[{"x":1},\n{"x":2}]\n');
  });

  test("becomes a delimited file with a header", () => {
    expect(rewrite("json", table, {}, "csv")).toBe("id,x,y\na b,1,2\nc,3,4\n");
    expect(rewrite("json", table, {}, "text")).toBe('id x y\n"a b" 1 2\nc 3 4\n');
  });

  test("selects columns and sets a target aside", () => {
    expect(numbers("json", table, { columns: ["y"] })).toEqual([2, 4]);
    expect(numbers("json", table, { aside: ["x"] })).toEqual([2, 4]);
    expect(mistake(() => read("json", table, { columns: ["z"] }))).toBe(
      '"z" is no column: the header has "id", "x", "y"',
    );
  });

  test("an array of each object is the row", () => {
    const text = '[{"id":1,"p":[0.25,0.75]},\n{"id":2,"p":[0.5,0.5]}]\n';
    expect(numbers("json", text)).toEqual([
      [0.25, 0.75],
      [0.5, 0.5],
    ]);
    expect(rewrite("json", text)).toBe(text);
  });

  test.each([
    ['[{"x":1},{"x":"abc"}]', '1:15: not a number: "abc"'],
    ['[{"x":1},{"y":2}]', '1:2: no "y" in this object'],
    ['[{"x":"a"}]', "no numbers in the input"],
    ['[{"x":[1],"y":[2]}]', "2 arrays: x (1), y (1)"],
    ['[{"x":[1]},{"x":[1,2]}]', "1:17: row 1 has 2 numbers, expected 1"],
    ['[{"x":1},2]', "1:2: an object among numbers"],
  ])("%s is refused", (text, message) => {
    expect(mistake(() => read("json", text))).toBe(message);
  });

  test("objects with few keys in common are no table", () => {
    const text = `[${Array.from({ length: 2000 }, (_, i) => `{"k${i}":1}`).join(",")}]`;
    expect(mistake(() => read("json", text))).toBe(
      "2000 objects with 2000 keys in all are no table: few have the same keys",
    );
  });

  test("a missing number may be nan", () => {
    expect(numbers("json", '[{"x":1},{"y":2}]', { missing: "nan" })).toEqual([
      [1, Number.NaN],
      [Number.NaN, 2],
    ]);
  });
});

describe("records", () => {
  const layoutOf = (text: string, options = {}) => read("json", text, options).layout;

  test("say how they are written back", () => {
    expect(layoutOf('[{"x":1,"y":2}]')).toEqual({ records: true, header: ["x", "y"], asides: [] });
    expect(layoutOf('[{"x":1}]')).toEqual({ records: true, header: ["x"], asides: [], column: true });
    expect(layoutOf('[{"p":[1,2]}]')).toEqual({ records: true, header: ["p"], asides: [], rowKey: "p" });
    expect(layoutOf('[{"p":[1,2],"n":3},{"p":[1,2],"n":4}]', { key: "n" })).toEqual({
      records: true,
      header: ["n"],
      asides: [{ at: 0, name: "p", rawName: '"p"', raw: ["[1,2]", "[1,2]"] }],
      column: true,
    });
  });

  test.each<[string, object, unknown]>([
    ['[{"x":1,"y":2}]', {}, [1, 2]],
    ['[{"x":1},{"x":2}]', {}, [1, 2]],
    ['[{"x":[1,2]}]', {}, [1, 2]],
    ['[{"x":[[1,2]]}]', {}, [[[1, 2]]]],
    ['[{"x":[1]},{"x":[2]}]', {}, [[1], [2]]],
    ['[{"x":5}]', { key: "x" }, [5]],
    ['[{"a":1,"b":2,"c":3}]', { columns: ["0", "c"] }, [1, 3]],
    ['[{"a":1,"b":2,"c":3}]', { aside: ["b"] }, [1, 3]],
    ['[{"a":1,"b":2,"c":3}]', { columns: ["0:2"], aside: ["a"] }, [2]],
    ['[{"a":[1],"b":[2]}]', { aside: ["a"] }, [2]],
    ['[{"a":[1],"b":2}]', { columns: ["b"] }, [2]],
    ['[{"b":"x"},{"a":1,"b":"y"},{"a":2}]', { missing: "nan" }, [Number.NaN, 1, 2]],
  ])("%s with %j", (text, options, value) => {
    expect(numbers("json", text, options)).toEqual(value);
  });

  test.each<[string, object, string]>([
    ['[{"a":"x","b":1}]', { columns: ["a"] }, '1:7: not a number: "x"'],
    ['[{"a":1},{"b":2}]', { columns: ["a"] }, '1:10: no "a" in this object'],
    ['[{"a":1}]', { key: "z" }, '1:2: no "z" in this object'],
    ['[{"a":{"b":1}}]', { key: "a" }, "1:7: an object, not numbers"],
    ['[{"a":1}]', { aside: ["a"] }, "no numbers in the input"],
    ['[{"a":null},{"a":"x"}]', { missing: "nan" }, "no numbers in the input"],
  ])("%s with %j is refused", (text, options, message) => {
    expect(mistake(() => read("json", text, options))).toBe(message);
  });

  test("a table may be large where its keys are the same, or where few are missing", () => {
    const table = (rows: number, key: (row: number) => string) =>
      `[${Array.from({ length: rows }, (_, row) => `{"a":1,"${key(row)}":2}`).join(",")}]`;
    expect(
      read(
        "json",
        table(3000, () => "b"),
      ).tensor.shape,
    ).toEqual([3000, 2]);
    const few = (of: number) =>
      `[${Array.from({ length: 10_000 }, (_, row) => {
        const fields = Array.from({ length: of }, (_, i) => `"${(row + i) % 100}":${row}`);
        return `{${fields.join(",")}}`;
      }).join(",")}]`;
    expect(read("json", few(6), { missing: "nan" }).tensor.shape).toEqual([10_000, 100]);
    expect(mistake(() => read("json", few(5), { missing: "nan" }))).toMatch(
      /^10000 objects with 100 keys in all are no/,
    );
    const sparse = read(
      "json",
      table(990, (row) => `k${row}`),
      { missing: "nan" },
    );
    expect(sparse.tensor.shape).toEqual([990, 991]);
    expect(
      mistake(() =>
        read(
          "json",
          table(1100, (row) => `k${row}`),
          { missing: "nan" },
        ),
      ),
    ).toMatch(/^1100 objects with 1101 keys in all are no table/);
  });

  test("results of another shape are written without what no longer fits", () => {
    const { layout } = read("json", '[{"n":"a","x":1,"y":2},{"n":"b","x":3,"y":4}]');
    expect(
      write(
        "json",
        [
          [5, 6],
          [7, 8],
        ],
        {},
        layout,
      ),
    ).toBe('[{"n":"a","x":5,"y":6},\n{"n":"b","x":7,"y":8}]\n');
    expect(write("json", [[5, 6]], {}, layout)).toBe("[[5,6]]\n");
    expect(write("json", [[5], [6]], {}, layout)).toBe("[[5],\n[6]]\n");
    expect(write("json", [[[1]]], {}, layout)).toBe("[[[1]]]\n");
    expect(write("json", [1, 2], {}, layout)).toBe("[1,2]\n");
    const { layout: rows } = read("json", '[{"p":[1,2],"n":1},{"p":[3,4],"n":2}]');
    expect(
      write(
        "json",
        [
          [[1], [2]],
          [[3], [4]],
        ],
        {},
        rows,
      ),
    ).toBe('[{"p":[[1],[2]],"n":1},\n{"p":[[3],[4]],"n":2}]\n');
    expect(
      write(
        "json",
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        {},
        rows,
      ),
    ).toBe("[[1,2],\n[3,4],\n[5,6]]\n");
    const { layout: one } = read("json", '[{"p":[1,2],"n":1}]');
    expect(write("json", [7, 8, 9], {}, one)).toBe('[{"p":[7,8,9],"n":1}]\n');
  });

  test("numbers of records follow the options, names are JSON", () => {
    const { layout } = read("json", '[{"a \\"b":1}]');
    expect(write("json", [0.126], { precision: 2 }, layout)).toBe('[{"a \\"b":0.13}]\n');
    expect(write("json", [-Infinity], { nonfinite: "string" }, layout)).toBe('[{"a \\"b":"-Infinity"}]\n');
  });

  test("fields that some objects lack stay lacking, first, last and between", () => {
    for (const text of [
      '[{"n":1,"x":"a"},\n{"x":"b"}]\n',
      '[{"x":1,"m":"a","y":2,"l":"z"},\n{"x":3,"y":4},\n{"x":5,"y":6,"l":null}]\n',
    ]) {
      if (text.includes('"n"')) expect(mistake(() => read("json", text))).toBe('2:1: no "n" in this object');
      else expect(rewrite("json", text)).toBe(text);
    }
  });

  test("become lines of objects, and those become a list", () => {
    const list = '[{"n":"a b","x":1},\n{"n":"c","x":2}]\n';
    const lines = '{"n":"a b","x":1}\n{"n":"c","x":2}\n';
    expect(rewrite("json", list, {}, "jsonl")).toBe(lines);
    expect(rewrite("jsonl", lines, {}, "json")).toBe(list);
    expect(rewrite("json", '[{"n":"a\\tb","x":1}]', {}, "tsv")).toBe('n\tx\n"a\tb"\t1\n');
    expect(rewrite("json", '[{"n":["a, b"],"x":1}]', {}, "csv")).toBe('n,x\n"[""a, b""]",1\n');
  });
});

describe("writing", () => {
  test("what rounds to nothing keeps its sign, or its digits", () => {
    expect(write("json", [-0, 0, -0.4, 0.6, -1e-9], { precision: 0 })).toBe("[-0,0,-0.4,1,-1e-9]\n");
    expect(write("json", [1e21, 123.456], { precision: 1 })).toBe("[1e+21,123.5]\n");
  });

  test("bytes that are not UTF-8 are written back as they came", () => {
    const bytes = Uint8Array.from('[{"n":"caf?","x":1}]\n', (c) => (c === "?" ? 0xe9 : c.charCodeAt(0)));
    expect(formatNamed("json").write!(read("json", bytes), {})).toEqual(bytes);
  });

  test("a scalar is bare, a vector is a line, a matrix has a row a line", () => {
    expect(write("json", 0.1)).toBe("0.1\n");
    expect(write("json", [1, 2])).toBe("[1,2]\n");
    expect(
      write("json", [
        [1, 2],
        [3, 4],
      ]),
    ).toBe("[[1,2],\n[3,4]]\n");
    expect(
      write("json", [
        [[1], [2]],
        [[3], [4]],
      ]),
    ).toBe("[[[1],\n[2]],\n[[3],\n[4]]]\n");
    expect(write("json", [[], []])).toBe("[[],\n[]]\n");
  });

  test("is lists where names are not keys", () => {
    expect(write("json", [[1, 2]], {}, { header: ["a", "b"] })).toBe("[[1,2]]\n");
  });

  test.each([
    [
      "json",
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      3,
    ],
    ["json", [1, 2, 3, 4], 4],
    ["csv", [1, 2, 3, 4], 4],
    ["literal", [1, 2, 3, 4], 4],
    ["json", 1, 1],
  ])("a row of %s after the other: %j", (format, from, rows) => {
    const { spell } = formatNamed(format);
    expect(spell!({ tensor: tensor(from), layout: {} }, {}).rows).toHaveLength(rows);
  });

  test("is valid JSON whatever the numbers", () => {
    const row = [Number.NaN, Infinity, -Infinity, -0, 1e300, 5e-324];
    expect(write("json", row)).toBe("[null,1e999,-1e999,-0,1e+300,5e-324]\n");
    expect(write("json", row, { nonfinite: "string" })).toBe('["NaN","Infinity","-Infinity",-0,1e+300,5e-324]\n');
    expect(write("json", row, { nonfinite: "python" })).toBe("[NaN,Infinity,-Infinity,-0,1e+300,5e-324]\n");
    expect(JSON.parse(write("json", row))).toEqual([null, Infinity, -Infinity, -0, 1e300, 5e-324]);
  });

  test("rounds to a precision without padding, and nothing to 0", () => {
    expect(write("json", [0.25, 0.123456, 0.000012345, 2], { precision: 4 })).toBe("[0.25,0.1235,0.000012345,2]\n");
  });
});

describe("JSONTestSuite", () => {
  const folder = suite("json");
  const files = folder ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder!, name)));
  /** Not JSON, but the numbers that Python writes and the names of what is not finite. */
  const EXTENSIONS = [
    "n_number_+Inf.json",
    "n_number_-2..json",
    "n_number_-NaN.json",
    "n_number_.2e-3.json",
    "n_number_0.e1.json",
    "n_number_2.e+3.json",
    "n_number_2.e-3.json",
    "n_number_2.e3.json",
    "n_number_Inf.json",
    "n_number_NaN.json",
    "n_number_infinity.json",
    "n_number_minus_infinity.json",
    "n_number_neg_real_without_int_part.json",
    "n_number_real_without_fractional_part.json",
    "n_number_starting_with_dot.json",
  ];
  /** What JSON.parse gives as numbers: null is nan, true and false are 1 and 0; undefined for all else. */
  const flat = (value: unknown): number[] | undefined => {
    if (value === null) return [Number.NaN];
    if (typeof value === "number" || typeof value === "boolean") return [Number(value)];
    if (!Array.isArray(value)) return undefined;
    const parts = value.map(flat);
    return parts.includes(undefined) ? undefined : (parts.flat() as number[]);
  };

  test.skipIf(!folder)("what must be read is read, or is not numbers", () => {
    let numeric = 0;
    for (const name of files.filter((file) => file.startsWith("y_"))) {
      const wanted = flat(JSON.parse(new TextDecoder().decode(bytes(name))));
      if (wanted) {
        numeric++;
        expect(exact(read("json", bytes(name)).tensor), name).toEqual(exact(wanted));
      } else if (!name.startsWith("y_object")) {
        expect(
          mistake(() => read("json", bytes(name))),
          name,
        ).toMatch(/not a number/);
      }
    }
    expect(numeric).toBeGreaterThan(30);
  });

  test.skipIf(!folder)("what must be refused is refused, but for the extensions", () => {
    for (const name of files.filter((file) => file.startsWith("n_"))) {
      if (EXTENSIONS.includes(name)) expect(read("json", bytes(name)).tensor.data, name).toHaveLength(1);
      else
        expect(
          mistake(() => read("json", bytes(name))),
          name,
        ).not.toBe("");
    }
  });

  test.skipIf(!folder)("what is free is read or refused", () => {
    for (const name of files) {
      try {
        read("json", bytes(name));
      } catch (error) {
        expect((error as Error).name, name).toBe("InputError");
      }
    }
  });
});

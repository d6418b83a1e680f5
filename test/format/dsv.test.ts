import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatNamed } from "../../src/format/formats.js";
import { fieldText } from "../../src/format/rows.js";
import { exact, mistake, numbers, read, rewrite, suite, write } from "./support.js";

describe("reading", () => {
  test.each<[string, unknown]>([
    [
      "1,2,3\n4,5,6\n",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    [
      "1,2,3\r\n4,5,6\r\n\r\n",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    [
      "\ufeff1,2\n3,4",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["1,2,3\n", [1, 2, 3]],
    ["1\n2\n3\n", [1, 2, 3]],
    ["5\n", [5]],
    [
      "# a comment\n1,2\n  # another, one\n3,4\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      '"1","2"\n"3.5",4\n',
      [
        [1, 2],
        [3.5, 4],
      ],
    ],
    [
      " 1 , 2\n3,\t4\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "nan,-inf\nInf,NaN\n",
      [
        [Number.NaN, -Infinity],
        [Infinity, Number.NaN],
      ],
    ],
    [
      "1,2\n\n3,4\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "1;2\n3;4\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ])("%j", (text, value) => {
    expect(numbers("csv", text)).toEqual(value);
  });

  test("a column is told from a row", () => {
    expect(read("csv", "1\n2\n").layout.column).toBe(true);
    expect(read("csv", "1,2\n").layout.column).toBeUndefined();
  });

  test.each([
    ["1,2\n3,abc\n", '2:3: not a number: "abc"'],
    ["1,2,3\n4,5,6\n7,8,9,10\n", "3:1: row 2 has 4 numbers, expected 3"],
    ["1,2\n3\n", "2:1: row 1 has 1 number, expected 2"],
    ["1,,3\n", "1:3: empty field, expected a number"],
    ["1,2,\n", "1:5: empty field, expected a number"],
    ['1,"2\n', "1:3: the quotation mark is not closed"],
    ['1,"2"3\n', "1:6: text behind a closing quotation mark"],
    ["", "no numbers in the input"],
    ["# only\n\n", "no numbers in the input"],
    ["a,b\n", "no numbers in the input"],
    ["a,1\n2,3\n", '1:1: not a number: "a"'],
    [
      "0,5;1,2\n0,3;0,4\n",
      '1:3: not a number: "5;1"; numbers seem to be separated by ";": name it as the delimiter, decimal commas must be points',
    ],
    ["a;b\n0,5;1,2\n", '2:1: not a number: "0,5"; a decimal comma must be a point'],
    ["1,\u001b[31m\n", '1:3: not a number: "\\x1b[31m"'],
    ["1,0x10\n", '1:3: not a number: "0x10"'],
  ])("%j is refused", (text, message) => {
    expect(mistake(() => read("csv", text))).toBe(message);
  });

  test("bytes that are no text are refused with their place", () => {
    expect(mistake(() => read("csv", Uint8Array.of(0x31, 0x2c, 0x32, 0xe5, 0x0a)))).toBe('1:3: not a number: "2å"');
  });

  test("an empty field may be nan", () => {
    expect(numbers("csv", '1,,3\n4,"",6\n', { missing: "nan" })).toEqual([
      [1, Number.NaN, 3],
      [4, Number.NaN, 6],
    ]);
  });

  test("UTF-16 with its mark is read", () => {
    expect(numbers("csv", new Uint8Array(Buffer.from("\ufeff1,2\n", "utf16le")))).toEqual([1, 2]);
  });
});

describe("headers", () => {
  test("a first row without numbers is one", () => {
    const { tensor, layout } = read("csv", 'x,"y, z"\n1,2\n3,4\n');
    expect(tensor.toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(layout.header).toEqual(["x", "y, z"]);
    expect(rewrite("csv", 'x,"y, z"\n1,2\n3,4\n')).toBe('x,"y, z"\n1,2\n3,4\n');
  });

  test("0, 1, ..., n-1 is one where rows follow, with a note", () => {
    const { tensor, layout, notes } = read("csv", "0,1\n5,6\n7,8\n");
    expect(tensor.toArray()).toEqual([
      [5, 6],
      [7, 8],
    ]);
    expect(layout.header).toEqual(["0", "1"]);
    expect(notes).toEqual(["the first row, 0 to 1, is taken as a header"]);
    expect(numbers("csv", "0,1,2\n")).toEqual([0, 1, 2]);
    expect(numbers("csv", "0\n1\n2\n")).toEqual([0, 1, 2]);
    expect(numbers("csv", "0,1.0\n2,3\n")).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(numbers("csv", "0,1\n2,3\n", { header: "no" })).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(numbers("csv", "5,6\n2,3\n", { header: "yes" })).toEqual([2, 3]);
  });

  test("an unnamed first column is an index and passes through", () => {
    for (const text of [",a,b\nr0,1,2\nr1,3,4\n", ",0,1\n0,5,6\n1,7,8\n"]) {
      expect(read("csv", text).tensor.shape).toEqual([2, 2]);
      expect(rewrite("csv", text)).toBe(text);
    }
    expect(read("csv", ",0\n0,0.5\n1,0.25\n").tensor.toArray()).toEqual([0.5, 0.25]);
  });

  test("a matrix whose first row would be one is written so that it is not", () => {
    expect(
      write("csv", [
        [0, 1],
        [2, 3],
      ]),
    ).toBe("0.0,1\n2,3\n");
    expect(
      numbers(
        "csv",
        write("csv", [
          [0, 1],
          [2, 3],
        ]),
      ),
    ).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});

describe("columns", () => {
  const text = 'id,x,"the name",y\na1,1,"A, ""b""",2\na2,3, c ,4\n';

  test.each([
    [
      ["x", "y"],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      ["1", "3"],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [["-1"], [2, 4]],
    [["1:2"], [1, 3]],
    [
      ["y", "x"],
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ])("%j", (columns, value) => {
    expect(numbers("csv", text, { columns })).toEqual(value);
    expect(rewrite("csv", text, { columns })).toBe(text);
  });

  test("without a header by index", () => {
    expect(numbers("csv", "a,1,2\nb,3,4\n", { columns: ["1:"] })).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(rewrite("csv", "a,1,2\nb,3,4\n", { columns: ["1:"] })).toBe("a,1,2\nb,3,4\n");
  });

  test("a column that is set aside need not be numbers", () => {
    const { tensor, layout } = read("csv", "x,label\n1,cat\n2,dog\n", { aside: ["label"] });
    expect(tensor.toArray()).toEqual([1, 2]);
    expect(layout.asides).toEqual([{ at: 1, name: "label", rawName: "label", raw: ["cat", "dog"] }]);
  });

  test("bytes that are not UTF-8 pass through unchanged", () => {
    const bytes = Uint8Array.from([..."x,n\n1,caf"].map((c) => c.charCodeAt(0)).concat([0xe9, 0x81, 0x0a]));
    const { write: toBytes } = formatNamed("csv");
    expect(toBytes!(read("csv", bytes, { columns: ["x"] }), {})).toEqual(bytes);
  });

  test("stray quotation marks and blanks pass through unchanged", () => {
    const odd = 'n,x\na"b,1\n \'c , 2\n "d, e" ,3\n';
    expect(rewrite("csv", odd, { columns: ["x"] })).toBe(odd.replace(", 2", ",2"));
    expect(rewrite("csv", odd, { columns: ["x"] }, "tsv")).toBe('n\tx\na"b\t1\n \'c \t2\n "d, e" \t3\n');
  });

  test("rows as wide as memory are rows", () => {
    const wide = `${"1,".repeat(300_000)}2\n`;
    expect(read("csv", wide).tensor.shape).toEqual([300_001]);
    expect(rewrite("csv", wide)).toBe(wide);
  });

  test("a result with fewer columns keeps what stood beside them", () => {
    const { layout } = read("csv", text, { columns: ["x", "y"] });
    expect(write("csv", [[9], [8]], {}, layout)).toBe('a1,9,"A, ""b"""\na2,8, c \n');
  });

  test.each([
    [["z"], '"z" is no column: the header has "id", "x", "the name", "y"'],
    [["4"], "4 is out of range: 4 columns, so 0 to 3"],
    [["9:"], "no column is left to compute with"],
    [["id"], '2:1: not a number: "a1"'],
  ])("%j is refused", (columns, message) => {
    expect(mistake(() => read("csv", text, { columns }))).toBe(message);
  });
});

describe("writing", () => {
  test("vectors are a row, or a column where they came so", () => {
    expect(write("csv", [1, 2])).toBe("1,2\n");
    expect(write("csv", [1, 2], {}, { column: true })).toBe("1\n2\n");
    expect(
      write("tsv", [
        [1, -0],
        [Number.NaN, -Infinity],
      ]),
    ).toBe("1\t-0\nnan\t-inf\n");
    expect(write("csv", 0.5)).toBe("0.5\n");
  });

  test("a precision pads", () => {
    expect(write("csv", [0.5, 0.00001234], { precision: 4 })).toBe("0.5000,1.2340e-05\n");
  });

  test("a delimiter is kept, or chosen", () => {
    expect(rewrite("csv", "1;2\n3;4\n")).toBe("1;2\n3;4\n");
    expect(rewrite("csv", "a|b\n1|2\n", { delimiter: "|" })).toBe("a|b\n1|2\n");
    expect(write("csv", [1, 2], { delimiter: ";" })).toBe("1;2\n");
    expect(mistake(() => write("csv", [1], { delimiter: "ab" }))).toBe(
      '"ab" is no delimiter: one character that no number has',
    );
  });

  test("three dims are refused", () => {
    expect(mistake(() => write("csv", [[[1]]]))).toBe(
      "csv holds at most two dims, not 1 × 1 × 1: json and npy hold any number",
    );
  });
});

describe("csv-spectrum", () => {
  const folder = suite("csv");
  const names = folder ? readdirSync(folder).filter((name) => name.endsWith(".csv")) : [];

  test.skipIf(!folder)("every file is read as it says, text beside the numbers", () => {
    // The json of this one says other things than its csv.
    for (const name of names.filter((file) => file !== "location_coordinates.csv")) {
      const bytes = new Uint8Array(readFileSync(join(folder!, name)));
      const rows = JSON.parse(readFileSync(join(folder!, name.replace(/csv$/, "json")), "utf8")) as Record<
        string,
        string
      >[];
      const keys = Object.keys(rows[0]!);
      const numeric = keys.filter((key) => rows.every((row) => row[key] !== "" && Number.isFinite(Number(row[key]))));
      if (numeric.length < keys.length)
        expect(
          mistake(() => read("csv", bytes)),
          name,
        ).toMatch(/not a number|empty field/);
      if (numeric.length === 0) continue;
      const { tensor, layout } = read("csv", bytes, { columns: numeric });
      expect(exact(tensor), name).toEqual(exact(rows.flatMap((row) => numeric.map((key) => Number(row[key])))));
      for (const { name: key, raw } of layout.asides ?? []) {
        expect(raw.slice().map(fieldText), name).toEqual(rows.map((row) => row[key!]));
      }
    }
  });
});

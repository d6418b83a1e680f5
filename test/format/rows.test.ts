/** Fields in rows: what csv, tsv and text have in common. */
import { describe, expect, test } from "vitest";
import { splitter } from "../../src/format/dsv.js";
import { fieldText, readMoreRows, readRows } from "../../src/format/rows.js";
import { splitBlanks } from "../../src/format/text.js";
import { Tensor } from "../../src/math/tensor.js";
import { mistake, numbers, read, rewrite, write } from "./support.js";

const comma = splitter(",");

describe("fields", () => {
  const fields = (split: typeof comma, text: string, at = 0): [string[], number] => {
    const bounds: number[] = [];
    const next = split(text, at, bounds);
    return [Array.from({ length: bounds.length / 2 }, (_, i) => text.slice(bounds[2 * i], bounds[2 * i + 1])), next];
  };

  test.each<[string, string[], number]>([
    ["1,2", ["1", "2"], 4],
    ["1,2\n3", ["1", "2"], 4],
    ["1,2\r\n3", ["1", "2"], 5],
    ["1,\r2", ["1", "\r2"], 5],
    [",", ["", ""], 2],
    ["1,\n", ["1", ""], 3],
    ["\n1", [], 1],
    [" \t\r\n1", [], 4],
    [" ,\n", [" ", ""], 3],
    ['"a,b",c', ['"a,b"', "c"], 8],
    ['"a\nb",c\n', ['"a\nb"', "c"], 8],
    ['"a""b",c', ['"a""b"', "c"], 9],
    ['"","",', ['""', '""', ""], 7],
    [' "a,b" ,c', [' "a,b" ', "c"], 10],
    ['\t"a,b"\r\n', ['\t"a,b"'], 8],
    ['a"b,"c', ['a"b', '"c'], 7],
  ])("of csv in %j", (text, wanted, next) => {
    if (text.endsWith('"c')) expect(mistake(() => fields(comma, text))).toBe("1:5: the quotation mark is not closed");
    else expect(fields(comma, text)).toEqual([wanted, next]);
  });

  test("a tab before a quotation mark parts fields where tabs do", () => {
    expect(fields(splitter("\t"), 'a\t\t"b\tc"')).toEqual([["a", "", '"b\tc"'], 9]);
  });

  test.each<[string, string[], number]>([
    ["1 2\n3", ["1", "2"], 4],
    ["1;2", ["1"], 2],
    [" \t1\u000b2\f3\u00a04\r\n", ["1", "2", "3", "4"], 11],
    ['"a b";c', ['"a b"'], 6],
    ['"a""b"c d', ['"a""b"', "c", "d"], 9],
    ['a"b c"', ['a"b', 'c"'], 6],
    ["", [], 0],
  ])("of text in %j", (text, wanted, next) => {
    expect(fields(splitBlanks, text)).toEqual([wanted, next]);
  });

  test.each([
    ['1 "a', "1:3: the quotation mark is not closed"],
    ['1\n"a""', "2:1: the quotation mark is not closed"],
  ])("%j is refused as text", (text, message) => {
    expect(mistake(() => read("text", `${text}`))).toBe(message);
  });

  test.each([
    ['1,2\n"3"x,4', "2:4: text behind a closing quotation mark"],
    ['1,2\n "3" "4"', "2:6: text behind a closing quotation mark"],
    ['1,2\n  "3', "2:3: the quotation mark is not closed"],
    ['1,"2""', "1:3: the quotation mark is not closed"],
  ])("%j is refused as csv", (text, message) => {
    expect(mistake(() => read("csv", text))).toBe(message);
  });

  test.each(["csv", "text"])("the quotation mark that begins %s is not closed", (format) => {
    expect(mistake(() => read(format, '"3'))).toBe("1:1: the quotation mark is not closed");
  });

  test("what a field says", () => {
    const said = ['"a"', ' "a""b" ', "a", ' a"b ', '"', '""', '"a', 'a"', ""].map(fieldText);
    expect(said).toEqual(["a", 'a"b', "a", 'a"b', '"', "", '"a', 'a"', ""]);
  });
});

describe("rows", () => {
  test.each<[string, unknown]>([
    ["#a\n1,2", [1, 2]],
    ["  \t# a, b\n1,2", [1, 2]],
    ["1,2\n#", [1, 2]],
    ["1,2\n# 3,4", [1, 2]],
    ["1\n#2\n3\n", [1, 3]],
    ["\n\n1,2\n\n\n", [1, 2]],
  ])("comments and blank lines of %j are passed over", (text, value) => {
    expect(numbers("csv", text)).toEqual(value);
  });

  test("a comment behind a tab is no header", () => {
    expect(read("csv", "\t# a,b\n1,2\n").layout).toEqual({});
  });

  test("a number may have blanks and quotation marks around it", () => {
    expect(numbers("csv", '1," 2 "\n')).toEqual([1, 2]);
  });

  test("only an empty field is missing", () => {
    const options = { missing: "nan" } as const;
    expect(mistake(() => read("csv", "1,2\n3,x\n", options))).toBe('2:3: not a number: "x"');
    expect(numbers("csv", ",1\n2,3\n", options)).toEqual([
      [Number.NaN, 1],
      [2, 3],
    ]);
  });

  test("a number sign within a row is no comment", () => {
    expect(mistake(() => read("csv", "1,#2\n"))).toBe('1:3: not a number: "#2"');
    expect(mistake(() => read("text", "1 2 # c\n"))).toBe('1:5: not a number: "#"');
    expect(mistake(() => read("text", "1; #2\n"))).toBe('1:4: not a number: "#2"');
  });

  test.each([
    ["a,b\n", "no numbers in the input"],
    ["a,b\n#c\n\n", "no numbers in the input"],
    ["1,2\n3,4,5\n", "2:1: row 1 has 3 numbers, expected 2"],
    ["n,a\nx,1\ny\n", '2:1: not a number: "x"'],
    ['1,"2,5"\n', '1:3: not a number: "2,5"; a decimal comma must be a point'],
    ['1,"+,5"\n', '1:3: not a number: "+,5"; a decimal comma must be a point'],
    ['1,"2,55"\n', '1:3: not a number: "2,55"; a decimal comma must be a point'],
    [",\n1,2\n", "1:1: empty field, expected a number"],
    ['1,"2,5x"\n', '1:3: not a number: "2,5x"'],
    ['1,"x2,5"\n', '1:3: not a number: "x2,5"'],
    ['1,"2,"\n', '1:3: not a number: "2,"'],
    ["1, \t,3\n", "1:3: empty field, expected a number"],
    ['1,""\n', "1:3: empty field, expected a number"],
  ])("%j is refused", (text, message) => {
    expect(mistake(() => read("csv", text))).toBe(message);
  });

  test("fields are counted where some are no numbers", () => {
    const text = "n,a,b\nx,1,2\ny,1\n";
    expect(mistake(() => read("csv", text, { columns: ["a", "b"] }))).toBe("3:1: row 1 has 2 fields, expected 3");
  });

  test("the span of an error is the field, or the row", () => {
    const place = (text: string) => {
      try {
        read("csv", text);
      } catch (error) {
        const { offset, length, excerpt } = (error as { place: Record<string, number> & { excerpt: string } }).place;
        return excerpt.slice(offset, offset! + length!);
      }
      return expect.fail("no mistake");
    };
    expect(place("1,2\n3, abc ,5\n")).toBe("3, abc ,5");
    expect(place("1,2\n3, abc \n")).toBe(" abc ");
    expect(place("1,2\n3,\n")).toBe("");
    expect(place("1,2,3\n4,,6\n")).toBe(",");
  });

  test("further rows are read with their numbers and places", () => {
    const more = (text: string, firstRow = 7) => readMoreRows(text, comma, {}, { width: 2, firstRow });
    expect([...more("1,2\n# c\n3,4\n")]).toEqual([1, 2, 3, 4]);
    expect([...more("")]).toEqual([]);
    expect(mistake(() => more("1,2\n3\n"))).toBe("2:1: row 8 has 1 number, expected 2");
    expect(mistake(() => more("1,x\n"))).toBe('1:3: not a number: "x"');
    expect([...readMoreRows("1,\n", comma, { missing: "nan" }, { width: 2, firstRow: 0 })]).toEqual([1, Number.NaN]);
    const many = Array.from({ length: 1000 }, (_, i) => `${i},${-i}\n`).join("");
    expect(more(many)).toEqual(Float64Array.from({ length: 2000 }, (_, i) => (i % 2 ? 0 - (i >> 1) : i >> 1)));
  });
});

describe("headers", () => {
  const header = (text: string, options = {}) => read("csv", text, options).layout.header;

  test.each<[string, string[] | undefined]>([
    ["a,b\n1,2\n", ["a", "b"]],
    [",b\n1,2\n", ["b"]],
    ["a,\n1,2\n", ["a", ""]],
    ["1,2\n3,4\n", undefined],
    ["0,1\n3,4\n", ["0", "1"]],
    [",0,1\nr,3,4\n", ["0", "1"]],
    [",0\nr,3\n", ["0"]],
    ["0\n3\n", undefined],
    ["0,2\n3,4\n", undefined],
    ["1,0\n3,4\n", undefined],
    ["0,01\n3,4\n", undefined],
    ["0,1\n", undefined],
    ['"0","1"\n3,4\n', ["0", "1"]],
    ['" a ",b \n3,4\n', [" a ", "b"]],
  ])("of %j", (text, wanted) => {
    expect(header(text)).toEqual(wanted);
  });

  test("are taken where the user says so, or where names are asked for", () => {
    expect(header("1,2\n3,4\n", { header: "yes" })).toEqual(["1", "2"]);
    expect(header("a,2\n3,4\n", { columns: ["a"] })).toEqual(["a"]);
    expect(header("a,2\n3,4\n", { aside: ["a"] })).toEqual(["2"]);
    expect(header("a,2\n3,4\n", { columns: ["1"] })).toBeUndefined();
  });

  test("of numbers where all columns that are left are names", () => {
    expect(header("n,a\nx,1\n", { columns: ["1"] })).toEqual(["a"]);
    expect(header("7,a\n8,1\n", { columns: ["1"] })).toEqual(["a"]);
    expect(header("7,a\n8,1\n", { aside: ["0"] })).toEqual(["a"]);
  });

  test("the note counts the columns, without the index, which has a note of its own", () => {
    const index = "the first column has no name and is taken as an index";
    expect(read("csv", ",0,1,2\nr,3,4,5\n").notes).toEqual(["the first row, 0 to 2, is taken as a header", index]);
    expect(read("csv", ",a\n1,2\n").notes).toEqual([index]);
    expect(read("csv", ",a\n1,2\n", { aside: ["0"] })).not.toHaveProperty("notes");
    expect(read("csv", "a,b\n3,4\n")).not.toHaveProperty("notes");
    expect(read("text", "0 1\n3 4\n")).not.toHaveProperty("notes");
  });

  test("an unnamed column is no index where columns are chosen, or where it is the only one", () => {
    expect(read("csv", ",a\n1,2\n3,4\n", { columns: ["0:"] }).tensor.shape).toEqual([2, 2]);
    expect(read("csv", '""\n1\n2\n', { header: "yes" }).tensor.shape).toEqual([2]);
    expect(mistake(() => read("csv", ",a\n1,2\n", { aside: ["a"] }))).toBe("no column is left to compute with");
    expect(mistake(() => read("csv", "x,,0,1\nr,1,2,3\n", { columns: ["1:"] }))).toBe(
      "1:3: empty field, expected a number",
    );
  });
});

describe("layouts", () => {
  test("say only what there is", () => {
    expect(read("csv", "1,2\n3,4\n").layout).toEqual({});
    expect(read("csv", "1\n3\n").layout).toEqual({ column: true });
    expect(read("csv", "a\n3\n").layout).toEqual({ column: true, header: ["a"] });
    expect(read("csv", "n,a\nx,1\n", { columns: ["a"] }).layout).toEqual({
      column: true,
      header: ["a"],
      asides: [{ at: 0, name: "n", rawName: "n", raw: ["x"] }],
    });
    expect(read("csv", "x,1\n", { columns: ["1"] }).layout).toEqual({
      column: true,
      asides: [{ at: 0, name: undefined, rawName: undefined, raw: ["x"] }],
    });
    expect(read("csv", "1;2\n").layout).toEqual({ delimiter: ";" });
    expect(readRows("1,2", comma, {}, false).tensor.shape).toEqual([2]);
  });

  test.each(["|", "]", "^", "\\", "[", "(", "$", "*", " ", "\t", "é", "_"])("%j parts fields", (delimiter) => {
    const text = `a${delimiter}b${delimiter}n\n1${delimiter}2${delimiter}x\n`;
    if (delimiter === "_") {
      expect(mistake(() => read("csv", text, { delimiter }))).toMatch(/^"_" is no delimiter/);
      return;
    }
    const options = { delimiter, columns: ["a", "b"] };
    expect(numbers("csv", text, options)).toEqual([1, 2]);
    expect(rewrite("csv", text, options)).toBe(text);
    expect(write("csv", [1, 2], {}, { header: [`a${delimiter}`, "b"], delimiter })).toBe(
      `"a${delimiter}"${delimiter}b\n1${delimiter}2\n`,
    );
  });

  test.each(["", "ab", "1", "a", '"', "\n", "\r", ".", "+", "-"])("%j is no delimiter", (delimiter) => {
    expect(mistake(() => read("csv", "1,2", { delimiter }))).toMatch(
      / is no delimiter: one character that no number has$/,
    );
    expect(() => read("csv", "1,2", { delimiter })).toThrow(expect.objectContaining({ parameter: "delimiter" }));
  });

  test.each([
    ["1;2\n3;4\n", 2],
    ["# a,b\n1;2\n", 2],
    ["\n  \n# a,b\r\n1;2\n", 2],
  ])("%j is parted by semicolons", (text, width) => {
    expect(read("csv", text).tensor.shape.at(-1)).toBe(width);
  });

  test("names and texts are quoted where they must be", () => {
    const layout = { header: ["a,b", 'c"d', " #e", "f g", ""], asides: [] };
    expect(write("csv", [[1, 2, 3, 4, 5]], {}, layout)).toBe('"a,b","c""d"," #e",f g,\n1,2,3,4,5\n');
    expect(write("text", [[1, 2, 3, 4, 5]], {}, layout)).toBe('a,b "c""d" " #e" "f g" ""\n1 2 3 4 5\n');
    expect(write("csv", [[1, 2]], {}, { header: ["#a", "b#c"] })).toBe('"#a",b#c\n1,2\n');
    expect(write("csv", [[1], [2]], {}, { header: ["a\nb"] })).toBe('"a\nb"\n1\n2\n');
    expect(write("csv", [[1], [2]], {}, { header: ["a\rb"] })).toBe('"a\rb"\n1\n2\n');
  });

  test("columns that pass through keep their spelling where it is one field", () => {
    const tsv = 'n\tx\na,b\t1\n"c,d"\t2\n "e" \t3\n\t4\n';
    expect(rewrite("tsv", tsv, { columns: ["x"] }, "csv")).toBe('n,x\n"a,b",1\n"c,d",2\n "e" ,3\n,4\n');
    expect(rewrite("tsv", tsv, { columns: ["x"] }, "text")).toBe('n x\na,b 1\n"c,d" 2\n "e"  3\n"" 4\n');
    expect(rewrite("tsv", tsv, { columns: ["x"] })).toBe(tsv);
    expect(rewrite("tsv", 'n\tx\na"b,c\t1\n', { columns: ["x"] }, "csv")).toBe('n,x\n"a""b,c",1\n');
    expect(rewrite("text", 'a"b 1\nc 2\n', { columns: ["1"] })).toBe('a"b 1\nc 2\n');
    expect(rewrite("csv", "x,1,2\n", { columns: ["1:"] })).toBe("x,1,2\n");
  });

  test("a column without a name has an empty one", () => {
    const asides = [{ at: 0, name: undefined, rawName: undefined, raw: ["x", "y"] }];
    const layout = { header: ["a"], asides };
    expect(write("csv", [[1], [2]], {}, layout)).toBe(",a\nx,1\ny,2\n");
    expect(write("markdown", [[1], [2]], {}, layout)).toBe(
      "|     |   a |\n| --- | --: |\n| x   |   1 |\n| y   |   2 |\n",
    );
  });

  test.each(["csv", "text", "jsonl"])("of no rows %s writes nothing", (format) => {
    expect(write(format, new Tensor(new Float64Array(), [0, 2]))).toBe("");
  });

  test.each(["csv", "tsv", "text", "markdown"])("three dims are refused by %s", (format) => {
    expect(mistake(() => write(format, [[[1]]]))).toBe(
      `${format} holds at most two dims, not 1 × 1 × 1: json and npy hold any number`,
    );
  });

  test("columns of another length than the result are left out, as are names", () => {
    const { layout } = read("csv", "n,a,b\nx,1,2\ny,3,4\n", { columns: ["a", "b"] });
    expect(write("csv", [[1, 2]], {}, layout)).toBe("a,b\n1,2\n");
    expect(write("csv", [[1], [2]], {}, layout)).toBe("x,1\ny,2\n");
    expect(
      write(
        "csv",
        [
          [0, 1],
          [2, 3],
          [4, 5],
        ],
        {},
        {},
      ),
    ).toBe("0.0,1\n2,3\n4,5\n");
    expect(write("csv", [[0, 1]], {}, {})).toBe("0,1\n");
    expect(write("csv", [[0], [1]], {}, {})).toBe("0\n1\n");
    expect(
      write(
        "csv",
        [
          [0, 1],
          [0, 1],
        ],
        {},
        { header: ["a", "b"] },
      ),
    ).toBe("a,b\n0,1\n0,1\n");
    expect(
      write(
        "csv",
        [
          [0, 2],
          [0, 1],
        ],
        {},
        {},
      ),
    ).toBe("0,2\n0,1\n");
    expect(
      write(
        "text",
        [
          [0, 1],
          [2, 3],
        ],
        {},
        {},
      ),
    ).toBe("0 1\n2 3\n");
  });

  test("asides stand in their places, several in a row and behind the last", () => {
    const text = "a,b,x,c,y,d,e\n1,2,3,4,5,6,7\n8,9,10,11,12,13,14\n";
    expect(rewrite("csv", text, { columns: ["x", "y"] })).toBe(text);
    expect(rewrite("csv", text, { columns: ["a", "e"] })).toBe(text);
    const { layout } = read("csv", text, { columns: ["x", "y"] });
    expect(
      write(
        "csv",
        [
          [0, 0, 1],
          [0, 0, 2],
        ],
        {},
        layout,
      ),
    ).toBe("1,2,0,4,0,6,7,1\n8,9,0,11,0,13,14,2\n");
    expect(write("csv", [[3], [4]], {}, layout)).toBe("1,2,3,4,6,7\n8,9,4,11,13,14\n");
  });
});

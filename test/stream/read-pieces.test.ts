/** Wherever a text is cut into pieces, these hold the rows of the whole, and a mistake is the same at the same place. */
import { expect, test } from "vitest";
import { InputError } from "../../src/errors.js";
import type { Document, ReadOptions } from "../../src/format/document.js";
import { formatNamed } from "../../src/format/formats.js";
import { beginParts } from "../../src/stream/read-pieces.js";

interface Text {
  readonly format: string;
  readonly text: string | Buffer;
  readonly options?: ReadOptions;
}

const bytesOf = ({ text }: Text): Buffer => Buffer.from(text as string);

/** All that is read of a text. */
interface Found {
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
  readonly header: readonly string[] | undefined;
  /** The cells of each other column; a key that a piece lacks is an empty cell. */
  readonly asides: { readonly [name: string]: readonly string[] };
}

function found(documents: readonly Document[]): Found {
  const { tensor, layout } = documents[0]!;
  const rows = documents.map((document) => document.tensor.shape[0]!);
  const total = rows.reduce((sum, n) => sum + n, 0);
  const asides: { [name: string]: string[] } = {};
  let before = 0;
  documents.forEach((document, i) => {
    for (const { name, at, raw } of document.layout.asides ?? []) {
      const key = name ?? String(at);
      asides[key] ??= new Array<string>(total).fill("");
      asides[key].splice(before, raw.length, ...raw.slice());
    }
    before += rows[i]!;
  });
  return {
    shape: [total, ...tensor.shape.slice(1)],
    numbers: documents.flatMap((document) => [...document.tensor.data]),
    header: layout.header,
    asides,
  };
}

const readWhole = (what: Text): Document => formatNamed(what.format).read!(bytesOf(what), what.options ?? {});

/** Reads in pieces of `size` bytes; undefined where these are too few to begin. */
async function inPieces(what: Text, size: number): Promise<Document[] | undefined> {
  const bytes = bytesOf(what);
  let left = bytes.subarray(size);
  const source = {
    bytes: bytes.subarray(0, size),
    read(target: Uint8Array) {
      const count = left.copy(target);
      left = left.subarray(count);
      return count;
    },
  };
  const parts = await beginParts(source, formatNamed(what.format), what.options ?? {}, size);
  if (!parts) return undefined;
  const documents = [parts.head];
  for await (const { document, firstRow } of parts.rest()) {
    expect(firstRow).toBe(documents.reduce((sum, { tensor }) => sum + tensor.shape[0]!, 0));
    documents.push(document);
  }
  return documents;
}

/** The smallest piece that shows what a text is. */
const least = ({ text }: Text): number => Math.max(text.toString("latin1").indexOf("\n") + 1, 8);

const CSV = `id,a,name,b\n7,1.5,"x, ""1""",-2\n8,0.1,é,3\n\n# "4\n9,-1,"two\nlines",1e3\n10,2,,nan\n11,3,"",5\n`;
const AB = { columns: ["a", "b"] };
const RECORDS = [
  `{"id": "a", "x": 1, "y": [2]}`,
  `{"id":"]}\\"{","y":[-3.5],"x":0}`,
  `{"x":1e999,"note":{"deep":[1]},"y":[0]}`,
  `{"id":null,"y":[4],"x":2, "tag":"t"}`,
  `{"tag":1,"note":"n", "x":-1,"y":[7]}`,
];
const Y = { key: "y" };
const FLAT = RECORDS.map((record) => record.replace(/"y":\s*\[(.*?)\]/, '"y":$1').replace(/"tag":1/, '"tag":"1"'));
const DEEP = ["[[1,2],[3,-1]]", "[[0.5,null],[1e3,7]]", "[ [2,2] , [2,\n2] ]", "[[5,4],[3,2]]"];
const TORCH = `>>> x\ntensor([[[1.0000, 2.0000],\n         [3.0000, -inf]],\n\n        [[0.5000, nan],\n         [2.0000, 7.0000]],\n\n        [[1.0000, 1.0000],\n         [3.0000, 4.0000]]], grad_fn=<SoftmaxBackward0>)\n`;
const STR = `[[ 1.   2.5]\n [-3.   4. ]\n [ 0.   1. ]\n [ 7.   8. ]]`;
const REPR = `[[ 1. ,  2.5],\n [-3. ,  4. ],\n [ 0. ,  1. ],\n [ 7. ,  8. ]]`;

test.each<[string, Text]>([
  ["csv with other columns", { format: "csv", text: CSV, options: AB }],
  ["csv with an index", { format: "csv", text: ",a,b\n0,1,2\n1,3,4\n2,5,6\n" }],
  ["csv with CR LF", { format: "csv", text: CSV.replaceAll("\n", "\r\n"), options: AB }],
  ["csv with a byte order mark", { format: "csv", text: `\uFEFF${CSV}`, options: AB }],
  ["csv in Latin-1", { format: "csv", text: Buffer.from(CSV.replace("name", "größe"), "latin1"), options: AB }],
  [
    "csv without a header",
    { format: "csv", text: "x,0,1\ny,1,2\nz,3,4\nw,5,6\nv,7,8", options: { columns: ["1", "2"] } },
  ],
  ["csv with a counted header", { format: "csv", text: "0,1,2\n3,4,5\n6,7,8\n9,10,11\n" }],
  ["csv with missing numbers", { format: "csv", text: CSV.replace("0.1", ""), options: { ...AB, missing: "nan" } }],
  ["csv with semicolons", { format: "csv", text: "a;b\n1;2\n3;4\n5;6\n7;8\n9;10\n11;12\n13;14\n" }],
  ["a delimiter that is not ASCII", { format: "csv", text: 'a·b\n1·"2"\n3·4\n5·6\n', options: { delimiter: "·" } }],
  ["a column of csv", { format: "csv", text: "x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n" }],
  ["tsv", { format: "tsv", text: "x\ta\n1\tp q\n2\tr\n3\t\n", options: { columns: ["x"] } }],
  ["text", { format: "text", text: 'a 1 2\n"b  c" 3 4; d 5 6\n# "\n e 7 8\n', options: { columns: ["1:"] } }],
  ["a list of records", { format: "json", text: `[${RECORDS.join(",\n")}]\n`, options: Y }],
  ["a list of records on a line", { format: "json", text: `[${RECORDS}]`, options: Y }],
  ["records of numbers", { format: "json", text: `\n[\n${FLAT.join("\n,\n")}\n]\n\n` }],
  ["records line by line", { format: "jsonl", text: `${RECORDS.join("\n")}\n`, options: Y }],
  ["records behind each other", { format: "jsonl", text: RECORDS.join(""), options: Y }],
  ["records with a number each", { format: "jsonl", text: FLAT.join("  "), options: { key: "x" } }],
  ["json", { format: "json", text: `[${DEEP.join(",\n")}]\n` }],
  ["json with a byte order mark", { format: "json", text: `\uFEFF [${DEEP.join("\n,")}]\n` }],
  ["json on a line", { format: "json", text: `[${DEEP}]` }],
  ["a matrix", { format: "json", text: "[[1,2],[3,4],[5,6],[7,8]]" }],
  ["a vector", { format: "json", text: '[1,2,3,4, 5 ,6,"NaN",8]' }],
  ["jsonl", { format: "jsonl", text: `${DEEP.join("\n")}\n` }],
  ["jsonl with blanks between", { format: "jsonl", text: DEEP.join("  ") }],
  ["what torch prints", { format: "literal", text: TORCH }],
  ["what numpy prints", { format: "literal", text: STR }],
  ["numpy's repr", { format: "literal", text: `Out[3]: array(${REPR}, dtype=float32)` }],
  [
    "what tensorflow prints",
    { format: "literal", text: `<tf.Tensor: shape=(4, 2), dtype=float32, numpy=\narray(${REPR}, dtype=float32)>` },
  ],
  ["tuples", { format: "literal", text: "((1, 2), (3, 4), (5, 6), (7, 8))" }],
  ["a printed vector", { format: "literal", text: "tensor([1., 2., 3.,\n        4., 5.])" }],
])("%s", async (_, what) => {
  const expected = found([readWhole(what)]);
  let cut = 0;
  for (let size = least(what); size < what.text.length; size++) {
    const documents = await inPieces(what, size);
    if (!documents) continue;
    cut++;
    expect(found(documents), `pieces of ${size}`).toEqual(expected);
  }
  expect(cut).toBeGreaterThan(0);
});

const good = "x,1,2\ny,3,4\n";
const FROM_1 = { columns: ["1:"] };

test.each<[string, Text]>([
  ["no number", { format: "csv", text: `${good}z,5,six\n${good}`, options: FROM_1 }],
  ["a short row", { format: "csv", text: `${good}"z\n",5\n${good}`, options: FROM_1 }],
  ["an open quotation mark", { format: "csv", text: `${good}"z,5,6\n${good}`, options: FROM_1 }],
  ["text behind a quotation mark", { format: "csv", text: `${good}"z"z,5,6\n${good}`, options: FROM_1 }],
  ["a short line", { format: "text", text: "1 2\n3 4\n5 6\n7 8\n9 10\n11 12\n13\n14 15\n", options: {} }],
  ["a ragged item", { format: "json", text: `[${DEEP},[[1,2],[3]],${DEEP}]` }],
  ["an item of another shape", { format: "json", text: `[${DEEP.join(",\n")},\n[[1,2,3],[4,5,6]],\n${DEEP}]` }],
  ["a number among lists", { format: "json", text: `[${DEEP},1,\n${DEEP}]` }],
  ["an object among lists", { format: "json", text: `[${DEEP.join(",\n")},\n{"a":1},\n${DEEP}]` }],
  ["an item of another shape in jsonl", { format: "jsonl", text: `${DEEP.join("\n")}\n[[1,2]]\n${DEEP.join("\n")}` }],
  ["an object in jsonl", { format: "jsonl", text: `${DEEP.join("\n")}\n{"a":1}\n${DEEP.join("\n")}` }],
  ["a comma in jsonl", { format: "jsonl", text: `${DEEP.join("\n")},\n${DEEP.join("\n")}` }],
  ["no comma", { format: "json", text: `[${DEEP.join(",\n")}\n${DEEP.join(",\n")}]` }],
  ["two commas", { format: "json", text: `[${DEEP.join(",\n")},\n,${DEEP.join(",\n")}]` }],
  ["a comma at the end", { format: "json", text: `[${DEEP.join(",\n")},\n]` }],
  ["no end", { format: "json", text: `[${DEEP.join(",\n")}` }],
  ["more behind the end", { format: "json", text: `[${DEEP.join(",\n")}] [1]` }],
  [
    "a key that is missing",
    { format: "jsonl", text: `${RECORDS.join("\n")}\n{"x":1}\n${RECORDS.join("\n")}`, options: Y },
  ],
  [
    "a key with another shape",
    { format: "json", text: `[${RECORDS.join(",\n")},\n{"y":[1,2]},\n${RECORDS}]`, options: Y },
  ],
  ["a text among numbers", { format: "json", text: `[${RECORDS.join(",\n")},\n{"y":"NO"},\n${RECORDS}]`, options: Y }],
  ["a number among texts", { format: "jsonl", text: `${FLAT.join("\n")}\n{"x":1,"y":2,"id":3}\n` }],
  ["a list among records", { format: "json", text: `[${RECORDS.join(",\n")},\n[1],\n${RECORDS}]`, options: Y }],
  [
    "a shortened printout",
    { format: "literal", text: TORCH.replace("\n\n        [[1", "\n\n        ...,\n\n        [[1") },
  ],
  ["another shape in a printout", { format: "literal", text: TORCH.replace("4.0000]]", "4.0000], [1., 2.]]") }],
  ["a printout without an end", { format: "literal", text: TORCH.slice(0, TORCH.indexOf("]]]")) }],
  ["a word in a printout", { format: "literal", text: TORCH.replace("3.0000, 4", "three, 4") }],
])("the same mistake: %s", async (_, what) => {
  const mistake = (error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    return `${error.place?.line}:${error.place?.column}: ${error.message}`;
  };
  let expected = "none";
  try {
    readWhole(what);
  } catch (error) {
    expected = mistake(error);
  }
  let cut = 0;
  for (let size = least(what); size < what.text.length; size++) {
    try {
      if (await inPieces(what, size)) expect.fail(`pieces of ${size} have no mistake`);
    } catch (error) {
      cut++;
      expect(mistake(error), `pieces of ${size}`).toBe(expected);
    }
  }
  expect(cut).toBeGreaterThan(0);
});

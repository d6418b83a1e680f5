/** Wherever the input is cut into blocks, the output has the same bytes, and a mistake the same message. */
import { expect, test } from "vitest";
import { InputError } from "../../src/errors.js";
import type { Operation } from "../../src/stream/operation.js";
import { inBlocks, type Work, whole } from "./support.js";

const SOFTMAX: Operation = {
  kind: "reducer",
  name: "softmax",
  dim: -1,
  settings: {},
  argmax: false,
  binarize: undefined,
};
const GELU: Operation = { kind: "activation", name: "gelu", derivative: false, parameters: {}, binarize: undefined };
const SHOW: Operation = { kind: "identity" };

const ROWS = [
  [1.5, -2.25, 1e-7],
  [0.1, 3, -0],
  [123456.75, 1e21, 5e-324],
  [-1, 0.30000000000000004, 7],
  [2, 2, 2],
];
const fields = (delimiter: string, end: string): string => ROWS.map((row) => row.join(delimiter) + end).join("");
const lists = ROWS.map((row) => `[${row.join(",")}]`);
const loose = ROWS.map((row) => `[ ${row.join(" ,\n  ")} ]`);

const INPUTS: readonly (readonly [string, Omit<Work, "operation">])[] = [
  ["csv", { format: "csv", text: fields(",", "\n") }],
  ["csv with a header", { format: "csv", text: `a,b,c\n${fields(",", "\n")}` }],
  ["csv with a counted header", { format: "csv", text: `0,1,2\n${fields(",", "\n")}` }],
  ["csv that begins as if with one", { format: "csv", text: `0,1,2\n${fields(",", "\n")}`, read: { header: "no" } }],
  ["csv with CR LF", { format: "csv", text: fields(",", "\r\n") }],
  ["csv without a last line break", { format: "csv", text: fields(",", "\n").trimEnd() }],
  ["csv with blanks", { format: "csv", text: fields(" , ", " \n") }],
  ["csv with semicolons", { format: "csv", text: fields(";", "\n") }],
  ["csv with blank lines and comments", { format: "csv", text: fields(",", "\n\n# one, two\n \n") }],
  ["csv with quotation marks", { format: "csv", text: fields(",", "\n").replace(/[^,\n]+/g, '"$&"') }],
  ["csv with a line break in quotation marks", { format: "csv", text: `1,2,3\n4,5,6\n7,"8\n",9\n1,"2",3\n4,5,6\n` }],
  [
    "csv with odd words",
    { format: "csv", text: "1,2,3\n4,5,6\nnan,+1,00.5\n-inf,Infinity,1e999\n,,\n", read: { missing: "nan" } },
  ],
  ["tsv", { format: "tsv", text: fields("\t", "\n") }],
  ["text", { format: "text", text: fields("  ", "\n") }],
  ["text with semicolons", { format: "text", text: fields(" ", ";\n") }],
  ["json", { format: "json", text: `[${lists.join(",\n")}]\n` }],
  ["json on one line", { format: "json", text: `[${lists.join(", ")}]` }],
  ["json with blanks", { format: "json", text: `\n[\n ${loose.join("\n,\n ")}\n]\n\n` }],
  ["json with odd words", { format: "json", text: `[${lists},[null,"NaN",-1e999],[NaN,-Infinity,true],[.5,1.,-0]]` }],
  ["jsonl", { format: "jsonl", text: `${lists.join("\n")}\n` }],
  ["jsonl with blanks", { format: "jsonl", text: `${loose.join("\n\n")}\n` }],
  ["jsonl with two values a line", { format: "jsonl", text: `${lists.join("\n")}\n[1,2,3] [4,5,6]\n[7,8,9]` }],
];

const VECTORS: readonly (readonly [string, Omit<Work, "operation">])[] = [
  ["a column of text", { format: "text", text: ROWS.flat().join("\n") }],
  ["a column of csv", { format: "csv", text: `x\n${ROWS.flat().join("\r\n")}\r\n` }],
  ["a column of jsonl", { format: "jsonl", text: `${ROWS.flat().join("\n")}\n` }],
  ["a flat list", { format: "json", text: `[${ROWS.flat().join(", ")}]\n` }],
];

async function inAllBlocks(work: Work, step = 1): Promise<void> {
  const expected = whole(work);
  for (let block = 1; block <= work.text.length + step; block += step) {
    const written = await inBlocks(work, block);
    if (written !== expected) expect(written, `blocks of ${block}`).toBe(expected);
  }
}

test.each(INPUTS)("%s, cut anywhere", async (_, input) => {
  await inAllBlocks({ ...input, operation: SHOW });
  await inAllBlocks({ ...input, operation: SOFTMAX }, 5);
  await inAllBlocks({ ...input, operation: GELU }, 7);
});

test.each(VECTORS)("%s, cut anywhere", async (_, input) => {
  for (const operation of [GELU, SHOW]) await inAllBlocks({ ...input, operation });
});

test("precision and the spelling of nan", async () => {
  const text = `[${lists},[null,1e999,3]]`;
  await inAllBlocks({ format: "json", text, operation: GELU, write: { precision: 3, nonfinite: "string" } });
  await inAllBlocks({ format: "csv", text: fields(",", "\n"), operation: GELU, write: { precision: 25 } });
});

const MISTAKES: readonly (readonly [string, Omit<Work, "operation">])[] = [
  ["no number", { format: "csv", text: `${fields(",", "\n")}1,2x,3\n${fields(",", "\n")}` }],
  ["an empty field", { format: "csv", text: `${fields(",", "\n")}1,,3\n${fields(",", "\n")}` }],
  ["a short row", { format: "csv", text: `# one\n\n${fields(",", "\n")}1,2\n${fields(",", "\n")}` }],
  ["a long row", { format: "text", text: `${fields(" ", "\n")}1 2 3 4\n${fields(" ", "\n")}` }],
  ["an open quotation mark", { format: "csv", text: `${fields(",", "\n")}1,"2,3\n${fields(",", "\n")}` }],
  ["no JSON number", { format: "json", text: `[${lists.join(",\n")},\n[1,x,3],\n${lists.join(",\n")}]` }],
  ["a short list", { format: "json", text: `[${lists.join(",\n")},\n[1,3],\n${lists.join(",\n")}]` }],
  ["a deeper list", { format: "json", text: `[${lists.join(",\n")},\n[1,[2],3],\n${lists.join(",\n")}]` }],
  ["no comma", { format: "json", text: `[${lists.join(",\n")}\n[1,2,3],\n${lists.join(",\n")}]` }],
  ["a comma too many", { format: "json", text: `[${lists.join(",\n")},\n,[1,2,3]]` }],
  ["a string", { format: "json", text: `[${lists.join(",\n")},\n[1,"2",3],\n${lists.join(",\n")}]` }],
  ["an object", { format: "json", text: `[${lists.join(",\n")},\n{"a": [1]}]` }],
  ["no number on a long line", { format: "json", text: `[${lists.join(", ")}, [1,x,3], ${lists.join(", ")}]` }],
  ["more behind the end", { format: "json", text: `[${lists.join(",\n")}]\n[1,2,3]\n` }],
  ["a short list in jsonl", { format: "jsonl", text: `${lists.join("\n")}\n[1,2]\n${lists.join("\n")}\n` }],
  ["an object in jsonl", { format: "jsonl", text: `${lists.join("\n")}\n{"a": [1,2,3]}\n` }],
];

/** What is wrong and where; the excerpt of a line ends with its block. */
async function mistake(
  work: () => string | Promise<string>,
): Promise<{ message: string; line: number | undefined; column: number | undefined }> {
  try {
    await work();
  } catch (error) {
    if (error instanceof InputError)
      return { message: error.message, line: error.place?.line, column: error.place?.column };
    throw error;
  }
  throw new Error("no mistake was found");
}

test.each(MISTAKES)("%s is the same mistake in blocks", async (_, input) => {
  const work = { ...input, operation: SHOW };
  const expected = await mistake(() => whole(work));
  for (const block of [50, 64, 100, 150, 10_000]) expect(await mistake(() => inBlocks(work, block))).toEqual(expected);
});

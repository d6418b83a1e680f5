/**
 * jsonl: any run of JSON values, one a line or pretty-printed; each is a row.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { sizeOf } from "../math/tensor.js";
import { wholeItems } from "./brackets.js";
import { noKey } from "./containers.js";
import { decode } from "./decode.js";
import type { Document, Format, ReadOptions, Spelling, WriteOptions } from "./document.js";
import {
  type Node,
  type NumbersNode,
  newScanner,
  type ObjectNode,
  type Scanner,
  scanValue,
  skipBlanks,
  unexpected,
} from "./json-scan.js";
import { jsonNumberFormat, listText, recordTexts, spellList } from "./json-write.js";
import { readRecords, stackNodes } from "./records.js";
import { errorAt } from "./span.js";
import { writer } from "./spelling.js";

function read(bytes: Uint8Array, options: ReadOptions): Document {
  const { text, ...encoding } = decode(bytes);
  const s = newScanner(text);
  const values = scanValues(s);
  const [first] = values;
  if (first === undefined) throw new InputError("no numbers in the input");
  const document =
    first.kind === "object" ? readRecords(s, objectsOf(s, values), options) : readLists(s, values, options);
  return { ...document, layout: { ...document.layout, ...encoding } };
}

function scanValues(s: Scanner): Node[] {
  const values: Node[] = [];
  while (skipBlanks(s)) {
    const isGlued =
      values.length > 0 && !/[\s[\]{}]/.test(s.text[s.at - 1] as string) && !/[[\]{}]/.test(s.text[s.at] as string);
    if (isGlued) throw unexpected(s, "a blank or a line break between values");
    values.push(scanValue(s));
  }
  return values;
}

function objectsOf(s: Scanner, values: readonly Node[]): ObjectNode[] {
  return values.map((value) => {
    if (value.kind === "object") return value;
    throw errorAt(s.text, "not an object, though the first value is one", value);
  });
}

/** Numbers are a column, lists are the rows. */
function readLists(s: Scanner, values: readonly Node[], { key, firstRow }: ReadOptions): Document {
  if (key !== undefined) throw noKey(key, "the values are no objects");
  const rows = values.map((value): NumbersNode => {
    if (value.kind === "numbers") return value;
    if (value.kind === "other") throw errorAt(s.text, value.problem, value.at);
    throw errorAt(s.text, "not numbers, though the first value is", value);
  });
  const tensor = stackNodes(s, rows, firstRow);
  return { tensor, layout: rows[0]!.shape.length === 0 ? { column: true } : {} };
}

/** One line a row; of a vector one line, or one a number if it came so. */
function spell(document: Document, options: WriteOptions): Spelling {
  const { tensor, layout } = document;
  const { data, shape, rank } = tensor;
  const style = { number: jsonNumberFormat(options), comma: ",", between: "," };
  const records = recordTexts(document, options);
  if (!records && (rank === 0 || (rank === 1 && !layout.column))) return spellList(tensor, style);
  const [size = 0, ...inner] = shape;
  const rows = records ?? Array.from({ length: size }, (_, row) => listText(data, inner, style, row * sizeOf(inner)));
  return { open: "", rows, between: "\n", close: rows.length > 0 ? "\n" : "" };
}

/** The jsonl row. */
export const jsonl: Format = {
  name: "jsonl",
  keyed: true,
  keepsAsides: "records",
  reducedTo: "json",
  about: "any run of JSON values: numbers, lists, or objects, each a row",
  endings: ["jsonl", "ndjson"],
  looks: ({ kind }) => kind === "jsonl",
  read,
  write: writer(spell),
  spell,
  pieces: () => ({ opening: "", closing: "", wholeRows: wholeItems }),
};

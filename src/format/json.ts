/**
 * JSON: nested lists of any depth, objects of arrays, lists of objects.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { wholeItems } from "./brackets.js";
import { chooseEntry, noKey } from "./containers.js";
import { decode } from "./decode.js";
import type { Document, Entry, Format, Pieces, ReadOptions, Spelling, WriteOptions } from "./document.js";
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
import { jsonNumberFormat, recordTexts, spellList } from "./json-write.js";
import { tensorAt } from "./lists.js";
import { readRecords } from "./records.js";
import { errorAt } from "./span.js";
import { writer } from "./spelling.js";

function read(bytes: Uint8Array, options: ReadOptions): Document {
  const { text, ...encoding } = decode(bytes);
  const s = newScanner(text, options.firstRow);
  const document = documentOf(s, scanText(s), options);
  return { ...document, layout: { ...document.layout, ...encoding } };
}

/** The one value of a text. */
function scanText(s: Scanner): Node {
  if (!skipBlanks(s)) throw new InputError("no numbers in the input");
  const node = scanValue(s);
  if (!skipBlanks(s)) return node;
  const c = s.text[s.at] as string;
  throw unexpected(s, /[[{"\d.-]/.test(c) ? "the end (jsonl holds several values)" : "the end");
}

/** What a JSON value says as numbers. */
function documentOf(s: Scanner, node: Node, options: ReadOptions): Document {
  if (node.kind === "records") return readRecords(s, node.items, options);
  if (node.kind === "other") throw errorAt(s.text, node.problem, node.at);
  if (node.kind === "object") {
    if (options.key !== undefined) throwUnlessNumbers(s, node, options.key);
    const { shape, offset } = chooseEntry(numericFields(node, options.key), options.key);
    return { tensor: tensorAt(s.pool, offset, shape), layout: {} };
  }
  if (options.key !== undefined) throw noKey(options.key, "the JSON is a list");
  return { tensor: tensorAt(s.pool, node.offset, node.shape), layout: {} };
}

/** The fields that are numbers; without a key, only the arrays if there are any. */
function numericFields(node: ObjectNode, key?: string): (NumbersNode & { name: string })[] {
  const numeric = [...node.fields].flatMap(([name, field]) => (field.kind === "numbers" ? [{ ...field, name }] : []));
  const arrays = numeric.filter(({ shape }) => shape.length > 0);
  return key === undefined && arrays.length > 0 ? arrays : numeric;
}

function throwUnlessNumbers(s: Scanner, node: ObjectNode, key: string): void {
  const field = node.fields.get(key);
  if (field?.kind === "other") throw errorAt(s.text, field.problem, field.at);
}

function list(bytes: Uint8Array): readonly Entry[] {
  const s = newScanner(decode(bytes).text);
  const node = scanText(s);
  if (node.kind !== "object") return [];
  return numericFields(node).map(({ name, shape }) => ({ name, shape, dtype: "float64" }));
}

/** A scalar or a vector on one line; of all else a row a line; records one a line. */
function spell(document: Document, options: WriteOptions): Spelling {
  const records = recordTexts(document, options);
  if (records) return { open: "[", rows: records, between: ",\n", close: "]\n" };
  return spellList(document.tensor, { number: jsonNumberFormat(options), comma: ",", between: ",\n" });
}

/** A list falls into its items. */
function pieces(head: string, { key }: ReadOptions): Pieces | undefined {
  const opening = /^\s*\[/.exec(head)?.[0];
  const isRecords = /^\s*\[\s*\{/.test(head);
  return opening === undefined || (key !== undefined && !isRecords)
    ? undefined
    : { opening, closing: "]", wholeRows: wholeItems };
}

/** The json row. */
export const json: Format = {
  name: "json",
  keyed: true,
  keepsAsides: "records",
  reducedTo: "json",
  about: "nested lists of any depth, an object of arrays, a list of objects",
  endings: ["json"],
  looks: ({ kind }) => kind === "json",
  read,
  list,
  write: writer(spell),
  spell,
  pieces,
};

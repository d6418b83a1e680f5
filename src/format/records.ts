/**
 * Records: JSON objects as the rows of a table.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { sizeOf, Tensor } from "../math/tensor.js";
import { selection } from "./columns.js";
import { chooseEntry } from "./containers.js";
import type { Aside, Document, ReadOptions } from "./document.js";
import type { Node, NumbersNode, ObjectNode, Scanner } from "./json-scan.js";
import { mismatch } from "./lists.js";
import { jsonString, quote } from "./quote.js";
import { errorAt } from "./span.js";

/**
 * The numbers of a list of objects. If `options.key`, or the only key with arrays, names a row, these are the rows;
 * else each key with numbers is a column. All other keys become asides.
 * @throws InputError if a number is missing or is none, or if several keys have arrays.
 */
export function readRecords(s: Scanner, records: readonly ObjectNode[], options: ReadOptions): Document {
  const keys = keysOf(records);
  const { columns, aside } = selection(options, keys, keys.length);
  const wanted = keys.filter((_, i) => !aside.has(i) && (columns?.has(i) ?? true));
  const rowKey = options.key ?? onlyArray(records, wanted);
  const numeric = rowKey === undefined ? wanted.filter((key) => columns || isNumeric(s.text, records, key)) : [rowKey];
  if (numeric.length === 0) throw new InputError("no numbers in the input");
  const asides = asidesOf(s.text, records, keys, new Set(numeric));
  const tensor = rowKey === undefined ? gather(s, records, numeric, options) : stack(s, records, rowKey, options);
  const isColumn = numeric.length === 1 && (rowKey === undefined || isScalarKey(records, rowKey));
  const layout = {
    records: true,
    header: numeric,
    asides,
    ...(isColumn ? { column: true } : rowKey === undefined ? {} : { rowKey }),
  };
  return { tensor, layout };
}

/**
 * All keys in the order in which they appear.
 * @throws InputError if the objects are no table: their keys are so different that it would be nearly empty.
 */
function keysOf(records: readonly ObjectNode[]): string[] {
  const keys = new Set<string>();
  let fields = 0;
  for (const record of records) {
    for (const key of record.fields.keys()) keys.add(key);
    fields += record.fields.size;
  }
  const cells = keys.size * records.length;
  if (cells < 1e6 || cells < 20 * fields) return [...keys];
  throw new InputError(`${records.length} objects with ${keys.size} keys in all are no table: few have the same keys`);
}

function asidesOf(
  text: string,
  records: readonly ObjectNode[],
  keys: readonly string[],
  numeric: ReadonlySet<string>,
): Aside[] {
  return keys.flatMap((name, at) => {
    if (numeric.has(name)) return [];
    return {
      at,
      name,
      rawName: jsonString(name),
      raw: records.map(({ fields }) => rawText(text, fields.get(name))),
    };
  });
}

/** The only key whose first value is an array of numbers. */
function onlyArray(records: readonly ObjectNode[], keys: readonly string[]): string | undefined {
  const arrays = keys.flatMap((name) => {
    const node = firstOf(records, name);
    return node?.kind === "numbers" && node.shape.length > 0 ? [{ name, shape: node.shape }] : [];
  });
  return arrays.length === 0 ? undefined : chooseEntry(arrays, undefined).name;
}

function firstOf(records: readonly ObjectNode[], key: string): Node | undefined {
  return records.find(({ fields }) => fields.has(key))?.fields.get(key);
}

/** Whether a key's values are numbers: `null` and `"NaN"` alone do not make names so. */
function isNumeric(text: string, records: readonly ObjectNode[], key: string): boolean {
  const nodes = records.flatMap(({ fields }) => fields.get(key) ?? []);
  const numbers = nodes.filter(({ kind }) => kind === "numbers");
  return numbers.some(({ start }) => !/["n]/.test(text[start] as string)) || numbers.length === nodes.length;
}

function isScalarKey(records: readonly ObjectNode[], key: string): boolean {
  const node = firstOf(records, key);
  return node?.kind === "numbers" && node.shape.length === 0;
}

/** One number a key and record. */
function gather(s: Scanner, records: readonly ObjectNode[], keys: readonly string[], options: ReadOptions): Tensor {
  const data = new Float64Array(records.length * keys.length);
  let i = 0;
  for (const record of records) {
    for (const key of keys) {
      if (options.missing === "nan" && !record.fields.has(key)) {
        data[i++] = Number.NaN;
        continue;
      }
      const node = numbersOf(s, record, key);
      if (node.shape.length > 0) throw errorAt(s.text, "a list among numbers", node);
      data[i++] = s.pool.data[node.offset] as number;
    }
  }
  return new Tensor(data, records.length > 1 && keys.length > 1 ? [records.length, keys.length] : [data.length]);
}

/** One array a record. */
function stack(s: Scanner, records: readonly ObjectNode[], key: string, { firstRow }: ReadOptions): Tensor {
  const nodes = records.map((record) => numbersOf(s, record, key));
  return stackNodes(s, nodes, firstRow);
}

/**
 * Numbers or arrays of one shape as the rows of a tensor; a single row of numbers is a vector.
 * @param firstRow the number of the first, for messages
 * @throws InputError with the place of the first that has another shape.
 */
export function stackNodes(s: Scanner, nodes: readonly NumbersNode[], firstRow = 0): Tensor {
  const shape = nodes[0]!.shape;
  const size = sizeOf(shape);
  const data = new Float64Array(nodes.length * size);
  nodes.forEach((node, row) => {
    const problem = mismatch(shape, node.shape, firstRow + row);
    if (problem !== undefined) throw errorAt(s.text, problem, node);
    data.set(s.pool.data.subarray(node.offset, node.offset + size), row * size);
  });
  return new Tensor(data, nodes.length === 1 && shape.length === 1 ? shape : [nodes.length, ...shape]);
}

function numbersOf(s: Scanner, record: ObjectNode, key: string): NumbersNode {
  const node = record.fields.get(key);
  if (node?.kind === "numbers") return node;
  if (node === undefined) throw errorAt(s.text, `no ${quote(key)} in this object`, record);
  throw node.kind === "other"
    ? errorAt(s.text, node.problem, node.at)
    : errorAt(s.text, "an object, not numbers", node);
}

function rawText(text: string, node: Node | undefined): string {
  return node ? text.slice(node.start, node.end) : "";
}

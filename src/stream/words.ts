/**
 * Numbers that the kernels leave to the host, by the grammar of their format.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { newScanner, scanValue } from "../format/json-scan.js";
import { jsonNumberFormat } from "../format/json-write.js";
import { numberFormat, parseNumber } from "../format/number.js";
import { fieldText } from "../format/rows.js";
import type { Words } from "./kernels.js";
import type { Plan, Reading, Writing } from "./plan.js";

function fieldNumber(field: string, mayMiss: boolean): number | undefined {
  const value = fieldText(field).trim();
  return value === "" && mayMiss ? Number.NaN : parseNumber(value);
}

/** A JSON number, or a word or string that stands for one. */
function jsonNumber(word: string): number | undefined {
  const scanner = newScanner(word);
  try {
    const node = scanValue(scanner);
    const isNumber = node.kind === "numbers" && node.shape.length === 0 && scanner.at === word.length;
    return isNumber ? scanner.pool.data[0] : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function reader(reading: Reading): Words["read"] {
  if (reading.kind !== "delimited") return jsonNumber;
  return (field) => fieldNumber(field, reading.missing === "nan");
}

/** How a text spells its numbers. */
export function numberText(writing: Writing): (x: number) => string {
  if (writing.kind !== "text") return String;
  const { json, nonfinite, precision } = writing;
  return json
    ? jsonNumberFormat({ nonfinite, ...(precision === undefined ? {} : { precision }) })
    : numberFormat(precision);
}

export function wordsFor({ reading, writing }: Plan): Words {
  return { read: reader(reading), write: numberText(writing) };
}

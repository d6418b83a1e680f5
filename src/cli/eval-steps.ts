/**
 * An expression with its work: the value of every part.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Part, Value } from "../expr/compile.js";
import { json } from "../format/json.js";
import { formatNumber, numberFormat, parseNumber } from "../format/number.js";
import { jsonString } from "../format/quote.js";
import { sizeText, Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";

/** One part of the expression and its value. */
interface Step {
  readonly text: string;
  readonly value: Tensor;
}

/** What says nothing: numbers as they stand, lists of them, parts of an index. */
const SILENT: ReadonlySet<Part["kind"]> = new Set(["number", "text", "list", "tuple", "slice", "rest"]);

/** Collects the steps of an evaluation; an input is shown where it is used first. */
export function recorder(inputs: readonly string[]): {
  readonly found: readonly Step[];
  readonly step: (part: Part, value: Value) => void;
} {
  const found: Step[] = [];
  const fresh = new Set(inputs);
  const step = ({ text, kind }: Part, value: Value) => {
    if (!(value instanceof Tensor) || SILENT.has(kind) || parseNumber(text) !== undefined) return;
    if (kind === "name" && !fresh.delete(text)) return;
    found.push({ text, value });
  };
  return { found, step };
}

/** A step as an object: `{"expression", "shape", "value"}`. */
function record({ text, value }: Step, { precision, nonfinite }: Options): string {
  const numbers = json.write!({ tensor: value, layout: {} }, given({ precision, nonfinite })) as string;
  return `{"expression":${jsonString(text)},"shape":${JSON.stringify(value.shape)},"value":${numbers.trimEnd()}}`;
}

async function drawing({ text, value }: Step, options: Options, context: Context): Promise<string> {
  const { precision, full = false } = options;
  const number = precision === undefined ? formatNumber : numberFormat(precision);
  if (value.rank === 0) return `${text} = ${number(value.data[0]!)}\n`;
  const { table } = await import("./table.js");
  const width = context.io.size("stdout")?.columns ?? Infinity;
  const drawn = table(value, { width, color: context.color("stdout"), precision, full, column: false, asides: [] });
  return `${text}, ${sizeText(value.shape)}\n${drawn}`;
}

/** Writes the steps: tables to a terminal, else a JSON list. */
export async function emitSteps(steps: readonly Step[], options: Options, context: Context): Promise<void> {
  const terminal = options.output === undefined && context.io.isTerminal("stdout");
  const format = options.to ?? (terminal ? "table" : "json");
  if (format === "table") {
    const drawings = await Promise.all(steps.map((step) => drawing(step, options, context)));
    return deliver(drawings.join(""), options, context);
  }
  if (format !== "json") throw new InputError(`the steps of --explain are written as json or table, not ${format}`);
  await deliver(`[${steps.map((step) => record(step, options)).join(",\n")}]\n`, options, context);
}

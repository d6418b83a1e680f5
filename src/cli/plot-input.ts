/**
 * What the operands of plot stand for: functions and data.
 *
 * @packageDocumentation
 */
import { basename } from "node:path";
import { InputError } from "../errors.js";
import { parseNumber } from "../format/number.js";
import { quote } from "../format/quote.js";
import { type Activation, valuesFor } from "../math/activation.js";
import { ACTIVATIONS } from "../math/activations.js";
import { LOSSES } from "../math/losses.js";
import type { Parameters, Values } from "../math/parameters.js";
import { REDUCERS } from "../math/reducers.js";
import { shapeText } from "../math/tensor.js";
import type { Curve, Data } from "../plot/chart.js";
import type { Context } from "./context.js";
import { type Input, isNumeric, pathOf, readInput, readOperand } from "./input.js";
import { namedOperands } from "./named-operands.js";
import { findRow } from "./names.js";
import type { Options } from "./options.js";
import { holdLarge } from "./stream.js";
import { nearest } from "./suggest.js";

/** A function with what its row knows of it. */
export interface PlottedCurve extends Curve {
  /** f', where it is known. */
  readonly derivative?: (x: number) => number;
  /** Where to draw it, if not from -4 to 4. */
  readonly domain?: readonly [min: number, max: number];
}

export type Plotted = PlottedCurve | Data;

const STDIN = "-";

/** A literal of more characters is no name for a legend. */
const LONGEST_NAME = 20;

/**
 * Reads operands: each is, in this order, a function's name, an existing path or a literal, an expression.
 * Bare numbers are one series. Without operands the data come from standard input.
 */
export async function readPlotted(operands: readonly string[], options: Options, context: Context): Promise<Plotted[]> {
  if (operands.length === 0) return distinct([{ source: "stdin", series: dataFrom(STDIN, options, context) }]);
  if (isOneLiteral(operands)) {
    return seriesOf(readInput(operands, options, context), "data", options);
  }
  const { bindings, others } = namedOperands(operands);
  const held = await holdLarge([...bindings.values(), ...others], options, context);
  const isData = (operand: string) => operand === STDIN || isNumeric(operand) || pathOf(operand) !== undefined;
  const known = (operand: string) => functionNamed(operand) ?? activationCalled(operand);
  const expressions = others.filter((operand) => !known(operand) && !isData(operand));
  const curves = await curvesOf(expressions, bindings, options, held);
  const sources = others.map((operand) => {
    const curve = known(operand) ?? curves.get(operand);
    if (curve) return { source: operand, series: [curve] };
    return { source: nameOf(operand), series: dataFrom(operand, options, held) };
  });
  return distinct(sources);
}

/** Whether the shell has split one literal: `1 2 3`, `[1, 2, 3]`. */
function isOneLiteral(operands: readonly string[]): boolean {
  if (operands.length < 2 || operands.some((operand) => findRow(ACTIVATIONS, operand))) return false;
  if (operands.every((operand) => parseNumber(operand) !== undefined)) return true;
  return !operands.every(isNumeric) && isNumeric(operands.join(" "));
}

/**
 * The activation with this name.
 * @throws InputError for a function that is none of a single number.
 */
function functionNamed(name: string): PlottedCurve | undefined {
  const [own, activation] = findRow(ACTIVATIONS, name) ?? [];
  if (own !== undefined && activation) return activationCurve(own, activation, {});
  const [reducer, { row }] = findRow(REDUCERS, name) ?? ["", { row: undefined }];
  if (row) {
    const instead = row.facts.includes("sums to 1") ? "--bars draws each row" : "computes it along a dim";
    throw new InputError(`${reducer} is not elementwise, so it has no curve; actfn ${reducer} ${instead}`);
  }
  const [loss] = findRow(LOSSES, name) ?? [];
  if (loss) throw new InputError(`${loss} is a loss, a function of scores and targets, so it has no curve`);
  return undefined;
}

function activationCurve(name: string, { row }: Activation, given: Values<Parameters>): PlottedCurve {
  const p = valuesFor(row, given);
  const domain = row.domain ? { domain: row.domain } : {};
  return { name, f: (x) => row.f(x, p), derivative: (x) => row.derivative(x, p), ...domain };
}

/** An activation with numbers for its parameters, `leaky_relu(x, negative_slope=0.2)`: its row knows f' too. */
function activationCalled(operand: string): PlottedCurve | undefined {
  const [, name, rest] = /^\s*(\w+)\(\s*x\s*((?:,\s*\w+\s*=[^,()=]+)*)\)\s*$/.exec(operand) ?? [];
  const [, activation] = findRow(ACTIVATIONS, name ?? "") ?? [];
  if (activation === undefined) return undefined;
  const given = [...rest!.matchAll(/(\w+)\s*=([^,]+)/g)].map(
    ([, key, text]) => [key!, parseNumber(text!.trim())] as const,
  );
  const isPlain = given.every(([key, value]) => value !== undefined && key in (activation.row.parameters ?? {}));
  return isPlain ? activationCurve(operand, activation, Object.fromEntries(given) as Values<Parameters>) : undefined;
}

/** A word alone, but for x, is rather a function's name than an expression. */
const isWord = (operand: string): boolean => /^[\w.-]+$/.test(operand) && operand !== "x";

/** The functions that expressions are, under their operands; `sqrt` is `sqrt(x)`. */
async function curvesOf(
  expressions: readonly string[],
  bindings: ReadonlyMap<string, string>,
  options: Options,
  context: Context,
): Promise<ReadonlyMap<string, PlottedCurve>> {
  if (expressions.length === 0 && bindings.size === 0) return new Map();
  const { curvesFrom, hasFunction, nearestFunction } = await import("./expression-curve.js");
  const unknown = expressions.find((operand) => isWord(operand) && !hasFunction(operand));
  if (unknown !== undefined) {
    const meant = unknown.includes(".")
      ? undefined
      : (nearest(unknown, ACTIVATIONS.keys()) ?? nearestFunction(unknown));
    const instead = meant ? `did you mean ${meant}?` : "actfn list shows all functions";
    const what = meant ? "unknown function" : "neither a function, nor numbers, nor a file:";
    throw new InputError(`${what} ${quote(unknown)}; ${instead}`);
  }
  const sources = expressions.map((operand) => (isWord(operand) ? `${operand}(x)` : operand));
  const curves = curvesFrom(sources, bindings, options, context);
  return new Map(expressions.map((operand, i) => [operand, { ...curves[i]!, name: operand }]));
}

function dataFrom(operand: string, options: Options, context: Context): Data[] {
  return seriesOf(readOperand(operand, options, context), nameOf(operand), options);
}

/** What a source is called in a legend. */
function nameOf(operand: string): string {
  if (operand === STDIN) return "stdin";
  const path = pathOf(operand);
  if (path) return path.key ?? basename(operand);
  return operand.length <= LONGEST_NAME ? operand : "data";
}

/** Names that several sources have get the source in front; what is still equal is counted. */
function distinct(sources: readonly { source: string; series: readonly Plotted[] }[]): Plotted[] {
  const all = sources.flatMap(({ series }) => series.map(({ name }) => name));
  const isTwice = (name: string) => all.filter((one) => one === name).length > 1;
  const seen = new Map<string, number>();
  return sources.flatMap(({ source, series }) =>
    series.map((one) => {
      const name = isTwice(one.name) && one.name !== source ? `${source}: ${one.name}` : one.name;
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      return { ...one, name: before > 0 ? `${name} (${before + 1})` : name };
    }),
  );
}

/** The series of an input: a vector is one, a matrix one a column; x counts from 0 or is a column. */
export function seriesOf({ tensor, layout }: Pick<Input, "tensor" | "layout">, name: string, options: Options): Data[] {
  if (tensor.rank > 2) {
    throw new InputError(`plot draws vectors and matrices, the input is ${shapeText(tensor.shape)}`).in(name);
  }
  const isMatrix = tensor.rank === 2 || (tensor.rank === 1 && layout.column === false);
  const columns = isMatrix ? tensor.shape.at(-1)! : 1;
  const rows = columns === 0 ? 0 : tensor.data.length / columns;
  const header = layout.header?.length === columns ? layout.header : undefined;
  const column = (c: number) => Float64Array.from({ length: rows }, (_, r) => tensor.data[r * columns + c]!);
  const nameAt = (c: number) => header?.[c] ?? (columns > 1 ? `column ${c}` : name);
  const named = options.x === undefined ? undefined : columnNamed(options.x, { tensor, layout }, header, columns);
  const at = typeof named === "number" ? column(named) : named;
  const kept = Array.from({ length: columns }, (_, c) => c).filter((c) => c !== named);
  if (kept.length === 0 || rows === 0) throw new InputError("no numbers to draw").in(name);
  const x = at ?? Float64Array.from({ length: rows }, (_, r) => r);
  return kept.map((c) => lastOf({ name: nameAt(c), x, y: column(c) }, options.window));
}

/** The last points of a series. */
export function lastOf({ name, x, y }: Data, count = Number.POSITIVE_INFINITY): Data {
  return x.length <= count ? { name, x, y } : { name, x: x.slice(-count), y: y.slice(-count) };
}

/** The column that `--x` names: its index among the numbers, or its numbers if it stands beside them. */
function columnNamed(
  name: string,
  { layout }: Pick<Input, "tensor" | "layout">,
  header: readonly string[] | undefined,
  columns: number,
): number | Float64Array {
  const aside = layout.asides?.find((one) => one.name === name);
  if (aside) {
    const numbers = aside.raw.slice().map((cell) => parseNumber(cell.trim()));
    const odd = numbers.indexOf(undefined);
    if (odd < 0) return Float64Array.from(numbers as number[]);
    throw new InputError(`${quote(name)} is not a column of numbers: ${quote(aside.raw.at(odd)!)}`, { parameter: "x" });
  }
  const index = header?.indexOf(name) ?? -1;
  if (index >= 0) return index;
  if (/^\d+$/.test(name) && Number(name) < columns) return Number(name);
  const names = [...(header ?? []), ...(layout.asides ?? []).flatMap((one) => one.name ?? [])];
  const meant = nearest(name, names);
  const are = names.length > 0 ? names.join(", ") : `0 to ${columns - 1}`;
  throw new InputError(
    `${quote(name)} is no column${meant ? `; did you mean ${meant}?` : `; the columns are ${are}`}`,
    {
      parameter: "x",
    },
  );
}

/**
 * The commands of REDUCERS.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { resolve } from "../math/parameters.js";
import type { Reducer } from "../math/reducer.js";
import { argmax, REDUCERS, reducerSteps, topk } from "../math/reducers.js";
import { lanesOf, resolveDim, shapeText, Tensor } from "../math/tensor.js";
import type { Operation } from "../stream/operation.js";
import type { Invocation } from "./arguments.js";
import type { CommandRow } from "./command.js";
import type { Context } from "./context.js";
import { binarize } from "./elementwise.js";
import { type Input, readInput, readOperand } from "./input.js";
import { labelsFrom } from "./labels.js";
import { noteLanes, noteSize } from "./lane-notes.js";
import { DATA_OPTIONS, given, type OptionName } from "./options.js";
import { emit } from "./output.js";
import { emitRecords, type Row } from "./records.js";
import { streamed } from "./stream.js";
import type { ColumnWise } from "./stream-columns.js";

/** Parameters that the command line takes as an option of its own: temperatures may be a list. */
const OWN = ["temperature"] as const;

/** Whether a row's results can be compared by the lengths of bars. */
const hasBars = ({ size, facts }: Reducer["row"]): boolean => size === "k" || facts.includes("sums to 1");

/** The options that a row's nature allows. */
function optionsFor({ row }: Reducer): OptionName[] {
  const classes = row.size === "same" || row.size === "k" || (row.positions ?? false);
  return [
    "dim",
    ...OWN.filter((name) => name in (row.parameters ?? {})),
    ...(row.parameters && "scores" in row.parameters ? (["probs"] as const) : []),
    ...(row.size === "same" ? (["argmax", "topK", "binarize"] as const) : []),
    ...(row.size === "one" ? (["keepdim"] as const) : []),
    ...(row.work ? (["steps"] as const) : []),
    ...(classes ? (["labels"] as const) : []),
    ...(hasBars(row) ? (["bars", "width", "ascii"] as const) : []),
    ...(row.masked === undefined ? [] : (["mask", "empty"] as const)),
    ...DATA_OPTIONS,
  ];
}

/** What the reducer is called with, but for the temperature. */
function settingsFrom({ options, parameters }: Invocation, context: Context) {
  const { mask, empty, keepdim } = options;
  return given({
    ...parameters,
    scores: options.probs ? "probs" : parameters.scores,
    dim: options.dim,
    mask: mask === undefined ? undefined : readOperand(mask, {}, context).tensor,
    empty,
    keepdim,
  });
}

/** What leads to the result and nothing else. @throws InputError beside an option that asks for something else. */
function stepsOf(name: string, reducer: Reducer, x: Tensor, invocation: Invocation, context: Context) {
  const { temperature, argmax, topK, binarize, bars } = invocation.options;
  const other = Object.entries({ argmax, "top-k": topK, binarize, bars }).find(([, value]) => value !== undefined);
  if (other) throw new InputError(`shows how ${name} is computed: --${other[0]} asks for less`, { parameter: "steps" });
  if (temperature && temperature.length > 1) {
    throw new InputError("shows one temperature at a time", { parameter: "steps" });
  }
  const settings = { ...settingsFrom(invocation, context), ...given({ temperature: temperature?.[0] }) };
  return reducerSteps(name, reducer, x, settings as never);
}

/** One reduction for each temperature; several of them make a row each of a vector. */
function reduce(reducer: Reducer, x: Tensor, invocation: Invocation, context: Context): Tensor {
  const { temperature = [undefined] } = invocation.options;
  const settings = settingsFrom(invocation, context);
  const results = temperature.map((t) => reducer(x, given({ ...settings, temperature: t }) as never));
  if (results.length === 1) return results[0]!;
  if (x.rank !== 1) {
    throw new InputError(
      `${temperature.join(",")} is a list, which needs a vector; the input is ${shapeText(x.shape)}`,
      {
        parameter: "temperature",
      },
    );
  }
  const data = Float64Array.from(results.flatMap((row) => [...row.data]));
  return new Tensor(data, [results.length, ...results[0]!.shape]);
}

/** The k largest entries of every lane. */
function topRecords(x: Tensor, k: number, dim: number, names: readonly string[] | undefined): Row[] {
  const values = topk(x, { k, dim });
  const indices = topk.indices(x, { k, dim });
  const { inner } = lanesOf(values.shape, dim);
  return Array.from(values.data, (value, at): Row => {
    const row = Math.floor(at / (k * inner)) * inner + (at % inner);
    const rank = Math.floor(at / inner) % k;
    const index = indices.data[at]!;
    return names ? { row, rank, index, label: names[index] ?? "", value } : { row, rank, index, value };
  });
}

/** Names of the entries along the dim: given, or in the header. */
function namesAlong({ tensor, layout }: Input, dim: number, labels: string | undefined): readonly string[] | undefined {
  if (labels !== undefined) return labelsFrom(labels, tensor.shape[dim] ?? 1);
  return dim === tensor.rank - 1 ? layout.header : undefined;
}

/** The reduction of rows as the streaming path is told of it; undefined where it needs the whole input. */
function operationOf(
  name: string,
  { row }: Reducer,
  head: Tensor,
  { options, parameters }: Invocation,
): Operation | undefined {
  const { dim = -1, temperature = [], empty, keepdim } = options;
  const along = resolveDim(dim, head.rank);
  // A size of 1 is noted with the whole shape.
  if (along === 0 || head.shape[along] === 1) return undefined;
  if (row === topk.row || temperature.length > 1) return undefined;
  const scores = options.probs ? "probs" : parameters.scores;
  const settings = given({ ...parameters, scores, empty, keepdim, temperature: temperature[0] });
  return {
    kind: "reducer",
    name,
    dim: along,
    settings,
    argmax: options.argmax ?? false,
    binarize: options.argmax || row === argmax.row ? undefined : options.binarize,
  };
}

/** The reduction of columns; undefined where it needs the whole input at once. */
function columnsOf(
  name: string,
  { row }: Reducer,
  head: Tensor,
  { options, parameters }: Invocation,
): ColumnWise | undefined {
  const { dim = -1, temperature = [], empty, keepdim = false, argmax, binarize } = options;
  if (head.rank > 2 || resolveDim(dim, head.rank) !== 0 || head.shape[0] === 1) return undefined;
  if (!row.columns || temperature.length > 1 || empty === "zero" || argmax) return undefined;
  const values = resolve(row.parameters ?? {}, given({ ...parameters, temperature: temperature[0] }));
  return { name, parameters: values, keepdim, binarize };
}

async function run(name: string, reducer: Reducer, invocation: Invocation, context: Context): Promise<void> {
  if (invocation.options.bars) return runWhole(name, reducer, invocation, context);
  const operation = (head: Tensor) => operationOf(name, reducer, head, invocation);
  const columns = (head: Tensor) => columnsOf(name, reducer, head, invocation);
  const rest = await streamed({ name, operation, columns }, invocation.operands, invocation.options, context);
  if (rest) await runWhole(name, reducer, invocation, rest);
}

async function runWhole(name: string, reducer: Reducer, invocation: Invocation, context: Context): Promise<void> {
  const { row } = reducer;
  const { options, parameters } = invocation;
  const input = readInput(invocation.operands, options, context);
  const { tensor: x, format } = input;
  const dim = resolveDim(options.dim ?? -1, x.rank);
  const names = namesAlong(input, dim, options.labels);
  const caption = `${name} over dim ${dim}, ${shapeText(x.shape)}, from ${format}`;
  const records = (rows: Row[]) => emitRecords(rows, format, options, context);
  const top = async (from: Tensor, k: number, along: number) => {
    if (!options.bars) return records(topRecords(from, k, along, names));
    const { emitBars } = await import("./bars.js");
    const indices = topk.indices(from, { k, dim: along });
    await emitBars(topk(from, { k, dim: along }), along, { indices, names }, options, context);
  };
  noteSize(x, dim, context);
  if (row === topk.row) return top(x, Number(parameters.k ?? row.parameters?.k?.default), dim);
  if (options.steps) {
    const header = dim === x.rank - 1 ? names : input.layout.header;
    const style = { header, largest: row.size === "same" ? dim : undefined, shares: row.facts.includes("sums to 1") };
    const { emitSteps } = await import("./steps.js");
    return emitSteps(stepsOf(name, reducer, x, invocation, context), style, options, context);
  }
  const result = reduce(reducer, x, invocation, context);
  if (row.absent !== undefined) noteLanes(name, row.absent, x, dim, result, context);
  const along = result.rank > x.rank ? 1 : dim;
  if (options.topK !== undefined) return top(result, options.topK, along);
  if (options.bars) return (await import("./bars.js")).emitBars(result, along, { names }, options, context);
  if (options.argmax || row === argmax.row) {
    const classes = options.argmax ? argmax(result, { dim: along }) : result;
    if (options.labels === undefined) return emit({ tensor: classes, from: input, caption }, options, context);
    return records(Array.from(classes.data, (index, at): Row => ({ row: at, label: names?.[index] ?? "" })));
  }
  const same = row.size === "same";
  await emit(
    {
      tensor: options.binarize === undefined ? result : binarize(result, options.binarize),
      from: input,
      caption,
      labels: same && along === result.rank - 1 ? names : undefined,
      largest: same ? along : undefined,
      shares: row.facts.includes("sums to 1") && options.binarize === undefined,
    },
    options,
    context,
  );
}

function commandFor(name: string, reducer: Reducer): CommandRow {
  const { row } = reducer;
  const parameters = Object.entries(row.parameters ?? {}).filter(([key]) => !OWN.includes(key as never));
  return {
    name,
    ...row,
    parameters: Object.fromEntries(parameters),
    group: "along a dimension",
    operands: "[numbers|literal|file|-]...",
    examples: [`actfn ${name} 1 2 3 4`, `actfn ${name} --dim 0 '[[1,2],[3,4]]'`],
    options: optionsFor(reducer),
    usual: { dim: "-1, the last" },
    readsInput: true,
    run: (invocation, context) => run(name, reducer, invocation, context),
  };
}

export function reduceCommands(): CommandRow[] {
  return [...REDUCERS].map(([name, reducer]) => commandFor(name, reducer));
}

/**
 * The commands of REDUCERS.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { resolve } from "../math/parameters.js";
import type { Reducer } from "../math/reducer.js";
import { argmax, REDUCERS, reducerSteps, topk } from "../math/reducers.js";
import { resolveDim, type Tensor } from "../math/tensor.js";
import type { Operation } from "../stream/operation.js";
import type { Invocation } from "./arguments.js";
import type { CommandRow } from "./command.js";
import type { Context } from "./context.js";
import { type Input, readInput } from "./input.js";
import { laneName, lanesWithout, noteSize, sayLanes } from "./lane-notes.js";
import { DATA_OPTIONS, given, type OptionName } from "./options.js";
import {
  captionOf,
  countOf,
  maskOf,
  namesAlong,
  type Reduction,
  reduce,
  reductionRows,
  reductionWork,
  settingsOf,
} from "./reduce-work.js";
import { workWhole } from "./row-work.js";
import { holdLarge, streamed } from "./stream.js";
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

/** What leads to the result and nothing else. @throws InputError beside an option that asks for something else. */
function stepsOf(reduction: Reduction, x: Tensor, context: Context) {
  const { name, reducer, invocation } = reduction;
  const { temperature, argmax, topK, binarize, bars } = invocation.options;
  const other = Object.entries({ argmax, "top-k": topK, binarize, bars }).find(([, value]) => value !== undefined);
  if (other) throw new InputError(`shows how ${name} is computed: --${other[0]} asks for less`, { parameter: "steps" });
  if (temperature && temperature.length > 1) {
    throw new InputError("shows one temperature at a time", { parameter: "steps" });
  }
  const mask = maskOf(reduction, context);
  const settings = { ...settingsOf(reduction), ...given({ mask, temperature: temperature?.[0] }) };
  return reducerSteps(name, reducer, x, settings as never);
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
  if (resolveDim(dim, head.rank) !== 0 || head.shape[0] === 1) return undefined;
  if (!row.columns || temperature.length > 1 || empty === "zero" || argmax) return undefined;
  const values = resolve(row.parameters ?? {}, given({ ...parameters, temperature: temperature[0] }));
  return { name, parameters: values, keepdim, binarize, caption: captionOf(name, 0) };
}

async function run(reduction: Reduction, context: Context): Promise<void> {
  const { name, reducer, invocation } = reduction;
  const { operands, options } = invocation;
  if (options.bars) return showBars(reduction, context);
  const operation = (head: Tensor) => operationOf(name, reducer, head, invocation);
  const columns = (head: Tensor) => columnsOf(name, reducer, head, invocation);
  const rows = (head: Input) => reductionRows(reduction, head, context);
  const rest = await streamed({ name, operation, columns, rows }, operands, options, context);
  if (!rest) return;
  const input = readInput(operands, options, rest);
  if (options.steps) return showSteps(reduction, input, rest);
  const mask = maskOf(reduction, rest);
  const work = reductionWork(reduction, input, rest, async () => mask);
  await workWhole(work, input, options, rest);
}

async function showSteps(reduction: Reduction, input: Input, context: Context): Promise<void> {
  const { reducer, invocation } = reduction;
  const { options } = invocation;
  const { row } = reducer;
  const x = input.tensor;
  const dim = resolveDim(options.dim ?? -1, x.rank);
  const names = namesAlong(reduction, input, dim);
  noteSize(x.shape, dim, context);
  const header = dim === x.rank - 1 ? names : input.layout.header;
  const style = { header, largest: row.size === "same" ? dim : undefined, shares: row.facts.includes("sums to 1") };
  const { emitSteps } = await import("./steps.js");
  await emitSteps(stepsOf(reduction, x, context), style, options, context);
}

async function showBars(reduction: Reduction, context: Context): Promise<void> {
  const { name, reducer, invocation } = reduction;
  const { options } = invocation;
  const { operands } = invocation;
  const input = readInput(operands, options, await holdLarge(operands, options, context));
  if (options.steps) return showSteps(reduction, input, context);
  const { tensor: x } = input;
  const dim = resolveDim(options.dim ?? -1, x.rank);
  const names = namesAlong(reduction, input, dim);
  noteSize(x.shape, dim, context);
  const result = reduce(reduction, x, maskOf(reduction, context));
  const { absent } = reducer.row;
  if (absent !== undefined) {
    const lanes = lanesWithout(absent, x, dim, result, 0);
    sayLanes(name, absent, lanes, (lane) => laneName(lane, x.shape, dim), context);
  }
  const along = result.rank > x.rank ? 1 : dim;
  const k = countOf(reduction);
  const { emitBars } = await import("./bars.js");
  if (k === undefined) return emitBars(result, along, { names }, options, context);
  const indices = topk.indices(result, { k, dim: along });
  await emitBars(topk(result, { k, dim: along }), along, { indices, names }, options, context);
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
    run: (invocation, context) => run({ name, reducer, invocation }, context),
  };
}

export function reduceCommands(): CommandRow[] {
  return [...REDUCERS].map(([name, reducer]) => commandFor(name, reducer));
}

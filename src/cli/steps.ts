/**
 * The work behind a result: tables with a line each in a terminal, else one JSON object of named tensors.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { jsonNumberFormat, listText } from "../format/json-write.js";
import { formatNumber, numberFormat } from "../format/number.js";
import type { Step } from "../math/step.js";
import { Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { given, type Options } from "./options.js";
import { deliver } from "./output.js";
import { recordFormat } from "./records.js";
import type { TableOptions } from "./table.js";
import { hang } from "./wrap.js";

/** How the steps are shown in a terminal. */
export interface StepStyle {
  /** Names of the entries along the last dim of the input. */
  readonly header?: readonly string[] | undefined;
  /** The largest entry of the result along this dim is marked. */
  readonly largest?: number | undefined;
  /** The numbers of the result are shares of 1. */
  readonly shares?: boolean;
}

function jsonText(steps: readonly Step[], { precision, nonfinite }: Options): string {
  const number = jsonNumberFormat(given({ precision, nonfinite }));
  const style = { number, comma: ",", between: ",\n" };
  const members = steps.map(({ name, tensor }) => `"${name}":${listText(tensor.data, tensor.shape, style)}`);
  return `{${members.join(",\n")}}\n`;
}

/** Vectors of the same length that follow each other stand side by side in one table. */
function grouped(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const before = groups.at(-1);
    const { rank, shape } = before?.[0]?.tensor ?? {};
    if (rank === 1 && step.tensor.rank === 1 && shape?.[0] === step.tensor.shape[0]) before!.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** The tensors of a group as one: vectors as columns. */
function joined(group: readonly Step[]): Tensor {
  if (group.length === 1) return group[0]!.tensor;
  const rows = group[0]!.tensor.data.length;
  const data = new Float64Array(rows * group.length);
  for (const [c, { tensor }] of group.entries()) {
    for (let r = 0; r < rows; r++) data[r * group.length + c] = tensor.data[r]!;
  }
  return new Tensor(data, [rows, group.length]);
}

async function tablesText(steps: readonly Step[], style: StepStyle, options: Options, context: Context) {
  const [{ table }, { Chalk }] = await Promise.all([import("./table.js"), import("./chalk.js")]);
  const toTerminal = options.output === undefined;
  const color = toTerminal ? context.color("stdout") : 0;
  const chalk = new Chalk({ level: color });
  const { precision, full = false } = options;
  const common: TableOptions = {
    width: toTerminal ? (context.io.size("stdout")?.columns ?? Infinity) : Infinity,
    ...{ color, precision, full, column: false, asides: [] },
  };
  const number = precision === undefined ? formatNumber : numberFormat(precision);
  const shapes = steps[0]!.tensor;
  const titled = (step: Step) => {
    const title = hang(`${steps.indexOf(step) + 1}. `, `${step.name}: ${step.about}`, common.width);
    return `${title.replace(step.name, chalk.bold(step.name))}\n`;
  };
  return grouped(steps)
    .map((group) => {
      const tensor = joined(group);
      const titles = group.map(titled).join("");
      if (tensor.rank === 0) return `${titles}   ${number(tensor.data[0]!)}\n`;
      const named = tensor.rank === shapes.rank && tensor.shape.at(-1) === shapes.shape.at(-1);
      const header = group.length > 1 ? group.map(({ name }) => name) : named ? style.header : undefined;
      const last = group.includes(steps.at(-1)!) && group.length === 1 ? style : {};
      return titles + table(tensor, { ...common, ...last, header, separate: group.length > 1 });
    })
    .join("");
}

/**
 * Writes the steps.
 * @throws InputError for a format that holds one tensor only.
 */
export async function emitSteps(
  steps: readonly Step[],
  style: StepStyle,
  options: Options,
  context: Context,
): Promise<void> {
  const format = recordFormat("json", options, context);
  if (format === "table") return deliver(await tablesText(steps, style, options, context), options, context);
  if (format === "json") return deliver(jsonText(steps, options), options, context);
  throw new InputError(`are several tensors: ${format} holds one; --to json or table`, { parameter: "steps" });
}

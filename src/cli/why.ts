/**
 * The why command: which mistake gives this loss.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { formatNumber, parseNumber } from "../format/number.js";
import type { Tensor } from "../math/tensor.js";
import type { Explanation, Finding, Printed } from "../math/why.js";
import type { Invocation } from "./arguments.js";
import { CheckFailed, type CommandRow } from "./command.js";
import type { Context } from "./context.js";
import { readInput, readOperand } from "./input.js";
import { classNames, divide } from "./loss-operands.js";
import { DATA_OPTIONS, given } from "./options.js";
import { deliver } from "./output.js";
import { emitRecords, recordFormat } from "./records.js";
import { holdLarge } from "./stream.js";
import { readTarget } from "./target.js";
import { commandLine } from "./why-command.js";
import { hang } from "./wrap.js";

/** As many causes are shown without --full. */
const SHOWN = 8;
/** Float32 leaves sums of many terms this much off, however many digits are printed. */
const SINGLE = 1e-6;

/** The number, and half a unit of its last digit. */
function printedNumber(text: string): Printed {
  const value = parseNumber(text)!;
  const [, fraction = "", exponent = "0"] = /\.(\d*)(?:e(.*))?$/i.exec(text) ?? /()e(.*)$/i.exec(text) ?? [];
  const half = 0.5001 * Number(`1e${Number(exponent) - fraction.length}`);
  return { value, tolerance: Number.isFinite(value) ? Math.max(half, SINGLE * Math.abs(value)) : 0 };
}

/** A number with a few more digits than were asked about. */
const shortly = (x: number, text: string) =>
  formatNumber(Number(x.toPrecision(Math.min(Math.max(text.replace(/\D/g, "").length + 2, 6), 17))));

function causeText({ causes }: Finding, { right }: Explanation): string {
  return causes.length === 0 ? `nothing wrong: ${right}` : causes.join(", and ");
}

/** Says that the scores hold what no loss survives. */
function noteNonfinite(
  { data, shape }: Tensor,
  indexOf: (at: number, shape: readonly number[]) => number[],
  context: Context,
): void {
  const at = data.findIndex((x) => !Number.isFinite(x));
  if (at >= 0) context.note(`the scores hold ${formatNumber(data[at]!)} at [${indexOf(at, shape).join(", ")}]`);
}

async function run(invocation: Invocation, context: Context): Promise<void> {
  const { options, parameters, tensors } = invocation;
  const { loss } = options;
  if (loss === undefined) throw new InputError("--loss is missing: the loss to explain, as in --loss 2.31");
  const { scores, operand } = divide(invocation.operands, options);
  const input = readInput(scores, options, await holdLarge(scores, options, context));
  const target = readTarget(operand, input, classNames(input, options), options, context);
  const weight = tensors.weight === undefined ? undefined : readOperand(tensors.weight, {}, context).tensor;
  const [{ changedTarget, why }, { indexOf }] = await Promise.all([
    import("../math/why.js"),
    import("../math/summary.js"),
  ]);
  noteNonfinite(input.tensor, indexOf, context);
  const settings = given({ dim: options.dim, ignore_index: parameters.ignore_index as number | undefined });
  const explanation = why(printedNumber(loss), { scores: input.tensor, target, weight }, settings);
  const { findings, nearest } = explanation;
  const line = ({ pipeline }: Finding) =>
    commandLine(pipeline, {
      ...{ input, scores, operand, options },
      weight: tensors.weight,
      target: ({ target: change }) => changedTarget(target, change),
    });
  if (findings.length === 0) {
    const closest = nearest ? `; nearest: ${shortly(nearest.value, loss)}, ${causeText(nearest, explanation)}` : "";
    throw new CheckFailed(`nothing in this list gives ${loss}${closest}`);
  }
  const shown = options.full ? findings : findings.slice(0, SHOWN);
  const records = shown.map((finding) => {
    return { cause: causeText(finding, explanation), loss: finding.value, command: line(finding) };
  });
  if (recordFormat("json", options, context) === "table") {
    const width = (options.output === undefined && context.io.size("stdout")?.columns) || Infinity;
    const blocks = records.map(
      ({ cause, loss: value, command }) => `${hang(`${shortly(value, loss)}  `, cause, width)}\n  ${command}\n`,
    );
    await deliver(blocks.join(""), options, context);
  } else await emitRecords(records, "json", options, context);
  const more = findings.length - shown.length;
  if (more > 0) context.note(`${more} more give ${loss}; --full shows all, more digits tell them apart`);
}

export const whyCommand: CommandRow = {
  name: "why",
  group: "look and check",
  about: "which mistake gives this loss: reduction, softmax, log, base, targets, dim, smoothing, temperature, clipping",
  operands: "--loss NUMBER [scores] [targets]",
  examples: ["actfn why --loss 0.73 '[[2,-1],[1,3]]' --target 0,0", "actfn why --loss 1.04 scores.csv targets.csv"],
  parameters: { ignore_index: { default: -100, integer: true, about: "a target that does not count" } },
  tensors: { weight: "one weight a class" },
  options: ["loss", "target", "targetColumn", "targetKey", "dim", "labels", ...DATA_OPTIONS],
  readsInput: true,
  run,
};

/**
 * The stats command: what arrays are like, and a gate for what they must not hold.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { formatNumber } from "../format/number.js";
import type { Oddity, Summary } from "../math/summary.js";
import { CheckFailed, type CommandRow } from "./command.js";
import type { Context } from "./context.js";
import { DATA_OPTIONS, type Options } from "./options.js";
import { deliver } from "./output.js";
import { emitRecords, type Index, linesText, type Row, recordFormat, tableText } from "./records.js";
import type { Report } from "./summaries.js";

const indexOrNull = (index: readonly number[] | undefined): Index | null => (index ? { index } : null);

/** Everything that is known of an array. */
function fullRecord({ name, dtype, shape, summary }: Report): Row {
  const { count, min, max, mean, std, quantiles, odd, rows } = summary;
  const [q01, q25, q50, q75, q99] = quantiles as [number, number, number, number, number];
  const found = (key: string, { count, first }: Summary["odd"][Oddity]) => ({
    [key]: BigInt(count),
    [`first_${key}`]: indexOrNull(first),
  });
  return {
    name,
    dtype,
    shape,
    count: BigInt(count),
    ...{ min, q01, q25, q50, q75, q99, max, mean, std },
    ...found("nan", odd.nan),
    ...found("inf", odd["+inf"]),
    ...found("neg_inf", odd["-inf"]),
    ...found("zeros", odd.zeros),
    ...found("subnormals", odd.subnormals),
    rows: rows ?? null,
  };
}

/** `2 nan from [0, 3] on`. */
function oddText(odd: Oddity, { count, first }: Summary["odd"][Oddity]): string {
  const singular = count === 1 ? odd.replace(/s$/, "") : odd;
  return `${formatNumber(count)} ${singular}${count === 1 ? "" : ", the first"} at [${first!.join(", ")}]`;
}

/** What fits a line of a table. */
function shortRecord({ name, key, dtype, shape, summary }: Report, keyed: boolean): Row {
  const { min, max, mean, std, odd, rows } = summary;
  const holds = (Object.keys(odd) as Oddity[]).flatMap((one) => (odd[one].count > 0 ? [oddText(one, odd[one])] : []));
  return { name: keyed ? key : name, dtype, shape, min, max, mean, std, holds: holds.join("; "), rows: rows ?? "" };
}

/** What a narrow terminal does not show. */
const SPARE = ["dtype", "rows", "std", "mean", "shape"] as const;

/** The oddities that a word of --fail-on means. */
const MEANT = { inf: ["+inf", "-inf"] } as const;

/** @throws CheckFailed naming the first place of what must not be there, array by array. */
function refuse(reports: readonly Report[], words: NonNullable<Options["failOn"]>): void {
  const refused = words.flatMap((word): readonly Oddity[] => (word === "inf" ? MEANT.inf : [word]));
  const failures = reports.flatMap(({ name, summary: { odd } }) => {
    const found = refused.filter((one) => odd[one].count > 0).map((one) => oddText(one, odd[one]));
    return found.length > 0 ? [`${name}: ${found.join("; ")}`] : [];
  });
  if (failures.length === 0) return;
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more of ${reports.length} arrays)` : "";
  throw new CheckFailed(failures[0]! + more);
}

async function run(operands: readonly string[], options: Options, context: Context): Promise<void> {
  const { summaries } = await import("./summaries.js");
  const reports: Report[] = [];
  for await (const report of summaries(operands, options, context)) reports.push(report);
  if (reports.length === 0) throw new InputError("no array of numbers");
  const table = recordFormat("json", options, context) === "table";
  if (!table) await emitRecords(reports.map(fullRecord), "json", options, context);
  else if (reports.length === 1) await deliver(linesText(fullRecord(reports[0]!), options.precision), options, context);
  else {
    const rows = reports.map((report) => shortRecord(report, operands.length < 2));
    await deliver(await tableText(rows, options, context, SPARE), options, context);
  }
  if (options.failOn) refuse(reports, options.failOn);
}

export const statsCommand: CommandRow = {
  name: "stats",
  group: "look and check",
  about: "what arrays are like: range, mean, std (divided by n), quantiles, nan, inf, zeros, subnormals",
  operands: "[numbers|literal|file|-]...",
  examples: ["actfn stats acts.npy", "actfn stats weights.safetensors --fail-on nan,inf"],
  options: ["failOn", "dim", ...DATA_OPTIONS],
  readsInput: true,
  run: ({ operands, options }, context) => run(operands, options, context),
};

/**
 * A chain of functions as a shell line.
 *
 * @packageDocumentation
 */
import { formatNumber } from "../format/number.js";
import { escapeControls, jsonString } from "../format/quote.js";
import type { Tensor } from "../math/tensor.js";
import type { Pipeline, Stage } from "../math/why.js";
import type { Input } from "./input.js";
import type { Options } from "./options.js";

/** What the user gave, for lines that take the same. */
export interface Given {
  readonly input: Input;
  readonly scores: readonly string[];
  /** The second operand, where it is the target. */
  readonly operand: string | undefined;
  readonly options: Options;
  readonly weight: string | undefined;
  /** The targets that a chain takes, changed as it says. */
  readonly target: (pipeline: Pipeline) => Tensor;
}

/** A word as a shell reads it back; control characters as bash and zsh spell them. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (escapeControls(word) !== word) return `$'${jsonString(word).slice(1, -1).replaceAll("'", "\\'")}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

const flag = (name: string, value: number | string): string[] => [
  `--${name.replaceAll("_", "-")}`,
  quoted(typeof value === "number" ? formatNumber(value) : value),
];

const flags = (options: Stage["options"]) => Object.entries(options).flatMap(([name, value]) => flag(name, value));

/** How the scores are read: what the user said of it. */
function readFlags({ from, header, columns, delimiter, missing, key }: Options): string[] {
  const said = { from, header, columns: columns?.join(","), delimiter, missing, key };
  return Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : flag(name, value)));
}

/** How the scores are read where the targets beside them are not: as a choice of columns, or of the key. */
function scoreFlags({ input: { tensor, layout }, options }: Given): string[] {
  const taken = new Set((layout.asides ?? []).map(({ at }) => at));
  if (taken.size === 0) return readFlags(options);
  const { columns: _, key: __, ...rest } = options;
  if (layout.rowKey !== undefined) return [...readFlags(rest), ...flag("key", layout.rowKey)];
  const all = Array.from({ length: (tensor.shape.at(-1) ?? 0) + taken.size }, (_, at) => at);
  return [...readFlags(rest), ...flag("columns", all.filter((at) => !taken.has(at)).join(","))];
}

/** What keeps all digits, and nothing but the scores, on the way from the first function to the next. */
function passFlags({ input: { tensor, layout } }: Given): string[] {
  return (layout.asides ?? []).length > 0 || tensor.dtype !== "float64" ? ["--to", "json"] : [];
}

/** Longer lists of targets are made by a program in the line. */
const LISTED = 64;

/** What awk does to a row of targets. */
function awkProgram({ target: { move, smoothing, ignored } }: Pipeline): string {
  const each = (statement: string) => `for (i = 1; i <= NF; i++) ${statement}; `;
  const moves = {
    none: "",
    "minus one": each(`if ($i != ${ignored}) $i -= 1`),
    "plus one": each(`if ($i != ${ignored}) $i += 1`),
    next: `for (i = 1; i < NF; i++) $i = $(i + 1); $NF = ${ignored}; `,
    previous: `for (i = NF; i > 1; i--) $i = $(i - 1); $1 = ${ignored}; `,
    swapped: each("$i = 1 - $i"),
  };
  const smooth = smoothing === 0 ? "" : each(`$i = $i * (1 - ${smoothing}) + ${smoothing} / 2`);
  return `{ ${moves[move]}${smooth}print }`;
}

/** The source of the targets as an operand of show. */
function targetSource({ operand, options, scores }: Given): string[] {
  const { target, targetColumn } = options;
  if (targetColumn !== undefined) return [...scores.map(quoted), ...flag("columns", targetColumn)];
  return [quoted(target ?? operand ?? "-")];
}

/** Whether the loss takes its targets from where the user had them. */
function hasOwnTargets({ stages, target: { move, smoothing } }: Pipeline, { options }: Given): boolean {
  const aside = options.targetColumn !== undefined || options.targetKey !== undefined;
  return move === "none" && smoothing === 0 && !(aside && stages.length > 0);
}

/** How the loss is told its targets. */
function targetFlags(pipeline: Pipeline, given: Given): string[] {
  const { operand, options } = given;
  const { target, targetColumn, targetKey } = options;
  if (hasOwnTargets(pipeline, given)) {
    if (targetColumn !== undefined) return flag("target-column", targetColumn);
    if (targetKey !== undefined) return flag("target-key", targetKey);
    return target !== undefined ? flag("target", target) : [quoted(operand ?? "-")];
  }
  const { data, shape } = given.target(pipeline);
  if (data.length <= LISTED || shape.length > 2 || targetKey !== undefined) {
    const rows = shape.length < 2 ? 1 : data.length / shape.at(-1)!;
    const size = data.length / rows;
    const lists = Array.from({ length: rows }, (_, r) =>
      Array.from(data.subarray(r * size, (r + 1) * size), formatNumber).join(","),
    );
    return flag("target", shape.length < 2 ? lists[0]! : `[${lists.map((list) => `[${list}]`).join(",")}]`);
  }
  const lines = shape.length < 2 ? " | tr '\\n' ' '" : "";
  const awk = `awk -v CONVFMT=%.17g '${awkProgram(pipeline)}'`;
  return ["--target", `"$(actfn show ${targetSource(given).join(" ")} --to text${lines} | ${awk})"`];
}

/** The flag for what the scores are. */
function lossFlags({ options: { scores, ...rest } }: Stage): string[] {
  const kind = scores === undefined ? [] : scores === "log-probs" ? ["--scores", "log-probs"] : [`--${scores}`];
  return [...kind, ...flags(rest)];
}

/** The line that computes a loss in the way of a chain. */
export function commandLine(pipeline: Pipeline, given: Given): string {
  const { stages, loss, weighted, factor } = pipeline;
  const scores = given.scores.map(quoted);
  const lines = stages.map(({ name, options }, i) => {
    const source = i === 0 ? [...scores, ...scoreFlags(given), ...passFlags(given)] : [];
    return ["actfn", name, ...flags(options), ...source];
  });
  const source = scores.length > 0 ? scores : ["-"];
  const read = hasOwnTargets(pipeline, given) ? readFlags(given.options) : scoreFlags(given);
  const weight = factor ?? (weighted ? given.weight : undefined);
  lines.push([
    ...["actfn", loss.name],
    ...(stages.length > 0 ? ["-"] : [...source, ...read]),
    ...targetFlags(pipeline, given),
    ...lossFlags(loss),
    ...(weight === undefined ? [] : flag("weight", weight)),
  ]);
  return lines.map((words) => words.join(" ")).join(" | ");
}

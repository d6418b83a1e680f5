/**
 * The compare command: how far two arrays are apart, or the arrays of two archives.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { DifferenceOptions, Largest } from "../math/difference.js";
import { shapeText, type Tensor } from "../math/tensor.js";
import { CheckFailed, type CommandRow } from "./command.js";
import type { Context } from "./context.js";
import { type Arrays, openArrays } from "./input.js";
import { DATA_OPTIONS, type Options } from "./options.js";
import { emitRecords, type Fields, type Index, type Row } from "./records.js";
import { holdLarge } from "./stream.js";
import { twoOperands } from "./two-operands.js";

type Comparing = typeof import("../math/difference.js") & Pick<typeof import("../math/summary.js"), "indexOf">;

/** Two arrays side by side. */
interface Pair {
  readonly a: Tensor;
  readonly b: Tensor;
}

/** Of the same shape, or a single number each. */
function fit({ a, b }: Pair): boolean {
  return shapeText(a.shape) === shapeText(b.shape) || (a.data.length === 1 && b.data.length === 1);
}

const shapesText = ({ a, b }: Pair) => `${shapeText(a.shape)} and ${shapeText(b.shape)}`;

function settings(pair: Pair, options: Options, { tolerancesFor }: Comparing): DifferenceOptions {
  const usual = tolerancesFor(pair.a.dtype, pair.b.dtype);
  const { atol = usual.atol, rtol = usual.rtol, equalNan = false } = options;
  return { atol, rtol, equalNan };
}

interface Measured {
  readonly close: boolean;
  readonly record: Fields;
}

/** How far a pair is apart, as a record, and whether it is close. */
function measure(pair: Pair, options: Options, comparing: Comparing): Measured {
  const { a, b } = pair;
  const given = settings(pair, options, comparing);
  const { mismatches, absolute, relative, ulp, cosine } = comparing.difference(a, b, given);
  const place = ({ at }: Largest): Index | null => (at < 0 ? null : { index: comparing.indexOf(at, a.shape) });
  const record = {
    shape: a.shape,
    mismatches: BigInt(mismatches),
    max_abs: absolute.value,
    max_abs_at: place(absolute),
    a: a.data[absolute.at] ?? null,
    b: b.data[absolute.at] ?? null,
    max_rel: relative.value,
    max_rel_at: place(relative),
    max_ulp: ulp.value,
    max_ulp_at: place(ulp),
    cosine,
    atol: given.atol,
    rtol: given.rtol,
  };
  return { close: mismatches === 0, record };
}

/** What a row of two archives shows of a pair; nothing where it cannot be compared. */
const SHOWN = ["mismatches", "max_abs", "max_abs_at", "max_rel", "max_ulp", "cosine"] as const;

/** What a narrow terminal does not show. */
const SPARE = ["cosine", "max_abs_at", "max_rel", "max_ulp", "mismatches", "shape"] as const;

/** One row a key of two archives, those of only one of them included; the first that differs says so. */
function archiveRows(
  [one, other]: readonly [Arrays, Arrays],
  read: (arrays: Arrays, key: string) => Tensor | undefined,
  measured: (pair: Pair) => Measured,
) {
  const rows: Row[] = [];
  let same = true;
  const add = (name: string, shape: readonly number[], difference: string | undefined, record: Fields = {}) => {
    const verdict = difference === undefined ? "close" : `differs${same ? ", the first" : ""}${difference}`;
    same &&= difference === undefined;
    const shown = Object.fromEntries(SHOWN.map((key) => [key, record[key] ?? null]));
    rows.push({ name, verdict, shape, ...shown });
  };
  for (const key of one.keys) {
    const a = read(one, key);
    const b = other.keys.includes(key) ? read(other, key) : undefined;
    if (!a || (!b && other.keys.includes(key))) continue;
    if (!b) add(key, a.shape, ": only in A");
    else if (!fit({ a, b })) add(key, a.shape, `: shapes ${shapesText({ a, b })}`);
    else {
      const { close, record } = measured({ a, b });
      add(key, a.shape, close ? undefined : "", record);
    }
  }
  for (const key of other.keys) {
    const b = one.keys.includes(key) ? undefined : read(other, key);
    if (b) add(key, b.shape, ": only in B");
  }
  return { rows, same };
}

/** An array of an archive; one that is not numbers is left out with a note. */
function readKey({ name, read }: Arrays, key: string, context: Context): Tensor | undefined {
  try {
    return read(key).tensor;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    context.note(`${name}:${key} left out: ${error.message}`);
    return undefined;
  }
}

async function run(operands: readonly string[], options: Options, context: Context): Promise<void> {
  const both = twoOperands(operands, options, { command: "compare", example: "- expected.json" });
  const open = async (i: 0 | 1): Promise<Arrays> => {
    const [operand, own] = [both.operands[i], both.options[i]];
    return openArrays(operand, own, await holdLarge([operand], own, context));
  };
  const [one, other] = [await open(0), await open(1)];
  const [differences, { indexOf }] = await Promise.all([import("../math/difference.js"), import("../math/summary.js")]);
  const comparing = { ...differences, indexOf };
  const emit = async (records: Row | readonly Row[]) => {
    if (!options.quiet) await emitRecords(records, "json", options, context, SPARE);
  };
  if (one.keys.length > 0 && other.keys.length > 0) {
    const read = (arrays: Arrays, key: string) => readKey(arrays, key, context);
    const { rows, same } = archiveRows([one, other], read, (pair) => measure(pair, options, comparing));
    await emit(rows);
    if (!same) throw new CheckFailed();
    return;
  }
  const pair = { a: one.read().tensor, b: other.read().tensor };
  if (!fit(pair)) throw new CheckFailed(options.quiet ? "" : `shapes differ: ${shapesText(pair)}`);
  const { close, record } = measure(pair, options, comparing);
  await emit({ close, ...record });
  if (!close) throw new CheckFailed();
}

export const compareCommand: CommandRow = {
  name: "compare",
  group: "look and check",
  about: "whether two arrays are close, and how far apart; exit 1 if they are not, with -q and nothing else",
  operands: "A B",
  examples: ["actfn compare a.npy b.npy", "actfn softmax 1 2 3 | actfn compare - 0.09,0.2447,0.6652 --atol 1e-4"],
  options: ["atol", "rtol", "equalNan", ...DATA_OPTIONS],
  readsInput: true,
  run: ({ operands, options }, context) => run(operands, options, context),
};

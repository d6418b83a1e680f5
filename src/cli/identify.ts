/**
 * The identify command: which function made Y from X.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { formatNumber } from "../format/number.js";
import type { Guess } from "../math/identify.js";
import type { Tensor } from "../math/tensor.js";
import { CheckFailed, type CommandRow } from "./command.js";
import type { Context } from "./context.js";
import { readOperand } from "./input.js";
import { DATA_OPTIONS, type Options } from "./options.js";
import { emitRecords, type Row, recordFormat } from "./records.js";
import { holdLarge } from "./stream.js";
import { twoOperands } from "./two-operands.js";

type Identify = typeof import("../math/identify.js")["identify"];

/** As many guesses are shown without --full. */
const SHOWN = 8;

const textOf = ({ words }: Guess) => words.join(" ");

/** An error to two digits: `4.7e-4`. */
const digits = (error: number) =>
  error > 0 && error < 0.1 ? error.toExponential(1) : formatNumber(Number(error.toPrecision(2)));

/** Says that nothing fits, and whether the arrays were given the other way round. */
function failure(nearest: Guess, x: Tensor, y: Tensor, identify: Identify): CheckFailed {
  const message = `no function of the tables gives Y; nearest: ${textOf(nearest)}, off by ${digits(nearest.error)}`;
  return new CheckFailed(message + turnedText(x, y, identify));
}

function turnedText(x: Tensor, y: Tensor, identify: Identify): string {
  try {
    const [turned] = identify(y, x).guesses;
    return turned?.fits ? `; the other way round, ${textOf(turned)} gives X from Y` : "";
  } catch (error) {
    // The shapes may fit in one direction only.
    if (error instanceof InputError) return "";
    throw error;
  }
}

async function run(operands: readonly string[], options: Options, context: Context): Promise<void> {
  const both = twoOperands(operands, options, { command: "identify", example: "-1,0,1 -0.159,0,0.841" });
  const { identify } = await import("../math/identify.js");
  const read = async (i: 0 | 1) => {
    const [operand, own] = [both.operands[i], both.options[i]];
    return readOperand(operand, own, await holdLarge([operand], own, context)).tensor;
  };
  const [x, y] = [await read(0), await read(1)];
  const { guesses } = identify(x, y);
  const fitting = guesses.filter(({ fits }) => fits).length;
  const shown = options.full ? guesses : guesses.slice(0, SHOWN);
  const table = recordFormat("json", options, context) === "table";
  const rows = shown.map((guess): Row => {
    return { function: textOf(guess), error: table ? digits(guess.error) : guess.error, fits: guess.fits };
  });
  await emitRecords(rows, "json", options, context);
  if (fitting === 0) throw failure(guesses[0]!, x, y, identify);
  if (fitting > shown.length) context.note(`${fitting} functions fit; --full shows all`);
}

export const identifyCommand: CommandRow = {
  name: "identify",
  group: "look and check",
  about: "which function, with whose parameters, made Y from X; exit 1 if none fits",
  operands: "X Y",
  examples: ["actfn identify x.npy y.npy", "actfn identify -1,0,1,2 -0.1588,0,0.8412,1.9546"],
  options: DATA_OPTIONS,
  readsInput: true,
  run: ({ operands, options }, context) => run(operands, options, context),
};

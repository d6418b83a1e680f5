/**
 * What is true: the targets of a loss, from an operand, an option, a column or a key.
 *
 * @packageDocumentation
 */
import { InputError, within } from "../errors.js";
import type { Aside } from "../format/document.js";
import { parseNumber } from "../format/number.js";
import { quote } from "../format/quote.js";
import { fieldText } from "../format/rows.js";
import { Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { fileExists, readFile } from "./files.js";
import { type Input, isNumeric, isSource, readOperand } from "./input.js";
import type { Options } from "./options.js";

/** Words as class indices: each a number or the name of a class. */
function classesOf(words: readonly string[], names: readonly string[] | undefined): Tensor {
  const data = words.map((word) => {
    const number = parseNumber(word);
    if (number !== undefined) return number;
    const index = names?.indexOf(word) ?? -1;
    if (index >= 0) return index;
    const known = names ? `the classes are ${names.map(quote).join(", ")}` : "--labels gives the classes names";
    throw new InputError(`${quote(word)} is neither a number nor a class; ${known}`, { parameter: "target" });
  });
  return new Tensor(Float64Array.from(data));
}

/**
 * The column or key that holds the targets, which the reader has set aside.
 * @throws InputError where the input is lists or elements, which have none.
 */
function asideNamed(asides: readonly Aside[], selector: string, parameter: string): Aside {
  const at = /^\d+$/.test(selector) ? Number(selector) : undefined;
  const found = asides.find((aside) => (at === undefined ? aside.name === selector : aside.at === at)) ?? asides[0];
  if (found) return found;
  throw new InputError(`${quote(selector)} is not there: the input has no names, only numbers`, { parameter });
}

/** Words in a file, one a line, or in a list with commas. */
function wordsOf(given: string): string[] {
  const text = fileExists(given) ? new TextDecoder().decode(readFile(given)) : given;
  return text
    .split(fileExists(given) ? /\r?\n/ : ",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/**
 * The targets.
 * @param operand the operand behind the input, if there is one
 * @param names the names of the classes, where they are known
 */
export function readTarget(
  operand: string | undefined,
  input: Input,
  names: readonly string[] | undefined,
  options: Options,
  context: Context,
): Tensor {
  const column = options.targetColumn ?? options.targetKey;
  if (column !== undefined) {
    const parameter = options.targetColumn === undefined ? "target_key" : "target_column";
    return classesOf(
      asideNamed(input.layout.asides ?? [], column, parameter)
        .raw.slice()
        .map(fieldText),
      names,
    );
  }
  const given = options.target ?? operand;
  if (given === undefined) {
    throw new InputError("no targets: name them with --target 2,1,2, or a file behind the scores");
  }
  if (isNumeric(given)) return readOperand(given, {}, context).tensor;
  if (!isSource(given)) return classesOf(wordsOf(given), names);
  try {
    return readOperand(given, {}, context).tensor;
  } catch (error) {
    // Where the classes have names, a file of them is no mistake.
    if (!(error instanceof InputError) || !names) throw error;
    return within(given, () => classesOf(wordsOf(given), names));
  }
}

/**
 * From operands and standard input to numbers.
 *
 * @packageDocumentation
 */
import { InputError, within } from "../errors.js";
import { checkKey, noKey } from "../format/containers.js";
import type { Document, Entry, ReadOptions } from "../format/document.js";
import { formatNamed, recognise, unpack } from "../format/formats.js";
import { readLiteral } from "../format/literal.js";
import { parseNumber } from "../format/number.js";
import { quote } from "../format/quote.js";
import { shapeText, Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { fileExists, readFile } from "./files.js";
import { given, type Options } from "./options.js";

/** Numbers and where they came from. */
export interface Input extends Document {
  /** The format's name; `operands` for numbers and literals on the command line. */
  readonly format: string;
}

const STDIN = "-";

/** The file and the key that an operand names; undefined if there is no such file. */
export function pathOf(operand: string): { path: string; key?: string } | undefined {
  if (fileExists(operand)) return { path: operand };
  const colon = operand.lastIndexOf(":");
  const path = operand.slice(0, Math.max(colon, 0));
  return colon > 0 && fileExists(path) ? { path, key: operand.slice(colon + 1) } : undefined;
}

/** How the main input is read. */
export function readOptions(options: Options): ReadOptions {
  const { header, columns, delimiter, missing } = options;
  const aside = options.targetColumn ?? options.targetKey;
  return given({ header, columns, delimiter, missing, aside: aside === undefined ? undefined : [aside] });
}

function readStdin(context: Context): Uint8Array {
  if (context.io.isTerminal("stdin")) context.io.write("stderr", "actfn: paste numbers, then Ctrl-D\n");
  return context.io.readStdin();
}

/** What a source is called in messages. */
const nameOf = (operand: string): string => (operand === STDIN ? "stdin" : operand);

/** The bytes of a source. */
function bytesOf(operand: string, path: string | undefined, context: Context): Uint8Array {
  const read = context.read?.get(operand);
  if (read && "bytes" in read) return read.bytes;
  return path === undefined ? readStdin(context) : readFile(path);
}

/** The bytes of a source, unpacked, and what format they have. */
function openSource(operand: string, options: Options, context: Context) {
  const named = operand === STDIN ? undefined : pathOf(operand);
  if (operand !== STDIN && !named) throw new InputError("no such file").in(operand);
  const name = nameOf(operand);
  return within(name, () => {
    const bytes = unpack(bytesOf(operand, named?.path, context));
    const format = options.from ? formatNamed(options.from) : recognise(bytes, named?.path);
    return { name, bytes, format, key: named?.key ?? options.key };
  });
}

type Source = ReturnType<typeof openSource>;

/** An error of reading, under the name of the option that set a column aside. */
export function readError(error: unknown, options: Options): unknown {
  if (!(error instanceof InputError) || error.parameter !== "aside") return error;
  return new InputError(error.message, { parameter: options.targetColumn ? "target_column" : "target_key" });
}

function readOpened({ name, bytes, format, key }: Source, options: Options, context: Context): Input {
  const document = within(name, () => {
    try {
      checkKey(format, key);
      return format.read!(bytes, { ...readOptions(options), ...given({ key }) });
    } catch (error) {
      throw readError(error, options);
    }
  });
  for (const note of document.notes ?? []) context.note(note, name);
  return { ...document, format: format.name };
}

/** Reads a file, one array of it, or standard input (`-`). */
export function readSource(operand: string, options: Options, context: Context): Input {
  const read = context.read?.get(operand);
  if (!read || !("held" in read)) return readOpened(openSource(operand, options, context), options, context);
  for (const note of read.held.notes ?? []) context.note(note, nameOf(operand));
  return read.held;
}

/** The numbers of a source, or what it holds if that is not one array. */
export function readOrList(operands: readonly string[], options: Options, context: Context): Input | readonly Entry[] {
  const [operand = STDIN] = operands;
  const read = context.read?.get(operand);
  const isHeld = read !== undefined && "held" in read;
  if (operands.length > 1 || !isSource(operand) || isHeld) return readInput(operands, options, context);
  const source = openSource(operand, options, context);
  const entries = source.key === undefined ? within(source.name, () => source.format.list?.(source.bytes)) : undefined;
  return entries && entries.length > 1 ? entries : readOpened(source, options, context);
}

/** What a source holds: one array, or several by their keys. */
export interface Arrays {
  /** As in messages. */
  readonly name: string;
  /** Empty where it is one array. */
  readonly keys: readonly string[];
  read(key?: string): Input;
}

/** Opens an operand that is numbers or a source of them, without reading more of it than needed to list its arrays. */
export function openArrays(operand: string, options: Options, context: Context): Arrays {
  if (!isSource(operand)) {
    const input = readOperand(operand, options, context);
    return { name: operand, keys: [], read: () => input };
  }
  const known = context.read?.get(operand);
  if (known && "held" in known) {
    return { name: nameOf(operand), keys: [], read: () => readSource(operand, options, context) };
  }
  const source = openSource(operand, options, context);
  const entries = source.key === undefined ? within(source.name, () => source.format.list?.(source.bytes)) : undefined;
  return {
    name: source.name,
    keys: entries && entries.length > 1 ? entries.map(({ name }) => name) : [],
    read: (key) => readOpened(key === undefined ? source : { ...source, key }, options, context),
  };
}

function operandInput(tensor: Tensor, { key }: Options): Input {
  if (key !== undefined) throw noKey(key, "numbers on the command line have no names");
  return { tensor, layout: {}, format: "operands" };
}

/** A literal if the text is one: `1,2,3`, `[[1,2],[3,4]]`. */
function asLiteral(text: string): Tensor | InputError {
  try {
    return readLiteral(text);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** Whether an operand reads as numbers. */
export function isNumeric(operand: string): boolean {
  return asLiteral(operand) instanceof Tensor;
}

/** One operand that must be numbers or a source of them. */
export function readOperand(operand: string, options: Options, context: Context): Input {
  if (operand === STDIN) return readSource(operand, options, context);
  const literal = asLiteral(operand);
  if (literal instanceof Tensor) return operandInput(literal, options);
  if (pathOf(operand)) return readSource(operand, options, context);
  throw neither([operand], literal);
}

/** Whether an operand is a source rather than numbers: it reads as no literal and names a file, or is `-`. */
export function isSource(operand: string): boolean {
  return operand === STDIN || (!isNumeric(operand) && pathOf(operand) !== undefined);
}

/** The mistake in operands that are no literal: its place where they were meant as one, else both readings that failed. */
function neither(operands: readonly string[], error: InputError): InputError {
  const odd = operands.find((operand) => asLiteral(operand) instanceof InputError) ?? "";
  if (/^[[(\-+\d.;,\u2212]|^\w+\(/.test(operands[0] ?? "")) return error;
  return new InputError(`neither numbers nor a file: ${quote(odd)}`);
}

/**
 * The numbers that a command's operands give; standard input where there are none.
 * @throws InputError that says where the mistake stands.
 */
export function readInput(operands: readonly string[], options: Options, context: Context): Input {
  if (operands.length === 0) return readSource(STDIN, options, context);
  if (operands.length === 1) return readOperand(operands[0]!, options, context);
  const numbers = operands.map(parseNumber);
  if (numbers.every((number) => number !== undefined))
    return operandInput(new Tensor(Float64Array.from(numbers)), options);
  if (operands.every(isSource)) return concatenate(operands, options, context);
  const literal = asLiteral(operands.join(" "));
  if (literal instanceof Tensor) return operandInput(literal, options);
  throw neither(operands, literal);
}

/** The rows of several files, one after the other. */
function concatenate(operands: readonly string[], options: Options, context: Context): Input {
  const inputs = operands.map((operand) => readSource(operand, options, context));
  const first = inputs[0]!;
  const rowOf = ({ tensor, layout }: Input) =>
    tensor.rank === 1 && layout.column ? [] : tensor.shape.slice(tensor.rank > 1 ? 1 : 0);
  const row = rowOf(first);
  inputs.forEach((input, i) => {
    if (shapeText(rowOf(input)) === shapeText(row)) return;
    throw new InputError(`rows of shape ${shapeText(rowOf(input))}, but ${operands[0]} has ${shapeText(row)}`).in(
      operands[i]!,
    );
  });
  const size = inputs.reduce((sum, { tensor }) => sum + tensor.data.length, 0);
  const data = new Float64Array(size);
  let at = 0;
  for (const { tensor } of inputs) {
    data.set(tensor.data, at);
    at += tensor.data.length;
  }
  const rows = inputs.reduce(
    (sum, { tensor, layout }) => sum + (tensor.rank > 1 || layout.column ? tensor.shape[0]! : 1),
    0,
  );
  const asides = first.layout.asides?.map((aside, i) => ({
    ...aside,
    raw: inputs.flatMap(({ layout }) => layout.asides?.[i]?.raw.slice() ?? []),
  }));
  const layout = asides ? { ...first.layout, asides } : first.layout;
  return { ...first, layout, tensor: new Tensor(data, [rows, ...row], first.tensor.dtype) };
}

/**
 * Literals: tensors as operands and as people paste them.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Tensor } from "../math/tensor.js";
import { wholeItems } from "./brackets.js";
import { decode } from "./decode.js";
import type { Document, Format, Pieces, Spelling, WriteOptions } from "./document.js";
import { spellList } from "./json-write.js";
import { tensorAt } from "./lists.js";
import { blankPrompts } from "./literal-prompts.js";
import { scanLiteral } from "./literal-scan.js";
import { formatFixed, formatNumber, parseNumber } from "./number.js";
import { writer } from "./spelling.js";

/**
 * The tensor that a text says: `0.5` (a scalar), `1 2 3` or `1,2,3` (vectors), `1 2; 3 4`, `[[1,2],[3,4]]`,
 * `tensor([[1., 2.]])` and what else frameworks print.
 * @throws InputError with its place if the text is none.
 */
export function readLiteral(text: string, firstRow = 0): Tensor {
  const { pool, shape } = scanLiteral(text, firstRow);
  if (shape === undefined) throw new InputError("no numbers in the input");
  return tensorAt(pool, 0, shape);
}

/** Whether the text is a single number. */
export function isNumber(text: string): boolean {
  return parseNumber(text.trim()) !== undefined;
}

/**
 * Whether the text means to be a literal, at a glance: it begins as a list, a printed tensor or a prompt does, or is
 * numbers between blanks, commas and semicolons. A file may still be called so; {@link readLiteral} has the say.
 */
export function looksLiteral(text: string): boolean {
  const start = text.trimStart();
  if (
    /^(?:[[(]|(?:[A-Za-z_][\w.]*)?(?:tensor|array|Tensor|Array)\(|Parameter containing:|<tf\.|Out ?\[|>>>)/.test(start)
  ) {
    return true;
  }
  const words = text.split(/[\s,;]/).filter((word) => word !== "");
  return words.length > 0 && words.every((word) => parseNumber(word) !== undefined);
}

/** A Python list; `nan` and `inf` are spelled so. What is empty in more than one dim is spelled as torch prints it. */
function spell({ tensor }: Document, { precision }: WriteOptions): Spelling {
  const { shape, data } = tensor;
  const number = precision === undefined ? pythonNumber : (x: number) => formatFixed(x, precision);
  if (data.length === 0 && shape.length > 1) {
    return { open: "", rows: [`tensor([], size=(${shape.join(", ")}))`], between: "", close: "\n" };
  }
  return spellList(tensor, { number, comma: ", ", between: ",\n " });
}

/** A whole number keeps its point, so that Python makes a float of it and -0 keeps its sign. */
function pythonNumber(x: number): string {
  const text = formatNumber(x);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** What stands before the first item of a printed list: names of what holds it, and TensorFlow's description. */
const OPENING = /^\s*(<[^\n]*?numpy=\s*)?((?:[A-Za-z_][\w.]*\(\s*)*)[[(]/;

/** A printed list falls into its items; one whose rows are told apart by `;`, or that is a comment, is read whole. */
function pieces(head: string): Pieces | undefined {
  if (/[#;]/.test(head)) return undefined;
  const [prompt, angle, holders = ""] = OPENING.exec(blankPrompts(head)) ?? [];
  if (prompt === undefined) return undefined;
  const closer = prompt.endsWith("(") ? ")" : "]";
  const closing = `${closer}${")".repeat(holders.split("(").length - 1)}${angle === undefined ? "" : ">"}`;
  return { opening: head.slice(0, prompt.length), closing, wholeRows: wholeItems };
}

/** The literal row. */
export const literal: Format = {
  name: "literal",
  reducedTo: "json",
  about: "what PyTorch, NumPy, JAX and TensorFlow print, and Python lists",
  endings: [],
  looks: ({ kind, line }) => kind === "literal" || (kind === "lines" && line.includes(",") && line.includes(";")),
  read: (bytes, { firstRow }) => ({ tensor: readLiteral(decode(bytes).text, firstRow), layout: {} }),
  write: writer(spell),
  spell,
  pieces,
};

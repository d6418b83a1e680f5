/**
 * Which columns of a table are numbers to compute with.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { ReadOptions } from "./document.js";
import { quote } from "./quote.js";

const INDEX = /^-?\d+$/;
const RANGE = /^(-?\d*):(-?\d*)$/;

/** Whether a selector is a name, which only a header can resolve. */
export function isName(selector: string): boolean {
  return !INDEX.test(selector) && !RANGE.test(selector);
}

/**
 * The indices of the selected columns: names, indices (negative ones count from the end), `2:5` without its end.
 * Text that is an index is one, though a column may be called so.
 * @throws InputError if there is no such column.
 */
export function selectColumns(
  selectors: readonly string[],
  names: readonly string[] | undefined,
  count: number,
  parameter: string,
): ReadonlySet<number> {
  const selected = new Set<number>();
  for (const selector of selectors) {
    const range = RANGE.exec(selector);
    if (range) {
      const bound = (text: string, otherwise: number) => (text === "" ? otherwise : fromEnd(Number(text), count));
      const to = Math.min(count, bound(range[2] as string, count));
      for (let i = Math.max(0, bound(range[1] as string, 0)); i < to; i++) selected.add(i);
    } else if (INDEX.test(selector)) {
      const index = fromEnd(Number(selector), count);
      if (index < 0 || index >= count) {
        throw new InputError(`${selector} is out of range: ${count} columns, so 0 to ${count - 1}`, { parameter });
      }
      selected.add(index);
    } else {
      selected.add(namedColumn(selector, names, parameter));
    }
  }
  return selected;
}

/** What `columns` and `aside` select; `columns` is undefined where all are. */
export function selection(options: ReadOptions, names: readonly string[] | undefined, count: number) {
  const { columns, aside } = options;
  return {
    columns: columns && selectColumns(columns, names, count, "columns"),
    aside: selectColumns(aside ?? [], names, count, "aside"),
  };
}

function fromEnd(index: number, count: number): number {
  return index < 0 ? index + count : index;
}

function namedColumn(name: string, names: readonly string[] | undefined, parameter: string): number {
  const index = names?.indexOf(name) ?? -1;
  if (index >= 0) return index;
  const known = names ? `the header has ${names.map(quote).join(", ")}` : "there is no header";
  throw new InputError(`${quote(name)} is no column: ${known}`, { parameter });
}

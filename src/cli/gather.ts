/**
 * Results that cannot be written before all of them are there: tables, of which only the ends may be shown, and what is
 * aligned. Loaded when such a result is large.
 *
 * @packageDocumentation
 */
import type { Aside } from "../format/document.js";
import { sizeOf, Tensor } from "../math/tensor.js";
import type { Context } from "./context.js";
import { growing } from "./hold.js";
import type { Options } from "./options.js";
import { type Result, sameShape, shownAs } from "./output.js";
import { packedTexts } from "./packed-texts.js";

/** Results of rows that come one after the other. */
export interface Gatherer {
  /** @param firstRow how many rows have come before */
  add(numbers: Float64Array, asides: readonly Aside[], firstRow: number): void;
  /** All that is kept of them, like the result of the first rows. */
  result(): Result;
}

/** The other columns of rows that are added one after the other; those that come late are empty before. */
export function gatheringAsides() {
  const all: { aside: Aside; texts: ReturnType<typeof packedTexts> }[] = [];
  return {
    add(asides: readonly Aside[], before: number): void {
      for (const aside of asides) {
        const known = all.find((one) => one.aside.at === aside.at && one.aside.name === aside.name);
        const own = known ?? { aside, texts: packedTexts() };
        if (!known) all.push(own);
        own.texts.add(aside.raw, before);
      }
    },
    all: (rows: number): Aside[] => all.map(({ aside, texts }) => ({ ...aside, raw: texts.all(rows) })),
  };
}

/** Space for the first `most` numbers and, behind them, the last `most`. */
function endsOf(most: number) {
  const first = new Float64Array(most);
  const last = new Float64Array(most);
  let early = 0;
  let late = 0;
  return {
    add(numbers: Float64Array): void {
      const taken = numbers.subarray(0, most - early);
      first.set(taken, early);
      early += taken.length;
      const rest = numbers.subarray(Math.max(taken.length, numbers.length - most));
      const kept = Math.min(late, most - rest.length);
      last.copyWithin(0, late - kept, late);
      last.set(rest, kept);
      late = kept + rest.length;
    },
    all(): Float64Array {
      const both = new Float64Array(early + late);
      both.set(first.subarray(0, early));
      both.set(last.subarray(0, late), early);
      return both;
    },
  };
}

/** The same of the cells of other columns, as {@link gatheringAsides}. */
function endsOfAsides(most: number) {
  const all: { aside: Aside; first: string[]; last: string[] }[] = [];
  const blanks = (count: number): string[] => new Array<string>(count).fill("");
  return {
    add(asides: readonly Aside[], before: number, rows: number): void {
      for (const aside of asides) {
        if (all.some((one) => one.aside.at === aside.at && one.aside.name === aside.name)) continue;
        const [early, late] = [Math.min(before, most), Math.min(Math.max(before - most, 0), most)];
        all.push({ aside, first: blanks(early), last: blanks(late) });
      }
      for (const one of all) {
        const found = asides.find(({ at, name }) => one.aside.at === at && one.aside.name === name);
        const raw = found?.raw ?? blanks(rows);
        const taken = raw.slice(0, most - one.first.length);
        one.first.push(...taken);
        one.last = [...one.last, ...raw.slice(Math.max(taken.length, raw.length - most))].slice(-most);
      }
    },
    all: (): Aside[] => all.map(({ aside, first, last }) => ({ ...aside, raw: [...first, ...last] })),
  };
}

/** A result like that of the first rows, of all. */
function resultLike(first: Result, data: Float64Array, rows: number, asides: readonly Aside[]): Result {
  const { from, tensor } = first;
  const all = new Tensor(data, [rows, ...tensor.shape.slice(1)], tensor.dtype);
  if (!sameShape(tensor, from.tensor)) return { ...first, tensor: all };
  const layout = from.layout.asides ? { ...from.layout, asides } : from.layout;
  return { ...first, tensor: all, from: { ...from, tensor: all, layout } };
}

/** As many numbers at each end are more than a terminal is wide, and rows than a table shows. */
const MOST = 2 ** 15;
const ROWS = 8;

const isWhole = (x: number): boolean => Number.isInteger(x) || !Number.isFinite(x);

/** In which row each of `width` columns has its largest number, the first on ties; -1 where it has none. */
function topsOf(width: number) {
  const largest = new Float64Array(width).fill(Number.NaN);
  const rows = new Float64Array(width).fill(-1);
  return {
    rows,
    add(numbers: Float64Array, before: number): void {
      for (let i = 0; i < numbers.length; i++) {
        const column = i % width;
        const x = numbers[i]!;
        if (rows[column]! < 0 ? Number.isNaN(x) : !(x > largest[column]!)) continue;
        largest[column] = x;
        rows[column] = before + (i - column) / width;
      }
    },
  };
}

/** Keeps what a table shows. */
function gatherEnds(first: Result): Gatherer {
  const width = sizeOf(first.tensor.shape.slice(1));
  const most = Math.max(ROWS, Math.ceil(MOST / width));
  const numbers = endsOf(most * width);
  const others = endsOfAsides(most);
  const tops = first.largest === 0 ? topsOf(width) : undefined;
  let rows = 0;
  let whole = true;
  return {
    add(data, asides, firstRow) {
      numbers.add(data);
      others.add(asides, firstRow, data.length / width);
      tops?.add(data, rows);
      rows += data.length / width;
      whole &&= data.every(isWhole);
    },
    result() {
      const data = numbers.all();
      const result = resultLike(first, data, data.length / width, others.all());
      const missing = rows - data.length / width;
      return missing === 0 ? result : { ...result, ends: { missing, whole, tops: tops?.rows } };
    },
  };
}

/** Keeps everything: eight bytes a number, and the other columns. */
function gatherAll(first: Result): Gatherer {
  const width = sizeOf(first.tensor.shape.slice(1));
  const numbers = growing();
  const others = gatheringAsides();
  return {
    add(data, asides, firstRow) {
      numbers.add(data);
      others.add(asides, firstRow);
    },
    result() {
      const data = numbers.all();
      const rows = data.length / width;
      return resultLike(first, data, rows, others.all(rows));
    },
  };
}

/** What gathers the results of further rows. @param first that of the first */
export function gathererFor(first: Result, options: Options, context: Context): Gatherer | undefined {
  const shown = shownAs(options, context);
  if (shown === undefined || first.tensor.rank === 0 || first.tensor.data.length === 0) return undefined;
  return shown === "table" && !options.full ? gatherEnds(first) : gatherAll(first);
}

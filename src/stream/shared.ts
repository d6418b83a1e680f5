/**
 * Memory that all threads share: a ring of slots, each for one block, and the counters by which they take turns.
 *
 * Blocks are numbered in the order of the input. The main thread fills slots and counts `FILLED` up; whoever is free
 * takes the next by counting `CLAIMED` up, and sets the slot's `DONE`.
 *
 * @packageDocumentation
 */

import { TABLES } from "./kernels.js";

/** The counters in front of the slots' own fields. */
export const FILLED = 0;
export const CLAIMED = 1;
const COUNTERS = 2;

/** The fields of a slot. */
export const FIELD = {
  done: 0,
  /** Bytes of the block. */
  length: 1,
  /** 1 where the block must be read by the clear reader. */
  irregular: 2,
  rows: 3,
  /** Bytes of output. */
  written: 4,
  /** Where in the block the list was closed; 0 if it was not. */
  closed: 5,
  lines: 6,
  /** Rows without a result, and the first of each kind: nan, infinite, empty. */
  lanes: 7,
} as const;
const FIELDS = 13;

/** Where a block's parts stand, in bytes. */
export interface Slot {
  readonly input: number;
  readonly numbers: number;
  readonly output: number;
  readonly end: number;
}

/** How large the parts of every slot are. */
export interface Sizes {
  readonly slots: number;
  /** Bytes of a block. */
  readonly block: number;
  /** Numbers in a block. */
  readonly numbers: number;
  /** Bytes of output. */
  readonly output: number;
}

/** Bytes that may be read and written behind a part. */
export const SLACK = 128;

const aligned = (n: number): number => Math.ceil(n / 64) * 64;

/** How many bytes a slot takes. */
export function slotSize({ block, numbers, output }: Sizes): number {
  return aligned(block + SLACK) + aligned(numbers * 8 + SLACK) + aligned(output + SLACK);
}

/** Where slot `index` stands; the slots begin behind the kernels' tables. */
export function slotAt(index: number, sizes: Sizes): Slot {
  const input = TABLES + index * slotSize(sizes);
  const numbers = input + aligned(sizes.block + SLACK);
  const output = numbers + aligned(sizes.numbers * 8 + SLACK);
  return { input, numbers, output, end: output + sizes.output };
}

/** The counters and the fields of all slots, as one shared array. */
export function newControl(slots: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * (COUNTERS + slots * FIELDS)));
}

/** Where a slot's field stands in the control array. */
export function fieldAt(slot: number, field: keyof typeof FIELD): number {
  return COUNTERS + slot * FIELDS + FIELD[field];
}

/** Takes the next block that is filled and that nobody works on; undefined if there is none. */
export function claim(control: Int32Array): number | undefined {
  for (;;) {
    const next = Atomics.load(control, CLAIMED);
    if (next >= Atomics.load(control, FILLED)) return undefined;
    if (Atomics.compareExchange(control, CLAIMED, next, next + 1) === next) return next;
  }
}

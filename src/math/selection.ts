/**
 * Order statistics of numbers that go by several times, in little memory.
 *
 * Radix selection from the leading digit on (Alabi, Blanchard, Gordon & Steinbach 2012, "Fast k-selection algorithms
 * for graphics processing units", section 3.2): a pass counts how many numbers begin with each digit, the counts tell
 * with which the wanted ones begin, and the next pass looks at those alone. The digits are those of a double's bits,
 * turned so that they are ordered as the numbers are, -0 before 0. Where few numbers are left they are kept and sorted.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { HIGH } from "./special/bits.js";

/** Finds the numbers of some ranks. All numbers are taken once a pass. */
export interface Selection {
  /** Takes numbers; nan and infinities are passed over. */
  take(numbers: Float64Array): void;
  /**
   * Ends a pass.
   * @returns whether another one is needed
   * @throws InputError if the numbers were not those of the pass before.
   */
  next(): boolean;
  /** The numbers found, in the order of their ranks. */
  found(): readonly number[];
}

/** One digit of a key, of which a double's two words make up four. */
interface Digit {
  readonly bits: number;
  /** How many bits of either word stand behind it. */
  readonly behind: readonly [high: number, low: number];
}

/** The first digit leaves few numbers of most samples for the second pass; the second ends with a float32's bits. */
const DIGITS: readonly Digit[] = [
  { bits: 20, behind: [12, 32] },
  { bits: 16, behind: [0, 28] },
  { bits: 16, behind: [0, 12] },
  { bits: 12, behind: [0, 0] },
];

/** The digit of a key that stands behind `depth` others. */
function digitAt(depth: number, high: number, low: number): number {
  if (depth === 0) return high >>> 12;
  if (depth === 1) return ((high & 0xfff) << 4) | (low >>> 28);
  return depth === 2 ? (low >>> 12) & 0xffff : low & 0xfff;
}

/** The key with that digit alone. */
function placed(depth: number, digit: number): readonly [high: number, low: number] {
  if (depth === 0) return [digit << 12, 0];
  if (depth === 1) return [digit >>> 4, digit << 28];
  return [0, depth === 2 ? digit << 12 : digit];
}

/** A word with its last bits set. */
const ones = (bits: number): number => (bits === 32 ? -1 : (1 << bits) - 1);

/** As many numbers that share their first digits are kept. */
const KEPT = 1 << 18;

/** Numbers that share their first digits: they are counted by the next one, or kept. */
interface Group {
  /** How many digits they share. */
  readonly depth: number;
  /** These digits. */
  readonly high: number;
  readonly low: number;
  /** Which bits they are. */
  readonly highMask: number;
  readonly lowMask: number;
  readonly size: number;
  readonly counts?: Float64Array;
  readonly kept?: Float64Array;
  taken: number;
  /** What bits, not turned, any of the numbers has. */
  highBits: number;
  lowBits: number;
  /** The digit of the last rank that was followed, and how many numbers have lower ones. */
  digit: number;
  before: number;
}

function newGroup(depth: number, high: number, low: number, size: number): Group {
  const [highRest, lowRest] = DIGITS[depth - 1]?.behind ?? [32, 32];
  const masks = { highMask: ~ones(highRest), lowMask: ~ones(lowRest) };
  const group = { depth, high, low, ...masks, size, taken: 0, highBits: 0, lowBits: 0, digit: 0, before: 0 };
  return size <= KEPT
    ? { ...group, kept: new Float64Array(size) }
    : { ...group, counts: new Float64Array(1 << DIGITS[depth]!.bits) };
}

/** A rank among the numbers of a group, and its number once that is known. */
interface Wanted {
  rank: number;
  group: Group;
  value?: number;
}

const SIGN = -0x80000000;
const EXPONENT = 0x7ff00000;
const WORDS = new Int32Array(2);
const DOUBLE = new Float64Array(WORDS.buffer);

/** The number with a key whose last bits, not turned, are 0. */
function numberOf(high: number, low: number, [highRest, lowRest]: Digit["behind"]): number {
  // The key of a number that is not negative begins with 1.
  const isNegative = high >= 0;
  WORDS[HIGH] = (isNegative ? ~high : high ^ SIGN) & ~ones(highRest);
  WORDS[1 - HIGH] = (isNegative ? ~low : low) & ~ones(lowRest);
  return DOUBLE[0]!;
}

/** Follows a wanted rank by one digit, or to its number. */
function follow(wanted: Wanted, groups: Map<string, Group>): void {
  const { group } = wanted;
  const { depth, counts, kept } = group;
  if (kept) {
    wanted.value = kept.sort()[wanted.rank]!;
    return;
  }
  while (wanted.rank >= group.before + counts![group.digit]!) group.before += counts![group.digit++]!;
  const { digit, before } = group;
  wanted.rank -= before;
  const { behind } = DIGITS[depth]!;
  const [highDigit, lowDigit] = placed(depth, digit);
  const [high, low] = [group.high | highDigit, group.low | lowDigit];
  if ((group.highBits & ones(behind[0])) === 0 && (group.lowBits & ones(behind[1])) === 0) {
    wanted.value = numberOf(high, low, behind);
    return;
  }
  const key = `${depth} ${high} ${low}`;
  wanted.group = groups.get(key) ?? newGroup(depth + 1, high, low, counts![digit]!);
  groups.set(key, wanted.group);
}

/** The word with the sign of a double, turned. */
const turnedHigh = (high: number): number => (high < 0 ? ~high : high ^ SIGN);

/** Counts all numbers by their first digit. */
function countAll(root: Group, numbers: Float64Array): void {
  const words = new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2);
  const counts = root.counts!;
  let { highBits, lowBits, taken } = root;
  for (let i = HIGH; i < words.length; i += 2) {
    const high = words[i]!;
    if ((high & EXPONENT) === EXPONENT) continue;
    counts[turnedHigh(high) >>> 12]!++;
    highBits |= high;
    lowBits |= words[i ^ 1]!;
    taken++;
  }
  root.highBits = highBits;
  root.lowBits = lowBits;
  root.taken = taken;
}

/** Takes a number, given by its words, into those groups that it belongs to. */
function put(groups: readonly Group[], x: number, highWord: number, lowWord: number): void {
  const high = turnedHigh(highWord);
  const low = highWord < 0 ? ~lowWord : lowWord;
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i]!;
    if (((high ^ group.high) & group.highMask) !== 0 || ((low ^ group.low) & group.lowMask) !== 0) continue;
    const { kept } = group;
    if (kept) kept[group.taken] = x;
    else group.counts![digitAt(group.depth, high, low)]!++;
    group.taken++;
    group.highBits |= highWord;
    group.lowBits |= lowWord;
  }
}

/** The groups of a pass by their first digit, ready to be looked up. */
function byFirstDigit(groups: readonly Group[]): (numbers: Float64Array) => void {
  const slots = new Uint8Array(1 << DIGITS[0]!.bits);
  const lists: Group[][] = [];
  for (const group of groups) {
    const digit = group.high >>> 12;
    if (slots[digit] === 0) slots[digit] = lists.push([]);
    lists[slots[digit]! - 1]!.push(group);
  }
  return (numbers) => {
    const words = new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2);
    for (let i = HIGH; i < words.length; i += 2) {
      const high = words[i]!;
      const slot = slots[turnedHigh(high) >>> 12]!;
      if (slot !== 0) put(lists[slot - 1]!, numbers[i >> 1]!, high, words[i ^ 1]!);
    }
  };
}

/**
 * Looks for the numbers of some ranks, from 0, in ascending order of all finite numbers.
 * @param ranks gives them for a count, and is asked when that is known; they must be below it and not descend
 */
export function selection(ranks: (count: number) => readonly number[]): Selection {
  const root = newGroup(0, 0, 0, Infinity);
  let wanted: Wanted[] | undefined;
  let groups: readonly Group[] = [root];
  let take = (numbers: Float64Array) => countAll(root, numbers);
  return {
    take: (numbers) => take(numbers),
    next() {
      const changed = wanted !== undefined && groups.some(({ size, taken }) => size !== taken);
      if (changed) throw new InputError("the numbers have changed while they were read");
      wanted ??= ranks(root.taken).map((rank) => ({ rank, group: root }));
      const following = new Map<string, Group>();
      for (const one of wanted) if (one.value === undefined) follow(one, following);
      groups = [...following.values()];
      take = byFirstDigit(groups);
      return groups.length > 0;
    },
    found: () => (wanted ?? []).map(({ value }) => value!),
  };
}

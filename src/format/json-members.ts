/**
 * Where the members of a JSON object stand, without their values: brackets and strings are told apart, byte by byte,
 * and nothing is held.
 *
 * @packageDocumentation
 */

/** One member of an object. */
export interface Member {
  readonly name: string;
  /** Its value is the bytes from here to before `end`. */
  readonly start: number;
  readonly end: number;
  /** How many items it has, if it is a list. */
  readonly items: number;
  /** The line of `start`, from 1, and where that line begins. */
  readonly line: number;
  readonly lineStart: number;
}

/** What is next within the object. */
type Expected = "{" | "key or }" | "key" | ":" | "value" | ", or }" | "end";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** What cannot begin a value. */
const isEnd = (c: number): boolean => c === COMMA || c === CLOSE || c === 0x5d;
const isBlank = (c: number): boolean => c === 0x20 || c === NEWLINE || c === 0x0d || c === 0x09;

/** Takes the bytes of a text, block by block. */
export interface MemberScanner {
  take(bytes: Uint8Array): void;
  /** The members, once all bytes have been taken. */
  end(): readonly Member[] | Misfit;
}

/** Where a text is found to be no JSON object. */
export interface Misfit extends Pick<Member, "start" | "line" | "lineStart"> {
  readonly expected: string;
}

/** What stands in the text so far. */
interface State {
  expected: Expected;
  /** Where the text has been found to be no object. */
  misfit: Misfit | undefined;
  /** How many bytes stood in the blocks before. */
  before: number;
  line: number;
  lineStart: number;
  /** Within a string, and behind a backslash in it. */
  inString: boolean;
  escaped: boolean;
  /** The bytes of the key that is being read, quotes included. */
  key: number[];
  name: string;
  /** The value that is being read: its beginning, how deep the present place is in it, and its commas. */
  value: Pick<Member, "start" | "line" | "lineStart"> | undefined;
  depth: number;
  commas: number;
  /** Whether anything stands in its outermost list. */
  filled: boolean;
  readonly found: Map<string, Member>;
}

function misfit(s: State, start: number): void {
  const { expected, line, lineStart } = s;
  s.misfit ??= { expected: s.value ? "the value to end" : expected, start, line, lineStart };
}

/** Keeps the last of several members of one name, as all readers of JSON do. */
function endValue(s: State, end: number): void {
  const { name, value, commas, filled } = s;
  s.found.delete(name);
  s.found.set(name, { name, end, items: filled ? commas + 1 : 0, ...value! });
  s.value = undefined;
  s.expected = ", or }";
}

function endKey(s: State, at: number): void {
  try {
    s.name = JSON.parse(new TextDecoder().decode(Uint8Array.from(s.key))) as string;
    s.expected = ":";
  } catch {
    misfit(s, at);
  }
  s.key = [];
}

/** Takes a byte of a string: in a key, or in a value. */
function takeInString(s: State, c: number, at: number): void {
  if (s.value === undefined) s.key.push(c);
  if (s.escaped) s.escaped = false;
  else if (c === BACKSLASH) s.escaped = true;
  else if (c === QUOTE) {
    s.inString = false;
    if (s.value === undefined) endKey(s, at);
    else if (s.depth === 0) endValue(s, at + 1);
  }
}

/** Takes a byte of a value outside strings; false where it stands behind it. */
function takeInValue(s: State, c: number, at: number): boolean {
  if (c === QUOTE) {
    s.inString = true;
    s.filled = true;
  } else if (c === 0x5b || c === OPEN) {
    if (s.depth++ > 0) s.filled = true;
  } else if (s.depth === 0 && (c === COMMA || c === CLOSE || isBlank(c))) {
    endValue(s, at);
    return false;
  } else if (c === 0x5d || c === CLOSE) {
    if (--s.depth === 0) endValue(s, at + 1);
  } else if (!isBlank(c)) {
    if (c === COMMA && s.depth === 1) s.commas++;
    s.filled = true;
  }
  return true;
}

/** Takes a byte between the values. */
function takeBetween(s: State, c: number, at: number): void {
  if (isBlank(c) || BYTE_ORDER_MARK[at] === c) return;
  const { expected } = s;
  if (expected === "value" && !isEnd(c)) {
    const { line, lineStart } = s;
    s.value = { start: at, line, lineStart };
    s.depth = 0;
    s.commas = 0;
    s.filled = false;
    takeInValue(s, c, at);
  } else if (expected === "{" && c === OPEN) s.expected = "key or }";
  else if (expected.startsWith("key") && c === QUOTE) {
    s.inString = true;
    s.key.push(c);
  } else if (expected === ":" && c === 0x3a) s.expected = "value";
  else if (expected === ", or }" && c === COMMA) s.expected = "key";
  else if (expected.endsWith("or }") && c === CLOSE) s.expected = "end";
  else misfit(s, at);
}

/** Where the digits and blanks end that say nothing here. */
function behindNumbers(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at++) {
    const c = bytes[at]!;
    // The digits, the point and the minus sign stand between the comma and the colon.
    if (!(c > COMMA && c < 0x3a)) break;
  }
  return at;
}

function takeBlock(s: State, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length && !s.misfit; i++) {
    const c = bytes[i]!;
    const at = s.before + i;
    if (c === NEWLINE) {
      s.line++;
      s.lineStart = at + 1;
    }
    if (s.inString) takeInString(s, c, at);
    else if (s.value === undefined || !takeInValue(s, c, at)) takeBetween(s, c, at);
    else if (s.depth > 0 && s.filled && !s.inString) i = behindNumbers(bytes, i + 1) - 1;
  }
  s.before += bytes.length;
}

/** Looks for the members of an object from its first byte on. */
export function newMembers(): MemberScanner {
  const s: State = {
    ...{ expected: "{", misfit: undefined, before: 0, line: 1, lineStart: 0, inString: false, escaped: false },
    ...{ key: [], name: "", value: undefined, depth: 0, commas: 0, filled: false, found: new Map() },
  };
  return {
    take: (bytes) => takeBlock(s, bytes),
    end() {
      if (s.expected !== "end") misfit(s, s.before);
      return s.misfit ?? [...s.found.values()];
    },
  };
}

/**
 * One array of a JSON object as an input of rows. Loaded when such an object is large.
 *
 * @packageDocumentation
 */
import { displaced, InputError, placeOf } from "../errors.js";
import { wholeItems } from "../format/brackets.js";
import { chooseEntry } from "../format/containers.js";
import { LONGEST_TEXT } from "../format/decode.js";
import type { Document } from "../format/document.js";
import { formatNamed } from "../format/formats.js";
import { type Member, newMembers } from "../format/json-members.js";
import { type Node, newScanner, scanValue } from "../format/json-scan.js";
import { quote } from "../format/quote.js";
import type { Store } from "../format/store.js";
import { openStore, sizeOfFile } from "./files.js";
import { type OpenInput, readAhead } from "./open-input.js";
import { type Bytes, inputFrom, reading, spool } from "./spooled-input.js";

const BLOCK = 1 << 18;
/** As much is shown of what is wrong. */
const SHOWN = 256;

/** @throws InputError where the bytes are no JSON object. */
function membersOf(store: Store): readonly Member[] {
  const { take, end } = newMembers();
  for (let at = 0; at < store.size; at += BLOCK) take(store.read(at, at + BLOCK));
  const found = end();
  if (!("expected" in found)) return found;
  const { expected, start, line, lineStart } = found;
  const from = Math.max(lineStart, start - BLOCK);
  const before = new TextDecoder().decode(store.read(from, start));
  const text = before + new TextDecoder().decode(store.read(start, start + SHOWN));
  const place = { ...placeOf(text, before.length), line };
  const wrong = text[before.length];
  throw new InputError(
    wrong === undefined ? `the text ends, expected ${expected}` : `expected ${expected}, not ${quote(wrong)}`,
    { place },
  );
}

/** Where a member's value begins in its text. */
function placeOfMember(store: Store, { start, line, lineStart }: Member): { line: number; column: number } {
  return { line, column: new TextDecoder().decode(store.read(lineStart, start)).length + 1 };
}

/** What a text says, and nothing where it is cut off within a word. */
function tryScan(text: string): Node | undefined {
  try {
    return scanValue(newScanner(text));
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** As much of a large member is looked at. */
const LOOK = 1 << 20;

/** The shape of the numbers of a member; undefined where it is none. Of a large one the first item tells. */
function shapeOfMember(store: Store, { start, end, items }: Member): readonly number[] | undefined {
  const bytes = store.read(start, Math.min(end, start + LOOK));
  if (end - start <= LOOK) {
    const node = tryScan(new TextDecoder().decode(bytes));
    return node?.kind === "numbers" ? node.shape : undefined;
  }
  if (bytes[0] !== 0x5b) return undefined;
  const length = wholeItems(bytes.subarray(1));
  // A first row that is longer than what is looked at is numbers if it begins so.
  const first = new TextDecoder().decode(bytes.subarray(1, 1 + (length || 64)));
  if (length === 0) return /^[\s[]*[-\d.nNItf]/.test(first) ? [items, 0] : undefined;
  const node = tryScan(`[${first}]`);
  return node?.kind === "numbers" ? [items, ...node.shape.slice(1)] : undefined;
}

/** The member that a key names, or the only array. */
function choose(store: Store, members: readonly Member[], key: string | undefined): Member {
  const numbers = (member: Member) => {
    const shape = shapeOfMember(store, member);
    return shape ? [{ ...member, shape }] : [];
  };
  const named = members.find(({ name }) => name === key);
  const [own] = named ? numbers(named) : [];
  if (own) return own;
  // What is wrong with a list says more than that it is none of numbers.
  if (named && store.read(named.start, named.start + 1)[0] === 0x5b) readMember(store, named);
  const numeric = members.flatMap(numbers);
  const arrays = numeric.filter(({ shape }) => shape.length > 0);
  return chooseEntry(key === undefined && arrays.length > 0 ? arrays : numeric, key);
}

/** A member as a document. @throws InputError where it is not numbers. */
function readMember(store: Store, member: Member): Document {
  const before = '{"":';
  const text = Buffer.concat([Buffer.from(before), store.read(member.start, member.end), Buffer.from("}")]);
  try {
    return formatNamed("json").read!(text, { key: "" });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { line, column } = placeOfMember(store, member);
    throw displaced(error, { line, column: column - before.length });
  }
}

const nothing = (): void => undefined;

/** The bytes of a member as an input of its own. */
async function openRange(input: OpenInput, store: Bytes, member: Member): Promise<OpenInput> {
  const { start, end } = member;
  const read = reading(store, start, end);
  const { name, path, checked } = input;
  const common = { name, path, size: end - start, key: undefined, checked, read, await: read, ended: false };
  const close = () => {
    store.close();
    input.close();
  };
  if (end - start <= checked) {
    const hold = async () => ({ ...readMember(store, member), format: "json" });
    return { ...common, close, bytes: Buffer.alloc(0), found: Promise.resolve(undefined), hold };
  }
  const { bytes } = await readAhead(read, checked);
  const again = () => openRange({ ...input, close: nothing }, { ...store, close: nothing }, member);
  return { ...common, close, bytes, format: "json", place: placeOfMember(store, member), again };
}

/**
 * Opens an array of an object.
 * @param input what has been found to begin as an object
 * @returns the input itself where the object is damaged or holds several arrays, and can be read whole
 * @throws InputError where the object is too large for that.
 */
export async function openMember(input: OpenInput): Promise<OpenInput> {
  const { path, key, again } = input;
  const isFile = again !== undefined && path !== undefined && sizeOfFile(path) === input.size;
  const store = isFile ? openStore(path) : await spool(input);
  if (!store) return input;
  try {
    return await openRange(input, store, choose(store, membersOf(store), key));
  } catch (error) {
    if (!(error instanceof InputError) || store.size > LONGEST_TEXT) {
      store.close();
      throw error instanceof InputError ? error.in(input.name) : error;
    }
    // Read at once it says what is wrong, or which arrays there are.
    if (!isFile) return inputFrom(input, store);
    store.close();
    return input;
  }
}

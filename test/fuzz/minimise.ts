/** A failing input made smaller while it fails in the same way. */
import type { Input } from "./input.js";

/** The input without one of its parts, largest parts first; undefined behind the last. */
function* smaller(input: Input): Generator<Input> {
  for (const [i] of input.argv.entries()) {
    if (i > 0) yield { ...input, argv: input.argv.toSpliced(i, 1) };
  }
  if (input.screen) {
    const { screen: _, ...rest } = input;
    yield rest;
  }
  if (Object.keys(input.env).length > 0) yield { ...input, env: {} };
  for (const stdin of shorter(input.stdin)) yield { ...input, stdin };
  for (const [name, bytes] of Object.entries(input.files)) {
    for (const less of shorter(bytes)) yield { ...input, files: { ...input.files, [name]: less } };
  }
  for (const [i, argument] of input.argv.entries()) {
    if (i === 0) continue;
    for (const less of shorter(Buffer.from(argument))) {
      yield { ...input, argv: input.argv.with(i, Buffer.from(less).toString()) };
    }
  }
}

/** Bytes without a block: the halves first, then ever smaller blocks (Zeller's ddmin, complements only). */
function* shorter(bytes: Uint8Array): Generator<Uint8Array> {
  if (bytes.length === 0) return;
  yield new Uint8Array(0);
  for (let size = Math.ceil(bytes.length / 2); ; size = Math.ceil(size / 2)) {
    for (let at = 0; at < bytes.length; at += size) {
      yield Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]);
    }
    if (size === 1 || bytes.length / size > 64) return;
  }
}

/**
 * The smallest input found that still fails.
 * @param seconds what the search may take
 */
export async function minimise(
  input: Input,
  fails: (input: Input) => Promise<boolean>,
  seconds: number,
): Promise<Input> {
  const end = Date.now() + seconds * 1000;
  let found = input;
  for (let isSmaller = true; isSmaller && Date.now() < end; ) {
    isSmaller = false;
    for (const candidate of smaller(found)) {
      if (Date.now() > end) break;
      if (!(await fails(candidate))) continue;
      found = candidate;
      isSmaller = true;
      break;
    }
  }
  return found;
}

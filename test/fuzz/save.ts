/** Failing inputs as files, in the form of test/cases. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Input } from "./input.js";

/** A word as sh takes it; what is no plain text is written as bash and zsh spell it. */
function quoted(word: string): string {
  if (/^[\w./:=,+-]+$/.test(word)) return word;
  if (!/[\0-\x1f\x7f-\uffff]/.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const bytes = [...Buffer.from(word)].map((byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x27 || byte === 0x5c
      ? `\\x${byte.toString(16).padStart(2, "0")}`
      : String.fromCharCode(byte),
  );
  return `$'${bytes.join("")}'`;
}

/** The command of an input as a line for a shell. */
export function lineOf({ argv, env }: Input): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`);
  return [...variables, "actfn", ...argv.map(quoted)].join(" ");
}

const encoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const decoded = (text: string): Uint8Array => Buffer.from(text, "base64");

/** Writes an input to a folder: `cmd`, `stdin`, its files, and `input.json` to replay it. */
export function save(input: Input, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const files = Object.fromEntries(Object.entries(input.files).map(([name, bytes]) => [name, encoded(bytes)]));
  writeFileSync(join(folder, "input.json"), JSON.stringify({ ...input, stdin: encoded(input.stdin), files }));
  writeFileSync(join(folder, "cmd"), `${lineOf(input)}\n`);
  writeFileSync(join(folder, "stdin"), input.stdin);
  for (const [name, bytes] of Object.entries(input.files)) writeFileSync(join(folder, name), bytes);
}

/** The input that {@link save} wrote. */
export function load(folder: string): Input {
  const saved = JSON.parse(readFileSync(join(folder, "input.json"), "utf8"));
  const files = Object.entries<string>(saved.files).map(([name, text]) => [name, decoded(text)]);
  return { ...saved, stdin: decoded(saved.stdin), files: Object.fromEntries(files) };
}

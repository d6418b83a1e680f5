/**
 * Text to tokens.
 *
 * @packageDocumentation
 */
import { quote } from "../format/quote.js";
import { errorAt, type Span } from "../format/span.js";

export interface Token extends Span {
  readonly kind: "number" | "text" | "name" | "operator" | "newline" | "end";
  /** The token as the grammar knows it; of a text what stands between the quotation marks. */
  readonly text: string;
}

const BLANK = /(?:[ \t\r\u00a0]|#[^\n]*|\\\r?\n)+/y;
const NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?/y;
const NAME = /[A-Za-z_]\w*/y;
const TEXT = /"[^"\n]*"|'[^'\n]*'/y;
const OPERATOR = /\.\.\.|\*\*|\/\/|==|!=|<=|>=|[-+*/%@<>=()[\],:.;&|^~\u2212]/y;

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** The token at a place, undefined where none can begin. */
function tokenAt(source: string, start: number): Token | undefined {
  const token = (kind: Token["kind"], found: string, text = found): Token => {
    return { kind, text, start, end: start + found.length };
  };
  const name = match(NAME, source, start);
  if (name) return token("name", name);
  const number = match(NUMBER, source, start);
  if (number) return token("number", number, number.replaceAll("_", ""));
  const text = match(TEXT, source, start);
  if (text) return token("text", text, text.slice(1, -1));
  const operator = match(OPERATOR, source, start);
  return operator ? token("operator", operator, operator === "\u2212" ? "-" : operator) : undefined;
}

/** How far the brackets are nested behind a token; line breaks within them mean nothing. */
function depthAfter(depth: number, { kind, text }: Token): number {
  if (kind !== "operator") return depth;
  if (text === "(" || text === "[") return depth + 1;
  return text === ")" || text === "]" ? Math.max(depth - 1, 0) : depth;
}

/**
 * The tokens of a source, the last of them its end.
 * @throws InputError with its place at a character that begins none.
 */
export function tokens(source: string): Token[] {
  const found: Token[] = [];
  let depth = 0;
  for (let at = 0; ; ) {
    at += match(BLANK, source, at)?.length ?? 0;
    if (at >= source.length) break;
    if (source[at] === "\n") {
      if (depth === 0) found.push({ kind: "newline", text: "\n", start: at, end: at + 1 });
      at++;
      continue;
    }
    const token = tokenAt(source, at);
    if (!token) {
      const open = /["']/.test(source[at]!);
      const what = open ? "a text that is not closed" : `${quote(source[at]!)} means nothing here`;
      throw errorAt(source, what, { start: at });
    }
    if (token.kind === "number" && /\w/.test(source[token.end] ?? "")) {
      const end = token.end + match(/\w+/y, source, token.end)!.length;
      throw errorAt(source, `not a number: ${quote(source.slice(at, end))}`, { start: at, end });
    }
    depth = depthAfter(depth, token);
    found.push(token);
    at = token.end;
  }
  found.push({ kind: "end", text: "", start: source.length, end: source.length + 1 });
  return found;
}

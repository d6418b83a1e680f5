/**
 * Tokens to a program: a Pratt parser (Pratt 1973, "Top down operator precedence") for the
 * expressions of Python.
 *
 * @packageDocumentation
 */
import type { InputError } from "../errors.js";
import { quote } from "../format/quote.js";
import { errorAt, type Span } from "../format/span.js";
import { type Token, tokens } from "./lex.js";
import { type Argument, childrenOf, type Node, type Program, type Statement } from "./syntax.js";

/** How tightly operators bind, as in section 6.17 of Python's reference. */
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARE = 4;
const UNARY = 10;
const POWER = 11;
const POSTFIX = 12;
const BINARY: ReadonlyMap<string, number> = new Map([
  ...["or"].map((operator) => [operator, OR] as const),
  ...["and"].map((operator) => [operator, AND] as const),
  ...["==", "!=", "<", "<=", ">", ">="].map((operator) => [operator, COMPARE] as const),
  ["|", 5],
  ["^", 6],
  ["&", 7],
  ...["+", "-"].map((operator) => [operator, 8] as const),
  ...["*", "@", "/", "//", "%"].map((operator) => [operator, 9] as const),
  ["**", POWER],
  ...["(", "[", "."].map((operator) => [operator, POSTFIX] as const),
]);
const WORDS: ReadonlySet<string> = new Set(["or", "and", "not", "if", "else", "lambda", "for", "in", "is"]);

/** The tokens and where the parser stands. */
interface Parser {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly maxNesting: number;
  /** How high the tree under each node is. */
  readonly heights: Map<Node, number>;
  at: number;
  depth: number;
}

const peek = (p: Parser): Token => p.tokens[p.at]!;
const endOf = (p: Parser): number => p.tokens[p.at - 1]!.end;

function isWord({ kind, text }: Token, ...wanted: readonly string[]): boolean {
  return (kind === "operator" || (kind === "name" && WORDS.has(text))) && wanted.includes(text);
}

/** How tightly the operator binds that a token is; undefined if it is none. */
function bindingOf({ kind, text }: Token): number | undefined {
  return kind === "operator" || kind === "name" ? BINARY.get(text) : undefined;
}

/** Steps over the next token if it is one of those wanted. */
function skip(p: Parser, ...wanted: readonly string[]): boolean {
  if (!isWord(peek(p), ...wanted)) return false;
  p.at++;
  return true;
}

function failure(p: Parser, message: string, span: Span = peek(p)): InputError {
  return errorAt(p.source, message, span);
}

function unexpected(p: Parser, wanted: string): InputError {
  const { kind, text } = peek(p);
  const found = kind === "end" ? "the end" : kind === "newline" ? "the end of the line" : quote(text);
  return failure(p, `expected ${wanted}, not ${found}`);
}

function expectClosed(p: Parser, closer: string, opener: Token): void {
  if (skip(p, closer)) return;
  if (peek(p).kind === "end") throw failure(p, `${opener.text} is not closed`, opener);
  throw unexpected(p, `, or ${closer}`);
}

/** A node, unless it is nested too deep. */
function made(p: Parser, node: Node): Node {
  const height = 1 + childrenOf(node).reduce((most, child) => Math.max(most, p.heights.get(child) ?? 0), 0);
  if (height > p.maxNesting) throw tooDeep(p);
  p.heights.set(node, height);
  return node;
}

const tooDeep = (p: Parser): InputError => {
  return errorAt(p.source, `nested deeper than ${p.maxNesting} levels; --max-nesting raises that`, peek(p));
};

/** An expression whose operators all bind at least as tightly as `least`. */
function parse(p: Parser, least: number): Node {
  if (++p.depth > p.maxNesting) throw tooDeep(p);
  let left = prefix(p);
  for (;;) {
    const binding = bindingOf(peek(p));
    if (binding === undefined || binding < least) break;
    left = made(
      p,
      binding === POSTFIX ? postfix(p, left) : binding === COMPARE ? comparison(p, left) : binary(p, left, binding),
    );
  }
  p.depth--;
  return left;
}

function binary(p: Parser, left: Node, binding: number): Node {
  const { text: operator } = peek(p);
  p.at++;
  // Powers group from the right, and their exponent may have a sign.
  const right = parse(p, binding === POWER ? UNARY : binding + 1);
  const span = { start: left.start, end: endOf(p) };
  if (operator === "and" || operator === "or") return { kind: "logic", operator, left, right, ...span };
  return { kind: "binary", operator, left, right, ...span };
}

/** `a < b <= c`, which is `a < b and b <= c`. */
function comparison(p: Parser, first: Node): Node {
  const operators: string[] = [];
  const operands = [first];
  while (bindingOf(peek(p)) === COMPARE) {
    operators.push(peek(p).text);
    p.at++;
    operands.push(parse(p, COMPARE + 1));
  }
  return { kind: "compare", operators, operands, start: first.start, end: endOf(p) };
}

/** A call, an index or an attribute. */
function postfix(p: Parser, target: Node): Node {
  const opener = peek(p);
  p.at++;
  const { start } = target;
  if (opener.text === ".") {
    const name = peek(p);
    if (name.kind !== "name") throw unexpected(p, "a name behind the point");
    p.at++;
    return { kind: "attribute", target, name: name.text, at: name, start, end: name.end };
  }
  if (opener.text === "(") {
    const args = separated(p, ")", opener, argument);
    return { kind: "call", target, args, start, end: endOf(p) };
  }
  const items = separated(p, "]", opener, indexItem);
  if (items.length === 0) throw failure(p, "an index is missing", { start: opener.start, end: endOf(p) });
  return { kind: "index", target, items, start, end: endOf(p) };
}

/** Parts between commas up to a closing bracket; the last comma may stand behind them. */
function separated<T>(p: Parser, closer: string, opener: Token, part: (p: Parser) => T): T[] {
  const parts: T[] = [];
  while (!isWord(peek(p), closer)) {
    parts.push(part(p));
    if (!skip(p, ",")) break;
  }
  expectClosed(p, closer, opener);
  return parts;
}

function argument(p: Parser): Argument {
  const name = peek(p);
  const keyword = name.kind === "name" && isWord(p.tokens[p.at + 1]!, "=");
  if (keyword) p.at += 2;
  const value = expression(p);
  return { ...(keyword ? { keyword: name.text } : {}), value, start: name.start, end: value.end };
}

function indexItem(p: Parser): Node {
  const { start } = peek(p);
  const bounds: (Node | undefined)[] = [];
  const bound = () => (isWord(peek(p), ":", ",", "]") ? undefined : expression(p));
  bounds.push(bound());
  while (bounds.length < 3 && skip(p, ":")) bounds.push(bound());
  const [only] = bounds;
  if (bounds.length > 1) return made(p, { kind: "slice", bounds, start, end: endOf(p) });
  if (!only) throw unexpected(p, "an index");
  return only;
}

function prefix(p: Parser): Node {
  const token = peek(p);
  const { kind, text, start, end } = token;
  if (isWord(token, "-", "+", "~", "not")) {
    p.at++;
    const operand = parse(p, text === "not" ? NOT : UNARY);
    return made(p, { kind: "unary", operator: text, operand, start, end: endOf(p) });
  }
  if (isWord(token, "(", "[")) return brackets(p, token);
  if (isWord(token, "...")) {
    p.at++;
    return { kind: "rest", start, end };
  }
  if (isWord(token, "lambda")) throw failure(p, "lambda can only begin an expression", token);
  if (kind === "operator" || kind === "newline" || kind === "end" || (kind === "name" && WORDS.has(text))) {
    throw unexpected(p, "a number, a name or a bracket");
  }
  p.at++;
  if (kind === "number") return { kind, value: Number(text), start, end };
  return kind === "text" ? { kind, value: text, start, end } : { kind: "name", name: text, start, end };
}

/** A list, a tuple, or an expression in brackets. */
function brackets(p: Parser, opener: Token): Node {
  p.at++;
  const list = opener.text === "[";
  const items = separated(p, list ? "]" : ")", opener, expression);
  const [only] = items;
  const { start } = opener;
  const span = { start, end: endOf(p) };
  if (list) return made(p, { kind: "list", items, ...span });
  const grouped = only && items.length === 1 && p.tokens[p.at - 2]!.text !== ",";
  return grouped ? only : made(p, { kind: "tuple", items, ...span });
}

/** An expression, with `a if b else c`. */
function expression(p: Parser): Node {
  const yes = parse(p, OR);
  if (peek(p).kind === "name" && peek(p).text === "for")
    throw failure(p, "comprehensions are not part of the language");
  if (!skip(p, "if")) return yes;
  const test = parse(p, OR);
  if (!skip(p, "else")) throw unexpected(p, "else");
  if (++p.depth > p.maxNesting) throw tooDeep(p);
  const no = expression(p);
  p.depth--;
  return made(p, { kind: "conditional", test, yes, no, start: yes.start, end: no.end });
}

/** Expressions with commas between them are a tuple. */
function expressions(p: Parser): Node {
  const first = expression(p);
  if (!isWord(peek(p), ",")) return first;
  const items = [first];
  while (skip(p, ",") && !isWord(peek(p), "=", ";") && !["newline", "end"].includes(peek(p).kind)) {
    items.push(expression(p));
  }
  return made(p, { kind: "tuple", items, start: first.start, end: endOf(p) });
}

/** The names on the left of `=`. */
function targetsOf(p: Parser, node: Node): string[] {
  const names = node.kind === "tuple" ? node.items : [node];
  return names.map((one) => {
    if (one.kind === "name") return one.name;
    throw failure(p, "only names can stand before =", one);
  });
}

function statement(p: Parser): Statement {
  const value = expressions(p);
  if (!skip(p, "=")) return { targets: [], unpacks: false, value };
  return { targets: targetsOf(p, value), unpacks: value.kind === "tuple", value: expressions(p) };
}

/** The names before the colon of `lambda x:`. */
function lambdaParameters(p: Parser): string[] {
  const names: string[] = [];
  if (!skip(p, "lambda")) return names;
  do {
    const name = peek(p);
    if (name.kind !== "name") throw unexpected(p, "a name behind lambda");
    names.push(name.text);
    p.at++;
  } while (skip(p, ","));
  if (!skip(p, ":")) throw unexpected(p, ":");
  return names;
}

const skipEmpty = (p: Parser): void => {
  while (peek(p).kind === "newline" || isWord(peek(p), ";")) p.at++;
};

/**
 * Parses statements with `;` or line breaks between them.
 * @throws InputError with its place for what is no expression, or is nested too deep.
 */
export function parseProgram(source: string, maxNesting: number): Program {
  const p: Parser = { source, tokens: tokens(source), maxNesting, heights: new Map(), at: 0, depth: 0 };
  skipEmpty(p);
  const parameters = lambdaParameters(p);
  const statements: Statement[] = [];
  while (peek(p).kind !== "end") {
    statements.push(statement(p));
    const { kind } = peek(p);
    if (kind !== "end" && kind !== "newline" && !isWord(peek(p), ";")) throw unexpected(p, "an operator or the end");
    skipEmpty(p);
  }
  if (statements.length === 0) throw unexpected(p, "an expression");
  return { source, parameters, statements };
}

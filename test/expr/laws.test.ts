/** Random expressions against a second evaluation of their tree that knows nothing of parsing and little of tensors. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { asTensor, compile, type Value } from "../../src/expr/compile.js";
import { type Nested, tensor } from "../../src/math/tensor.js";

/** The remainder with the sign of the divisor, also where it is 0. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  if (rest === 0) return 0 * Math.sign(b);
  return Math.sign(rest) === -Math.sign(b) ? rest + b : rest;
}

/** Operators by how tightly they bind in Python, loosest first, with what they do to numbers. */
const LEVELS: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { "==": (a, b) => Number(a === b), "<": (a, b) => Number(a < b), ">=": (a, b) => Number(a >= b) },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b, "/": (a, b) => a / b, "%": modulo },
];
const UNARY = LEVELS.length;
const ATOM = UNARY + 1;

type Tree =
  | { readonly kind: "leaf"; readonly text: string; readonly value: Nested }
  | { readonly kind: "unary"; readonly operand: Tree }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Tree; readonly right: Tree }
  | { readonly kind: "call"; readonly name: "abs" | "maximum"; readonly args: readonly Tree[] };

/** Shapes that all broadcast with each other. */
const NAMES: Readonly<Record<string, Nested>> = {
  a: 3,
  v: [1, -2, 4],
  m: [
    [1, 2, 3],
    [-4, 5, 0.5],
  ],
  c: [[2], [-1]],
};

const leaf = fc.oneof(
  fc.integer({ min: 0, max: 9 }).map((n): Tree => ({ kind: "leaf", text: String(n), value: n })),
  fc.constantFrom(...Object.keys(NAMES)).map((name): Tree => ({ kind: "leaf", text: name, value: NAMES[name]! })),
);

const operators = LEVELS.flatMap((level) => Object.keys(level));

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    { weight: 2, arbitrary: leaf },
    { weight: 1, arbitrary: tie("tree").map((operand): Tree => ({ kind: "unary", operand })) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...operators), tie("tree"), tie("tree"))
        .map(([operator, left, right]): Tree => ({ kind: "binary", operator, left, right })),
    },
    { weight: 1, arbitrary: tie("tree").map((x): Tree => ({ kind: "call", name: "abs", args: [x] })) },
    {
      weight: 1,
      arbitrary: fc.tuple(tie("tree"), tie("tree")).map((args): Tree => ({ kind: "call", name: "maximum", args })),
    },
  ),
}));

const levelOf = (operator: string) => LEVELS.findIndex((level) => operator in level);

/** The tree as text with brackets only where Python needs them. */
function written(node: Tree, least = 0): string {
  if (node.kind === "leaf") return node.text;
  if (node.kind === "call") return `${node.name}(${node.args.map((arg) => written(arg)).join(", ")})`;
  const level = node.kind === "unary" ? UNARY : levelOf(node.operator);
  // A second comparison behind the first would be a chain.
  const text =
    node.kind === "unary"
      ? `-${written(node.operand, UNARY)}`
      : `${written(node.left, level === 0 ? 1 : level)} ${node.operator} ${written(node.right, level + 1)}`;
  return level < least && level < ATOM ? `(${text})` : text;
}

const depth = (value: Nested): number => (typeof value === "number" ? 0 : 1 + depth(value[0]!));

/** f of nested lists that broadcast. */
function zipped(a: Nested, b: Nested, f: (a: number, b: number) => number): Nested {
  if (typeof a === "number" && typeof b === "number") return f(a, b);
  const [deepA, deepB] = [depth(a), depth(b)];
  const rows = (value: Nested, deep: number, size: number) =>
    Array.from({ length: size }, (_, i) => {
      if (deep < Math.max(deepA, deepB)) return value;
      const list = value as readonly Nested[];
      return list[list.length === 1 ? 0 : i]!;
    });
  const size = Math.max(
    deepA >= deepB ? (a as readonly Nested[]).length : 1,
    deepB >= deepA ? (b as readonly Nested[]).length : 1,
  );
  const left = rows(a, deepA, size);
  const right = rows(b, deepB, size);
  return left.map((x, i) => zipped(x, right[i]!, f));
}

function evaluated(node: Tree): Nested {
  if (node.kind === "leaf") return node.value;
  if (node.kind === "unary") return zipped(evaluated(node.operand), 0, (x) => -x);
  if (node.kind === "binary") {
    return zipped(evaluated(node.left), evaluated(node.right), LEVELS[levelOf(node.operator)]![node.operator]!);
  }
  const [x, y = 0] = node.args.map(evaluated);
  return zipped(x!, y, node.name === "abs" ? Math.abs : Math.max);
}

const bindings = new Map<string, Value>(Object.entries(NAMES).map(([name, value]) => [name, tensor(value)]));

test("a random expression has the value of its tree", () => {
  fc.assert(
    fc.property(tree, (node) => {
      const source = written(node);
      const expected = tensor(evaluated(node));
      const actual = asTensor(compile(source, { names: bindings.keys() }).evaluate(bindings));
      expect(actual.shape, source).toEqual(expected.shape);
      for (const [i, y] of expected.data.entries()) {
        const x = actual.data[i]!;
        const near = Object.is(x, y) || x === y;
        expect(near, `${source}: ${x}, not ${y}`).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

test("a slice picks what Python's picks", () => {
  const list = [0, 1, 2, 3, 4, 5, 6];
  const bound = fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined });
  const step = fc.integer({ min: -3, max: 3 }).filter((n) => n !== 0);
  fc.assert(
    fc.property(bound, bound, step, (start, stop, step) => {
      const clamped = (n: number, low: number, high: number) => Math.min(Math.max(n < 0 ? n + 7 : n, low), high);
      const picked: number[] = [];
      if (step > 0) {
        const end = stop === undefined ? 7 : clamped(stop, 0, 7);
        for (let i = start === undefined ? 0 : clamped(start, 0, 7); i < end; i += step) picked.push(i);
      } else {
        const end = stop === undefined ? -1 : clamped(stop, -1, 6);
        for (let i = start === undefined ? 6 : clamped(start, -1, 6); i > end; i += step) picked.push(i);
      }
      const source = `range(7)[${start ?? ""}:${stop ?? ""}:${step}]`;
      expect([...asTensor(compile(source).evaluate(new Map())).data], source).toEqual(picked.map((i) => list[i]));
    }),
  );
});

test("no text brings the parser down", () => {
  const word = fc.constantFrom(
    ..."( ) [ ] , : . = ; + - * ** / // % @ < == not and or if else lambda x 1 .5 'a' ... ~ & \n".split(" "),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      try {
        compile(words.join(" ")).evaluate(new Map([["x", tensor([1, 2])]]));
      } catch (error) {
        expect((error as Error).name, words.join(" ")).toBe("InputError");
      }
    }),
    { numRuns: 2000 },
  );
});

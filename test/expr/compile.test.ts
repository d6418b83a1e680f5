/** What a program that has been read offers: its names, its parts, its random numbers, its limits. */
import { expect, test } from "vitest";
import { InputError } from "../../src/errors.js";
import { asTensor, compile, isSequence, type Part, type Value } from "../../src/expr/compile.js";
import { knownNames } from "../../src/expr/library.js";
import { generator, rand, randn } from "../../src/math/random.js";
import { tensor } from "../../src/math/tensor.js";

const none = new Map<string, Value>();
const x = new Map<string, Value>([["x", tensor([1, 2, 3])]]);
const random = () => generator(42);
const numbersOf = (value: Value) => asTensor(value).toArray();

test("every part is told with its value, the parts of a part first", () => {
  const parts: [Part, unknown][] = [];
  const step = (part: Part, value: Value) => void parts.push([part, numbersOf(value)]);
  compile("-x[0] + softmax(x, dim=0).sum()").evaluate(x, { step });
  expect(parts.map(([{ text, kind }, value]) => `${kind} ${text}: ${JSON.stringify(value)}`)).toEqual([
    "name x: [1,2,3]",
    "number 0: 0",
    "index x[0]: 1",
    "unary -x[0]: -1",
    "name x: [1,2,3]",
    "number 0: 0",
    "call softmax(x, dim=0): [0.09003057317038046,0.24472847105479764,0.6652409557748219]",
    "call softmax(x, dim=0).sum(): 1",
    "binary -x[0] + softmax(x, dim=0).sum(): 0",
  ]);
});

test.each([
  ["a and b", 0, ["a"]],
  ["b and a", 0, ["b", "a"]],
  ["b or a", 1, ["b"]],
  ["a or b", 1, ["a", "b"]],
  ["a if b else c", 0, ["b", "a"]],
  ["a if a else c", 5, ["a", "c"]],
  ["a < a < c", 0, ["a", "a"]],
])("%s evaluates only what it needs", (source, value, evaluated) => {
  const bindings = new Map<string, Value>([
    ["a", tensor(0)],
    ["b", tensor(1)],
    ["c", tensor(5)],
  ]);
  const names: string[] = [];
  const step = ({ kind, text }: Part) => void (kind === "name" && names.push(text));
  expect(numbersOf(compile(source).evaluate(bindings, { step }))).toBe(value);
  expect(names).toEqual(evaluated);
});

test.each([
  ["(1, x)[0]", ["1", "x", "(1, x)", "0", "(1, x)[0]"]],
  ["(1, 2)[0:1]", ["1", "2", "(1, 2)", "0", "1", "(1, 2)[0:1]"]],
  ["(1, 2)[None]", ["1", "2", "(1, 2)", "None", "(1, 2)[None]"]],
])("the parts of %s are told once each", (source, parts) => {
  const told: string[] = [];
  compile(source).evaluate(x, { step: ({ text }) => void told.push(text) });
  expect(told).toEqual(parts);
});

test("a mistake in what a name is bound to points at the name, or at all", () => {
  const expression = compile("x + unbound*unbound", { names: ["x"] });
  expect(expression.unbound).toEqual(["unbound"]);
  expect(expression.source).toBe("x + unbound*unbound");
  const { message, place } = expression.mistake("unbound", "no such file");
  expect([message, place?.column, place?.length]).toEqual(["no such file", 5, 7]);
  expect(expression.mistake("x", "odd").place).toMatchObject({ column: 1, length: 19 });
});

test("a name that is not bound after all is an error in its place", () => {
  try {
    compile("1 + y").evaluate(none);
    expect.fail("y is not bound");
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toBe('unknown name "y"');
    expect((error as InputError).place?.column).toBe(5);
  }
});

test("manual_seed begins the random numbers anew, whatever they began with", () => {
  const seeded = compile("manual_seed(7); a = rand(2, 2); b = randn(3); a").evaluate(none, { random });
  expect(numbersOf(seeded)).toEqual(rand([2, 2], generator(7)).toArray());
  expect(numbersOf(compile("manual_seed(7); randn(5)").evaluate(none))).toEqual(randn([5], generator(7)).toArray());
  expect(numbersOf(compile("manual_seed(7)").evaluate(none))).toBe(7);
  const both = "rand(1); manual_seed(3); torch.rand((2,))";
  expect(numbersOf(compile(both).evaluate(none, { random }))).toEqual(rand([2], generator(3)).toArray());
});

test("what is given may be as large as it is, in lists too", () => {
  const list: Value = { kind: "list", items: [tensor([1, 2, 3]), { kind: "tuple", items: [tensor([4, 5, 6]), "a"] }] };
  const bound = new Map<string, Value>([
    ["a", list],
    ["b", tensor(0)],
    ["n", null],
  ]);
  expect(numbersOf(compile("b + zeros(6)").evaluate(bound, { maxSize: 3 }))).toEqual([0, 0, 0, 0, 0, 0]);
  expect(() => compile("b + zeros(7)").evaluate(bound, { maxSize: 3 })).toThrow(
    "a result of 7 has more than 6 numbers; --max-size raises that",
  );
  expect(numbersOf(compile("zeros(9)").evaluate(none, { maxSize: 9 })) as number[]).toHaveLength(9);
  for (const source of ["zeros(10)", "randn(10)", "full(10, 1)", "linspace(0, 1, 10)", "ones(2, 5)", "expand(1, 10)"]) {
    expect(() => compile(source).evaluate(none, { maxSize: 9, random }), source).toThrow(/more than 9 numbers/);
  }
});

test.each([
  ["1" + "+1".repeat(300), /nested deeper than 200 levels; --max-nesting raises that/],
  ["-".repeat(300) + "1", /nested deeper/],
  ["1 if 1 else ".repeat(300) + "1", /nested deeper/],
  ["[".repeat(300), /nested deeper/],
  ["x".padEnd(1000, "[0]"), /nested deeper/],
  ["abs(".repeat(300) + "1" + ")".repeat(300), /nested deeper/],
  // Deeper than JavaScript's own stack.
  ["1 if 1 else ".repeat(30_000) + "1", /nested deeper/],
])("%.20s... is nested too deep", (source, message) => {
  expect(() => compile(source)).toThrow(InputError);
  expect(() => compile(source)).toThrow(message);
});

test.each<[string, string[]]>([
  ["[a, b, (c, d)]", ["a", "b", "c", "d"]],
  ["-a", ["a"]],
  ["not a", ["a"]],
  ["a + b*a", ["a", "b"]],
  ["a and b or c", ["a", "b", "c"]],
  ["a < b <= c", ["a", "b", "c"]],
  ["a if b else c", ["b", "a", "c"]],
  ["a.T", ["a"]],
  ["a.sum(b, dim=c)", ["a", "b", "c"]],
  ["relu(a)", ["a"]],
  ["nn.ReLU()(a)", ["a"]],
  ["a[b, c:d:f, ...]", ["a", "b", "c", "d", "f"]],
  ["x__", ["x__"]],
  ["a = b; a + c", ["b", "c"]],
  ["lambda a, b: a + c", ["a", "b", "c"]],
  ["newaxis + 1", ["newaxis"]],
  ["'a' if 1 else 2", []],
])("%s leaves %j unbound", (source, unbound) => {
  expect(compile(source).unbound).toEqual(unbound);
});

test("a parameter that is bound is not left unbound", () => {
  expect(compile("lambda a, b: a + b", { names: ["b"] }).unbound).toEqual(["a"]);
});

test("names of JavaScript's and Python's inner things are never left unbound", () => {
  for (const name of ["__x", "__proto__", "toString", "constructor", "hasOwnProperty"]) {
    expect(() => compile(name), name).toThrow(`unknown name "${name}"`);
  }
});

test.each([
  ["[1,\n 2][\n1]", 2],
  ["(1\n+ 2)\n", 3],
  ["abs(\n-1\n)", 1],
  ["a = (1)\na + 1", 2],
  ["a = [1]\na[0] + 2", 3],
  ["a = 1\n\n;; b = 2 # b\nb - a;\n", 1],
  ["1 + \\\n2", 3],
  ["a, b = 1, 2,\nb", 2],
  ["a, b = 1, 2,; a", 1],
  ["3 \u2212 5", -2],
  ["2*\u22121", -2],
  ["(7,)[0]", 7],
  ["[7,][0]", 7],
  ["abs(-7,)", 7],
  ["prelu([-1, -2, -3], [0.1, 0.2, 0.5])[2]", -1.5],
  ["F.logSoftmax([1], dim=0)[0]", 0],
  ["x = tensor([3, 1, 2]); v, i, j = x.sort(); j", 3],
  ["a, = [7]; a", 7],
  ["((1)\n+ 2)", 3],
  ["a = '('\n2", 2],
  ["tensor([[1, 2, 3], [4, 5, 6]])[(0, 1), 0][1]", 4],
])("%j is %d", (source, value) => {
  expect(numbersOf(compile(source).evaluate(none))).toBe(value);
});

test.each(["-", "(", "not", ",", "for", "=", "else"])("'%s' is a text", (text) => {
  expect(compile(`'${text}'`).evaluate(none)).toBe(text);
  expect(compile(`"${text}",`).evaluate(none)).toEqual({ kind: "tuple", items: [text] });
});

test("brackets around one value make no tuple, a comma does", () => {
  expect(isSequence(compile("(1)").evaluate(none))).toBe(false);
  expect(compile("(1,)").evaluate(none)).toMatchObject({ kind: "tuple", items: [{}] });
  expect(compile("1,").evaluate(none)).toMatchObject({ kind: "tuple", items: [{}] });
  expect(compile("()").evaluate(none)).toEqual({ kind: "tuple", items: [] });
  expect(compile("[1]").evaluate(none)).toMatchObject({ kind: "list", items: [{}] });
});

test("a class gets its parameters, or where it begins with the numbers is the function", () => {
  const logits = "x = tensor([[1, 2], [3, 5]]); y = tensor([0, 1]); w = tensor([1, 3]); ";
  const same = (one: string, other: string) =>
    expect(numbersOf(compile(logits + one).evaluate(none)), one).toEqual(
      numbersOf(compile(logits + other).evaluate(none)),
    );
  same("CrossEntropyLoss(w)(x, y)", "cross_entropy(x, y, w)");
  same("CrossEntropyLoss(x, y)", "cross_entropy(x, y)");
  same("Softmax(1)(x)", "softmax(x, 1)");
  same("Softmax(x, 0)", "softmax(x, 0)");
  same("nn.CrossEntropyLoss(weight=w, dtype=torch.float64)(x, y)", "cross_entropy(x, y, weight=w)");
});

test("the names for suggestions", () => {
  expect(knownNames()).toEqual(expect.arrayContaining(["pi", "True", "softmax", "log_softmax", "swish", "clip"]));
});

test("as deep as it may be, and not one deeper", () => {
  const sums = (count: number) => "1" + "+1".repeat(count);
  expect(() => compile(sums(20), { maxNesting: 20 })).not.toThrow();
  expect(() => compile(sums(21), { maxNesting: 20 })).toThrow(/deeper than 20 levels/);
  const brackets = (count: number) => "[".repeat(count) + "1" + "]".repeat(count);
  expect(() => compile(brackets(19), { maxNesting: 20 })).not.toThrow();
  expect(() => compile(brackets(20), { maxNesting: 20 })).toThrow(/deeper than 20 levels/);
  const chain = (count: number) => "1 if 1 else ".repeat(count) + "1";
  expect(() => compile(chain(18), { maxNesting: 20 })).not.toThrow();
  expect(() => compile(chain(21), { maxNesting: 20 })).toThrow(/deeper than 20 levels/);
  for (const [open, close] of [
    ["-", ""],
    ["abs(", ")"],
    ["1 and ", ""],
    ["1 < (", ")"],
    ["[1][", "]"],
    ["(1,", ")"],
    ["[1][0:", "]"],
    ["f(x=", ")"],
  ] as const) {
    const nested = (count: number) => open.repeat(count) + "1" + close.repeat(count);
    const fits = (count: number) => {
      try {
        compile(nested(count), { maxNesting: 20, names: ["f"] });
        return true;
      } catch {
        return false;
      }
    };
    const most = Array.from({ length: 40 }, (_, i) => i).filter(fits).length - 1;
    expect([open, most > 5 && most <= 20]).toEqual([open, true]);
  }
  // Side by side is not deep.
  expect(() => compile("a = [[1]]; b = [[2]]; c = 1 if 2 else 3\n".repeat(50), { maxNesting: 6 })).not.toThrow();
});

test.each([
  ["x", true],
  ["2", false],
  ["y + x", true],
  ["x + y", true],
  ["2 + 3", false],
  ["x @ 2", false],
  ["1 < x", true],
  ["1 < 2", false],
  ["~(x > 0)", true],
  ["x.relu()", true],
  ["abs(x)", true],
  ["maximum(x, 2)", true],
  ["x.clone()", true],
  ["x.astype(int)", true],
  ["round(x)", true],
  ["x.sum()", false],
  ["x.clamp(0, 1)", true],
  ["relu(x.T)", false],
  ["F.relu(x)", true],
  ["relu(2)", false],
  ["nn.ReLU()(x)", true],
  ["nn.ReLU()(x.T)", false],
  ["nn.Softmax(dim=0)(x)", true],
  ["nn.CrossEntropyLoss()(x, [0])", false],
  ["torch.log_softmax(x, 1)", true],
  ["logsumexp(x, 1)", false],
  ["torch.pi*x", true],
  ["x.float()", true],
  ["(x, x)", false],
  ["x if 1 else 2", false],
  ["y = relu(x); y*2", true],
  ["y = x.sum(); y*2", false],
  ["y = x; y = 2; y", false],
  ["a, b = x; a", false],
  ["x, y = 1, 2; x", false],
  ["f = nn.ReLU(); f(x)", false],
  ["relu(x)(x)", false],
  ["x[0](x)", false],
  ["x(1)(x)", false],
  ["y(1)(x)", false],
  ["nn.ReLU()()", false],
  ["x.foo()", false],
  ["np.float64(x)", true],
  ["y, = x; y", false],
])("%s stands where x stands: %s", (source, expected) => {
  expect(compile(source, { names: ["x", "y"] }).aligned("x")).toBe(expected);
});

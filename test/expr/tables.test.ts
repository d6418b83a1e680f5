/** Every row of the tables as function, method and class; names; what cannot be reached. */
import { describe, expect, test } from "vitest";
import { asTensor, compile, isSequence, type Value } from "../../src/expr/compile.js";
import { FUNCTIONS, functionNamed } from "../../src/expr/library.js";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { LOSSES } from "../../src/math/losses.js";
import { fold } from "../../src/math/names.js";
import { generator } from "../../src/math/random.js";
import { REDUCERS } from "../../src/math/reducers.js";
import { tensor } from "../../src/math/tensor.js";

const x = tensor([[0.25, 0.5, 0.125, 0.75]]);
const names = new Map<string, Value>([
  ["x", x],
  ["y", tensor([1])],
  ["z", tensor([[0, 1, 1, 0]])],
]);

function run(source: string, bindings: ReadonlyMap<string, Value> = names): Value {
  return compile(source, { names: bindings.keys() }).evaluate(bindings);
}

const numbersOf = (source: string) => [...asTensor(run(source)).data];
const snake = (name: string) => name.replaceAll("-", "_");
const pascal = (name: string) => name.replace(/(^|-)(.)/g, (_, __, letter: string) => letter.toUpperCase());

describe.each([...ACTIVATIONS])("%s", (name, activation) => {
  test("function, method, class, derivative", () => {
    const expected = [...activation(x).data];
    for (const form of [
      `${snake(name)}(x)`,
      `x.${snake(name)}()`,
      `nn.${pascal(name)}()(x)`,
      `jnp.${snake(name)}(x=x)`,
    ]) {
      // A prefix may bring other defaults.
      if (activation.row.like && /^(nn|jnp)/.test(form)) continue;
      expect(numbersOf(form), form).toEqual(expected);
    }
    const slope = [...activation.derivative(x).data];
    expect(numbersOf(`${snake(name)}(x, derivative=True)`)).toEqual(slope);
  });

  test("parameters by place and by name", () => {
    for (const [at, [key, parameter]] of Object.entries(activation.row.parameters ?? {}).entries()) {
      if (at > 0 || "choices" in parameter) continue;
      const expected = [...activation(x, { [key]: 0.5 }).data];
      expect(numbersOf(`${snake(name)}(x, 0.5)`)).toEqual(expected);
      expect(numbersOf(`nn.${pascal(name)}(${key}=0.5)(x)`)).toEqual(expected);
    }
  });
});

test.each([...REDUCERS])("%s as function, method and class", (name, reducer) => {
  const k = reducer.row.size === "k" ? "2, " : "";
  const options = { dim: 1, ...(k ? { k: 2 } : {}) };
  const expected = [...reducer(x, options as never).data];
  for (const form of [`${snake(name)}(x, ${k}1)`, `x.${snake(name)}(${k}dim=1)`, `x.${snake(name)}(${k}axis=1)`]) {
    expect(numbersOf(form), form).toEqual(expected);
  }
  expect(numbersOf(`nn.${pascal(name)}(${k ? "k=2, " : ""}dim=1)(x)`)).toEqual(
    k ? numbersOf("topk(x, 2, 1)") : expected,
  );
});

test.each([...LOSSES])("%s as function and class, with every reduction and its gradient", (name, loss) => {
  const [target, text] = loss.row.target === "like the input" ? [names.get("z"), "z"] : [names.get("y"), "y"];
  for (const reduction of loss.row.reductions) {
    const expected = [...loss(x, target as never, { reduction }).data];
    expect(numbersOf(`F.${snake(name)}(x, ${text}, reduction='${reduction}')`)).toEqual(expected);
    expect(numbersOf(`nn.${pascal(name)}Loss(reduction='${reduction}')(x, ${text})`)).toEqual(expected);
  }
  const gradient = [...loss.gradient(x, target as never).data];
  expect(numbersOf(`${snake(name)}(x, ${text}, gradient=True)`)).toEqual(gradient);
});

test("no two functions have a name in common", () => {
  const forms = new Map<string, string>();
  for (const [name, row] of FUNCTIONS) {
    for (const one of [name, ...(row.aliases ?? [])]) {
      const owner = forms.get(fold(one)) ?? name;
      expect(FUNCTIONS.get(owner), `${one}: ${owner} and ${name}`).toBe(row);
      forms.set(fold(one), name);
    }
  }
});

test("a prefix brings its library's defaults", () => {
  expect(numbersOf("jax.nn.gelu(x)")).toEqual(numbersOf("gelu(x, approximate='tanh')"));
  expect(numbersOf("F.softplus(30*x)")).toEqual(numbersOf("softplus(30*x, threshold=20)"));
  expect(numbersOf("tf.nn.leaky_relu(-x)")).toEqual(numbersOf("leaky_relu(-x, 0.2)"));
  expect(numbersOf("np.std(x)")).toEqual(numbersOf("std(x, correction=0)"));
  expect(numbersOf("scipy.special.softmax(z)")).toEqual(numbersOf("softmax(z.flatten())"));
});

test.each(["constructor", "__proto__", "__class__", "toString", "hasOwnProperty", "valueOf"])(
  "%s reaches nothing",
  (name) => {
    for (const source of [name, `${name}()`, `x.${name}`, `x.${name}()`, `softmax(x, ${name}=1)`, `torch.${name}`]) {
      expect(() => run(source), source).toThrow(/unknown/);
    }
    expect(functionNamed(name)).toBeUndefined();
  },
);

test("a name with a capital is a class, or without regard to case the function where it gets the numbers", () => {
  expect(numbersOf("LogSoftmax(x, dim=1)")).toEqual(numbersOf("nn.LogSoftmax(dim=1)(x)"));
  expect(numbersOf("CrossEntropyLoss(x, y)")).toEqual(numbersOf("cross_entropy(x, y)"));
  expect(numbersOf("f = nn.CrossEntropyLoss(weight=[1, 2, 3, 4]); f(x, y)")).toEqual(
    numbersOf("cross_entropy(x, y, [1, 2, 3, 4])"),
  );
  expect(() => run("nn.Softmax(x)(x)")).toThrow(/dim wants a whole number/);
  expect(() => run("nn.ReLU() + 1")).toThrow("nn.ReLU(...) makes a function, which wants numbers: nn.ReLU(...)(x)");
});

test("bound names win over functions and constants", () => {
  const own = new Map<string, Value>([
    ["e", tensor(2)],
    ["step", tensor(3)],
  ]);
  expect(asTensor(run("e*step", own)).data[0]).toBe(6);
  expect(compile("lambda e: e**2").unbound).toEqual(["e"]);
});

test.each([
  ...["x", "a", "arr", "self", "logits", "features", "inputs", "input"].map((word) => [
    `softmax(${word}=x)`,
    "softmax(x)",
  ]),
  ...["target", "targets", "labels", "y"].map((word) => [`cross_entropy(x, ${word}=y)`, "cross_entropy(x, y)"]),
  ...["other", "y", "b", "x2"].map((word) => [`maximum(x, ${word}=1 - x)`, "maximum(x, 1 - x)"]),
  ...["dim", "axis", "dims", "axes"].map((word) => [`x.sum(${word}=0)`, "x.sum(0)"]),
  ["x.sum(0, keepdims=True)", "x.sum(0, True)"],
  ["zeros(shape=(2, 3))", "zeros(2, 3)"],
  ["one_hot([1], depth=3)", "one_hot([1], 3)"],
  ["clip(x, a_min=0.3, a_max=0.6)", "clamp(x, 0.3, 0.6)"],
  ["norm(x, ord=1)", "norm(x, 1)"],
  ["linspace(0, 1, num=3)", "linspace(0, 1, 3)"],
  ["softplus(x, threshold=None)", "softplus(x)"],
  ["tf.reduce_logsumexp(x, 1)", "logsumexp(x, 1)"],
  ["torch.FloatTensor([1, 2])", "tensor([1, 2])"],
  ["np.Abs(-x)", "x"],
  ["max(x, [[0.3, 0.3, 0.3, 0.3]])", "maximum(x, 0.3)"],
  ["std(x, ddof=0)", "std(x, correction=0)"],
  [
    "relu(x, inplace=True, out=None, dtype=torch.double, device='cpu', layout=1, requires_grad=True, kind=2)",
    "relu(x)",
  ],
  ...[
    "torch",
    "F",
    "nn",
    "nn.functional",
    "torch.nn",
    "torch.nn.functional",
    "np",
    "numpy",
    "tf.nn",
    "tf",
    "tf.math",
  ].map((prefix) => [`${prefix}.abs(-x)`, "x"]),
  ...["jnp", "jax.numpy", "jax.nn", "scipy.special", "special", "math", "torch.special"].map((prefix) => [
    `${prefix}.exp(x)`,
    "exp(x)",
  ]),
  ...["torch.linalg", "np.linalg", "numpy.linalg", "jnp.linalg"].map((prefix) => [`${prefix}.norm(x)`, "norm(x)"]),
  ["jax.scipy.special.logsumexp(x)", "logsumexp(x.flatten(), 0)"],
  ...["float", "float32", "float64", "double"].map((type) => [`(x*3).to(torch.${type})`, "x*3"]),
  ...["int", "int8", "int32", "int64", "long"].map((type) => [`(x*3).to(torch.${type})`, "(x*3).trunc()"]),
  ["(x*3).to(torch.bool)", "x > 0"],
  ...["double", "detach", "cpu", "cuda", "numpy", "tolist", "clone", "copy", "contiguous", "requires_grad_"].map(
    (name) => [`x.${name}()`, "x"],
  ),
  ["print(x)", "x"],
  ['float("0.5")', "0.5"],
  ["float('0.5')", "0.5"],
  ["1 + \\\r\n2", "3"],
])("%s is %s", (form, other) => {
  expect(numbersOf(form!)).toEqual(numbersOf(other!));
});

test("what an expression leaves unbound, in order", () => {
  expect(compile("softmax(acts, dim=1)[range(6), targ]*pi").unbound).toEqual(["acts", "targ"]);
  expect(compile("a = b + 1; a*c + torch.exp(b)").unbound).toEqual(["b", "c"]);
  expect(compile("F.relu(F) + nn").unbound).toEqual(["F", "nn"]);
});

test("what stands in its place, and what does not", () => {
  const aligned = (source: string) => compile(source).aligned("x");
  expect(
    ["x*2", "-relu(x)", "exp(x)/exp(x).sum(dim=1, keepdim=True)", "y = x + 1; nn.Softmax(dim=1)(y)", "x > 0"].every(
      aligned,
    ),
  ).toBe(true);
  expect(["x.T", "x @ x", "sort(x)", "x[::-1]", "x.sum(0)", "x = x.T; x + 1"].some(aligned)).toBe(false);
});

test("limits: nesting, size, and the numbers that are given", () => {
  const deep = `${"(".repeat(300)}1${")".repeat(300)}`;
  expect(() => compile(deep)).toThrow(/nested deeper than 200 levels/);
  expect(compile(deep, { maxNesting: 400 }).unbound).toEqual([]);
  for (const source of [
    "zeros(4, 4)",
    "arange(11)",
    "eye(4)",
    "x.T + x",
    "outer(x, x)",
    "one_hot([10])",
    "rand(11)",
    "x[[0]*1 + [0, 0, 0]]",
  ]) {
    const wide = new Map<string, Value>([["x", tensor([[1, 2, 3, 4]])]]);
    expect(() => compile(source).evaluate(wide, { maxSize: 10, random: () => generator(1) }), source).toThrow(
      /more than 10 numbers; --max-size raises that/,
    );
  }
  const large = new Map<string, Value>([["x", tensor(new Array<number>(20).fill(1))]]);
  expect(asTensor(compile("x + 1").evaluate(large, { maxSize: 10 })).shape).toEqual([20]);
});

test("what is far too large is refused before it is made", () => {
  const [i, j, k, l] = ["1000, 1, 1, 1", "1000, 1, 1", "1000, 1", "1000"].map((shape) => `zeros(${shape}).int()`);
  for (const source of ["arange(1e15)", `ones(1, 1, 1, 1)[${i}, ${j}, ${k}, ${l}]`]) {
    expect(() => run(source), source).toThrow(/^a result of .* has more than 1000000 numbers/);
  }
});

test("what functions put together is held to the size too", () => {
  expect(() => compile("cat([x, x])").evaluate(names, { maxSize: 4 })).toThrow("a result of 2 × 4 has more than 4");
});

// A part of an expression counts 50 and its numbers, a term of a product 3, a number to be sorted among n log2(n + 1).
test.each([
  ["a", 50 + 64],
  ["a @ a", 3 * (50 + 64) + 3 * 8 * 8 * 8],
  ["v @ a", 2 * (50 + 8) + (50 + 64) + 3 * 8 * 8],
  ["a.argsort()", 2 * (50 + 64) + 64 * Math.log2(9)],
  ["a.flatten().argsort()", 3 * (50 + 64) + 64 * Math.log2(65)],
  ["a.reshape(64, 1).argsort()", 3 * (50 + 64) + 2 * (50 + 1) + 64],
])("%s may be evaluated until its work is as much as one may do with 64 numbers", (statement, work) => {
  const bindings = new Map<string, Value>([
    ["a", run("ones(8, 8)")],
    ["v", run("ones(8)")],
  ]);
  const times = (count: number) => () => compile(`${statement};`.repeat(count)).evaluate(bindings, { maxSize: 1 });
  const most = Math.floor((100 * (64 + 64 ** 1.5)) / work);
  expect(times(most)).not.toThrow();
  expect(times(most + 1)).toThrow(/^up to here this takes more than 57600 operations/);
});

test("random numbers go on within an evaluation and begin anew with each", () => {
  const options = { random: () => generator(42) };
  const twice = () => compile("a = rand(2); b = rand(2); cat([a, b])").evaluate(new Map(), options);
  expect([...asTensor(twice()).data]).toEqual([...asTensor(compile("rand(4)").evaluate(new Map(), options)).data]);
  expect(asTensor(twice()).data).toEqual(asTensor(twice()).data);
});

test("a tuple is several values", () => {
  const value = run("x.sum(), x.shape");
  expect(isSequence(value) && value.items.length).toBe(2);
});

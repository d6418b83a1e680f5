import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { InputError } from "../../src/errors.js";
import { isNumber, looksLiteral, readLiteral } from "../../src/format/literal.js";
import { Tensor } from "../../src/math/tensor.js";
import { exact, fromBits, mistake, referenceJson, suite, write } from "./support.js";

describe("operands", () => {
  test.each<[string, unknown]>([
    ["0.5", 0.5],
    ["-1.", -1],
    ["1 2 3", [1, 2, 3]],
    ["1,2,3", [1, 2, 3]],
    ["1, 2, 3,", [1, 2, 3]],
    [
      "1 2; 3 4",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "1,2;3,4",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["1;2;3", [1, 2, 3]],
    [
      "[[1,2],[3,4]]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[1 2; 3 4]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[1, 2], [3, 4]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["[]", []],
    ["[[], []]", [[], []]],
    ["(1, 2)", [1, 2]],
    ["[\u22121, nan, -inf]", [-1, Number.NaN, -Infinity]],
  ])("%s", (text, value) => {
    expect(looksLiteral(text)).toBe(true);
    expect(readLiteral(text).toArray()).toEqual(value);
  });

  test.each([
    "  [1]",
    "torch.tensor([1])",
    "np.asarray(x)",
    "my_array(1",
    "Array(",
    "FloatTensor([",
    "Parameter containing:",
    "<tf.Tensor",
    "Out[3]: x",
    "Out [3]: x",
    ">>> x",
    "(x",
    " 1 ;, 2\n",
  ])("%j looks like one", (text) => {
    expect(looksLiteral(text)).toBe(true);
  });

  test.each([
    "1tensor(2)",
    "x [1]",
    "tensor [1]",
    "-array(1)",
    "a.Out[3]",
    "the >>> 1",
    "x<tf.",
    ";",
    "file(1).csv",
    "1.csv",
    "sigmoid",
    "x",
    "",
    "exp(1)",
    "nan.txt",
    "1,a",
  ])("%j does not look like one", (text) => {
    expect(looksLiteral(text)).toBe(false);
  });

  test("64 levels are read, whatever opens them", () => {
    expect(readLiteral(`${"[".repeat(64)}1${"]".repeat(64)}`).rank).toBe(64);
    expect(readLiteral(`${"tensor(".repeat(64)}1${")".repeat(64)}`).toArray()).toBe(1);
    expect(readLiteral(`${"<numpy=".repeat(64)}1${">".repeat(64)}`).toArray()).toBe(1);
    expect(mistake(() => readLiteral(`${"(".repeat(65)}1${")".repeat(65)}`))).toBe(
      "1:65: nested deeper than 64 levels",
    );
  });

  test("a number is told at once", () => {
    expect(["1", "-inf", " 2 ", "1 2", "[1]", "x"].map(isNumber)).toEqual([true, true, true, false, false, false]);
  });
});

describe("printouts", () => {
  test.each<[string, unknown]>([
    ["tensor(0.5)", 0.5],
    ["tensor([[1., 2.]])", [[1, 2]]],
    ["tensor([1., 2.], device='cuda:0', dtype=torch.float64, grad_fn=<NegBackward0>)", [1, 2]],
    ["tensor([1., 2.], requires_grad=True)", [1, 2]],
    ["tensor([ True, False])", [1, 0]],
    ["tensor([nan, inf, -inf])", [Number.NaN, Infinity, -Infinity]],
    [
      "torch.tensor([[1, 2], [3, 4]])",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "Parameter containing:\ntensor([[1., 2.],\n        [3., 4.]], requires_grad=True)",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["MyTensor([1., 2.])", [1, 2]],
    ["Array([[1., 2.]], dtype=float32)", [[1, 2]]],
    ["np.array([1, 2])", [1, 2]],
    ["<tf.Tensor: shape=(), dtype=float32, numpy=0.5>", 0.5],
    [
      "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["<tf.Variable 'w:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>", [1, 2]],
    [
      "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["[np.float64(0.5), np.float64(1.5)]", [0.5, 1.5]],
    ["[1.0, float('nan'), float(\"-inf\"), np.inf, -math.inf]", [1, Number.NaN, -Infinity, Infinity, -Infinity]],
    ["Out[3]: tensor([1., 2.])", [1, 2]],
    ["Out[3]: \ntensor([1., 2.])", [1, 2]],
    [">>> x\ntensor([1., 2.])\n", [1, 2]],
    [
      ">>> torch.tensor([[1, 2],\n...               [3, 4]])",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["In [1]: x.softmax(1)\nOut[1]: tensor([[1.]])", [[1]]],
    [
      "# tensor([[1., 2.],\n#         [3., 4.]])",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "# logits of batch 3\n[[1, 2],  # first\n [3, 4]]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["array([1., 2.], dtype='>f4')", [1, 2]],
    ["array([1., 2.], dtype='<f8', x=\"it's)\")", [1, 2]],
    ["tensor([1.], grad_fn=<Sum(a, b)>, x=[1,(2)])", [1]],
    ["Tensor(1) Tensor(2)", [1, 2]],
    ["np.asarray([1])", [1]],
    ["matrix([[1, 2]])", [[1, 2]]],
    ["[uint8(3), bool_(True), bfloat16(1.5), bool(1), np.int64(2), int(4), float32(5)]", [3, 1, 1.5, 1, 2, 4, 5]],
    [
      "[np.nan, -np.inf, torch.inf, numpy.nan, jnp.inf, math.inf, -jnp.nan]",
      [Number.NaN, -Infinity, Infinity, Number.NaN, Infinity, Infinity, Number.NaN],
    ],
    ["[true, false, null, True, False, Infinity, -nan]", [1, 0, Number.NaN, 1, 0, Infinity, Number.NaN]],
    ["1\u00a02\t3\r\n", [1, 2, 3]],
    ["[1 2\n 3 4]", [1, 2, 3, 4]],
    [
      "1,2,\n\n3,4,\n",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [";;1;;2;", [1, 2]],
    ["[1,]", [1]],
    ["[[1][2]]", [[1], [2]]],
    ["[()]", [[]]],
    [
      "[[1, 2], [3, 4]; [5, 6], [7, 8]]",
      [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
    ],
    ["# 1\n# 2", [1, 2]],
    [" # 1\n\t## 2", [1, 2]],
    ["# 1\n2", 2],
    ["1 # two\n2 #3", [1, 2]],
    [">>> 1\n2", 2],
    [">>> 1\n... 2", [1, 2]],
    [">>> 1\n... 2\n3", 3],
    [" >>> [1,\n ...  2]", [1, 2]],
    ["In [1]: x\n   ...: y\nOut[1]: 3", 3],
    ["In[3]: 1", 1],
    ["In [12]: 1\nIn [13]: 2", [1, 2]],
    ["Out[2]:\n[1, 2]", [1, 2]],
    [" Out [21]: [1, 2]", [1, 2]],
    ["Parameter containing:\nParameter containing:\n[1]", [1]],
    ["tensor([1., 2.])  # doctest: +SKIP", [1, 2]],
    ["<tf.Tensor: numpy=  [1.]  >", [1]],
    ["<tf.Tensor: numpy=\n[1.]\n>", [1]],
    ["tensor(\n[1.]\n)", [1]],
    ["tensor([1], '2')", [1]],
    ["# 1\n\n# 2", [1, 2]],
    [">>> 1\n \n>>> 2", [1, 2]],
    [">>> [1,\n... 2]\n", [1, 2]],
    ["  In [1]: 5\n\t...: ", 5],
    ["x\n", undefined],
  ])("%j", (text, value) => {
    if (value === undefined) expect(mistake(() => readLiteral(text))).toBe('1:1: not a number: "x"');
    else expect(readLiteral(text).toArray()).toEqual(value);
  });

  test("what is empty has the shape that is printed with it", () => {
    expect(readLiteral("tensor([], size=(0, 3))").shape).toEqual([0, 3]);
    expect(readLiteral("array([], shape=(2, 0, 3), dtype=float64)").shape).toEqual([2, 0, 3]);
    expect(readLiteral("tensor([], dtype=torch.int64, size=(2, 0), x=1)").shape).toEqual([2, 0]);
    expect(readLiteral("tensor([],  size=(3,0))").shape).toEqual([3, 0]);
    expect(readLiteral("tensor([],size=(3,0))").shape).toEqual([3, 0]);
    expect(readLiteral("tensor([], size=())").shape).toEqual([0]);
    // What cannot be, and what is not empty, says nothing.
    expect(readLiteral("tensor([], size=(2, 3))").shape).toEqual([0]);
    expect(readLiteral("tensor([1], size=(0, 3))").shape).toEqual([1]);
    expect(readLiteral("tensor([], xsize=(0, 3))").shape).toEqual([0]);
    expect(mistake(() => readLiteral("tensor([], size=(1000000000000, 0))"))).toMatch(/empty too often/);
    expect(mistake(() => readLiteral(`tensor([], size=(${"0, ".repeat(65)}))`))).toMatch(/at most 64 are read/);
  });

  test("all that NumPy prints", () => {
    interface Case {
      readonly text: string;
      readonly shape: readonly number[];
      readonly values: readonly string[];
    }
    for (const { text, shape, values } of referenceJson<Case[]>("printouts.json")) {
      const found = readLiteral(text);
      expect(found.shape, text).toEqual(shape);
      expect(exact(found), text).toEqual(exact(values.map(fromBits)));
    }
  });

  const folder = suite("paste");
  test.skipIf(!folder)("the suite of pasted tensors", () => {
    const paste = (name: string): Tensor => readLiteral(readFileSync(join(folder!, name), "utf8"));
    const repr = paste("numpy_repr.txt");
    expect(repr.shape).toEqual([6, 10]);
    expect(exact(paste("numpy_str.txt"))).toEqual(exact(repr));
    const rounded = paste("torch_repr.txt");
    repr.data.forEach((x, i) => {
      expect(Math.abs(x - rounded.data[i]!)).toBeLessThan(1e-4);
    });
    const doubled = paste("torch_repr_grad.txt");
    expect(doubled.shape).toEqual([3, 10]);
    expect(doubled.data[0]).toBe(-3.6725);
    expect(mistake(() => paste("torch_repr_elided.txt"))).toBe(
      '1:41: the printout is shortened, not all its numbers are here: torch.set_printoptions(profile="full") prints them all',
    );
  });
});

test.each<[string, string | RegExp]>([
  ["[[1, 2], [3]]", "1:10: row 1 has 1 number, expected 2"],
  ["1 2; 3", "1:6: row 1 has 1 number, expected 2"],
  ["[1, 2", "1:1: [ is not closed"],
  ["tensor([1]", "1:7: ( is not closed"],
  ["tensor([1], dtype=", "1:7: ( is not closed"],
  ["[1,,2]", '1:4: expected a number, not ","'],
  ["[1, x]", '1:5: not a number: "x"'],
  ["[1, None]", '1:5: not a number: "None"'],
  ["relu([1, 2])", '1:1: not a number: "relu"'],
  ["array([1.+2.j])", '1:8: not a number: "1.+2.j"'],
  ["{1}", '1:1: expected a number, not "{"'],
  ["<object at 0x7f>", "1:1: this printout does not show its numbers"],
  [
    "array([0, 1, ..., 9])",
    "1:14: the printout is shortened, not all its numbers are here: numpy.set_printoptions(threshold=sys.maxsize) prints them all",
  ],
  ["", "no numbers in the input"],
  [" \n", "no numbers in the input"],
  [",1", '1:1: expected a number, not ","'],
  ["1\n,2", '2:1: expected a number, not ","'],
  ["[,1]", '1:2: expected a number, not ","'],
  ["[1,,]", '1:4: expected a number, not ","'],
  ["1 [2]", "1:3: a list among numbers"],
  ["[[1, 2], 3]", "1:10: row 1 is a number, expected a list of 2"],
  ["[[1, 2], [[3, 4]]]", "1:10: row 1 is 1 × 2, expected 2"],
  ["[[[1], [2]], [[3]]]", "1:14: row 1 has 1 row, expected 2"],
  ["1 2; 3 4; 5", "1:11: row 2 has 1 number, expected 2"],
  ["1 2\n3 4\n5 6 7\n", "3:1: row 2 has 3 numbers, expected 2"],
  ["1 2\n[3 4]", "2:1: row 1 is 1 × 2, expected 2"],
  ["tensor([1.] dtype)", '1:13: expected , or ), not "d"'],
  ["tensor([1.], x=(1", "1:7: ( is not closed"],
  ["tensor([1.]", "1:7: ( is not closed"],
  ["tensor([1.],", "1:7: ( is not closed"],
  ["tensor(", "1:8: the text ends, expected a number"],
  ["tensor()", '1:8: expected a number, not ")"'],
  ["<tf.Tensor: numpy=[1.]", "1:1: < is not closed"],
  ["<tf.Tensor: numpy=[1.] 2>", "1:1: < is not closed"],
  ["<tf.Tensor: numpy=", "1:19: the text ends, expected a number"],
  ["float('abc')", '1:7: expected a number, not "\'"'],
  ["float('1\")", '1:7: expected a number, not "\'"'],
  ["float('1", '1:7: expected a number, not "\'"'],
  [`float('${"1".repeat(21)}')`, '1:7: expected a number, not "\'"'],
  ["1tensor([1])", '1:1: not a number: "1tensor"'],
  ["a+b.tensor([1])", '1:1: not a number: "a+b.tensor"'],
  ["foo.nan", '1:1: not a number: "foo.nan"'],
  ["np.nanx", '1:1: not a number: "np.nanx"'],
  ["xnp.nan", '1:1: not a number: "xnp.nan"'],
  ["log(1)", '1:1: not a number: "log"'],
  ["torch.relu(1)", '1:1: not a number: "torch.relu"'],
  ["tensors(1)", '1:1: not a number: "tensors"'],
  ["1Tensor(2)", '1:1: not a number: "1Tensor"'],
  ["Tensor [1]", '1:1: not a number: "Tensor"'],
  [
    "[1, \u2026, 2]",
    "1:5: the printout is shortened, not all its numbers are here: numpy.set_printoptions(threshold=sys.maxsize) prints them all",
  ],
  ["[1}", '1:3: expected a number, not "}"'],
  ["(1, 2]", '1:6: expected a number, not "]"'],
  ["[1, 2]]", '1:7: expected a number, not "]"'],
  ["(1, 2", "1:1: ( is not closed"],
  ["1:2", '1:2: expected a number, not ":"'],
  ["... 1", /^1:1: the printout is shortened/],
  [">>> a\n>>> b", '1:5: not a number: "a"'],
  ["x >>> 1", '1:1: not a number: "x"'],
  ["1 >>> 2\n3", '1:3: expected a number, not ">"'],
  ["a>>> 1\n2", '1:1: not a number: "a"'],
  ["1 Out[2]: 3", '1:3: not a number: "Out"'],
  ["xOut[2]: 3", '1:1: not a number: "xOut"'],
  ["Out[2x]: 3", '1:1: not a number: "Out"'],
  ["# 1 # 2", '1:5: expected a number, not "#"'],
  ["a# 1\n# 2", '1:1: not a number: "a"'],
  ["1...", '1:1: not a number: "1..."'],
  ["1 ...2", /^1:3: the printout is shortened/],
  ["tensor([1, ..., 2])", /torch\.set_printoptions\(profile="full"\) prints them all$/],
  ["<numpy=".repeat(100_000), /nested deeper than 64 levels$/],
  [`${"[".repeat(100_000)}`, "1:65: nested deeper than 64 levels"],
  [`${"tensor(".repeat(100_000)}`, "1:455: nested deeper than 64 levels"],
])("%.40s is refused", (text, message) => {
  const found = mistake(() => readLiteral(text));
  if (typeof message === "string") expect(found).toBe(message);
  else expect(found).toMatch(message);
});

test("places are those of the text with its prompts", () => {
  expect(mistake(() => readLiteral("Out[3]: tensor([1., abc])"))).toBe('1:21: not a number: "abc"');
  expect(mistake(() => readLiteral(">>> x\narray([1., abc])"))).toBe('2:12: not a number: "abc"');
});

test("the mark is as long as what is wrong", () => {
  const length = (text: string) => {
    try {
      readLiteral(text);
    } catch (error) {
      return (error as InputError).place!.length;
    }
    return expect.fail("no mistake");
  };
  expect(["[1, abcde]", "[1, ..., 2]", "[[1], [2, 3]]", "[1}"].map(length)).toEqual([5, 3, 6, 1]);
});

test("rows are counted from the first of the outermost list", () => {
  expect(mistake(() => readLiteral("[[1], [2, 3]]", 5))).toBe("1:7: row 6 has 2 numbers, expected 1");
  expect(mistake(() => readLiteral("[[[1], [2, 3]]]", 5))).toBe("1:8: row 1 has 2 numbers, expected 1");
  expect(mistake(() => readLiteral("1\n2 3", 5))).toBe("2:1: row 1 has 2 numbers, expected 1");
});

describe("writing", () => {
  test("a Python list of floats", () => {
    expect(
      write("literal", [
        [1, -0],
        [0.5, 1e300],
      ]),
    ).toBe("[[1.0, -0.0],\n [0.5, 1e+300]]\n");
    expect(write("literal", [Number.NaN, Infinity, -Infinity])).toBe("[nan, inf, -inf]\n");
    expect(write("literal", 2)).toBe("2.0\n");
    expect(write("literal", [-120, 1e21])).toBe("[-120.0, 1e+21]\n");
    expect(write("literal", [0.123456, 2], { precision: 3 })).toBe("[0.123, 2.000]\n");
  });

  test("what is empty keeps its shape", () => {
    expect(write("literal", new Tensor(new Float64Array(), [0, 3]))).toBe("tensor([], size=(0, 3))\n");
    expect(write("literal", [])).toBe("[]\n");
  });
});

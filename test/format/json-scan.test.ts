/** The grammar of JSON: what is refused, with its place, and what of RFC 8259 is extended. */
import { expect, test } from "vitest";
import type { InputError } from "../../src/errors.js";
import { exact, mistake, read } from "./support.js";

/** What the place of a mistake marks. */
function marked(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    const { place } = error as InputError;
    return place?.excerpt.slice(place.offset, place.offset + place.length);
  }
  return expect.fail("no mistake");
}

test.each<[string, string, string | undefined]>([
  ['[1,{"a":2}]', "1:4: an object among numbers", '{"a":2}'],
  ['[{"a":2},[1]]', "1:2: an object among numbers", '{"a":2}'],
  ['[[{"a":1}],[{"a":2}]]', "1:2: a list of objects inside a list", '[{"a":1}]'],
  ['[[{"a":1}],1]', "1:2: a list of objects inside a list", '[{"a":1}]'],
  ['[[1,"a"],[2,3]]', '1:5: not a number: "a"', '"a"'],
  ['["a",[1]]', '1:2: not a number: "a"', '"a"'],
  ['[[1],"a"]', '1:6: not a number: "a"', '"a"'],
  ["[[1,2", "1:2: [ is not closed", "["],
  ['{"a":1', "1:1: { is not closed", "{"],
  ['{"a":1,', "1:1: { is not closed", "{"],
  ['{"a"', "1:5: the text ends, expected :", ""],
  ['{"a" 1}', '1:6: expected :, not "1"', "1"],
  ['{"a":}', '1:6: expected a number, not "}"', "}"],
  ['{"a":1,}', '1:8: expected a key in double quotes, not "}"', "}"],
  ["{1:2}", '1:2: expected a key in double quotes, not "1"', "1"],
  ['{"a":[1,2],"b":3 "c"}', '1:18: expected , or }, not """', '"'],
  ["{", "1:1: { is not closed", "{"],
  ["[", "1:1: [ is not closed", "["],
  ["[1,", "1:1: [ is not closed", "["],
  ["1 2", '1:3: expected the end (jsonl holds several values), not "2"', "2"],
  ['1 "a"', '1:3: expected the end (jsonl holds several values), not """', '"'],
  ["1 x", '1:3: expected the end, not "x"', "x"],
  ["1 -", '1:3: expected the end (jsonl holds several values), not "-"', "-"],
  ["1 .5", '1:3: expected the end (jsonl holds several values), not ".5"', ".5"],
  ['1 {"a":1}', '1:3: expected the end (jsonl holds several values), not "{"', "{"],
  ["1]", '1:2: expected the end, not "]"', "]"],
  ["tru", '1:1: not a number: "tru"', "tru"],
  ["True", '1:1: not a number: "True"', "True"],
  ["nulll", '1:1: not a number: "nulll"', "nulll"],
  ["-", '1:1: not a number: "-"', "-"],
  ["+1", '1:1: not a number: "+1"', "+1"],
  ["01", '1:1: not a number: "01"', "01"],
  ["-01", '1:1: not a number: "-01"', "-01"],
  ["1e5.5", '1:1: not a number: "1e5.5"', "1e5.5"],
  ["1e", '1:1: not a number: "1e"', "1e"],
  [".e5", '1:1: not a number: ".e5"', ".e5"],
  [".", '1:1: not a number: "."', "."],
  ["-.", '1:1: not a number: "-."', "-."],
  ["--1", '1:1: not a number: "--1"', "--1"],
  ["1-1", '1:1: not a number: "1-1"', "1-1"],
  ["0x1", '1:1: not a number: "0x1"', "0x1"],
  ['"+Infinity"', '1:1: not a number: "+Infinity"', '"+Infinity"'],
  ['"xNaN"', '1:1: not a number: "xNaN"', '"xNaN"'],
  ['"NaNx"', '1:1: not a number: "NaNx"', '"NaNx"'],
  ['"nan"', '1:1: not a number: "nan"', '"nan"'],
  ['"1"', '1:1: not a number: "1"', '"1"'],
  ['"a\tb"', "1:1: not a JSON string", '"a\tb"'],
  ['"\t"', "1:1: not a JSON string", '"\t"'],
  ['[1{"a":2}]', '1:3: expected , or ], not "{"', "{"],
  ['"a\\u00e9"', '1:1: not a number: "aé"', '"a\\u00e9"'],
  ['["a\\"b"]', '1:2: not a number: "a"b"', '"a\\"b"'],
  ['["a\\\\"]', '1:2: not a number: "a\\"', '"a\\\\"'],
  ['["a\\"', "1:2: the string is not closed", '"'],
  ['"', "1:1: the string is not closed", '"'],
  ['"\\', "1:1: the string is not closed", '"'],
  ["[{}]", "no numbers in the input", undefined],
  ["[{},{}]", "no numbers in the input", undefined],
  ['[{"a":1},{}]', '1:10: no "a" in this object', "{}"],
  ['[{"a":1},{"a":[2]}]', "1:15: a list among numbers", "[2]"],
  ['[{"a":[1]},{"a":2}]', "1:17: row 1 is a number, expected a list of 1", "2"],
  ['[{"a":1},{"a":{"b":2}}]', "1:15: an object, not numbers", '{"b":2}'],
  ['[{"a":1},{"a":[{"b":2}]}]', "1:15: an object, not numbers", '[{"b":2}]'],
  ['[{"a":1},{"a":"x"}]', '1:15: not a number: "x"', '"x"'],
  ["[[],[1]]", "1:5: row 1 has 1 number, expected 0", "[1]"],
  ["[[1],[]]", "1:6: row 1 has 0 numbers, expected 1", "[]"],
  ["[[[1]],[[2,3]]]", "1:8: row 1 is 1 × 2, expected 1 × 1", "[[2,3]]"],
  ["[[[1]],[2]]", "1:8: row 1 is 1, expected 1 × 1", "[2]"],
  ["[[1],[[2]]]", "1:6: row 1 is 1 × 1, expected 1", "[[2]]"],
  ["[1,[2]]", "1:4: a list among numbers", "[2]"],
  ['[1,[2],"a",{"b":1}]', "1:4: a list among numbers", "[2]"],
  ["x", '1:1: not a number: "x"', "x"],
  [":1", '1:1: expected a number, not ":"', ":"],
  [",", '1:1: expected a number, not ","', ","],
  ["}", '1:1: expected a number, not "}"', "}"],
  ["{ }", "no numeric array in the input", undefined],
  ['{"a":{"b":[1]}}', "no numeric array in the input", undefined],
])("%s is refused: %s", (text, message, part) => {
  expect(mistake(() => read("json", text))).toBe(message);
  expect(marked(() => read("json", text))).toBe(part);
});

test.each([
  ["1.e5", ["100000"]],
  ["-.5e-3", ["-0.0005"]],
  ["\u22121", ["-1"]],
  ["0.0E-5", ["0"]],
  ["120e+1", ["1200"]],
  [".55", ["0.55"]],
  ['"-NaN"', ["NaN"]],
  ['["Infinity","-Infinity","NaN"]', ["Infinity", "-Infinity", "NaN"]],
  [" [ 1 ,\t2\r\n] \n", ["1", "2"]],
  ["[[true],[false]]", ["1", "0"]],
  [`[${"7,".repeat(1000)}8]`, [...new Array<string>(1000).fill("7"), "8"]],
])("%.40s", (text, wanted) => {
  expect(exact(read("json", text).tensor)).toEqual(wanted);
});

test("rows are counted from the first of the outermost list", () => {
  const options = { firstRow: 5 };
  expect(mistake(() => read("json", "[[1],[2,3]]", options))).toBe("1:6: row 6 has 2 numbers, expected 1");
  expect(mistake(() => read("json", "[[[1],[2,3]]]", options))).toBe("1:7: row 1 has 2 numbers, expected 1");
});

test("a list that is no numbers leaves none behind", () => {
  expect(read("json", '[{"a":[1,2,"x"],"b":3},{"a":[[4],5],"b":6}]').tensor.toArray()).toEqual([3, 6]);
  expect(read("json", '{"a":[1,[2]],"b":[[1],2],"c":[3,4]}').tensor.toArray()).toEqual([3, 4]);
});

test("columns of null alone are numbers, and so are those where a number stands anywhere", () => {
  expect(read("json", '[{"a":null,"b":"NaN"},{"a":null,"b":null}]').layout.header).toEqual(["a", "b"]);
  expect(read("json", '[{"a":null,"b":"x"},{"a":1,"b":null}]').layout.header).toEqual(["a"]);
  expect(read("json", '[{"a":"NaN","b":true},{"a":"x","b":false}]').layout.header).toEqual(["b"]);
  expect(read("json", '[{"a":null,"b":1},{"b":2}]', { missing: "nan" }).layout.header).toEqual(["a", "b"]);
});

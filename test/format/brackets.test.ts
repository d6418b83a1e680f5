import { expect, test } from "vitest";
import { wholeItems } from "../../src/format/brackets.js";

test.each([
  "|",
  "|1",
  "1|,",
  "1|, 2",
  "1, 2| ",
  "12|\n34",
  "|,1",
  ",1|,,2",
  "1|, , ",
  "|!1",
  "1!|\t2",
  "[1,2]|,[3",
  "[1,2]|",
  "[1]|[2, 3",
  "|[1, 2",
  "[[1], [2]]| , [[3], 4",
  "(1, 2)|, (3",
  "((1), 2)|, (3",
  '{"a":1, "b":2}|, {"c":',
  '{"a":{"b":[1, (2)]}}|,{',
  '"a], 1"|, 2',
  '["a]", 2]|, 3',
  '["a\\"], [", 2]| , 3',
  '["a\\\\"]| , 3',
  '1|, "a, b',
  '1|, "a\\',
  "1|, 2] 3, 4",
  "1|, 2} 3, 4",
  "1|, 2) 3, 4",
  "[1]| ], [2]",
  "[1]|], [2]",
  "[1]| ] [[2], [3]]",
])("items of %s are whole up to the mark", (marked) => {
  const end = marked.indexOf("|");
  expect(wholeItems(new TextEncoder().encode(marked.replace("|", "")))).toBe(end);
});

/** Members of objects stand where JSON.parse finds them, wherever the text is cut. */
import { expect, test } from "vitest";
import { type Member, newMembers } from "../../src/format/json-members.js";

const TEXT = `\n {"a": [ [1, -2.5e+3],[3,4]\n ] ,"é\\"}\\u0041":"x]\\\\\\"}",\n"n":null,"o":{"p":[{"q":"]"}]},
  "empty":[ ],\t"one" :[ 1]\r\n, "text":["x"],"":[[1,2],[3,4]],"blank":\t7\r, "a":[true,"1,2",[],{}] ,"last":1}\n`;

/** The members of a text that is taken in blocks of some size. */
function members(text: string, block: number) {
  const bytes = Buffer.from(text);
  const { take, end } = newMembers();
  for (let at = 0; at < bytes.length; at += block) take(bytes.subarray(at, at + block));
  return end();
}

test.each(["", "\uFEFF"])("in blocks of any size, behind %j", (mark) => {
  const bytes = Buffer.from(mark + TEXT);
  const parsed = JSON.parse(TEXT) as Record<string, unknown>;
  for (let block = 1; block <= bytes.length; block++) {
    const found = members(mark + TEXT, block) as readonly Member[];
    const value = ({ start, end }: Member) => JSON.parse(bytes.toString("utf8", start, end)) as unknown;
    expect(new Map(found.map((member) => [member.name, value(member)]))).toEqual(new Map(Object.entries(parsed)));
    for (const { name, items } of found) {
      const list = parsed[name];
      if (Array.isArray(list)) expect(items, name).toBe(list.length);
    }
    for (const { start, line, lineStart } of found) {
      const before = bytes.toString("utf8", 0, start).split("\n");
      expect([line, Buffer.byteLength(before.at(-1)!)]).toEqual([before.length, start - lineStart]);
    }
  }
});

test.each([
  ["", "{", 0],
  ["[1]", "{", 0],
  ["{", "key or }", 1],
  ["{,", "key or }", 1],
  ["{{", "key or }", 1],
  ["{:", "key or }", 1],
  ['{"a" 1}', ":", 5],
  ['{"a""b"', ":", 4],
  ['{"a":}', "value", 5],
  ['{"a\\x":1}', "key or }", 5],
  ['{"a":"x"1', ", or }", 8],
  ['{"a":,', "value", 5],
  ['{"a":]', "value", 5],
  ['{"a":1 2', ", or }", 7],
  ['{"a":1,}', "key", 7],
  ['{"a":1}\n x', "end", 9],
  ['{"a":[1,', "the value to end", 8],
  ['{"a":"x', "the value to end", 7],
  ['{"a', "key or }", 3],
])("%j is no object", (text, expected, start) => {
  for (const block of [1, 2, text.length + 1]) expect(members(text, block)).toMatchObject({ expected, start });
});

test("the first key may be empty", () => {
  expect(members('{"":1}', 2)).toMatchObject([{ name: "", start: 4, end: 5 }]);
});

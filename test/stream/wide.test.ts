/** A first row that is no list of numbers is not looked for in all of an input. */
import { expect, test } from "vitest";
import { beginWide } from "../../src/stream/wide.js";

const more = () => Promise.reject(new Error("more has been read"));

test.each([
  ["jsonl", `{"id":"a","x":1}\n`],
  ["jsonl", `\n {"id":"a","x":1}\n`],
  ["json", `[{"id":"a","x":1},\n`],
  ["json", `{"id":"a","x":1,\n`],
])("%s of objects", async (format, record) => {
  const first = Buffer.from(record.repeat(8000));
  expect(await beginWide(format, first, {}, more)).toBeUndefined();
});

test("a long list is read to its end", async () => {
  const first = Buffer.from(`[${"1,2,".repeat(40_000)}`);
  await expect(beginWide("jsonl", first, {}, more)).rejects.toThrow("more has been read");
});

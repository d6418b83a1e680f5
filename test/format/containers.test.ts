import { expect, test } from "vitest";
import type { InputError } from "../../src/errors.js";
import { checkKey, chooseEntry } from "../../src/format/containers.js";
import { FORMATS } from "../../src/format/formats.js";
import { mistake, read } from "./support.js";

const entries = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `a${i}`, shape: [i] }));

test("the one that the key names, or the only one", () => {
  expect(chooseEntry(entries(3), "a1").shape).toEqual([1]);
  expect(chooseEntry(entries(1), undefined).name).toBe("a0");
  expect(mistake(() => chooseEntry(entries(1), "a1"))).toBe('no array is called "a1": a0 (0)');
  expect(mistake(() => chooseEntry([], undefined))).toBe("no numeric array in the input");
  expect(mistake(() => chooseEntry([], "a"))).toBe("no numeric array in the input");
});

test("at most twenty are listed", () => {
  const listed = (count: number) => mistake(() => chooseEntry(entries(count), "x"));
  expect(listed(20)).toMatch(/a18 \(18\), a19 \(19\)$/);
  expect(listed(21)).toMatch(/a18 \(18\), a19 \(19\), \.\.\.$/);
});

test("where a key is missing, the key is the remedy, and names are shown escaped", () => {
  try {
    chooseEntry([{ name: "\u001b[1m", shape: [] }, ...entries(1)], undefined);
    expect.fail("a key is missing");
  } catch (error) {
    expect((error as InputError).message).toBe("2 arrays: \\x1b[1m (scalar), a0 (0)");
    expect((error as InputError).remedy).toBe("key");
  }
});

test("a key where nothing has a name is refused, and named", () => {
  const keyed = ["json", "jsonl", "npz", "safetensors"];
  const refuses = FORMATS.filter((format) => {
    checkKey(format, undefined);
    try {
      checkKey(format, "a");
      return false;
    } catch (error) {
      const { message, parameter } = error as InputError;
      expect([message, parameter]).toEqual([`"a" is no key: ${format.name} holds one array without a name`, "key"]);
      return true;
    }
  });
  expect(FORMATS.filter((format) => !refuses.includes(format)).map(({ name }) => name)).toEqual(keyed);
});

test.each([
  ["json", "[1]", "the JSON is a list"],
  ["jsonl", "[1]\n[2]\n", "the values are no objects"],
])("of %s without objects no key is wanted", (format, text, why) => {
  expect(mistake(() => read(format, text, { key: "a" }))).toBe(`"a" is no key: ${why}`);
});

import { expect, test } from "vitest";
import { errorText } from "../../src/cli/messages.js";
import { InputError } from "../../src/errors.js";

const line = `${"1,".repeat(60)}abc,${"2,".repeat(60)}3`;
const place = { line: 2, column: 121, excerpt: line, offset: 120, length: 3 };
const error = () => new InputError('not a number: "abc"', { place }).in("acts.csv");

test("a long line is shown around the mistake, with carets under it", () => {
  for (const width of [20, 40, 80]) {
    const [, shown = "", carets = ""] = errorText(error(), width)
      .trimEnd()
      .split(/\n(?= {2})/);
    for (const text of [shown, carets]) expect(text.length).toBeLessThanOrEqual(width);
    expect(shown.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("abc");
    expect(shown).toMatch(/^ {2}….*…$/);
  }
});

test("without a width the line is whole", () => {
  expect(errorText(error())).toBe(`actfn: acts.csv:2:121: not a number: "abc"\n  ${line}\n  ${" ".repeat(120)}^^^\n`);
});

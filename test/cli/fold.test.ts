import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, fold, layOut } from "../../src/cli/fold.js";
import { widthOf } from "../../src/plot/text.js";

const words = fc.array(fc.stringMatching(/^[a-z(),/\uac00-\ud7a3]{1,30}$/), { minLength: 1, maxLength: 8 });

test("folded lines fit and hold the same words", () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 2, max: 40 }), (list, width) => {
      const lines = fold(list.join(" "), width);
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(list.join(""));
    }),
  );
});

test("a long word breaks behind a sign", () => {
  expect(fold("exp(-x))/(exp(x)", 11)).toEqual(["exp(-x))/(", "exp(x)"]);
});

test("what is cut ends in an ellipsis and fits", () => {
  expect(cut("abcdef", 4)).toBe("abc…");
  expect(cut("고양이", 6)).toBe("고양이");
  expect(cut("고양이들", 6)).toBe("고양…");
});

test("columns take the room they have, where that costs the fewest lines", () => {
  const column = (cells: readonly string[]) => ({ head: "h", cells, breaks: true });
  const many = column(["aaaa bbbb", "aaaa bbbb", "aaaa bbbb"]);
  const once = column(["x", "y", "cc dd ee ff gg"]);
  const { widths, lines } = layOut([many, once], 18);
  expect(widths).toEqual([9, 8]);
  expect(lines[1]![2]).toEqual(["cc dd ee", "ff gg"]);
  expect(layOut([many, once], 30).widths).toEqual([9, 14]);
});

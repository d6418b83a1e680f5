import { expect, test } from "vitest";
import { centred, endingAt, fit, wrapped } from "../../src/plot/text.js";

test("text is cut to columns, of which East Asian characters take two", () => {
  expect(fit("loss", 4, "…")).toBe("loss");
  expect(fit("losses", 4, "…")).toBe("los…");
  expect(fit("損失関数", 8, "…")).toBe("損失関数");
  expect(fit("損失関数", 6, "…")).toBe("損失…");
  expect(fit("損失関数", 7, "...")).toBe("損失...");
  expect(fit("losses", 2, "...")).toBe("..");
});

test("control characters never reach the terminal", () => {
  expect(fit("a\u001b[31mb\nc", 20, "…")).toBe("a\\x1b[31mb c");
});

test("text stands around or before its column, within the width", () => {
  expect(centred("abc", 5, 20)).toBe("    abc");
  expect(centred("損失", 5, 20)).toBe("    損失");
  expect(centred("abcdef", 9, 10)).toBe("    abcdef");
  expect(centred("abcdef", 0, 10)).toBe("abcdef");
  expect(endingAt("y", 5)).toBe("    y");
  expect(endingAt("accuracy", 5)).toBe("accuracy");
});

test("entries wrap to as many lines as they need", () => {
  expect(wrapped(["aa", "bb", "cc"], 2, 6)).toEqual(["aa  bb", "cc"]);
  expect(wrapped(["損失", "b"], 1, 5)).toEqual(["損失", "b"]);
});

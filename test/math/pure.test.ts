/** The same bytes everywhere: no function of the engine's whose last bit may change. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const MATH = new URL("../../src/math/", import.meta.url);
const files = readdirSync(MATH, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

/** What IEEE 754 or ECMA-262 defines to the last bit. */
const EXACT = new Set(
  "abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(" "),
);

/** Code without its comments and texts: formulas of other libraries stand in those. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|\/\/.*/g, "");
}

test.each(files)("%s calls only exact functions", (file) => {
  const code = codeOf(readFileSync(new URL(file, MATH), "utf8"));
  const called = [...code.matchAll(/\bMath\.(\w+)/g)].map(([, name]) => name!);
  expect(called.filter((name) => !EXACT.has(name))).toEqual([]);
});

test.each(files.filter((file) => /^(special|activations)/.test(file)))("%s leaves powers to pow2", (file) => {
  expect(codeOf(readFileSync(new URL(file, MATH), "utf8"))).not.toContain("**");
});

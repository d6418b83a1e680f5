/** Mutation testing covers every file of its folders, each in one part. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../shell.js";

interface Part {
  readonly mutate: readonly string[];
}

const { PARTS } = (await import(new URL("./parts.mjs", import.meta.url).href)) as { PARTS: Record<string, Part> };

/** What a pattern matches: `*` in a folder, `**` across folders, `{a,b}`; what a part leaves out belongs to it too. */
function matcher(pattern: string): RegExp {
  const source = pattern
    .replace("!", "")
    .replaceAll(".", "\\.")
    .replace(/\{(.*?)\}/g, (_, words: string) => `(?:${words.replaceAll(",", "|")})`)
    .replace(/\*\*\/|\*/g, (stars) => (stars === "*" ? "[^/]*" : "(?:.*/)?"));
  return new RegExp(`^${source}$`);
}

const files = ["math", "format", "expr"].flatMap((folder) =>
  (readdirSync(join(ROOT, "src", folder), { recursive: true }) as string[])
    .filter((path) => path.endsWith(".ts"))
    .map((path) => `src/${folder}/${path}`),
);

test("every file is in one part", () => {
  const parts = Object.entries(PARTS).map(([name, { mutate }]) => ({ name, patterns: mutate.map(matcher) }));
  const partsOf = (file: string) =>
    parts.filter(({ patterns }) => patterns.some((pattern) => pattern.test(file))).map(({ name }) => name);
  expect(files.length).toBeGreaterThan(100);
  expect(files.map((file) => [file, partsOf(file).length]).filter(([, count]) => count !== 1)).toEqual([]);
});

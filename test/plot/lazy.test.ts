/** What draws is loaded when something is drawn. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../shell.js";

/** The files that importing `entry` loads at once: all but types and what is imported when needed. */
function loaded(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  const source = readFileSync(entry, "utf8");
  for (const [, typeOnly, target] of source.matchAll(/^(?:import|export) (type )?[^;]*?from "([^"]+)";/gms)) {
    if (typeOnly) continue;
    if (target!.startsWith(".")) loaded(join(dirname(entry), target!.replace(/\.js$/, ".ts")), found);
    else found.add(target!);
  }
  return found;
}

test("the command starts without what only a plot needs", () => {
  const files = [...loaded(join(ROOT, "src", "main.ts"))];
  expect(files.some((file) => file.endsWith("cli/plot.ts"))).toBe(true);
  expect(files.filter((file) => /src\/plot\/|asciichart|d3-|string-width|chalk/.test(file))).toEqual([]);
});

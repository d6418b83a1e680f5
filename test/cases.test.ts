/**
 * Whole-program cases as files. A folder with a `cmd` is a case: one shell line, run in test/data,
 * with `stdin` as its input if there is one. `stdout`, `stderr` and `status` hold what must come out;
 * a missing file means nothing, and 0.
 * `close` holds numbers in place of `stdout`: {"tolerance", "values"}.
 * With `terminal` (`80x24`, or `80x24 color`) the command runs as in a terminal of that size.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT, shell } from "./shell.js";
import { inTerminal } from "./terminal.js";

const CASES = join(ROOT, "test", "cases");
const cases = (readdirSync(CASES, { recursive: true }) as string[])
  .filter((path) => path.endsWith("/cmd"))
  .map((path) => dirname(path))
  .sort();

function fileOf(name: string): (file: string) => string {
  return (file) => (existsSync(join(CASES, name, file)) ? readFileSync(join(CASES, name, file), "utf8") : "");
}

function expectClose(actual: unknown, expected: unknown, tolerance: number): void {
  const [a, b] = [[actual].flat(9) as number[], [expected].flat(9) as number[]];
  expect(a.length).toBe(b.length);
  for (const [i, x] of b.entries())
    expect(Math.abs(a[i]! - x), `number ${i}: ${a[i]}, not ${x}`).toBeLessThan(tolerance);
}

describe.concurrent("cases", () => {
  test.each(cases)("%s", async (name) => {
    const file = fileOf(name);
    const options = { cwd: join(ROOT, "test", "data"), input: file("stdin") };
    const terminal = file("terminal").trim();
    const outcome = terminal ? await inTerminal(file("cmd"), terminal, options) : await shell(file("cmd"), options);
    const close = file("close");
    if (close) expectClose(JSON.parse(outcome.stdout), JSON.parse(close).values, JSON.parse(close).tolerance);
    const stdout = close ? outcome.stdout : file("stdout");
    expect(outcome).toEqual({ stdout, stderr: file("stderr"), status: Number(file("status") || 0) });
  });
});

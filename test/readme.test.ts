/** Every `console` block of README.md is run, line by line, and must give what it shows. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT, shell } from "./shell.js";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const blocks = [...readme.matchAll(/^```console\n([\s\S]*?)^```/gm)].map(([, block]) => block!);
const runs = blocks.flatMap((block) =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((run) => {
      const end = run.search(/[^\\]\n/) + 1;
      return { line: run.slice(0, end), shown: run.slice(end + 1) };
    }),
);

test("the tables are those of the sources", () => {
  execFileSync(process.execPath, [join(ROOT, "bin", "readme.mjs"), "--check"], { stdio: "pipe" });
});

test("there are blocks to run", () => expect(runs.length).toBeGreaterThan(10));

test.each(runs)("$line", async ({ line, shown }) => {
  const { stdout } = await shell(`{ ${line}\n} 2>&1`, { cwd: ROOT });
  expect(stdout.trimEnd()).toBe(shown.trimEnd());
});

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { allCommands } from "../../src/cli/commands.js";
import { manual } from "../../src/cli/manual.js";
import { optionsOf } from "../../src/cli/option-text.js";

const page = manual("1.2.3", new Date(0));

test("the page is dated and names every command and option", () => {
  expect(page).toMatch(/^\.Dd January 1, 1970\n\.Dt ACTFN 1\n\.Os\n/);
  expect(page).toContain("(version 1.2.3)");
  for (const row of allCommands()) {
    expect(page).toContain(`.It Cm "\\&${row.name.replaceAll("-", "\\-")}"`);
    for (const { long } of optionsOf(row)) expect(page).toContain(`Fl "\\&\\-${long.replaceAll("-", "\\-")}"`);
  }
});

test("an option that most commands of a group have is told once, with those that have it not", () => {
  expect(page.match(/Fl "\\&\\-like"/g)).toHaveLength(1);
  expect(page).toMatch(/Fl "\\&\\-mask" Ar .*\n.*\n\(not glu\)\n/);
});

test("the page is ASCII", () => expect(page).toMatch(/^[\x20-\x7e\n]*$/));

const mandoc = spawnSync("mandoc", ["-Tlint"], { input: page, encoding: "utf8" });
test.skipIf(mandoc.error)("mandoc finds nothing to say (skipped where mandoc is not installed)", () => {
  expect(mandoc.stdout).toBe("");
});

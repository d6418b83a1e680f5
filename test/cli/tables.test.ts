/** The tables themselves: names do not collide, and every row says what it must. */
import { expect, test } from "vitest";
import { GROUPS } from "../../src/cli/command.js";
import { allCommands } from "../../src/cli/commands.js";
import { commandNamed } from "../../src/cli/find.js";
import { namedOptions, OPTIONS, type OptionRow } from "../../src/cli/options.js";
import { fold } from "../../src/math/names.js";

const commands = allCommands();

test("no two names or aliases of commands are one", () => {
  const names = commands.flatMap(({ name, aliases = [] }) => [...new Set([name, ...aliases].map(fold))]);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test.each(commands.map((command) => [command.name, command] as const))("%s is complete", async (name, command) => {
  for (const one of [name, ...(command.aliases ?? [])]) expect((await commandNamed(one)).name).toBe(name);
  expect(GROUPS).toContain(command.group);
  expect(command.about).toMatch(/[^.]$/);
  expect(command.examples.length).toBeGreaterThan(0);
  const options = namedOptions(command.options, command);
  const names = options.flatMap(({ long, aliases = [] }) => [long, ...aliases]);
  expect(names.filter((one, i) => names.indexOf(one) !== i)).toEqual([]);
  const shorts = options.flatMap(({ short = [] }) => short);
  expect(shorts.filter((one, i) => shorts.indexOf(one) !== i)).toEqual([]);
  expect(options.map(({ long }) => long)).toContain("help");
});

test.each(Object.entries(OPTIONS) as [string, OptionRow][])(
  "option %s has a placeholder and a parser, or is a flag",
  (_, row) => {
    expect(row.about).toMatch(/^[^A-Z]/);
    expect(row.value === undefined).toBe(row.parse === undefined);
  },
);

test("every option belongs to a command", () => {
  const used = new Set<string>(commands.flatMap(({ options }) => options));
  // The version is asked for without a command.
  expect(Object.keys(OPTIONS).filter((name) => !used.has(name) && name !== "version")).toEqual([]);
});

/** The code that V8 makes of the command's files is kept beside them, and is only ever a shortcut. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { ROOT } from "../shell.js";

const folder = mkdtempSync(join(tmpdir(), "actfn-loader-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Installs the command as a package has it. */
beforeEach(() => {
  rmSync(folder, { recursive: true });
  cpSync(join(ROOT, "dist"), folder, { recursive: true, filter: (path) => !/\.cache$|types$/.test(path) });
});

const { NODE_DISABLE_COMPILE_CACHE: _, NODE_V8_COVERAGE: __, ...env } = process.env;
const run = (args: readonly string[], more = {}) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, "actfn.cjs"), ...args], {
    env: { ...env, ...more },
    encoding: "utf8",
  });
  return { stdout, stderr, status };
};
const softmax = ["softmax", "0,0", "--to", "json"];
const halves = { stdout: "[0.5,0.5]\n", stderr: "", status: 0 };
const kept = () => readdirSync(folder).filter((name) => name.includes(".cache"));
const stamps = () => kept().map((name) => [name, statSync(join(folder, name)).mtimeMs]);
const named = (part: string) => `${part}.${process.versions.v8}.cache`;

test("the first run of a command keeps the code of its files, and the second takes it", () => {
  expect(run(softmax)).toEqual(halves);
  expect(kept()).toEqual(["main", "numbers", "reduce", "reducers"].map(named));
  const before = stamps();
  expect(run(softmax)).toEqual(halves);
  expect(run(["logsumexp", "0"])).toEqual({ ...halves, stdout: "0\n" });
  expect(stamps()).toEqual(before);
  const main = statSync(join(folder, named("main"))).size;
  expect(run(["gelu", "0"])).toEqual({ ...halves, stdout: "0\n" });
  expect(kept()).toEqual(["activations", "elementwise", "main", "numbers", "reduce", "reducers"].map(named));
  expect(statSync(join(folder, named("main"))).size).toBeGreaterThan(main);
});

test("code that V8 refuses is replaced", () => {
  writeFileSync(join(folder, named("main")), "of another version");
  expect(run(softmax)).toEqual(halves);
  const whole = readFileSync(join(folder, named("main")));
  writeFileSync(join(folder, named("main")), whole.subarray(0, whole.length / 2));
  expect(run(softmax)).toEqual(halves);
  expect(statSync(join(folder, named("main"))).size).toBeGreaterThan(whole.length / 2);
});

test("nothing is kept where that is not wanted or not possible", () => {
  expect(run(softmax, { NODE_DISABLE_COMPILE_CACHE: "1" })).toEqual(halves);
  expect(kept()).toEqual([]);
  mkdirSync(join(folder, named("main")));
  expect(run(softmax)).toEqual(halves);
  expect(kept()).toEqual([named("main")]);
});

test("several first runs at once", () => {
  const line = 'for i in 1 2 3 4 5 6; do "$@" & done; wait';
  const command = [process.execPath, join(folder, "actfn.cjs"), ...softmax];
  const { stdout } = spawnSync("sh", ["-c", line, "sh", ...command], { env, encoding: "utf8" });
  expect(stdout).toBe(halves.stdout.repeat(6));
  expect(kept()).toEqual(["main", "numbers", "reduce", "reducers"].map(named));
  expect(run(softmax)).toEqual(halves);
});

test("a build has the code of the usual runs", () => {
  const dist = readdirSync(join(ROOT, "dist"));
  for (const part of ["help-run", "main", "numbers", "reducers", "tables"]) expect(dist).toContain(named(part));
  expect(String(execFileSync(process.execPath, [join(ROOT, "dist", "actfn.cjs"), ...softmax]))).toBe(halves.stdout);
});

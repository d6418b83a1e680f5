/** What the command cannot do: reach the network, start a program, run its input, read or write what it was not given. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../shell.js";
import { COMMAND, newFolder, rowsText } from "./support.js";

const { file } = newFolder();
const DIST = join(ROOT, "dist");
const bundles = readdirSync(DIST).filter((name) => /\.c?js$/.test(name));
const source = (name: string): string => readFileSync(join(DIST, name), "utf8");

/** All that the bundles may ask Node for. */
const MODULES = ["events", "fs", "os", "path", "process", "stream", "tty", "util", "worker_threads", "zlib"];

test("the bundles are found", () => {
  expect(bundles).toEqual(expect.arrayContaining(["actfn.cjs", "main.cjs", "worker.cjs", "index.js"]));
});

test.each(bundles)("%s asks for no network, no other program, no evaluation", (name) => {
  const text = source(name);
  const asked = [...text.matchAll(/\b(?:require|import|getBuiltinModule)\s*\(\s*(["'`]?)([^"'`)]*)/g)];
  for (const [, quote, module = ""] of asked) {
    // The loader hands on what a file of the bundle asks for by name.
    if (!quote) expect([name, module]).toEqual(["actfn.cjs", expect.stringMatching(/^\w$/)]);
    else if (module === "node:vm") expect(name).toBe("actfn.cjs");
    else if (!module.startsWith("./")) expect(MODULES).toContain(module.replace(/^node:/, ""));
  }
  const forbidden =
    /\beval\s*\(|\bFunction\s*\(|\bfetch\s*\(|\b(?:WebSocket|XMLHttpRequest|EventSource)\b|\.binding\s*\(|child_process/;
  expect(forbidden.exec(text)?.[0]).toBeUndefined();
});

const library = bundles.filter((name) => name.endsWith(".js"));
test.each(library)("%s of the library asks for nothing but its other files", (name) => {
  const text = source(name);
  expect(/\brequire\s*\(|\bimport\s*[("'*]/.exec(text)?.[0]).toBeUndefined();
  const sources = [...text.matchAll(/\}\s*from\s*["']([^"']*)/g)].map(([, file = ""]) => file.replace("./", ""));
  expect(library).toEqual(expect.arrayContaining(sources));
});

const flag = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";

/** Runs the command with read access to its files and to `readable`, and nothing else. */
function confined(readable: readonly string[], args: readonly string[]) {
  const allowed = [`${DIST}/`, ...readable].map((path) => `--allow-fs-read=${path}`);
  try {
    const stdout = execFileSync(process.execPath, ["--no-warnings", flag, ...allowed, COMMAND, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1 << 26,
    });
    return { status: 0, stdout: stdout.toString(), stderr: "" };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: Buffer; stderr: Buffer };
    return { status, stdout: stdout.toString(), stderr: stderr.toString() };
  }
}

const plain = (args: readonly string[]) =>
  execFileSync(process.execPath, [COMMAND, ...args], { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 26 });

test("it runs under Node's permission model, without workers on one thread", () => {
  writeFileSync(file("small.csv"), "1,2,3\n4,5,6\n");
  writeFileSync(file("big.csv"), rowsText(9000));
  const runs: readonly (readonly string[])[] = [
    ["softmax", file("small.csv")],
    ["softmax", "--jobs", "2", file("big.csv")],
    ["stats", file("small.csv")],
    ["plot", "gelu", "--to", "svg"],
    ["eval", "softmax(x)", `x=${file("small.csv")}`],
    ["help", "softmax"],
  ];
  for (const args of runs) {
    const { status, stdout, stderr } = confined([file("small.csv"), file("big.csv")], args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout === plain(args).toString(), args.join(" ")).toBe(true);
  }
});

test("what it was not given it neither reads nor writes", () => {
  writeFileSync(file("secret.csv"), "1,2,3\n");
  const read = confined([], ["softmax", file("secret.csv")]);
  expect(read).toMatchObject({ status: 2, stdout: "" });
  expect(read.stderr).toMatch(/^actfn: (neither numbers nor a file: |.*Node's permission model does not allow it)/);
  const write = confined([], ["softmax", "1,2", "--output", file("out.csv")]);
  expect(write).toMatchObject({ status: 2, stdout: "" });
  expect(write.stderr).toMatch(/Node's permission model does not allow it\n$/);
  expect(readdirSync(file("."))).not.toContain("out.csv");
});

test("no run writes to the folder of the program but the code that V8 has made", () => {
  const stamps = () =>
    readdirSync(DIST)
      .filter((name) => !name.includes(".cache"))
      .map((name) => [name, statSync(join(DIST, name)).mtimeMs]);
  const before = stamps();
  for (const args of [["softmax", file("big.csv")], ["softmax", "1,2", "--to", "table"], ["--help"]]) plain(args);
  expect(stamps()).toEqual(before);
});

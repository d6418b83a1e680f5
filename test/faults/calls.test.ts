/** Each call of the system that a run makes fails once: the run says so, ends with 2, and leaves nothing half done. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { npy } from "../../src/format/npy.js";
import { Tensor } from "../../src/math/tensor.js";
import { folderAt, newFolder, rowsText, start } from "./support.js";

const { file, folder, parts } = newFolder();
const inject = fileURLToPath(new URL("inject.cjs", import.meta.url));
const OLD = "what was there before\n";

writeFileSync(file("small.csv"), "1,2,3\n4,5,6\n");
writeFileSync(file("big.csv"), rowsText(6000));
writeFileSync(file("more.csv"), rowsText(12_000));

function faulty(fault: string, args: readonly string[], input = "", log = "") {
  const env = { ...process.env, FAULT: fault, FAULT_LOG: log, NODE_OPTIONS: `--require=${inject}` };
  const { child, ending } = start(args, { env });
  child.stdin!.end(input);
  return ending;
}

/** Runs with one thread, so that the calls come in the same order each time. */
const RUNS: readonly { name: string; args: readonly string[]; input?: string; output?: true }[] = [
  { name: "a small file", args: ["softmax", file("small.csv")], output: true },
  { name: "standard input", args: ["softmax"], input: "1,2,3\n4,5,6\n", output: true },
  { name: "a large file", args: ["softmax", file("big.csv"), "--jobs", "1"], output: true },
  { name: "a large file to stdout", args: ["softmax", file("big.csv"), "--jobs", "1"] },
];
/** Of many reads and writes some stand for all. */
const TRIED = 8;

describe.concurrent("each call fails", () => {
  test.each(RUNS)("$name", async ({ name, args, input, output }) => {
    mkdirSync(file(name));
    const own = folderAt(file(name));
    const out = own.file("out.csv");
    const all = output ? [...args, "-o", out] : args;
    const log = file(`${name}.calls`);
    await faulty("count", all, input, log);
    const count = Number(readFileSync(log, "utf8"));
    expect(count).toBeGreaterThan(3);
    const unharmed: number[] = [];
    for (let call = 1; call <= count; call += Math.max(1, Math.ceil(count / TRIED))) {
      writeFileSync(out, OLD);
      const { status, stdout, stderr } = await faulty(`${call}:${call % 2 ? "EIO" : "ENOSPC"}`, all, input);
      expect(own.parts()).toEqual([]);
      if (status === 0) unharmed.push(call);
      else {
        expect({ call, status }).toEqual({ call, status: 2 });
        expect(stderr).toMatch(/^actfn: .*: (input\/output error|no space left)\n$/);
        expect(readFileSync(out, "utf8")).toBe(OLD);
        if (output) expect(stdout).toBe("");
      }
    }
    // Only asking what kind of thing a stream is, and closing what has been read, may fail unseen.
    expect(unharmed.length).toBeLessThanOrEqual(6);
  });
});

test.each([
  ["large, one thread", "more.csv", ["--jobs", "1"]],
  ["large, two threads", "more.csv", ["--jobs", "2"]],
])("a file that vanishes while it is read is read on: %s", async (_, name, jobs) => {
  const { stdout: whole } = await start(["softmax", file(name)]).ending;
  writeFileSync(file("gone.csv"), readFileSync(file(name)));
  const { status, stdout, stderr } = await faulty(`unlink:${file("gone.csv")}`, ["softmax", file("gone.csv"), ...jobs]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(existsSync(file("gone.csv"))).toBe(false);
  expect(stdout === whole).toBe(true);
});

test("a file that vanishes before it is read is named", async () => {
  writeFileSync(file("gone.csv"), readFileSync(file("more.csv")));
  const { status, stdout, stderr } = await faulty(`vanish:${file("gone.csv")}`, ["softmax", file("gone.csv")]);
  const message = `actfn: ${file("gone.csv")}: no such file or directory\n`;
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: "", stderr: message });
});

test("a file that shrinks while it is read ends in the middle of a row", async () => {
  for (const jobs of ["1", "2"]) {
    writeFileSync(file("shrinks.csv"), readFileSync(file("more.csv")));
    const args = ["softmax", file("shrinks.csv"), "--jobs", jobs, "-o", file("none.csv")];
    const { status, stderr } = await faulty(`shrink:${file("shrinks.csv")}`, args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/shrinks\.csv:\d+:\d+: (row \d+ has \d+ numbers, expected 10|not a number)/);
    expect(readdirSync(folder)).not.toContain("none.csv");
  }
});

test("an npy file that shrinks while it is read is cut off", async () => {
  const tensor = new Tensor(new Float64Array(400_000).fill(0.5), [40_000, 10]);
  writeFileSync(file("shrinks.npy"), npy.write!({ tensor, layout: {} }, {}));
  const args = ["softmax", file("shrinks.npy"), "-o", file("none.npy")];
  const { status, stderr } = await faulty(`shrink:${file("shrinks.npy")}`, args);
  expect(status).toBe(2);
  expect(stderr).toMatch(/shrinks\.npy: (the npy file is cut off|the file has become shorter while it was read)/);
  expect(readdirSync(folder)).not.toContain("none.npy");
});

test("a worker that cannot start leaves the work to the others", async () => {
  const { stdout } = await start(["softmax", file("more.csv")]).ending;
  const ended = await faulty("worker:start", ["softmax", file("more.csv"), "--jobs", "2"]);
  expect({ ...ended, stdout: ended.stdout === stdout }).toEqual({ status: 0, signal: null, stdout: true, stderr: "" });
});

test("a worker that dies over a block is no reason to wait for ever", async () => {
  const ended = await faulty("worker:block", ["softmax", file("more.csv"), "--jobs", "2", "-o", file("none.csv")]);
  // Unless this thread was quick enough to do all blocks.
  expect([0, 70]).toContain(ended.status);
  if (ended.status === 70) expect(readdirSync(folder)).not.toContain("none.csv");
  expect(parts()).toEqual([]);
});

test("one byte at a time, from and to a stream that is not ready every other time", async () => {
  const input = `${Array.from({ length: 8 }, (_, i) => `${i},-${i}.5,1e-${i}`).join("\n")}\n`;
  const plain = start(["softmax"]);
  plain.child.stdin!.end(input);
  expect(await faulty("slow", ["softmax"], input)).toEqual(await plain.ending);
});

/** Signals in the middle of a write: nothing half written stays, and the process dies of them. */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { newFolder, rowsText, type Started, start, waitFor } from "./support.js";

const { folder, file, parts } = newFolder();
const text = rowsText(6000);

beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(file(name));
});

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Sends a signal as soon as the output is being written. */
async function interrupted({ child, ending }: Started, signal: NodeJS.Signals) {
  await waitFor(() => parts().length > 0, ending);
  child.kill(signal);
  const { status, signal: last, stderr } = await ending;
  return { status, signal: last, stderr };
}

test.each(SIGNALS)("%s while a pipe is silent", async (signal) => {
  for (const jobs of ["1", "2"]) {
    writeFileSync(file("out.csv"), "1\n");
    const started = start(["softmax", "-o", file("out.csv"), "--jobs", jobs]);
    started.child.stdin!.write(text);
    expect(await interrupted(started, signal)).toEqual({ status: null, signal, stderr: "" });
    expect(readdirSync(folder)).toEqual(["out.csv"]);
    expect(statSync(file("out.csv")).size).toBe(2);
  }
});

// These may end before the signal comes; then the file must be whole.
test.each([
  ["a large file", ["mish", "--jobs", "1"]],
  ["a large file, by two threads,", ["mish", "--jobs", "2"]],
  ["a large file that is read whole", ["softmax", "--dim", "0"]],
])("SIGINT and SIGTERM while %s is written", async (_, args) => {
  writeFileSync(file("big.csv"), text.repeat(4));
  const { stdout } = await start([...args, file("big.csv")]).ending;
  const signals: unknown[] = [];
  for (let i = 0; i < 20 && signals.length < 2; i++) {
    const { signal } = await interrupted(start([...args, file("big.csv"), "-o", file("out.csv")]), SIGNALS[i % 2]!);
    if (signal) signals.push(signal);
    expect(parts()).toEqual([]);
    if (existsSync(file("out.csv"))) expect(statSync(file("out.csv")).size).toBe(stdout.length);
  }
  expect(signals.length).toBeGreaterThan(0);
});

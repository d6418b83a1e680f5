/** What goes piece by piece takes memory that does not grow with the file. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { MIB, peakOf } from "./peak.js";

const folder = mkdtempSync(join(tmpdir(), "actfn-memory-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("records of a large file", async ({ skip }) => {
  const path = join(folder, "records.jsonl");
  const record = (i: number) => `{"id":"${i}","y":${i % 3},"x":[${Math.sin(i)},${Math.cos(i)},${Math.sqrt(i)}]}\n`;
  const block = Array.from({ length: 10_000 }, (_, i) => record(i)).join("");
  const descriptor = openSync(path, "w");
  for (let size = 0; size < 24 * MIB; size += block.length) writeSync(descriptor, block);
  closeSync(descriptor);
  const peak = await peakOf(["cross-entropy", "--target-key", "y", "--key", "x", path]);
  if (peak === undefined) skip("no /proc");
  expect(peak! / MIB).toBeLessThan(150);
});

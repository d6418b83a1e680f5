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

test("an array of a large object, shown as a table", async ({ skip }) => {
  const path = join(folder, "object.json");
  const row = (i: number) => `,\n[${Math.sin(i)},${Math.cos(i)},${Math.sqrt(i)}]`;
  const block = Array.from({ length: 10_000 }, (_, i) => row(i)).join("");
  const descriptor = openSync(path, "w");
  writeSync(descriptor, `{"y":[1,2],"x":[${block.slice(2)}`);
  for (let size = 0; size < 24 * MIB; size += block.length) writeSync(descriptor, block);
  writeSync(descriptor, "]}");
  closeSync(descriptor);
  const peak = await peakOf(["softmax", `${path}:x`, "--to", "table"]);
  if (peak === undefined) skip("no /proc");
  expect(peak! / MIB).toBeLessThan(150);
});

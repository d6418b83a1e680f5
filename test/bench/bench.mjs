/**
 * `npm run bench`: figures of this machine, beside the peers that are installed, and which limits hold. All data are
 * generated, and taken away again.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { activations } from "./activations.mjs";
import { memory } from "./memory.mjs";
import { start } from "./start.mjs";
import { stats } from "./stats.mjs";
import { FLOAT_ROWS, ROWS, throughput } from "./throughput.mjs";

const thousands = (n) => n.toLocaleString("en");
const folder = mkdtempSync(join(tmpdir(), "actfn-bench-"));
const limits = [];

/** Prints a table, and keeps the limits for the end. */
function show(title, found) {
  console.log(title);
  console.table(found.lines);
  limits.push(...found.limits);
}

try {
  console.log(`Node ${process.version}, ${cpus().length} cores`);
  show("Start-up, median of 20 interleaved runs", start());
  const { text, npy, growth } = await throughput(folder);
  show(`Softmax over ${thousands(ROWS)} rows of 10 doubles`, text);
  show(`Softmax over ${thousands(FLOAT_ROWS)} rows of 10 floats`, npy);
  show("Growth: softmax of csv", growth);
  show("Summaries of the same numbers", await stats(folder, ROWS));
  show("Memory", await memory(folder, ROWS, FLOAT_ROWS));
} finally {
  rmSync(folder, { recursive: true });
}
console.log("Time an element over [-10, 10], beside the naive formula");
console.table(activations());
console.log("Limits");
console.table(limits);

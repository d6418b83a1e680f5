/** `npm run bench`: figures of this machine, as ratios in one run. */
import { cpus } from "node:os";
import { activations } from "./activations.mjs";
import { start } from "./start.mjs";
import { throughput } from "./throughput.mjs";

console.log(`Node ${process.version}, ${cpus().length} cores`);
console.log("Start-up, median of 20 interleaved runs");
console.table(start());
const { text, npy, growth } = await throughput();
console.log("Softmax over 200,000 rows of 10 doubles");
console.table(text.lines);
console.log("Softmax over 5,000,000 rows of 10 floats");
console.table(npy.lines);
console.log("Growth: softmax of csv");
console.table(growth.lines);
console.log("Limits");
console.table([...text.limits, ...npy.limits, ...growth.limits]);
console.log("Time an element over [-10, 10], beside the naive formula");
console.table(activations());

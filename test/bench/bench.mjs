/** `npm run bench`: figures of this machine, as ratios in one run. */
import { activations } from "./activations.mjs";
import { start } from "./start.mjs";

console.log("Start-up, median of 20 interleaved runs");
console.table(start());
console.log("Time an element over [-10, 10], beside the naive formula");
console.table(activations());

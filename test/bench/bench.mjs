/** `npm run bench`: figures of this machine, as ratios in one run. */
import { start } from "./start.mjs";

console.log("Start-up, median of 20 interleaved runs");
console.table(start());

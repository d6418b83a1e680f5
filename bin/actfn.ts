import { processIo } from "../src/cli/io.js";
import { main } from "../src/main.js";

/** What a worker runs: it loads this file for what it shares with the command. */
export const worker = () => import("../src/stream/worker.js");

if (require.main === module) {
  main(process.argv.slice(2), processIo).then((code) => {
    process.exitCode = code;
  });
}

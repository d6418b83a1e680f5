import { isMainThread, workerData } from "node:worker_threads";
import { processIo } from "../src/cli/io.js";
import { main } from "../src/main.js";

if (isMainThread) {
  main(process.argv.slice(2), processIo).then((code) => {
    process.exitCode = code;
  });
} else {
  import("../src/stream/worker.js").then(({ serve }) => serve(workerData));
}

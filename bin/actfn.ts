import { processIo } from "../src/cli/io.js";
import { main } from "../src/main.js";

// A worker loads this file for what it shares with the command.
if (require.main === module) {
  main(process.argv.slice(2), processIo).then((code) => {
    process.exitCode = code;
  });
}

import { processIo } from "../src/cli/io.js";
import { main } from "../src/main.js";

main(process.argv.slice(2), processIo).then((code) => {
  process.exitCode = code;
});

/** Bundles the fuzzer with the sources it runs, and runs it. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = mkdtempSync(join(tmpdir(), "actfn-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const entry = join(folder, "fuzz.cjs");
const source = `
import { main } from "./main.ts";
main(process.argv.slice(2), ${JSON.stringify(root)}, __filename).then((code) => { process.exitCode = code; });
`;
await build({
  stdin: { contents: source, resolveDir: join(root, "test/fuzz"), loader: "ts" },
  bundle: true,
  platform: "node",
  format: "cjs",
  sourcemap: "inline",
  outfile: entry,
  absWorkingDir: root,
  logLevel: "warning",
});
createRequire(entry)(entry);

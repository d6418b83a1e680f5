/** Cases that are shown in a terminal: test/terminal.ts, bundled, on a given Node. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { ROOT } from "./shell.mjs";

const SOURCE = `
import { inTerminal } from "./test/terminal.js";
const outcomes = [];
for (const { line, screen, input } of JSON.parse(process.argv[2])) {
  outcomes.push(await inTerminal(line, screen, { cwd: process.argv[3], input }));
}
process.stdout.write(JSON.stringify(outcomes));
`;
const REQUIRE = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/**
 * @param bin the folder of the Node
 * @param folder for the bundle
 * @returns what each case gives, its text as latin1
 */
export async function inTerminals(bin, folder, cases) {
  const outfile = join(folder, "test", "terminals.mjs");
  await build({
    stdin: { contents: SOURCE, resolveDir: ROOT, loader: "ts" },
    ...{ outfile, bundle: true, platform: "node", format: "esm", banner: { js: REQUIRE }, logLevel: "error" },
  });
  const texts = cases.map(({ line, screen, input }) => ({
    line,
    screen,
    input: Buffer.from(input, "latin1").toString(),
  }));
  const args = [outfile, JSON.stringify(texts), join(ROOT, "test", "data")];
  const { stdout } = await promisify(execFile)(join(bin, "node"), args, { maxBuffer: 1 << 28, cwd: ROOT });
  const bytes = (text) => Buffer.from(text).toString("latin1");
  return JSON.parse(stdout).map((one) => ({ ...one, stdout: bytes(one.stdout), stderr: bytes(one.stderr) }));
}

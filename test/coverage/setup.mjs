/** Builds the command whose runs are counted. */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundleCommand } from "../../bin/bundle.mjs";
import { BUNDLE, COUNTS, ROOT } from "./paths.mjs";

export default async function setup() {
  rmSync(COUNTS, { recursive: true, force: true });
  for (const folder of [BUNDLE, COUNTS]) mkdirSync(folder, { recursive: true });
  // Some tests run the command as another user.
  chmodSync(COUNTS, 0o777);
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const define = { "process.env.ACTFN_VERSION": JSON.stringify(version) };
  await bundleCommand({ root: ROOT, dist: BUNDLE, define, sourcemap: "external", asOne: true });
  copyFileSync(join(ROOT, "dist", "kernels.wasm"), join(BUNDLE, "kernels.wasm"));
}

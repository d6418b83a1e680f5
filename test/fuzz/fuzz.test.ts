/** A short run of the fuzzer; `npm run fuzz -- --seconds 600 --seed 7` is a longer one. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "../shell.js";

test("the first inputs of seed 1", async () => {
  const args = [join(ROOT, "test/fuzz/fuzz.mjs"), "--seed", "1", "--inputs", "400", "--every", "200"];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((failed) => failed);
  expect(stdout).toMatch(/ 0 failures\n$/);
});

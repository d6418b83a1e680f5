/**
 * Coverage of src by the whole suite, runs of the built command included: they are runs of a bundle that has source
 * maps and is not minified, and what V8 counts in them is added to what it counts in the tests.
 */
import { join } from "node:path";
import { mergeConfig } from "vitest/config";
import base from "../vitest.config.ts";
import { BUNDLE, COUNTS, REPORT } from "./paths.mjs";

export default mergeConfig(base, {
  test: {
    globalSetup: ["test/coverage/setup.mjs"],
    env: { ACTFN: join(BUNDLE, "actfn.cjs"), NODE_V8_COVERAGE: COUNTS, NODE_DISABLE_COMPILE_CACHE: "1" },
    testTimeout: 180_000,
    coverage: {
      enabled: true,
      provider: "custom",
      customProviderModule: join(import.meta.dirname, "provider.mjs"),
      include: ["src/**/*.ts"],
      // Compiled to WebAssembly, where nothing counts.
      exclude: ["src/assembly/**"],
      reportOnFailure: true,
      reportsDirectory: join(REPORT, "report"),
      reporter: ["text-summary", "html", "json"],
      thresholds: { lines: 97, branches: 93 },
    },
  },
});

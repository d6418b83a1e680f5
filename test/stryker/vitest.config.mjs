/** The unit tests of one part, as `run.mjs` names it: what runs once a mutant has to be quick. */
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import { PARTS } from "./parts.mjs";

const { tests, leaveOutTests = [] } = PARTS[process.env.MUTATION_PART];

/** Short files first: most mutants need no more than one. */
class ShortFirst extends BaseSequencer {
  async sort(files) {
    const size = ({ moduleId }) => statSync(moduleId).size;
    return files.toSorted((a, b) => size(a) - size(b));
  }
}

/** Stryker counts what a test covers while mutants run too, where nobody asks; kernels are five times as fast without. */
const countCoverageOnce = {
  name: "count-coverage-once",
  transform: (code) => code.replace("var c = cov.static;", "if (ns.activeMutant !== undefined) return;\n$&"),
};

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  plugins: [countCoverageOnce],
  test: {
    include: tests,
    exclude: leaveOutTests,
    setupFiles: ["test/setup.ts"],
    isolate: false,
    sequence: { sequencer: ShortFirst },
    testTimeout: 60_000,
  },
});

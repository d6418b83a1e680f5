/** The unit tests of one folder, as `run.mjs` names it: what runs once a mutant has to be quick. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { FOLDERS } from "./folders.mjs";

const { tests, exclude } = FOLDERS[process.env.MUTATION_FOLDER];

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: tests,
    exclude,
    setupFiles: ["test/setup.ts"],
    isolate: false,
    testTimeout: 60_000,
  },
});

import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    maxConcurrency: 4,
    // Most tests wait for the command: every processor is worth a worker, and none is made anew for each file.
    maxWorkers: availableParallelism(),
    isolate: false,
    testTimeout: 60_000,
  },
});

/** Vitest's V8 coverage, to which the runs of the built command are added. */
import v8 from "@vitest/coverage-v8";

export default {
  ...v8,
  async getProvider() {
    const { V8CoverageProvider } = await import("@vitest/coverage-v8/dist/provider.js");
    const { addRuns } = await import("./runs.mjs");
    return new (class extends V8CoverageProvider {
      async generateCoverage(context) {
        const map = await super.generateCoverage(context);
        await addRuns(map);
        return map;
      }
    })();
  },
};

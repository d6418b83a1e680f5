/**
 * Runs the unit tests of a part in one process: a mutant costs what its tests take, a few milliseconds, where starting
 * Vitest for each takes half a second. Only a mutant in what runs while modules load has them loaded anew.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { build } from "esbuild";
import { collector } from "./collect.mjs";
import { LONG, PARTS } from "./parts.mjs";

/** Stryker's object in the global scope, which the mutated code looks at. */
const STRYKER = "__stryker__";
const PASSED = 0;
const FAILED = 1;

/** Test files find their data beside them, and counting what they cover is for the dry run. */
const sources = {
  name: "sources",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8")
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
        .replace("var c = cov.static;", "if (ns.activeMutant !== undefined) return;\n$&");
      return { contents, loader: "ts" };
    }),
};

/** The test files as one script: a function of `require` and of what is to be told the name of each file. */
async function bundle({ tests }) {
  const files = readdirSync("test", { recursive: true }).filter(
    (file) => file.endsWith(".test.ts") && tests.test(file),
  );
  const entries = files
    .sort()
    .map((file) => `enter(${JSON.stringify(`test/${file}`)}); require(${JSON.stringify(resolve("test", file))});`);
  const { outputFiles } = await build({
    stdin: { contents: `require("./test/setup.ts");\n${entries.join("\n")}`, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
    plugins: [sources],
    logLevel: "error",
  });
  return new Script(`(function (require, enter) {${outputFiles[0].text}\n})`);
}

async function outcome({ run }) {
  try {
    await run();
    return undefined;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

function runner() {
  globalThis[STRYKER] ??= {};
  const state = globalThis[STRYKER];
  const require = createRequire(join(process.cwd(), "test", "stryker", "runner.mjs"));
  let script;
  /** Loaded without a mutant. */
  let plain;
  const timeOf = new Map();
  const killsOf = new Map();

  function load() {
    const { tests, enter, vitest } = collector();
    script.runInThisContext()((name) => (name === "vitest" ? vitest : require(name)), enter);
    return tests.filter(({ name }) => !LONG.test(name));
  }

  /** The tests under a mutant; those that failed while they were loaded count as a failure of the first. */
  function loaded(reload) {
    if (!reload) return [plain, undefined];
    try {
      return [load(), undefined];
    } catch (error) {
      return [plain, String(error)];
    }
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),

    async init() {
      console.log = () => {};
      script = await bundle(PARTS[process.env.MUTATION_PART]);
    },

    async dryRun() {
      plain = load();
      const tests = [];
      for (const test of plain) {
        const { id, name, file } = test;
        state.currentTestId = id;
        const start = performance.now();
        const failureMessage = await outcome(test);
        state.currentTestId = undefined;
        const timeSpentMs = performance.now() - start;
        timeOf.set(id, timeSpentMs);
        tests.push({
          id,
          name,
          fileName: resolve(file),
          timeSpentMs,
          status: failureMessage ? FAILED : PASSED,
          failureMessage,
        });
      }
      return { status: "complete", tests, mutantCoverage: state.mutantCoverage };
    },

    async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
      plain ??= load();
      Object.assign(state, { hitCount: 0, hitLimit, activeMutant: activeMutant.id });
      const [tests, failure] = loaded(mutantActivation === "static");
      const wanted = testFilter && new Set(testFilter);
      // Quick ones first, and those that noticed others: most mutants need no more than one.
      const price = ({ id }) => (timeOf.get(id) ?? 0) / (1 + (killsOf.get(id) ?? 0)) ** 2;
      const chosen = tests.filter(({ id }) => !wanted || wanted.has(id)).sort((a, b) => price(a) - price(b));
      let result = { status: "survived", nrOfTests: chosen.length };
      for (const [i, test] of chosen.entries()) {
        const failureMessage = failure ?? (await outcome(test));
        if (failureMessage === undefined) continue;
        killsOf.set(test.id, (killsOf.get(test.id) ?? 0) + 1);
        result = { status: "killed", killedBy: [test.id], failureMessage, nrOfTests: i + 1 };
        break;
      }
      if (state.hitCount > hitLimit) result = { status: "timeout", reason: `hit ${state.hitCount} times` };
      Object.assign(state, { hitCount: undefined, hitLimit: undefined, activeMutant: undefined });
      return result;
    },
  };
}

runner.inject = [];
export const strykerPlugins = [{ kind: "TestRunner", name: "in-process", factory: runner }];

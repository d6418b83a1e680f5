/**
 * Mutation testing of a folder: `npm run mutation -- math`, of one of its parts: `npm run mutation -- math/special`, or
 * of some of a part's files: `npm run mutation -- math/special src/math/special/exp.ts`.
 * Results are kept, so that a second run tries only what has changed since, and that of one part keeps the others'.
 * Only a run of the whole folder tries again what survived of the code that runs while modules load.
 * The report stands in node_modules/.cache/stryker/<folder>.html.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";
import { PARTS } from "./parts.mjs";

const CACHE = "node_modules/.cache/stryker";

/** Tries the mutants of a part, or of some of its files. */
async function run(part, mutate = PARTS[part].mutate) {
  process.env.MUTATION_PART = part;
  const [folder] = part.split("/");
  await new Stryker({
    testRunner: "in-process",
    plugins: ["./test/stryker/runner.mjs", "./test/stryker/prose.mjs"],
    mutate,
    ignorers: ["prose"],
    // What the sandbox needs, and no tsconfig.json: Stryker would want the compiler API, which TypeScript 7 lacks.
    ignorePatterns: ["/*", "!/src", "!/test", "!/package.json", "/test/cases"],
    concurrency: 2,
    dryRunTimeoutMinutes: 30,
    timeoutMS: 2000,
    timeoutFactor: 4,
    incremental: true,
    incrementalFile: `${CACHE}/${folder}.json`,
    logLevel: "warn",
    reporters: ["progress", "clear-text", "html"],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    htmlReporter: { fileName: `${CACHE}/${folder}.html` },
    thresholds: { high: 95, low: 90, break: 90 },
    allowConsoleColors: false,
    cleanTempDir: "always",
  }).runMutationTest();
}

/**
 * Forgets what survived of what runs while modules load. No test is known to cover it, so Stryker would keep that result
 * whatever tests have come.
 */
function forgetUncovered(file) {
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, "utf8"));
  for (const source of Object.values(report.files)) {
    source.mutants = source.mutants.filter(({ status, coveredBy }) => status !== "Survived" || coveredBy?.length > 0);
  }
  writeFileSync(file, JSON.stringify(report));
}

const [name = "", ...files] = process.argv.slice(2);
const parts = Object.keys(PARTS).filter((part) => part === name || part.startsWith(`${name}/`));
if (parts.length === 0) {
  console.error(
    `usage: npm run mutation -- PART [FILE...], where PART is math, format or one of ${Object.keys(PARTS).join(", ")}`,
  );
  process.exit(2);
}
if (!name.includes("/") && files.length === 0) forgetUncovered(`${CACHE}/${name}.json`);
for (const part of parts) {
  // The report is of all parts that have been tried: the last one says whether the folder's score is enough.
  process.exitCode = 0;
  await run(part, files.length > 0 ? files : undefined);
}

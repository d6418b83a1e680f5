/**
 * Mutation testing of a folder: `npm run mutation -- math`, or of a part of it: `npm run mutation -- math/special`.
 * Results are kept, so that a second run tries only what has changed since; a part's run keeps those of the others.
 * The report stands in node_modules/.cache/stryker/<folder>.html.
 */
import { existsSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";
import { FOLDERS } from "./folders.mjs";

const CACHE = "node_modules/.cache/stryker";

const [part = "", ...rest] = process.argv.slice(2);
const folder = part.split("/")[0];
const row = FOLDERS[folder];
if (row === undefined || rest.length > 0) {
  console.error(`usage: npm run mutation -- ${Object.keys(FOLDERS).join("|")}, or a part of one: math/special`);
  process.exit(2);
}

/** The folder's own patterns, or those of the part: a folder, or a file without its ending. */
function mutated() {
  if (part === folder) return row.mutate;
  const leftOut = row.mutate.filter((pattern) => pattern.startsWith("!"));
  return [`src/${part}.ts`, `src/${part}/**/*.ts`]
    .filter((pattern) => existsSync(pattern.replace(/\/\*.*/, "")))
    .concat(leftOut);
}

process.env.MUTATION_FOLDER = folder;

await new Stryker({
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner", "./test/stryker/prose.mjs"],
  // Which tests belong to a file is known from coverage; vitest's own guess costs more than it saves.
  vitest: { configFile: "test/stryker/vitest.config.mjs", related: false },
  mutate: mutated(),
  ignorers: ["prose"],
  // What the sandbox needs, and no tsconfig.json: Stryker would want the compiler API, which TypeScript 7 lacks.
  ignorePatterns: ["/*", "!/src", "!/test", "!/package.json", "/test/cases"],
  concurrency: 2,
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

/**
 * Mutation testing of a folder: `npm run mutation -- math`, or of a part of it: `npm run mutation -- math/special`.
 * Results are kept, so that a second run tries only what has changed since, and that of one part keeps the others'.
 * The report stands in node_modules/.cache/stryker/<folder>.html.
 */
import { existsSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";
import { PARTS } from "./parts.mjs";

const CACHE = "node_modules/.cache/stryker";

const within = (path, folder) => path === folder || path.startsWith(`${folder}/`);
const files = (path) => [`src/${path}.ts`, `src/${path}/**/*.ts`];
const exists = (pattern) => existsSync(pattern.replace("/**/*.ts", ""));

/** Tries the mutants of `path`, which is a part or lies in it. */
async function run(part, path) {
  const { leaveOut = [] } = PARTS[part];
  const others = Object.keys(PARTS).filter((other) => other !== part && within(other, path));
  process.env.MUTATION_PART = part;
  const [folder] = part.split("/");
  await new Stryker({
    testRunner: "in-process",
    plugins: ["./test/stryker/runner.mjs", "./test/stryker/prose.mjs"],
    mutate: [...files(path).filter(exists), ...[...others.flatMap(files), ...leaveOut].map((pattern) => `!${pattern}`)],
    ignorers: ["prose"],
    // What the sandbox needs, and no tsconfig.json: Stryker would want the compiler API, which TypeScript 7 lacks.
    ignorePatterns: ["/*", "!/src", "!/test", "!/package.json", "/test/cases"],
    concurrency: 2,
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

const [path = ""] = process.argv.slice(2);
const inside = Object.keys(PARTS).filter((part) => within(part, path));
const around = Object.keys(PARTS).find((part) => within(path, part));
if (inside.length > 0) await run(path, path);
else if (around !== undefined) await run(around, path);
else {
  console.error(`usage: npm run mutation -- PART, one of ${Object.keys(PARTS).join(", ")}, or a file in one`);
  process.exit(2);
}

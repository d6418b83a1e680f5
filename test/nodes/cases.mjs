/** The whole-program cases, as test/cases.test.ts reads them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./shell.mjs";

const CASES = join(ROOT, "test", "cases");
const DATA = join(ROOT, "test", "data");

function caseAt(name) {
  const file = (part) => {
    const path = join(CASES, name, part);
    return existsSync(path) ? readFileSync(path, "latin1") : "";
  };
  const line = Buffer.from(file("cmd"), "latin1").toString();
  // Numbers that are only close to the true ones must still be the same on all Nodes.
  const expected = { stderr: file("stderr"), status: Number(file("status") || 0) };
  const stdout = file("close") ? {} : { stdout: file("stdout") };
  return {
    name,
    line,
    input: file("stdin"),
    screen: file("terminal").trim(),
    expected: { ...expected, ...stdout },
  };
}

/** All cases: those that a shell runs, and those that are shown in a terminal. */
export function findCases() {
  const names = readdirSync(CASES, { recursive: true }).filter((path) => path.endsWith("/cmd"));
  const all = names.map((path) => caseAt(dirname(path))).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { shell: all.filter(({ screen }) => !screen), terminal: all.filter(({ screen }) => screen) };
}

/** Runs a case with a shell. */
export function runCase({ line, input }, shell) {
  return shell(`cd '${DATA}' && ${line}`, { input });
}

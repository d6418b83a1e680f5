/**
 * As much of Vitest as the unit tests use, with Vitest's own `expect`, to run them again and again in one process.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { format } from "node:util";
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from "@vitest/expect";

function makeExpect() {
  for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
  const expect = (value, message) => chai.expect(value, message);
  Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
  setState({ assertionCalls: 0, isExpectingAssertions: false, currentTestName: "" }, expect);
  chai.expect.extend(expect, customMatchers);
  return expect;
}

const expect = makeExpect();

/** The arguments of one case of `each`, and its title: `%s` and the like by position, `$key` by name. */
function titled(title, one) {
  const args = Array.isArray(one) ? one : [one];
  return [
    format(
      title.replace(/\$(\w+)/g, (_, key) => String(one?.[key])),
      ...args,
    ),
    args,
  ];
}

/** Something that is called by a title, with `each` and `skipIf`. */
function named(call) {
  const each = (cases) => (title, f) => {
    for (const one of cases) {
      const [name, args] = titled(title, one);
      call(name, () => f(...args));
    }
  };
  const skipped = Object.assign(() => {}, { each: () => () => {} });
  return Object.assign(call, { each, skipIf: (condition) => (condition ? skipped : call) });
}

/**
 * What test files import from "vitest", and where their tests gather.
 * @returns `tests` have an id that stays the same from one loading to the next
 */
export function collector() {
  const tests = [];
  const seen = new Map();
  let file = "";
  let version = "";
  let path = [];
  const add = (title, run) => {
    // A test counts as another one when its file has changed: then what it did not notice is tried again.
    const name = [...path, title, version].join(" ");
    const key = `${file}#${name}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    tests.push({ id: count === 0 ? key : `${key} (${count})`, name, file, run });
  };
  const describe = (title, body) => {
    path = [...path, title];
    body();
    path = path.slice(0, -1);
  };
  return {
    tests,
    enter: (name) => {
      file = name;
      version = `(${createHash("sha256").update(readFileSync(name)).digest("hex").slice(0, 6)})`;
    },
    vitest: { test: named(add), describe: named(describe), expect, afterAll: () => {} },
  };
}

import { expect, test } from "vitest";
import { colorDepth } from "../../src/cli/color.js";

const TERMINAL = { TERM: "xterm-256color" };

test.each([
  ["auto", TERMINAL, true, 2],
  ["auto", { TERM: "xterm" }, true, 1],
  ["auto", { ...TERMINAL, COLORTERM: "truecolor" }, true, 3],
  ["auto", TERMINAL, false, 0],
  ["auto", { TERM: "dumb" }, true, 0],
  ["auto", { ...TERMINAL, NO_COLOR: "1" }, true, 0],
  ["auto", { ...TERMINAL, NO_COLOR: "" }, true, 2],
  ["auto", { ...TERMINAL, FORCE_COLOR: "1" }, false, 2],
  ["auto", { ...TERMINAL, CLICOLOR_FORCE: "1" }, false, 2],
  ["auto", { ...TERMINAL, FORCE_COLOR: "0" }, true, 0],
  ["auto", { TERM: "dumb", FORCE_COLOR: "1" }, false, 1],
  ["auto", { ...TERMINAL, NO_COLOR: "1", FORCE_COLOR: "1" }, true, 0],
  ["always", { ...TERMINAL, NO_COLOR: "1" }, false, 2],
  ["never", { ...TERMINAL, FORCE_COLOR: "1" }, true, 0],
] as const)("--color %s, %o, terminal %s", (when, env, terminal, depth) => {
  expect(colorDepth(when, env, terminal)).toBe(depth);
});

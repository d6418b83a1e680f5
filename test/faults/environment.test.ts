/** What the environment says of the terminal may be missing or absurd; so may the terminal's own size. */
import { describe, expect, test } from "vitest";
import { ROOT, shell } from "../shell.js";
import { inTerminal } from "../terminal.js";

const COMMANDS = ["actfn plot gelu", "actfn softmax 1,2,3 --to table"];
const SETTINGS = [
  "env -u TERM",
  "TERM=",
  "TERM=no-such-terminal",
  ...["0", "-5", "1e9", "abc", "3"].map((n) => `COLUMNS=${n} LINES=${n}`),
];

describe.concurrent("in a pipe the terminal's settings change nothing", () => {
  test.each(COMMANDS)("%s", async (command) => {
    const plain = await shell(command);
    expect(plain).toMatchObject({ status: 0, stderr: "" });
    for (const setting of SETTINGS) expect(await shell(`${setting} ${command}`), setting).toEqual(plain);
  });
});

const SHOWN = [
  ...COMMANDS,
  "actfn --help",
  "actfn help softmax",
  "actfn list",
  "actfn softmax '[[1,2,3],[4,5,6]]' --steps",
  "actfn softmax '[[1,2,3],[4,5,6]]' --bars",
  "actfn stats 1,2,3",
  "actfn relu 1,x",
  "actfn plot gelu --histogram",
];

test.each(SHOWN)("%s in a terminal of any size", async (command) => {
  for (const size of ["1x1", "3x3", "40x20", "65535x65535", "1000000000x1000000000"]) {
    const { status, stdout, stderr } = await inTerminal(command, size, { cwd: ROOT, input: "" });
    // A drawing may say that there is no room for it.
    expect([0, 2], `${size}: ${stderr}`).toContain(status);
    expect(stdout.length).toBeLessThan(1 << 20);
    expect(stderr.length).toBeLessThan(1 << 16);
  }
});

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { contextFor } from "../../src/cli/context.js";
import type { Io } from "../../src/cli/io.js";
import type { Options } from "../../src/cli/options.js";
import { newProgress, progressLine, type Reached, type Screen, type Shown } from "../../src/cli/progress.js";
import { shell } from "../shell.js";

const plain = (columns: number): Screen => ({ columns, color: 0, dumb: false });
const lineOf = (reached: Reached, screen: Screen): string => progressLine(reached, screen).text;
const half: Reached = { bytes: 0.75e9, size: 1.5e9, milliseconds: 5000 };

describe("a line", () => {
  test.each([
    [120, half, " 50% ━━━━━━━━━━━━━━━━━━━━────────────────────  0.75 of 1.50 GB   150 MB/s  0:05 left"],
    [60, half, " 50% ━━━━━━━╾───────  0.75 of 1.50 GB   150 MB/s  0:05 left"],
    [50, half, " 50% ━━━━━━━━────────  0.75 of 1.50 GB  0:05 left"],
    [36, half, " 50% ━━━━━━━━━╾─────────  0:05 left"],
    [20, half, " 50% ━━━━━━━───────"],
    [7, half, " 50% ╾"],
    [6, half, ""],
    [80, { ...half, bytes: 0 }, "  0% ────────────────────────────────────────  0.00 of 1.50 GB      0 B/s"],
    [60, { ...half, bytes: 2e9 }, "100% ━━━━━━━━━━━━━━━  2.00 of 1.50 GB   400 MB/s  0:00 left"],
    [70, { ...half, what: "reading 2" }, "reading 2  50% ━━━━━━━╾───────  0.75 of 1.50 GB   150 MB/s  0:05 left"],
    [64, { ...half, what: "reading 2" }, "reading 2  50% ━━━━╾────  0.75 of 1.50 GB   150 MB/s  0:05 left"],
    [60, { ...half, what: "reading 2" }, " 50% ━━━━━━━━━━━━━─────────────  0.75 of 1.50 GB  0:05 left"],
  ] as const)("of %i columns", (columns, reached, text) => {
    expect(lineOf(reached, plain(columns))).toBe(text);
  });

  test("of an input whose size is not known: a piece goes to and fro", () => {
    const at = (milliseconds: number) => lineOf({ bytes: 1234, milliseconds }, plain(40));
    expect(at(1000)).toBe("──────────━━━  1.23 kB  1.23 kB/s  0:01");
    expect(at(1100)).toBe("─────────━━━─  1.23 kB  1.12 kB/s  0:02");
    expect(at(1300)).toBe("───────━━━───  1.23 kB    949 B/s  0:02");
    expect(at(2000)).toBe("━━━──────────  1.23 kB    617 B/s  0:02");
  });

  test("hours", () => {
    expect(lineOf({ bytes: 1e9, size: 1e12, milliseconds: 10_000 }, plain(80))).toMatch(
      /─ {2}0\.00 of 1\.00 TB {3}100 MB\/s {2}2:46:30 left$/,
    );
  });

  test("is never as wide as the screen, and as wide as it says", () => {
    for (let columns = 1; columns < 130; columns++) {
      for (const reached of [half, { ...half, size: undefined }, { ...half, what: "reading 3" }]) {
        const { text, width } = progressLine(reached, plain(columns));
        expect(text.length).toBe(width);
        expect(width).toBeLessThan(columns);
      }
    }
  });

  test("in colour is the same text", () => {
    const { text } = progressLine(half, { columns: 80, color: 1, dumb: false });
    expect(text).toMatch(/^ 50% \x1b\[36m━+╾\x1b\[90m─+\x1b\[39m {2}0\.75 of/);
    expect(text.replace(/\x1b\[\d+m/g, "")).toBe(lineOf(half, plain(80)));
  });

  test("for a terminal that knows nothing else is ASCII", () => {
    expect(lineOf(half, { columns: 40, color: 0, dumb: true })).toBe(" 50% ###########------------  0:05 left");
  });
});

describe("in a terminal", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "setImmediate"] }));
  afterEach(() => void vi.useRealTimers());

  /** A progress of 1000 bytes on a terminal, and what it writes. */
  function started({
    options = {},
    terminals = ["stderr"],
    env = {},
    shown = {},
  }: {
    options?: Options;
    terminals?: readonly string[];
    env?: Io["env"];
    shown?: Shown;
  } = {}) {
    const screen = { columns: 60, written: "" };
    const io: Io = {
      env: { TERM: "xterm", NO_COLOR: "1", ...env },
      readStdin: () => new Uint8Array(0),
      write: (_, data) => {
        screen.written += String(data);
      },
      isTerminal: (stream) => terminals.includes(stream),
      size: () => ({ columns: screen.columns, rows: 24 }),
    };
    const progress = newProgress(1000, options, contextFor(io, options), shown);
    /** What is written once so many bytes have been worked on, after some more milliseconds. */
    const after = async (milliseconds: number, bytes: number): Promise<string> => {
      vi.advanceTimersByTime(milliseconds);
      screen.written = "";
      progress.at(bytes);
      const turned = progress.turn();
      vi.advanceTimersByTime(0);
      await turned;
      return screen.written;
    };
    const end = (): string => {
      screen.written = "";
      progress.end();
      return screen.written;
    };
    return { screen, after, end };
  }

  test("it comes after a second, ten times a second at most, and is taken away", async () => {
    const { after, end } = started();
    expect(await after(999, 100)).toBe("");
    expect(await after(1, 250)).toBe(" 25% ━━━╾───────────  0.25 of 1.00 kB    250 B/s  0:03 left");
    expect(await after(99, 300)).toBe("");
    expect(await after(1, 500)).toMatch(/^\r\x1b\[J 50% ━+╾─+ /);
    expect(end()).toBe("\r\x1b[J");
    expect(end()).toBe("");
  });

  test("work of less than a second shows nothing", async () => {
    const { after, end } = started();
    expect(await after(500, 900)).toBe("");
    expect(end()).toBe("");
  });

  test("a terminal that has become narrower has broken the line", async () => {
    const { screen, after, end } = started();
    await after(1000, 500);
    screen.columns = 25;
    expect(await after(100, 600)).toMatch(/^\r\x1b\[2A\x1b\[J 60% ━+╾?─+ {2}0:01 left$/);
    expect(end()).toBe("\r\x1b[J");
  });

  test("a dumb one is overwritten with blanks", async () => {
    const { after, end } = started({ env: { TERM: "dumb" } });
    const line = await after(1000, 500);
    expect(line).toMatch(/^ 50% #+-+ /);
    expect(end()).toBe(`\r${" ".repeat(line.length)}\r`);
  });

  test("nothing without a terminal, when quiet, and where rows go to the same screen", async () => {
    const both = ["stdout", "stderr"];
    const nothing = [
      { terminals: [] },
      { terminals: ["stdout"] },
      { options: { quiet: true } },
      { terminals: both, shown: { writes: true } },
    ];
    for (const what of nothing) expect(await started(what).after(2000, 500)).toBe("");
    const some = [{ terminals: both }, { terminals: both, shown: { writes: true }, options: { output: "x.csv" } }];
    for (const what of some) expect(await started(what).after(2000, 500)).not.toBe("");
  });

  test("the second pass of a run that has lasted is shown at once", async () => {
    const { after } = started({ shown: { what: "reading 2", since: performance.now() - 5000 } });
    expect(await after(10, 100)).toMatch(/^ ?(reading 2 )? ?10% /);
  });
});

const hasScript = spawnSync("script", ["--version"]).stdout?.toString().includes("util-linux") ?? false;

test.skipIf(!hasScript)(
  "a real terminal: a bar while the input comes slowly, and a clean line at the end",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "actfn-progress-"));
    writeFileSync(join(folder, "rows.csv"), "0.25,0.5,0.125,1\n".repeat(100_000));
    const slow = "(cat rows.csv; sleep 1.1; cat rows.csv) | actfn softmax > out.csv";
    const { stdout } = await shell(`TERM=xterm script -qec '${slow}' /dev/null`, { cwd: folder });
    expect(stdout).toMatch(/^\x1b\[\d\dm.*━.* \d+(\.\d+)? .?B\/s {2}0:\d\d\r\x1b\[J$/s);
    const quiet = await shell(`script -qec '${slow} -q' /dev/null; ${slow.replace(">", "2> log >")}; cat log`, {
      cwd: folder,
    });
    expect(quiet.stdout).toBe("");
    rmSync(folder, { recursive: true });
  },
);

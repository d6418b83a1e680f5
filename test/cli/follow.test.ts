/** plot --follow, with standard input that comes in blocks. */
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import type { Io } from "../../src/cli/io.js";
import { main } from "../../src/main.js";
import { ACTFN } from "../shell.js";

/** Runs plot over blocks of input, in a terminal of 60 by 12 unless it is a pipe. */
async function follow(blocks: readonly string[], args: readonly string[] = [], terminal = true) {
  const rest = blocks.map((block) => Buffer.from(block));
  const written: string[] = [];
  let stderr = "";
  const io: Io = {
    env: { TERM: "dumb" },
    readStdin: () => Buffer.concat(rest),
    streaming: {
      checked: 1 << 20,
      folder: () => "",
      readStdin(target) {
        const block = rest.shift();
        if (block === undefined) return 0;
        target.set(block);
        return block.length;
      },
      awaitStdin: async (target) => io.streaming!.readStdin(target),
    },
    write(stream, data) {
      if (stream === "stdout") written.push(String(data));
      else stderr += String(data);
    },
    isTerminal: (stream) => terminal && stream !== "stdin",
    size: () => (terminal ? { columns: 60, rows: 12 } : undefined),
  };
  const status = await main(["plot", "--follow", ...args], io);
  return { written, stderr, status };
}

const SIZE = ["--width", "60", "--height", "11"];

/** What is seen of a drawing that is written over the last one. */
const seen = (frame: string) => frame.replace(/^\u001b\[\d+A\r/, "").replace(/\u001b\[[KJ]/g, "");

async function whole(input: string, args: readonly string[] = []): Promise<string> {
  const { written } = await follow([input], [...SIZE, ...args], false);
  return written.join("");
}

test("in a pipe there is one drawing, that of the whole", async () => {
  const { written, status } = await follow(["3\n", "1\n2\n"], SIZE, false);
  expect(status).toBe(0);
  expect(written).toEqual([await whole("3\n1\n2\n")]);
  expect(written[0]!.split("\n")).toHaveLength(12);
});

test("in a terminal each block draws over the drawing before", async () => {
  const { written, status } = await follow(["3\n", "1\n2", "\n5\n"]);
  expect(status).toBe(0);
  expect(written.map(seen)).toEqual([await whole("3\n"), await whole("3\n1\n"), await whole("3\n1\n2\n5\n")]);
  expect(written[0]).not.toContain("\u001b[11A");
  expect(written[1]!.startsWith("\u001b[11A\r")).toBe(true);
  expect(written[2]!.endsWith("\u001b[J")).toBe(true);
});

test("the window holds the last points, counted from the beginning", async () => {
  const { written } = await follow(["1\n2\n3\n", "4\n5\n"], ["--window", "2"]);
  expect(seen(written.at(-1)!)).toMatch(/\n +3 +4\n$/);
  expect(seen(written.at(-1)!)).toBe(await whole("1\n2\n3\n4\n5\n", ["--window", "2"]));
});

test("columns, names and x come from the header, which may come alone", async () => {
  const { written } = await follow(["step,loss,val\n", "10,1,2\n", "20,0.5,1.5\n"], ["--x", "step"]);
  expect(written).toHaveLength(2);
  expect(seen(written[1]!)).toContain("── loss   ━━ val");
  expect(seen(written[1]!)).toMatch(/\n +step\n$/);
  expect(seen(written[1]!)).toBe(await whole("step,loss,val\n10,1,2\n20,0.5,1.5\n", ["--x", "step"]));
});

test("lines of JSON, and rows of several numbers", async () => {
  const records = await follow(['{"loss": 1, "lr": 3}\n', '{"loss": 0.5, "lr": 2}\n']);
  expect(seen(records.written[1]!)).toContain("── loss   ━━ lr");
  const rows = await follow(["1 2\n", "2 3\n"]);
  expect(seen(rows.written[1]!)).toContain("── column 0   ━━ column 1");
});

test("nothing is drawn before there is a finite number", async () => {
  const { written } = await follow(["nan\n", "nan\n", "1\n", "2\n"]);
  expect(written).toHaveLength(2);
});

test.each([
  [["1\n2\n", "3\nabc\n"], 'actfn: stdin:4:1: not a number: "abc"'],
  [["a,b\n1,2\n", "3,4\n5,x\n"], 'actfn: stdin:4:3: not a number: "x"'],
  [["1 2\n", "3 4 5\n"], "actfn: stdin: row 1 has 3 numbers, those before 2"],
  [[], "actfn: stdin: no numbers"],
])("mistakes stand where they are in all the lines: %j", async (blocks, message) => {
  const { stderr, status } = await follow(blocks);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});

test("operands and other formats are refused", async () => {
  const { stderr } = await follow([], ["losses.txt"]);
  expect(stderr.replaceAll("\n", " ")).toContain("tail -f losses.txt | actfn plot --follow");
  expect((await follow(["1\n"], ["--to", "svg"])).stderr).toBe("actfn: --follow draws as text, not svg\n");
});

test("an interrupt ends it at once, with the signal's status and without a trace", async () => {
  const child = spawn(process.execPath, [ACTFN, "plot", "--follow"]);
  let stderr = "";
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  const ended = new Promise((done) => child.on("exit", (code, signal) => done(signal ?? code)));
  child.stdin.write("1\n2\n");
  await new Promise((done) => setTimeout(done, 300));
  child.kill("SIGINT");
  expect(["SIGINT", 130]).toContain(await ended);
  expect(stderr).toBe("");
});

/** Outputs that fail: closed, full, forbidden, the input itself. Small and large, by one thread and two. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { shell } from "../shell.js";
import { COMMAND, folderAt, newFolder, rowsText, type Started, start, waitFor } from "./support.js";

const { folder, file } = newFolder();
const run = (line: string) => shell(line, { cwd: folder });
/** Of an input: the options to read it with, and the softmax of it. */
const INPUTS = [
  ["small.csv", "1"],
  ["big.csv", "1"],
  ["big.csv", "2"],
] as const;
const expected: Record<string, string> = {};

beforeAll(async () => {
  writeFileSync(file("small.csv"), "1,2,3\n4,5,6\n");
  writeFileSync(file("big.csv"), rowsText(6500));
  for (const name of ["small.csv", "big.csv"]) expected[name] = (await run(`actfn softmax ${name}`)).stdout;
  expect(expected["big.csv"]!.split("\n").length).toBe(6501);
});

describe.concurrent.each(INPUTS)("%s, %s threads", (name, jobs) => {
  const softmax = `actfn softmax --jobs ${jobs}`;

  test("a reader that goes away ends it quietly", async () => {
    const { child, ending } = start(["softmax", file(name), "--jobs", jobs]);
    child.stdout!.once("data", () => child.stdout!.destroy());
    expect(await ending).toMatchObject({ status: 0, signal: null, stderr: "" });
  });

  test("a reader that takes its time gets all", async () => {
    const { child, ending } = start(["softmax", file(name), "--jobs", jobs]);
    child.stdout!.on("data", () => {
      child.stdout!.pause();
      setTimeout(() => child.stdout!.resume(), 5);
    });
    const { status, stdout } = await ending;
    expect({ status, same: stdout === expected[name] }).toEqual({ status: 0, same: true });
  });

  test.skipIf(!existsSync("/dev/full"))("a device that is full", async () => {
    const full = "no space left\n";
    expect(await run(`${softmax} ${name} > /dev/full`)).toEqual({
      stdout: "",
      stderr: `actfn: stdout: ${full}`,
      status: 2,
    });
    for (const extra of ["", "--to npy", "--dim 0"]) {
      const ended = await run(`${softmax} ${name} ${extra} -o /dev/full`);
      expect(ended).toEqual({ stdout: "", stderr: `actfn: /dev/full: ${full}`, status: 2 });
    }
  });

  test("the input itself is the output", async () => {
    for (const [i, line] of ["copy.csv -o copy.csv", "-o copy.csv < copy.csv", "copy.csv -o link.csv"].entries()) {
      const own = folderAt(file(`itself-${name}-${jobs}-${i}`));
      mkdirSync(own.folder);
      writeFileSync(own.file("copy.csv"), readFileSync(file(name)));
      symlinkSync("copy.csv", own.file("link.csv"));
      expect(await shell(`${softmax} ${line}`, { cwd: own.folder })).toEqual({ stdout: "", stderr: "", status: 0 });
      expect(readFileSync(own.file("copy.csv"), "utf8") === expected[name]).toBe(true);
      expect(lstatSync(own.file("link.csv")).isSymbolicLink()).toBe(true);
    }
  });

  test("closed streams", async () => {
    expect(await run(`${softmax} ${name} >&-`)).toEqual({ stdout: "", stderr: "", status: 0 });
    const { stdout, status } = await run(`${softmax} ${name} 2>&- <&-`);
    expect({ status, same: stdout === expected[name] }).toEqual({ status: 0, same: true });
    expect(await run(`${softmax} ${name} >&- 2>&- <&-`)).toEqual({ stdout: "", stderr: "", status: 0 });
  });
});

test("a file that may not grow is left as it was", async () => {
  for (const dim of ["1", "0"]) {
    writeFileSync(file("kept.csv"), "1\n");
    const { stderr, status } = await run(`ulimit -f 64; actfn softmax --dim ${dim} big.csv -o kept.csv`);
    expect({ stderr, status }).toEqual({ stderr: "actfn: kept.csv: file too large\n", status: 2 });
    expect(readFileSync(file("kept.csv"), "utf8")).toBe("1\n");
    expect(folderAt(folder).parts()).toEqual([]);
  }
});

test("what cannot be a file", async () => {
  mkdirSync(file("directory"));
  const ended = async (output: string) => (await run(`actfn softmax 1,2 -o ${output}`)).stderr;
  expect(await ended("directory")).toBe("actfn: directory: a directory, not a file\n");
  expect(await ended("missing/out.csv")).toBe("actfn: missing: no such file or directory\n");
  expect(await ended("small.csv/out.csv")).toBe("actfn: small.csv/out.csv: a part of the path is not a directory\n");
  expect(await ended("x".repeat(300))).toMatch(/^actfn: x+: the name is too long\n$/);
});

test("a part that a crash has left is no obstacle, and is left alone", async () => {
  const line = 'echo old > ".$$.actfn"; exec actfn softmax 1,2 -o after-crash.json';
  expect(await run(line)).toEqual({ stdout: "", stderr: "", status: 0 });
  const [part] = folderAt(folder).parts();
  expect(readFileSync(file(part!), "utf8")).toBe("old\n");
  rmSync(file(part!));
});

test("links are followed, though what they name is not there yet", async () => {
  symlinkSync("new.json", file("to-new.json"));
  expect(await run("actfn relu 1,2 -o to-new.json && cat new.json")).toEqual({
    stdout: "[1,2]\n",
    stderr: "",
    status: 0,
  });
  expect(lstatSync(file("to-new.json")).isSymbolicLink()).toBe(true);
});

test("the names of open streams are written through", async () => {
  for (const name of ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].filter((path) => existsSync(path))) {
    expect(await run(`actfn relu 1,2 -o ${name} | cat`)).toEqual({ stdout: "[1,2]\n", stderr: "", status: 0 });
    expect(await run(`echo 0 > log; actfn relu 1,2 -o ${name} >> log; cat log`)).toMatchObject({
      stdout: "0\n[1,2]\n",
    });
  }
});

test("a fifo whose reader goes away", async () => {
  const line = "mkfifo fifo; head -n 1 fifo > first & actfn softmax big.csv -o fifo; echo $?; wait; cat first";
  const first = expected["big.csv"]!.split("\n")[0];
  expect(await run(line)).toEqual({ stdout: `0\n${first}\n`, stderr: "", status: 0 });
});

test("what is being written is as private as what it replaces", async () => {
  const own = folderAt(file("private"));
  mkdirSync(own.folder);
  writeFileSync(own.file("out.csv"), "1\n");
  chmodSync(own.file("out.csv"), 0o600);
  const started = start(["softmax", "-o", own.file("out.csv")]);
  started.child.stdin!.write(readFileSync(file("big.csv")));
  await waitFor(() => own.parts().length > 0, started.ending);
  expect(statSync(own.file(own.parts()[0]!)).mode & 0o777).toBe(0o600);
  started.child.stdin!.end();
  expect(await started.ending).toMatchObject({ status: 0, stderr: "" });
  expect(statSync(own.file("out.csv")).mode & 0o777).toBe(0o600);
});

/** Some user who is not root. */
const NOBODY = 65534;

/** Whether another user can run the command where it is. */
function othersCanRun(): boolean {
  try {
    execFileSync(process.execPath, [COMMAND, "--version"], { uid: NOBODY, gid: NOBODY, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("no permission", async ({ skip }) => {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && !othersCanRun()) skip("root may do everything, and another user cannot run this copy");
  const own = folderAt(file("locked"));
  mkdirSync(own.folder);
  chmodSync(folder, 0o755);
  writeFileSync(own.file("secret.csv"), "1,2,3\n");
  writeFileSync(own.file("kept.csv"), "1\n");
  chmodSync(own.file("secret.csv"), 0);
  chmodSync(own.file("kept.csv"), 0o444);
  mkdirSync(own.file("sealed"));
  chmodSync(own.file("sealed"), 0o555);
  if (isRoot) for (const name of [".", "kept.csv"]) chownSync(own.file(name), NOBODY, NOBODY);
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const ended = async (...args: string[]) => {
    const started: Started = start(["softmax", ...args], { ...as, cwd: own.folder });
    const { status, stdout, stderr } = await started.ending;
    return { status, stdout, stderr };
  };
  const refused = (name: string) => ({ status: 2, stdout: "", stderr: `actfn: ${name}: permission denied\n` });
  expect(await ended("secret.csv")).toEqual(refused("secret.csv"));
  expect(await ended("1,2", "-o", "kept.csv")).toEqual(refused("kept.csv"));
  expect(await ended("1,2", "-o", "sealed/out.csv")).toEqual(refused("sealed"));
  expect(await ended("1,2", "-o", "out.csv")).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(readFileSync(join(own.folder, "kept.csv"), "utf8")).toBe("1\n");
  expect(own.parts()).toEqual([]);
});

/** The memory that the built command takes. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { ACTFN } from "../shell.js";

export const MIB = 2 ** 20;

/** The peak of a process's resident memory in bytes, read while it runs; undefined where /proc is not there. */
export function peakOf(args: readonly string[]): Promise<number | undefined> {
  const child = spawn(process.execPath, [ACTFN, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  let peak: number | undefined;
  const timer = setInterval(() => {
    try {
      const found = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"));
      if (found) peak = Number(found[1]) * 1024;
    } catch {
      // It has ended, or there is no /proc.
    }
  }, 5);
  return new Promise((done) => {
    child.on("exit", () => {
      clearInterval(timer);
      done(peak);
    });
  });
}

/** Runs shell lines in which `actfn` is the built command, on a given Node. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const command = mkdtempSync(join(tmpdir(), "actfn-"));
symlinkSync(join(ROOT, "dist", "actfn.cjs"), join(command, "actfn"));
process.on("exit", () => rmSync(command, { recursive: true }));

/**
 * @param bin the folder of the Node
 * @returns runs a line and gives its output as latin1, byte for byte
 */
export function shellOn(bin, { cwd = ROOT } = {}) {
  const { NO_COLOR: _, FORCE_COLOR: __, CLICOLOR_FORCE: ___, NODE_EXTRA_CA_CERTS: ____, ...inherited } = process.env;
  const env = { ...inherited, PATH: `${bin}:${command}:${process.env.PATH}`, LC_ALL: "C.UTF-8" };
  return (line, { input = "" } = {}) =>
    new Promise((done) => {
      const options = { cwd, env, maxBuffer: 1 << 28, encoding: "latin1" };
      const child = execFile("sh", ["-c", line], options, (error, stdout, stderr) => {
        done({ stdout, stderr, status: error ? (error.code ?? 1) : 0 });
      });
      // A command that does not read its input has closed it by now.
      child.stdin.on("error", () => undefined);
      child.stdin.end(input, "latin1");
    });
}

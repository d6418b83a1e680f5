/** Runs shell lines in which `actfn` is the built command. */
import { execFile } from "node:child_process";
import { mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
/** The built command; `npm run coverage` has one of its own. */
export const ACTFN = process.env.ACTFN ?? join(ROOT, "dist", "actfn.cjs");

const path = mkdtempSync(join(tmpdir(), "actfn-"));
symlinkSync(ACTFN, join(path, "actfn"));

/** The environment of a pipe: nothing that would switch colour on. */
const { NO_COLOR: _, FORCE_COLOR: __, CLICOLOR_FORCE: ___, ...inherited } = process.env;
const env = { ...inherited, PATH: `${path}:${process.env.PATH}`, LC_ALL: "C.UTF-8" };

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** Runs a line with sh; the status is that of its last command. */
export function shell(line: string, options: { cwd?: string; input?: string | Buffer } = {}): Promise<Outcome> {
  return new Promise((done) => {
    const child = execFile(
      "sh",
      ["-c", line],
      { cwd: options.cwd ?? ROOT, env, maxBuffer: 1 << 28 },
      (error, stdout, stderr) => {
        done({ stdout, stderr, status: error ? ((error.code as unknown as number) ?? 1) : 0 });
      },
    );
    // A command that does not read its input has closed it by now.
    child.stdin!.on("error", () => undefined);
    child.stdin!.end(options.input ?? "");
  });
}

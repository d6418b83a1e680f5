/** The completion scripts in the shells themselves, as far as they are installed. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allCommands } from "../../src/cli/commands.js";
import { completionScript } from "../../src/cli/completion-script.js";

const commands = allCommands();
const folder = mkdtempSync(join(tmpdir(), "actfn-completion-"));
const installed = (program: string) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
const script = (shell: "bash" | "zsh" | "fish") => {
  const file = join(folder, `actfn.${shell}`);
  writeFileSync(file, completionScript(shell, commands));
  return file;
};
writeFileSync(join(folder, "acts.json"), "[1]");

/** What is typed, and what must be offered, in part. */
const CASES: readonly (readonly [line: string, offered: readonly string[], not: readonly string[]])[] = [
  ["actfn softm", ["softmax", "softmin"], ["sigmoid", "acts.json"]],
  ["actfn softmax --te", ["--temperature"], ["--to"]],
  ["actfn swish --de", ["--derivative", "--delimiter"], []],
  ["actfn softmax --to ", ["json", "table", "latex"], ["svg", "acts.json"]],
  ["actfn plot --to ", ["svg", "json"], ["table"]],
  ["actfn nll --scores ", ["log-probs", "probs", "logits"], []],
  ["actfn bce --scores ", ["probs", "logits"], ["log-probs"]],
  ["actfn nll --reduction s", ["sum"], ["batchmean", "mean"]],
  ["actfn kl-div --reduction b", ["batchmean"], []],
  ["actfn plot gel", ["gelu", "gelu-tanh"], []],
  ["actfn help comp", ["compare", "completion"], []],
  ["actfn completion ", ["bash", "zsh", "fish"], []],
];

const check = (offered: readonly string[], [, some, not]: (typeof CASES)[number]) => {
  for (const word of some) expect(offered).toContain(word);
  for (const word of not) expect(offered).not.toContain(word);
};

describe("bash", () => {
  const file = script("bash");
  /** What the function offers, in a bash that finds no program to start. */
  const offered = (line: string): string[] => {
    const words = line.split(/ |(?==)|(?<==)/).map((word) => `'${word}'`);
    const run = `PATH=; compopt() { :; }; . ${file}; COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}
_actfn && printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("/bin/bash", ["--norc", "-c", run], { encoding: "utf8" });
    expect(stderr).toBe("");
    return stdout.split("\n");
  };

  test.skipIf(!installed("bash")).each(CASES)("%s", (...one) => check(offered(one[0]), one));

  test.skipIf(!installed("bash"))("--to=j", () =>
    check(offered("actfn softmax --to=j"), ["", ["json", "jsonl"], ["npy"]]),
  );
});

describe("fish", () => {
  const file = script("fish");
  const offered = (line: string): string[] =>
    execFileSync("fish", ["--no-config", "-c", `source ${file}; complete -C '${line}'`], {
      encoding: "utf8",
      cwd: folder,
    })
      .split("\n")
      .map((entry) => entry.split("\t")[0]!);

  test.skipIf(!installed("fish")).each(CASES)("%s", (...one) => check(offered(one[0]), one));

  test.skipIf(!installed("fish"))("files", () => check(offered("actfn softmax ac"), ["", ["acts.json"], []]));
});

/** Keys typed at a shell's prompt in a terminal; `actfn` prints what it was called with. */
function typed(shell: string, config: string, keys: string): string {
  const [rc, start] = { bash: [".bashrc", "bash --rcfile .bashrc -i"], zsh: [".zshrc", "zsh -i"] }[shell] as [
    string,
    string,
  ];
  writeFileSync(join(folder, rc), `${config}\nactfn() { echo "called with: $*"; }\nPS1='> '\n`);
  const env = { ...process.env, ZDOTDIR: folder, HOME: folder, TERM: "dumb" };
  const options = { input: `${keys}\nexit\n`, cwd: folder, env, encoding: "utf8" } as const;
  return spawnSync("script", ["-qec", start, "/dev/null"], options).stdout;
}

const KEYS = [
  ["softmax", "actfn softma\t1 2 --temper\t2", /called with: softmax 1 2 --temperature[ =]2/],
  ["a choice", "actfn nll --reduction s\t1", /called with: nll --reduction sum 1/],
  ["a file", "actfn softmax acts\t", /called with: softmax acts\.json/],
] as const;

describe.each([
  ["bash", `. ${script("bash")}`],
  ["zsh", `autoload -Uz compinit; compinit -u -D\n. ${script("zsh")}`],
] as const)("%s at its prompt", (shell, config) => {
  const ready = installed(shell) && installed("script");
  test.skipIf(!ready).each(KEYS)("%s", (_, keys, expected) => expect(typed(shell, config, keys)).toMatch(expected));
});

test("every option of every command is in every script", () => {
  for (const shell of ["bash", "zsh", "fish"] as const) {
    const text = completionScript(shell, commands);
    for (const { name } of commands) expect(text).toContain(name);
    expect(text.length).toBeLessThan(60_000);
  }
});

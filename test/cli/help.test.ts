import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { allCommands } from "../../src/cli/commands.js";
import { commandHelp, formatsHelp } from "../../src/cli/help.js";
import { optionsOf, optionText } from "../../src/cli/option-text.js";
import { overview } from "../../src/cli/overview.js";
import { LOSSES } from "../../src/math/losses.js";
import { widthOf } from "../../src/plot/text.js";
import { shell } from "../shell.js";

const commands = allCommands();

test("the overview is one screen of 24 lines with the prompt, and names every command", () => {
  const lines = overview(commands, { width: 80, color: false }).split("\n");
  expect(lines.length).toBeLessThanOrEqual(24);
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(80);
  for (const { name } of commands) expect(lines.join(" ").split(/\s+/)).toContain(name);
});

test.each(commands.map((row) => [row.name, row] as const))("help of %s", async (_, row) => {
  for (const width of [80, 100]) {
    const text = await commandHelp(row, { width, color: false });
    const examples = new Set(row.examples.map((example) => `  ${example}`));
    for (const line of text.split("\n"))
      if (!examples.has(line)) expect(widthOf(line), line).toBeLessThanOrEqual(width);
    for (const { long } of optionsOf(row)) expect(text).toContain(`--${long}`);
    expect(row.examples.length).toBeGreaterThan(0);
  }
});

test("options say their defaults and ranges", () => {
  const text = (command: string, option: string) =>
    optionText(optionsOf(commands.find(({ name }) => name === command)!).find(({ long }) => long === option)!);
  expect(text("leaky-relu", "negative-slope")).toBe("the slope below zero (default: 0.01)");
  expect(text("celu", "alpha")).toMatch(/\(above 0; default: 1\)$/);
  expect(text("softmax", "precision")).toBe("digits after the point (0 to 100)");
  expect(text("softmax", "dim")).toMatch(/default: -1/);
  expect(text("nll", "dim")).toMatch(/default: 1;/);
  expect(text("bce", "scores")).toMatch(/: probs, logits \(default: probs\)$/);
});

test("every format is listed", () => {
  expect(formatsHelp({ width: 80, color: false })).toContain("safetensors  read only;");
});

describe("examples run", () => {
  const cwd = mkdtempSync(join(tmpdir(), "actfn-examples-"));
  const scores = "'[[-1,-2],[-0.5,-3]]'";
  const files = [
    ["acts.npy", scores],
    ["a.npy", scores],
    ["b.npy", scores],
    ["x.npy", "-1,0,1,2"],
    ["y.npy", "-0.1588,0,0.8412,1.9546"],
    ["scores.csv", "'[[0.25,0.75],[0.5,0.5]]'"],
    ["acts.json", "'[[1,2],[3,4]]'"],
    ["losses.txt", "'3;2;1'"],
  ] as const;

  beforeAll(async () => {
    for (const [file, numbers] of files) await shell(`actfn show ${numbers} -o ${file}`, { cwd });
    writeFileSync(join(cwd, "losses.csv"), "epoch,loss\n1,3\n2,1\n");
    writeFileSync(join(cwd, "classes.csv"), "0\n1\n");
    const header = JSON.stringify({ w: { dtype: "F64", shape: [2], data_offsets: [0, 16] } });
    const size = new Uint8Array(BigUint64Array.of(BigInt(header.length)).buffer);
    writeFileSync(join(cwd, "weights.safetensors"), Buffer.concat([size, Buffer.from(header), Buffer.alloc(16)]));
  });

  const examples = commands.flatMap(({ name, examples }) => examples.map((example) => [name, example] as const));
  test.concurrent.each(examples)("%s: %s", async (name, example) => {
    // Targets are indices for some losses, and as many as the scores for others.
    const targets = LOSSES.get(name)?.row.target === "like the input" ? "scores.csv" : "classes.csv";
    const line = example.replace("tail -f", "tail").replaceAll("targets.csv", targets);
    const outcome = await shell(`${line} > /dev/null`, { cwd });
    expect(outcome).toEqual({ stdout: "", stderr: expect.any(String), status: 0 });
  });
});

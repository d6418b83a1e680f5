/** The lines that why gives are run: each has to give the loss that it explains. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shell } from "../shell.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "actfn-why-"));
  const scores = Array.from({ length: 8 }, (_, r) =>
    Array.from({ length: 4 }, (_, c) => ((r * 7 + c * 5) % 11) / 3 - 1),
  );
  const targets = [0, 3, 2, 2, 1, 3, 0, 1];
  const many = Array.from({ length: 100 }, (_, r) => [Math.sin(r), Math.cos(3 * r), Math.sin(5 * r)]);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("scores.json", JSON.stringify(scores));
  write("soft.json", JSON.stringify(targets.map((t) => [0, 1, 2, 3].map((c) => (c === t ? 1 : 0)))));
  write("many.json", JSON.stringify(many));
  write("many-targets.txt", many.map((_, r) => r % 3).join("\n"));
  const rows = scores.map(([a, b, c, d], r) => `${a},${targets[r]},${b},${c},${d}`);
  write("table.csv", `a,label,b,c,d\n${rows.join("\n")}\n`);
  write(
    "probabilities.json",
    JSON.stringify([
      [0, 0.5],
      [1, 0.25],
    ]),
  );
  write("yes.json", "[[1,1],[0,1]]");
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Found {
  readonly cause: string;
  readonly loss: number;
  readonly command: string;
}

/** Everything that gives 0, give or take 50: every hypothesis alone. */
async function everything(operands: string): Promise<Found[]> {
  const { stdout, stderr } = await shell(`actfn why --loss 0e2 --full ${operands}`, { cwd: folder });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Found[];
}

describe.each([
  ["table.csv --target-column label", 20],
  ["many.json many-targets.txt", 20],
  ["scores.json soft.json", 10],
  ["probabilities.json yes.json", 3],
])("why %s", (operands, least) => {
  test("every line gives its loss", async () => {
    const found = await everything(operands);
    expect(found.length).toBeGreaterThan(least);
    const differing = found.filter(({ cause }) => !/^(temperature|label)/.test(cause));
    const outcomes = await Promise.all(differing.map(({ command }) => shell(command, { cwd: folder })));
    for (const [i, { stdout }] of outcomes.entries()) {
      const { cause, loss, command } = differing[i]!;
      expect(Math.abs(Number(stdout) - loss), `${cause}: ${command}`).toBeLessThan(1e-12 * Math.abs(loss) + 1e-15);
    }
  });
});

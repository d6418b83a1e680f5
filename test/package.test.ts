/** What is published, and nothing else. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./shell.js";

const pack = ["pack", "--dry-run", "--json", "--ignore-scripts"];
const [packed] = JSON.parse(String(execFileSync("npm", pack, { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] })));
const files = packed.files.map(({ path }: { path: string }) => path) as string[];

test("only the build, the page of the manual, and what a package says of itself", () => {
  const others = files.filter((path) => !path.startsWith("dist/"));
  expect(others.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
  for (const file of ["dist/actfn.1", "dist/actfn.cjs", "dist/index.js", "dist/index.d.ts", "dist/LICENSES.txt"]) {
    expect(files).toContain(file);
  }
});

test("the package stays small", () => {
  expect(packed.unpackedSize).toBeLessThan(700_000);
  expect(packed.size).toBeLessThan(200_000);
});

test("every export of the library is documented", () => {
  const text = readFileSync(join(ROOT, "dist", "index.d.ts"), "utf8");
  const declared = [...text.matchAll(/^(?:export )?(?:declare )?(?:function|const|class|interface|type) (\w+)/gm)];
  expect(declared.length).toBeGreaterThan(90);
  const bare = [
    ...text.matchAll(/(?<!\*\/\n)^(?:export )?(?:declare )?(?:function|const|class|interface|type) (\w+)/gm),
  ];
  expect(bare.map(([, name]) => name)).toEqual([]);
});

test("all values that the library exports are declared", async () => {
  const text = readFileSync(join(ROOT, "dist", "index.d.ts"), "utf8");
  const declared = [...text.matchAll(/^export declare (?:function|const|class) (\w+)/gm)].map(([, name]) => name);
  expect(declared.sort()).toEqual(Object.keys(await import(join(ROOT, "dist", "index.js"))).sort());
});

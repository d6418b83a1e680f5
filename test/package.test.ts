/** What is published, and nothing else. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./shell.js";

const pack = ["pack", "--dry-run", "--json", "--ignore-scripts"];
const [packed] = JSON.parse(String(execFileSync("npm", pack, { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] })));
const files = packed.files.map(({ path }: { path: string }) => path) as string[];

test("only the build, the page of the manual, and what a package says of itself", () => {
  const others = files.filter((path) => !path.startsWith("dist/"));
  expect(others.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
  for (const file of [
    "dist/actfn.1",
    "dist/actfn.cjs",
    "dist/index.js",
    "dist/types/index.d.ts",
    "dist/LICENSES.txt",
  ]) {
    expect(files).toContain(file);
  }
});

test("the package stays small", () => expect(packed.unpackedSize).toBeLessThan(700_000));

test("every export of the library is documented", () => {
  const types = join(ROOT, "dist", "types");
  const modules = (readdirSync(types, { recursive: true }) as string[]).filter((path) =>
    /^math\/(activations|losses|reducers)\/|^math\/(tensor|parameters|loss|reducer|activation)\.d\.ts$|^errors\.d\.ts$/.test(
      path,
    ),
  );
  for (const path of modules.filter((path) => path.endsWith(".d.ts"))) {
    const text = readFileSync(join(types, path), "utf8");
    const bare = [...text.matchAll(/(?<!\*\/\s*)^export (?:declare )?(?:function|const|class|interface|type) (\w+)/gm)];
    expect(bare.map(([, name]) => `${path}: ${name}`)).toEqual([]);
  }
});

/** Imports run one way: bin -> main -> cli -> {stream, plot, expr} -> format -> math -> errors. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./shell.js";

/** What the files of each room may import, beside their own room. */
const ALLOWED: { readonly [room: string]: readonly string[] } = {
  bin: ["main", "cli", "stream"],
  main: ["cli", "format", "math", "errors"],
  index: ["format", "math", "errors"],
  cli: ["stream", "plot", "expr", "format", "math", "errors"],
  stream: ["format", "math", "errors"],
  expr: ["format", "math", "errors"],
  plot: ["format", "math", "errors"],
  format: ["math", "errors"],
  math: ["errors"],
  // AssemblyScript, compiled to the number kernels that stream loads.
  assembly: [],
  errors: [],
};

const room = (path: string): string => path.replace(/^src\//, "").replace(/\/.*$|\.ts$/g, "");

const files = ["bin", "src"].flatMap((folder) =>
  (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, path)),
);

const imports = files.flatMap((file) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, target]) => ({
    file,
    target: target!,
  })),
);

test("the house is found", () => {
  expect(new Set(files.map(room))).toContain("math");
  expect(imports.length).toBeGreaterThan(50);
});

test.each(files)("%s imports only what it may", (file) => {
  for (const { target } of imports.filter((one) => one.file === file)) {
    if (!target.startsWith(".")) continue;
    const into = room(normalize(join(dirname(file), target)).replace(/\.js$/, ".ts"));
    if (into !== room(file)) expect(ALLOWED[room(file)], `${file} imports ${target}`).toContain(into);
  }
});

test("math and plot know no Node modules, format only zlib", () => {
  for (const { file, target } of imports.filter(({ target }) => target.startsWith("node:"))) {
    if (["math", "plot"].includes(room(file))) expect.fail(`${file} imports ${target}`);
    if (room(file) === "format") expect(target, file).toBe("node:zlib");
  }
});

/**
 * Bundles the command as CommonJS (an ESM entry starts 7 ms later): one file with what every run may need, in one
 * scope, so that calls between its modules cost nothing, and a file for each part that is imported dynamically. The
 * parts take the modules that the main file has from it: a class must not be there twice.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative, resolve } from "node:path";
import { build } from "esbuild";

const require = createRequire(import.meta.url);

/** commander loads child_process (5 ms) to start subcommands that are programs of their own; there are none here. */
const noChildProcess = {
  name: "no-child-process",
  setup: ({ onLoad }) =>
    onLoad({ filter: /commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
      const eager = /const childProcess = require\('node:child_process'\);/;
      const source = readFileSync(path, "utf8");
      if (!eager.test(source)) throw new Error("commander no longer loads child_process as expected");
      return { contents: source.replace(eager, "const childProcess = {};"), loader: "js" };
    }),
};

/** Modules of Node that few runs need and that cost milliseconds are loaded by the first call of their functions. */
const lazyBuiltins = {
  name: "lazy-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(zlib|tty)$/ }, ({ path, pluginData }) =>
      pluginData === "direct" ? undefined : { path, namespace: "lazy" },
    );
    onLoad({ filter: /.*/, namespace: "lazy" }, ({ path }) => {
      const names = Object.keys(require(path)).filter((name) => /^[a-z]\w*$/.test(name));
      const lines = names.map((name) =>
        typeof require(path)[name] === "function"
          ? `export const ${name} = (...args) => require("${path}").${name}(...args);`
          : `export const ${name} = new Proxy({}, { get: (_, key) => require("${path}").${name}[key] });`,
      );
      return { contents: lines.join("\n"), loader: "js", pluginData: "direct" };
    });
  },
};

/** The loader calls what the script gives. */
const wrapped = { banner: { js: "(function (exports, require, module) {" }, footer: { js: "})" } };

/** Runs whose code is kept; that of main.cjs is as the last one leaves it. */
const USUAL = [["--help"], ["softmax", "--dim", "1", "--to", "table"], ["softmax", "--dim", "1"]];

/** The file of a part. */
const fileOf = (path) => `${basename(path).replace(/\.[jt]s$/, "")}.cjs`;

/** Leaves what is imported dynamically to files of their own, and puts their sources into `found`. */
const apart = (found) => ({
  name: "apart",
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^\./ }, async ({ path, kind, resolveDir, importer }) => {
      if (kind !== "dynamic-import") return undefined;
      const source = await resolve(path, { kind: "import-statement", resolveDir, importer });
      found.add(source.path);
      return { path: `./${fileOf(source.path)}`, external: true };
    }),
});

/** Takes the modules in `main` from the main file, and puts them into `taken`. */
const fromMain = (root, main, taken) => ({
  name: "from-main",
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (pluginData === "plain" || kind === "entry-point" || kind === "dynamic-import") return undefined;
      const source = await resolve(path, { kind, resolveDir, importer, pluginData: "plain" });
      const name = relative(root, source.path);
      if (source.namespace !== "file" || !main.has(name)) return undefined;
      taken.add(name);
      return { path: name, namespace: "main" };
    });
    onLoad({ filter: /.*/, namespace: "main" }, ({ path }) => ({
      contents: `module.exports = require("./actfn.cjs").modules[${JSON.stringify(path)}];`,
      loader: "js",
      resolveDir: root,
    }));
  },
});

/** A smaller file costs more to open than its code costs in each part. */
const LEAST = 1500;

/**
 * What several parts need and the main file has not: the modules that the same parts need are one file.
 * @param bundles for each part the bytes that each module takes
 */
function sharedFiles(bundles, main, graph) {
  const users = new Map();
  for (const [part, sizes] of bundles) {
    for (const name of Object.keys(sizes)) {
      // Packages come with the modules that use them: they would not be the same as parts of a namespace.
      if (!main.has(name) && name.startsWith("src/")) users.set(name, [...(users.get(name) ?? []), part]);
    }
  }
  // A module is needed wherever one that imports it is, though nothing may be left of it there: else files that take
  // from each other come about.
  for (let left = true; left; ) {
    left = false;
    for (const [name, imports] of graph) {
      for (const { path, kind } of imports) {
        if (kind === "dynamic-import" || !users.has(path)) continue;
        const missing = (users.get(name) ?? []).filter((part) => !users.get(path).includes(part));
        users.get(path).push(...missing);
        left ||= missing.length > 0;
      }
    }
  }
  const groups = new Map();
  for (const [name, parts] of users) {
    if (parts.length < 2) continue;
    const key = parts.toSorted().join(" ");
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const sizeOf = (names) =>
    names.reduce((sum, name) => sum + [...bundles.values()].find((sizes) => name in sizes)[name], 0);
  const files = [...groups.values()].filter((names) => sizeOf(names) >= LEAST).map((names) => names.toSorted());
  return files.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Takes shared modules from their files, but for those of the file that is being made. */
const fromShared = (root, files, own) => ({
  name: "from-shared",
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (pluginData === "plain" || kind === "entry-point" || kind === "dynamic-import") return undefined;
      const source = await resolve(path, { kind, resolveDir, importer, pluginData: "plain" });
      const name = relative(root, source.path);
      const file = files.findIndex((names) => names.includes(name));
      return file < 0 || file === own ? undefined : { path: name, namespace: "shared", pluginData: { file } };
    });
    onLoad({ filter: /.*/, namespace: "shared" }, ({ path, pluginData: { file } }) => ({
      contents: `module.exports = require("./shared-${file}.cjs").modules[${JSON.stringify(path)}];`,
      loader: "js",
      resolveDir: root,
    }));
  },
});

/** Modules by their names, for files that take them. */
function modulesSource(names) {
  const imports = names.map((name, i) => `import * as m${i} from "../${name}";`);
  const entries = names.map((name, i) => `${JSON.stringify(name)}: m${i},`);
  return [...imports, "export const modules = {", ...entries, "};"].join("\n");
}

/**
 * Writes the files of the command to `dist`.
 * @param more options of esbuild
 * @returns the sources that went into them
 */
export async function bundleCommand({ root, dist, ...more }) {
  const shared = {
    ...more,
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    metafile: true,
    supported: { "dynamic-import": false },
    external: ["./actfn.cjs"],
    logLevel: "warning",
  };
  const parts = new Set();
  const plugins = [apart(parts), noChildProcess, lazyBuiltins];
  const entry = { ...shared, entryPoints: ["bin/actfn.ts"], outdir: dist, write: false, plugins };
  const main = new Set(Object.keys((await build(entry)).metafile.inputs));
  const taken = new Set();
  const inputs = new Set(main);
  const bundles = new Map();
  const graph = new Map();
  for (const path of parts) {
    const found = [apart(parts), fromMain(root, main, taken)];
    const { metafile } = await build({ ...shared, entryPoints: [path], outdir: dist, write: false, plugins: found });
    const [{ inputs: sizes }] = Object.values(metafile.outputs);
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
    for (const [name, { imports }] of Object.entries(metafile.inputs)) graph.set(name, imports);
    bundles.set(
      path,
      Object.fromEntries(Object.entries(sizes).map(([name, { bytesInOutput }]) => [name, bytesInOutput])),
    );
  }
  const files = sharedFiles(bundles, main, graph);
  const make = (own) => ({
    ...shared,
    ...wrapped,
    external: [...shared.external, "./shared-*.cjs"],
    plugins: [apart(parts), fromShared(root, files, own), fromMain(root, main, taken)],
  });
  for (const path of parts) {
    // By way of an import, so that a part which others share is taken from their file.
    const stdin = { contents: `export * from ${JSON.stringify(resolve(root, path))};`, resolveDir: root, loader: "ts" };
    await build({ ...make(), stdin, outfile: join(dist, fileOf(path)) });
  }
  for (const [i, names] of files.entries()) {
    const stdin = { contents: modulesSource(names), resolveDir: join(root, "bin"), loader: "ts" };
    await build({ ...make(i), stdin, outfile: join(dist, `shared-${i}.cjs`) });
  }
  const worker = { ...shared, entryPoints: ["bin/worker.ts"], outfile: join(dist, "worker.cjs") };
  await build({ ...worker, plugins: [fromMain(root, main, taken)] });
  const outfile = join(dist, "main.cjs");
  await build({
    ...shared,
    stdin: { contents: mainSource(root, [...taken]), resolveDir: join(root, "bin"), loader: "ts" },
    outfile,
    ...wrapped,
    plugins,
  });
  const loader = join(dist, "actfn.cjs");
  copyFileSync(join(root, "bin/loader.cjs"), loader);
  chmodSync(loader, 0o755);
  return [...inputs];
}

/** Keeps the code that V8 makes of the command's files beside them. */
export function keepCode({ root, dist }) {
  const acts = readFileSync(join(root, "test/data/acts3.json"));
  for (const args of USUAL)
    execFileSync(process.execPath, [join(root, "bin/cache.cjs"), dist, ...args], { input: acts });
}

/** The command, and the modules that its parts take from it. */
function mainSource(root, taken) {
  return `${readFileSync(join(root, "bin/actfn.ts"), "utf8")}\n${modulesSource(taken)}`;
}

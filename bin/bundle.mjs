/**
 * Bundles the command as CommonJS (an ESM entry starts 7 ms later): one file with what every run may need, in one
 * scope, so that calls between its modules cost nothing, and a file for each part that is imported dynamically. The
 * parts take the modules that the main file has from it: a class must not be there twice.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative } from "node:path";
import { build } from "esbuild";

const require = createRequire(import.meta.url);

/** commander loads child_process only to start subcommands that are programs of their own; that costs 5 ms a start. */
const lazyChildProcess = {
  name: "lazy-child-process",
  setup: ({ onLoad }) =>
    onLoad({ filter: /commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
      const eager = /const childProcess = require\('node:child_process'\);/;
      const source = readFileSync(path, "utf8");
      if (!eager.test(source)) throw new Error("commander no longer loads child_process as expected");
      const lazy = "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };";
      return { contents: source.replace(eager, lazy), loader: "js" };
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

/**
 * Writes the files of the command to `dist`.
 * @returns the sources that went into them
 */
export async function bundleCommand({ root, dist, define }) {
  const shared = {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    metafile: true,
    define,
    supported: { "dynamic-import": false },
    external: ["./actfn.cjs"],
    logLevel: "warning",
  };
  const parts = new Set();
  const plugins = [apart(parts), lazyChildProcess, lazyBuiltins];
  const entry = { ...shared, entryPoints: ["bin/actfn.ts"], write: false, plugins };
  const main = new Set(Object.keys((await build(entry)).metafile.inputs));
  const taken = new Set();
  const inputs = new Set(main);
  for (const path of parts) {
    const outfile = join(dist, fileOf(path));
    const part = {
      ...shared,
      ...wrapped,
      entryPoints: [path],
      outfile,
      plugins: [apart(parts), fromMain(root, main, taken)],
    };
    for (const input of Object.keys((await build(part)).metafile.inputs)) inputs.add(input);
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
  const acts = readFileSync(join(root, "test/data/acts3.json"));
  for (const args of USUAL)
    execFileSync(process.execPath, [join(root, "bin/cache.cjs"), dist, ...args], { input: acts });
  return [...inputs];
}

/** The command, and the modules that its parts take from it. */
function mainSource(root, taken) {
  const imports = taken.map((name, i) => `import * as m${i} from "../${name}";`);
  const entries = taken.map((name, i) => `${JSON.stringify(name)}: m${i},`);
  const command = readFileSync(join(root, "bin/actfn.ts"), "utf8");
  return [command, ...imports, `export const modules = {`, ...entries, `};`].join("\n");
}

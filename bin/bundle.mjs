/**
 * Bundles the command as CommonJS (an ESM entry starts 7 ms later): main.cjs with what every run may need, and files
 * with what only some do. A file takes what another one has from there, each as a constant of its own, so that calls
 * cost what they cost within one scope.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { filesOf } from "./files.mjs";
import { lean } from "./lean.mjs";
import { atImports, fromOthers, partsOf, sourceOf, sourcesOf, takersFirst, usedOf } from "./link.mjs";

/** Runs whose code a checkout has from the start. */
const USUAL = [["--help"], ["softmax", "--dim", "1", "--to", "table"], ["softmax", "--dim", "1"]];

/** The loader calls what a file gives. */
const wrapped = { banner: { js: "(function (shared, require, module) {" }, footer: { js: "})" } };

/** Runs a module of the sources, and gives what it exports. */
export async function evaluate(root, path) {
  const options = { absWorkingDir: root, entryPoints: [path], bundle: true, format: "cjs", platform: "node" };
  const { outputFiles } = await build({ ...options, write: false });
  const module = { exports: {} };
  const require = createRequire(import.meta.url);
  new Function("module", "exports", "require", outputFiles[0].text)(module, module.exports, require);
  return module.exports;
}

/** Puts the value of the commands' index in its place: what it is made of is loaded by the runs that use it. */
async function computedIndex(root) {
  const { INDEX } = await evaluate(root, "src/cli/command-index.ts");
  const contents = `export const INDEX = ${JSON.stringify(INDEX)};`;
  const filter = /[\\/]command-index\.ts$/;
  return { name: "computed-index", setup: ({ onLoad }) => onLoad({ filter }, () => ({ contents, loader: "js" })) };
}

/** The modules that every run has, and of all what they import and the bytes that they take. */
async function surveyed({ options, plugins, root }) {
  const graph = new Map();
  const sizes = new Map();
  const dynamic = (path, kind) => (kind === "dynamic-import" ? { path, external: true } : undefined);
  const apart = atImports("apart", root, dynamic);
  const visit = async (entry) => {
    const made = await build({
      ...options,
      entryPoints: [entry],
      outdir: "dist",
      write: false,
      plugins: [apart, ...plugins],
    });
    const [{ inputs }] = Object.values(made.metafile.outputs);
    for (const [name, { bytesInOutput }] of Object.entries(inputs)) sizes.set(name, bytesInOutput);
    for (const [name, { imports }] of Object.entries(made.metafile.inputs)) graph.set(name, imports);
    const next = [...graph.values()].flat().find(({ path, kind }) => kind === "dynamic-import" && !graph.has(path));
    if (next) await visit(next.path);
    return Object.keys(inputs);
  };
  const main = (await visit("bin/actfn.ts")).filter((name) => name.startsWith("src/"));
  return { graph, sizes, main };
}

/** Adds what a file uses to what those give that have it. */
function share(used, shared, files) {
  for (const [path, names] of used) {
    const given = shared.get(files.get(path));
    for (const name of names) {
      if (!given.some((one) => one.path === path && one.name === name)) given.push({ path, name });
    }
  }
}

/** The loader reads a byte a character; esbuild escapes other characters in strings, but not in regular expressions. */
function checkAscii(file) {
  const found = /[^\x00-\x7f].{0,40}/.exec(readFileSync(file, "latin1"));
  if (found) throw new Error(`${file} is not plain ASCII: ${found[0]}`);
}

/**
 * Writes the files of the command to `dist`.
 * @param more options of esbuild
 * @returns the sources that went into them
 */
export async function bundleCommand({ root, dist, ...more }) {
  const options = {
    ...more,
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    metafile: true,
    supported: { "dynamic-import": false },
    external: ["./*.cjs"],
    logLevel: "warning",
  };
  const plugins = [await computedIndex(root), ...lean];
  // Modules lie in the same files whatever the options.
  const survey = { ...options, minify: true, sourcemap: false };
  const { graph, sizes, main } = await surveyed({ options: survey, plugins, root });
  const files = filesOf(main, sizes, graph);
  const parts = await partsOf({ files, graph, options: survey });
  const shared = new Map([...files.values()].map((file) => [file, []]));
  for (const file of takersFirst(sourcesOf(files, graph))) {
    const contents = sourceOf(file, shared.get(file), parts.get(file));
    const stdin = { contents, resolveDir: join(root, "bin"), loader: "ts" };
    const used = await usedOf(file, stdin, { files, root, options: survey, plugins });
    share(used, shared, files);
    const others = fromOthers(file, used, { files, shared, root });
    const outfile = join(dist, `${file}.cjs`);
    await build({ ...options, ...wrapped, stdin, outfile, plugins: [others, ...plugins] });
    checkAscii(outfile);
  }
  copyFileSync(join(root, "bin/worker.cjs"), join(dist, "worker.cjs"));
  copyFileSync(join(root, "bin/loader.cjs"), join(dist, "actfn.cjs"));
  chmodSync(join(dist, "actfn.cjs"), 0o755);
  return [...graph.keys()];
}

/** Runs the command on what is often asked, so that it keeps the code that V8 makes of its files. */
export function keepCode({ root, dist }) {
  const input = readFileSync(join(root, "test/data/acts3.json"));
  for (const args of USUAL) execFileSync(process.execPath, [join(dist, "actfn.cjs"), ...args], { input });
}

/**
 * Bundles the command as CommonJS (an ESM entry starts 7 ms later): main.cjs with what every run may need, and files
 * with what only some do. A file takes what another one has from there, each as a constant of its own, so that calls
 * cost what they cost within one scope.
 * The mathematics stands in files that are the library's, too: modules for import, which the loader reads as scripts.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { minify } from "terser";
import { filesOf, MODULES } from "./files.mjs";
import { lean } from "./lean.mjs";
import {
  atImports,
  byImport,
  byLoader,
  exportsOf,
  importsFirst,
  partsOf,
  sourceOf,
  sourcesOf,
  takersFirst,
  usedOf,
} from "./link.mjs";

/** Runs whose code a checkout has from the start. */
const USUAL = [["--help"], ["softmax", "--dim", "1", "--to", "table"], ["softmax", "--dim", "1"]];

/** What the library is. */
const FACE = "src/index.ts";

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

/** The loader reads a byte a character; esbuild escapes other characters in strings, but not in regular expressions. */
function checkAscii(file) {
  const found = /[^\x00-\x7f].{0,40}/.exec(readFileSync(file, "latin1"));
  if (found) throw new Error(`${file} is not plain ASCII: ${found[0]}`);
}

/**
 * Makes the files of a folder shorter than esbuild leaves them: packed, they take a twentieth less. A script's value is
 * what the loader calls.
 */
async function shorten(folder) {
  for (const name of readdirSync(folder).filter((name) => /\.c?js$/.test(name))) {
    const file = join(folder, name);
    const module = name.endsWith(".js");
    const compress = { passes: 3, expression: !module, keep_fargs: false, lhs_constants: false, pure_getters: true };
    const format = { ascii_only: true };
    const { code } = await minify(readFileSync(file, "utf8"), { module, toplevel: true, ecma: 2022, compress, format });
    writeFileSync(file, code);
  }
}

/** Builds a module of the library. */
async function writeModule(outfile, options) {
  const { outputFiles } = await build({ ...options, format: "esm", outfile, write: false });
  writeFileSync(outfile, importsFirst(outputFiles[0].text));
}

/** Writes the face of the library. */
async function writeFace({ dist, survey, links, options }) {
  const { inputs } = (await build({ ...survey, entryPoints: [FACE], outdir: "dist", write: false })).metafile;
  const used = new Map();
  for (const { path } of inputs[FACE].imports) used.set(path, await exportsOf(path, survey));
  const stdin = { contents: `export * from "../${FACE}";`, resolveDir: join(links.root, "bin"), loader: "ts" };
  const plugins = [byImport("index", used, links)];
  await writeModule(join(dist, "index.js"), { ...options, stdin, plugins });
}

/**
 * Writes the files of the command to `dist`, and those of the library.
 * @param asOne whether the command has files of its own in place of those that it shares with the library
 * @param more options of esbuild
 * @returns the sources that went into them
 */
export async function bundleCommand({ root, dist, asOne = false, ...more }) {
  const options = {
    ...more,
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    mainFields: ["module", "main"],
    target: "node20",
    format: "cjs",
    metafile: true,
    supported: { "dynamic-import": false },
    logLevel: "warning",
  };
  const plugins = [await computedIndex(root), ...lean];
  // Modules lie in the same files whatever the options.
  const survey = { ...options, minify: true, sourcemap: false };
  const { graph, sizes, main } = await surveyed({ options: survey, plugins, root });
  const files = filesOf(main, sizes, graph);
  const values = new Map([...files.values()].map((file) => [file, []]));
  const links = { root, graph, files, values, modules: new Set(asOne ? [] : MODULES) };
  const parts = await partsOf(links, survey);
  if (!asOne) await writeFace({ dist, survey, links, options });
  for (const file of takersFirst(sourcesOf(links))) {
    const asModule = links.modules.has(file);
    const stdin = { contents: sourceOf(file, values.get(file), asModule), resolveDir: join(root, "bin"), loader: "ts" };
    const used = await usedOf(file, stdin, links, { ...survey, plugins });
    const outfile = join(dist, `${file}.${asModule ? "js" : "cjs"}`);
    if (asModule) await writeModule(outfile, { ...options, stdin, plugins: [byImport(file, used, links)] });
    else {
      const others = byLoader(file, used, { ...links, parts });
      await build({ ...options, ...wrapped, stdin, outfile, plugins: [others, ...plugins] });
    }
  }
  copyFileSync(join(root, "bin/worker.cjs"), join(dist, "worker.cjs"));
  copyFileSync(join(root, "bin/loader.cjs"), join(dist, "actfn.cjs"));
  chmodSync(join(dist, "actfn.cjs"), 0o755);
  if (more.minify) await shorten(dist);
  for (const file of new Set(files.values()))
    checkAscii(join(dist, `${file}.${links.modules.has(file) ? "js" : "cjs"}`));
  return [...graph.keys()];
}

/** Runs the command on what is often asked, so that it keeps the code that V8 makes of its files. */
export function keepCode({ root, dist }) {
  const input = readFileSync(join(root, "test/data/acts3.json"));
  for (const args of USUAL) execFileSync(process.execPath, [join(dist, "actfn.cjs"), ...args], { input });
}

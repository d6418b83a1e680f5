/**
 * Bundles the command as CommonJS (an ESM entry starts 7 ms later): main.cjs with what every run may need, and files
 * with what only some do. A file takes the modules that another one has from there, each export as a constant of its
 * own, so that calls cost what they cost within one scope.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { filesOf } from "./files.mjs";
import { lean } from "./lean.mjs";

/** Runs whose code a checkout has from the start. */
const USUAL = [["--help"], ["softmax", "--dim", "1", "--to", "table"], ["softmax", "--dim", "1"]];

/** The loader calls what a file gives. */
const wrapped = { banner: { js: "(function (exports, require, module) {" }, footer: { js: "})" } };

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

/** Tells `choose` what each import of a module of the sources means, which may say what to do with it. */
const atImports = (name, root, choose) => ({
  name,
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^\.\.?\// }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (pluginData === "plain" || kind === "entry-point" || importer.includes("node_modules")) return undefined;
      const source = await resolve(path, { kind, resolveDir, importer, pluginData: "plain" });
      return choose(relative(root, source.path), kind);
    }),
});

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

/** For each file the modules that others take from it. */
function takenFrom(files, graph) {
  const taken = new Map([...new Set(files.values())].sort().map((file) => [file, new Set()]));
  for (const [name, imports] of graph) {
    for (const { path, kind } of imports) {
      const [own, file] = [files.get(name), files.get(path)];
      if (file === undefined || file === own) continue;
      if (own === "main" && kind !== "dynamic-import") throw new Error(`every run would load ${path} for ${name}`);
      taken.get(file).add(path);
    }
  }
  return taken;
}

/** What each module exports. */
async function exportsOf(names, { options }) {
  const exported = async (name) => {
    const made = await build({
      ...options,
      entryPoints: [name],
      format: "esm",
      packages: "external",
      outdir: "dist",
      write: false,
    });
    return [name, Object.values(made.metafile.outputs)[0].exports];
  };
  return new Map(await Promise.all(names.map(exported)));
}

/** Takes modules that are another file's from there. */
const fromOthers = (own, { files, exported, root }) => ({
  name: "from-others",
  setup(build) {
    const elsewhere = (path) =>
      files.has(path) && files.get(path) !== own ? { path, namespace: "taken", sideEffects: false } : undefined;
    atImports("from-others", root, elsewhere).setup(build);
    build.onLoad({ filter: /.*/, namespace: "taken" }, ({ path }) => {
      const file = files.get(path) === "main" ? "actfn" : files.get(path);
      const source = `const module = require("./${file}.cjs").modules[${JSON.stringify(path)}]();`;
      const constants = exported.get(path).map((name) => `export const ${name} = module.${name};`);
      return { contents: [source, ...constants].join("\n"), loader: "js", resolveDir: root };
    });
  },
});

/** The source of a file: what it runs, and the modules that others take from it. */
function sourceOf(names, exported, start = "") {
  const imports = names.map((name, i) => {
    const list = exported.get(name).map((one, k) => `${one} as m${i}_${k}`);
    return `import { ${list.join(", ")} } from "../${name}";`;
  });
  const entries = names.map((name, i) => {
    const list = exported.get(name).map((one, k) => `${one}: m${i}_${k}`);
    return `${JSON.stringify(name)}: () => ({ ${list.join(", ")} }),`;
  });
  return [...imports, start, "export const modules = {", ...entries, "};"].join("\n");
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
  const taken = takenFrom(files, graph);
  const exported = await exportsOf(
    [...taken.values()].flatMap((names) => [...names]),
    { options: survey },
  );
  for (const [file, names] of taken) {
    const start = file === "main" ? readFileSync(join(root, "bin/actfn.ts"), "utf8") : "";
    const contents = sourceOf([...names].sort(), exported, start);
    const stdin = { contents, resolveDir: join(root, "bin"), loader: "ts" };
    const others = fromOthers(file, { files, exported, root });
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

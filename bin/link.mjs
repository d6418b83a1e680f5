/**
 * How the files of dist/ take from each other. What a file gives has a number, by which those that are built before it
 * know it, so that no names are in them: `values[12]` of a file of the command, the export `_12` of one that the library
 * shares with it.
 */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { CORE } from "./files.mjs";

/** Tells `choose` what each import of a module of the sources means, which may say what to do with it. */
export const atImports = (name, root, choose) => ({
  name,
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^\.\.?\// }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (pluginData === "plain" || kind === "entry-point" || importer.includes("node_modules")) return undefined;
      const source = await resolve(path, { kind, resolveDir, importer, pluginData: "plain" });
      return choose(relative(root, source.path), kind);
    }),
});

/** For each file those that it takes from when it is loaded. */
export function sourcesOf({ files, graph, modules }) {
  const sources = new Map([...new Set(files.values())].sort().map((file) => [file, new Set()]));
  for (const [name, imports] of graph) {
    for (const { path, kind } of imports) {
      const [own, file] = [files.get(name), files.get(path)];
      if (kind === "dynamic-import" || own === undefined || file === undefined || file === own) continue;
      if (own === "main" && file !== CORE) throw new Error(`every run would load ${path} for ${name}`);
      if (modules.has(own) && !modules.has(file)) throw new Error(`the library has no ${path}`);
      sources.get(own).add(file);
    }
  }
  return sources;
}

/** The files, each behind those that take from it. */
export function takersFirst(sources) {
  const order = [];
  while (order.length < sources.size) {
    const isTaken = (file) => [...sources].some(([taker, from]) => !order.includes(taker) && from.has(file));
    order.push([...sources.keys()].find((file) => !order.includes(file) && !isTaken(file)));
  }
  return order;
}

/** The number of what a file gives; it gives it from now on. */
function numberOf(values, path, name) {
  const at = values.findIndex((one) => one.path === path && one.name === name);
  return at < 0 ? values.push({ path, name }) - 1 : at;
}

/** What a module exports. */
export async function exportsOf(path, options) {
  const entry = { entryPoints: [path], format: "esm", packages: "external", outdir: "dist", write: false };
  const made = await build({ ...options, ...entry });
  return Object.values(made.metafile.outputs)[0].exports;
}

/** The modules that are imported dynamically, with what they export and, where another file asks for it, its numbers. */
export async function partsOf({ files, graph, values }, options) {
  const parts = new Map();
  for (const [name, imports] of graph) {
    for (const { path, kind } of imports) {
      if (kind !== "dynamic-import") continue;
      const file = files.get(path);
      const part = parts.get(path) ?? new Map((await exportsOf(path, options)).map((one) => [one, undefined]));
      parts.set(path, part);
      if (file !== files.get(name)) for (const one of part.keys()) part.set(one, numberOf(values.get(file), path, one));
    }
  }
  return parts;
}

/** The source of a file: what it runs and gives. */
export function sourceOf(file, values, asModule) {
  const numbers = [...values.keys()];
  const imports = numbers.map((i) => `import { ${values[i].name} as v${i} } from "../${values[i].path}";`);
  const given = asModule
    ? `export { ${numbers.map((i) => `v${i} as _${i}`).join(", ")} };`
    : `shared.values = [${numbers.map((i) => `v${i}`).join(", ")}];`;
  const start = file === "main" ? 'import { worker } from "./actfn.ts";\nshared.worker = worker;' : "";
  return [...imports, start, given].join("\n");
}

/** What a file uses of modules that are another's, by their paths: found in a bundle that leaves those out. */
export async function usedOf(own, stdin, { files, root }, { plugins, ...options }) {
  const elsewhere = (path) =>
    files.has(path) && files.get(path) !== own ? { path: `taken:${path}`, external: true } : undefined;
  const apart = atImports("apart", root, elsewhere);
  const made = await build({ ...options, stdin, format: "esm", write: false, plugins: [apart, ...plugins] });
  const [{ text }] = made.outputFiles;
  const lists = [...text.matchAll(/\bimport ?\{([^}]*)\} ?from ?"taken:([^"]*)"/g)];
  const used = new Map(lists.map(([, , path]) => [path, new Set()]));
  for (const [, list, path] of lists) for (const one of list.split(",")) used.get(path).add(one.trim().split(" ")[0]);
  return used;
}

/** Takes what a module uses of others' from there, by import. */
export const byImport = (own, used, { files, values, root }) => ({
  name: "by-import",
  setup(build) {
    const elsewhere = (path) =>
      files.has(path) && files.get(path) !== own ? { path, namespace: "taken", sideEffects: false } : undefined;
    atImports("by-import", root, elsewhere).setup(build);
    build.onLoad({ filter: /.*/, namespace: "taken" }, ({ path }) => {
      const file = files.get(path);
      const lines = [...(used.get(path) ?? [])].map((name) => {
        const number = numberOf(values.get(file), path, name);
        return `export { _${number} as ${name} } from "./${file}.js";`;
      });
      return { contents: lines.join("\n") };
    });
    build.onResolve({ filter: /.*/, namespace: "taken" }, ({ path }) => ({ path, external: true }));
  },
});

/** A source whose dynamic imports are calls of what loads the part, or has it in its own file. */
function loading(path, source) {
  const loads = [];
  const text = source.replace(/(?<!typeof )\bimport\("(\.[^"]+)\.js"\)/g, (_, to) => {
    const part = join(dirname(path), `${to}.ts`);
    loads.push(`import { load as load${loads.length} } from "part:${part}";`);
    return `load${loads.length - 1}()`;
  });
  return loads.length > 0 ? [text, ...loads].join("\n") : undefined;
}

/** Takes what a file of the command uses of others' from there, as the loader has it. */
export const byLoader = (own, used, { files, values, parts, modules, root }) => ({
  name: "by-loader",
  setup(build) {
    const isElsewhere = (path) => files.has(path) && files.get(path) !== own;
    const elsewhere = (path) => (isElsewhere(path) ? { path, namespace: "taken", sideEffects: false } : undefined);
    atImports("by-loader", root, elsewhere).setup(build);
    const source = (path) => {
      const file = files.get(path);
      return JSON.stringify(`./${file === "main" ? "actfn.cjs" : `${file}.${modules.has(file) ? "js" : "cjs"}`}`);
    };
    build.onLoad({ filter: /.*/, namespace: "taken" }, ({ path }) => {
      const constants = [...(used.get(path) ?? [])].map((name) => {
        return `export const ${name} = values[${numberOf(values.get(files.get(path)), path, name)}];`;
      });
      return { contents: [`import { values } from ${source(path)};`, ...constants].join("\n") };
    });
    // All that is taken from one file comes by one name.
    build.onResolve({ filter: /.*/, namespace: "taken" }, ({ path }) => ({ path, namespace: "values" }));
    build.onLoad({ filter: /.*/, namespace: "values" }, ({ path }) => {
      return { contents: `export const { values } = require(${JSON.stringify(path)});` };
    });
    build.onLoad({ filter: /\.ts$/, namespace: "file" }, ({ path }) => {
      const contents = loading(relative(root, path), readFileSync(path, "utf8"));
      return contents && { contents, loader: "ts" };
    });
    build.onResolve({ filter: /^part:/ }, ({ path }) => ({ path: path.slice("part:".length), namespace: "part" }));
    build.onLoad({ filter: /.*/, namespace: "part" }, ({ path }) => {
      const names = [...parts.get(path).keys()];
      if (!isElsewhere(path)) {
        const own = `import { ${names.join(", ")} } from "own:${path}";`;
        return { contents: `${own}\nexport const load = async () => ({ ${names.join(", ")} });` };
      }
      const named = names.map((name) => `${name}: values[${parts.get(path).get(name)}]`);
      // Like an import not at once: main.cjs gives what it has when it has started.
      const loaded = `require(${source(path)})`;
      const load = `async () => { await 0; const { values } = ${loaded}; return { ${named.join(", ")} }; }`;
      return { contents: `export const load = ${load};` };
    });
    build.onResolve({ filter: /^own:/ }, ({ path }) => ({ path: join(root, path.slice("own:".length)) }));
    build.onResolve({ filter: /.*/, namespace: "values" }, ({ path }) => ({ path, external: true }));
    build.onResolve({ filter: /^\.\//, namespace: "part" }, ({ path }) => ({ path, external: true }));
  },
});

/** A module with its imports in front, one for each file: the loader looks for them there. */
export function importsFirst(text) {
  const lists = new Map();
  const rest = text.replace(/import\{((?:_\d+ as [\w$]+,?)+)\}from"(\.\/\w+\.js)";/g, (_, list, file) => {
    lists.set(file, [...(lists.get(file) ?? []), list]);
    return "";
  });
  return [...lists].map(([file, list]) => `import{${list.join(",")}}from"${file}";`).join("") + rest;
}

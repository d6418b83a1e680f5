/**
 * How the files of the command take from each other. What a file gives stands in `values`, in an order that all of them
 * are built with, so that no names are in them; a part that is imported dynamically stands in `parts`, by its path.
 */
import { relative } from "node:path";
import { build } from "esbuild";

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
export function sourcesOf(files, graph) {
  const sources = new Map([...new Set(files.values())].sort().map((file) => [file, new Set()]));
  for (const [name, imports] of graph) {
    for (const { path, kind } of imports) {
      const [own, file] = [files.get(name), files.get(path)];
      if (kind === "dynamic-import" || own === undefined || file === undefined || file === own) continue;
      if (own === "main") throw new Error(`every run would load ${path} for ${name}`);
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

/** The modules of each file that are imported dynamically from another, with what they export. */
export async function partsOf({ files, graph, options }) {
  const parts = new Map([...files.values()].map((file) => [file, new Map()]));
  for (const [name, imports] of graph) {
    for (const { path, kind } of imports) {
      const file = files.get(path);
      if (kind !== "dynamic-import" || file === files.get(name) || parts.get(file).has(path)) continue;
      const entry = { entryPoints: [path], format: "esm", packages: "external", outdir: "dist", write: false };
      const made = await build({ ...options, ...entry });
      parts.get(file).set(path, Object.values(made.metafile.outputs)[0].exports);
    }
  }
  return parts;
}

/** The source of a file: what it runs, and what others take from it: values in their order, parts by their paths. */
export function sourceOf(file, values, parts) {
  const imports = values.map(({ path, name }, i) => `import { ${name} as v${i} } from "../${path}";`);
  const named = [...parts].map(([path, names], i) => {
    imports.push(`import { ${names.map((name) => `${name} as p${i}_${name}`).join(", ")} } from "../${path}";`);
    return `${JSON.stringify(path)}: { ${names.map((name) => `${name}: p${i}_${name}`).join(", ")} },`;
  });
  return [
    ...imports,
    file === "main" ? 'import { worker } from "./actfn.ts";\nshared.worker = worker;' : "",
    `shared.values = [${values.map((_, i) => `v${i}`).join(", ")}];`,
    `shared.parts = { ${named.join(" ")} };`,
  ].join("\n");
}

/** What a file uses of modules that are another's, by their paths: found in a bundle that leaves those out. */
export async function usedOf(own, stdin, { files, root, options, plugins }) {
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

/** Takes what a file uses of modules that are another's from there. */
export const fromOthers = (own, used, { files, shared, root }) => ({
  name: "from-others",
  setup(build) {
    const elsewhere = (path, kind) => {
      if (!files.has(path) || files.get(path) === own) return undefined;
      return { path, namespace: kind === "dynamic-import" ? "part" : "taken", sideEffects: false };
    };
    atImports("from-others", root, elsewhere).setup(build);
    const file = (path) => JSON.stringify(`./${files.get(path) === "main" ? "actfn" : files.get(path)}.cjs`);
    build.onLoad({ filter: /.*/, namespace: "taken" }, ({ path }) => {
      const at = (name) => shared.get(files.get(path)).findIndex((one) => one.path === path && one.name === name);
      const constants = [...(used.get(path) ?? [])].map((name) => `export const ${name} = values[${at(name)}];`);
      return { contents: [`import { values } from ${file(path)};`, ...constants].join("\n") };
    });
    // All that is taken from one file comes by one name.
    build.onResolve({ filter: /.*/, namespace: "taken" }, ({ path }) => ({ path, namespace: "values" }));
    build.onLoad({ filter: /.*/, namespace: "values" }, ({ path }) => {
      return { contents: `export const { values } = require(${JSON.stringify(path)});`, resolveDir: root };
    });
    build.onLoad({ filter: /.*/, namespace: "part" }, ({ path }) => {
      return { contents: `module.exports = require(${file(path)}).parts[${JSON.stringify(path)}];`, resolveDir: root };
    });
  },
});

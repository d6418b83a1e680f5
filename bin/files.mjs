/**
 * Which file of dist/ holds which module: each stands in one, so that the package is small and a class is not there
 * twice, and a run loads few files with little that it does not use.
 */

/** What every run has of what the library has, too. */
export const CORE = "numbers";

/** What several commands share, by what they share it for; a module's file is the first that fits. */
const SHARED = [
  [
    "main",
    /^src\/(cli\/(binarize|files|headed|input|labels|lane-notes|open-input|output|output-file|records|spooled-input|stream|write-parts))\.ts$/,
  ],
  [
    CORE,
    /^src\/(errors|format\/number|math\/(activation|names|parameters|tensor|reducers\/lanes|special\/(bits|dd|exp|exp-table|log|log-table|logistic|scaled|sum)))\.ts$/,
  ],
  ["reducers", /^src\/math\/(reducer|reducers|reducers\/.*)\.ts$/],
  ["losses", /^src\/math\/(loss|losses|losses\/.*)\.ts$/],
  [
    "activations",
    /^src\/math\/(activations|activations\/.*|special\/(elu|erf|gates|gelu|hard|mish|root|root-table|soft|tail-table|tanh))\.ts$/,
  ],
  [
    "expressions",
    /^src\/(cli\/(bindings|eval-run|eval-steps|expression-curve)|expr\/.*|math\/(arithmetic|arrange|broadcast|indexing|linear|sequences|statistics|special\/(error-function|power|trigonometric)))\.ts$/,
  ],
  ["explaining", /^src\/math\/(identify|why)(\.ts|\/.*)$/],
  ["tables", /^src\/(cli\/(chalk|draw|fold|shade|steps|table)|plot\/text)\.ts$/],
  ["drawing", /^src\/(cli\/bars|plot\/(?!svg|slope|path)[^/]*)\.ts$/],
  ["summary", /^src\/math\/(difference|summary)\.ts$/],
  // Node's streams take a millisecond to load.
  ["unpacked", /^src\/cli\/(open-member|unpacked)\.ts$/],
  [
    "streaming",
    /^src\/(stream\/.*|cli\/(alongside|hold|hold-pieces|loss-rows|open-array|progress|stream-[^/]*|write-rows))\.ts$/,
  ],
];

/** The files that the library has, too. */
export const MODULES = [CORE, "reducers", "losses", "activations"];

/** What takes less is in the main file: another file costs more to open than so much code to read. */
const LEAST = 2000;

const sharedBy = (path) => SHARED.find(([, fits]) => fits.test(path))?.[0];

/** The name of the file for a part that is imported dynamically. */
const named = (path) => /([^/]+)\.ts$/.exec(path)[1];

/** The modules of the sources that some need and that have no file yet: packages come with those that use them. */
function needs(names, graph, files) {
  const found = new Set(names);
  for (const name of found) {
    for (const { path, kind } of graph.get(name)) {
      if (kind !== "dynamic-import" && path.startsWith("src/") && !files.has(path)) found.add(path);
    }
  }
  return [...found].filter((name) => !names.includes(name));
}

/** The files that `file` takes modules from when it is loaded, and those that they take from. */
function below(file, files, graph) {
  const found = new Set();
  const visit = (one) => {
    for (const [name, imports] of graph) {
      if (files.get(name) !== one) continue;
      for (const { path, kind } of imports) {
        const other = files.get(path);
        if (kind === "dynamic-import" || other === undefined || other === one || found.has(other)) continue;
        found.add(other);
        visit(other);
      }
    }
  };
  visit(file);
  return found;
}

/** Puts files that take from each other together: neither could be loaded before the other. */
function withoutCycles(files, graph) {
  for (const file of new Set(files.values())) {
    const cycle = [...below(file, files, graph)].filter((other) => below(other, files, graph).has(file));
    if (cycle.length < 2) continue;
    const [kept = file] = SHARED.map(([name]) => name).filter((name) => cycle.includes(name));
    return withoutCycles(new Map([...files].map(([name, own]) => [name, cycle.includes(own) ? kept : own])), graph);
  }
  return files;
}

/**
 * @param main the modules that every run has
 * @param sizes the bytes that each module takes
 * @param graph what each module imports
 * @returns for each module of the sources its file
 */
export function filesOf(main, sizes, graph) {
  const files = new Map(main.map((name) => [name, sharedBy(name) === CORE ? CORE : "main"]));
  const sources = [...graph.keys()].filter((name) => name.startsWith("src/")).sort();
  for (const name of sources) if (!files.has(name) && sharedBy(name)) files.set(name, sharedBy(name));
  const imports = [...graph.values()].flat();
  const dynamic = new Set(imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => path));
  const parts = [...dynamic].filter((part) => !files.has(part)).sort();
  for (const part of parts) files.set(part, named(part));
  const users = new Map();
  for (const file of [...new Set(files.values())].sort()) {
    const own = [...files.keys()].filter((name) => files.get(name) === file);
    for (const name of needs(own, graph, files)) users.set(name, [...(users.get(name) ?? []), file]);
  }
  const groups = new Map();
  for (const [name, by] of users) {
    if (by.length === 1) files.set(name, by[0]);
    else groups.set(by.join(" "), [...(groups.get(by.join(" ")) ?? []), name]);
  }
  for (const names of groups.values()) {
    const isSmall = names.reduce((sum, name) => sum + sizes.get(name), 0) < LEAST;
    const isMain = ({ path, kind }) =>
      kind === "dynamic-import" ||
      !path.startsWith("src/") ||
      names.includes(path) ||
      [CORE, "main"].includes(files.get(path));
    const file = isSmall && names.every((name) => graph.get(name).every(isMain)) ? "main" : `with-${named(names[0])}`;
    for (const name of names) files.set(name, file);
  }
  return withoutCycles(files, graph);
}

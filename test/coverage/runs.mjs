/** What the runs of the built command have covered, by place in src. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { mergeProcessCovs } from "@bcoe/v8-coverage";
import convert from "ast-v8-to-istanbul";
import { parseAstAsync } from "vitest/node";
import { BUNDLE, COUNTS } from "./paths.mjs";

/** So many processes are merged at once. */
const BATCH = 100;

/** What a process has counted; nothing if it was killed while it wrote. */
function countsIn(file) {
  try {
    return JSON.parse(readFileSync(join(COUNTS, file), "utf8")).result;
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** V8's counts of all processes, by file of the bundle. */
function counts() {
  const folder = pathToFileURL(BUNDLE).href;
  const files = readdirSync(COUNTS);
  let merged = { result: [] };
  for (let i = 0; i < files.length; i += BATCH) {
    const batch = files.slice(i, i + BATCH).map((file) => ({
      result: countsIn(file).filter(({ url }) => url.startsWith(folder)),
    }));
    merged = mergeProcessCovs([merged, ...batch]);
  }
  return merged.result;
}

/**
 * What is counted in a file of src: where each count stands, by kind and line. The source maps of Vitest and of the
 * bundle differ in the columns of some places, but not in their order.
 */
function counters({ statementMap, fnMap, branchMap, s, f, b }) {
  const places = [
    ...Object.entries(statementMap).map(([id, range]) => ({ kind: "statement", range, hits: s, id })),
    ...Object.entries(fnMap).map(([id, { loc }]) => ({ kind: "function", range: loc, hits: f, id })),
    ...Object.entries(branchMap).flatMap(([id, { type, loc, locations }]) =>
      // An else that is not written has no place.
      locations.map((range, i) => ({
        kind: `${type} ${i}`,
        range: range.start.line ? range : loc,
        hits: b[id],
        id: i,
      })),
    ),
  ];
  places.sort((x, y) => x.range.start.column - y.range.start.column);
  const groups = new Map();
  for (const place of places) {
    const key = `${place.kind} ${place.range.start.line}`;
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return groups;
}

/** Adds the counts of `from` to those of `to` in the same places; what stands in only one of them is left. */
function add(to, from) {
  const found = counters(from);
  for (const [key, places] of counters(to)) {
    const others = found.get(key) ?? [];
    for (const [i, { hits, id, range }] of places.entries()) {
      const isSame = (other) => other.range.start.column === range.start.column;
      const same = others.length === places.length ? others[i] : others.find(isSame);
      if (same) hits[id] += same.hits[same.id];
    }
  }
}

/** Adds to the coverage of the test processes that of the command's runs. */
export async function addRuns(map) {
  for (const { url, functions } of counts()) {
    const path = fileURLToPath(url);
    // The loader and the entry of workers have no source but themselves.
    if (/(actfn|worker)\.cjs$/.test(path)) continue;
    const code = readFileSync(path, "utf8");
    const sourceMap = JSON.parse(readFileSync(`${path}.map`, "utf8"));
    const converted = await convert({ code, sourceMap, ast: parseAstAsync(code), coverage: { url, functions } });
    for (const [source, coverage] of Object.entries(converted)) {
      if (map.data[source]) add(map.data[source], coverage);
    }
  }
}

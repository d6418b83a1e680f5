#!/usr/bin/env node
/*
 * Runs main.cjs, and the parts that it loads when they are used, with the code that V8 made of them in an earlier run:
 * compiling anew takes as long as all else in a short run. A run that had to compile a file keeps its code beside it, if
 * the folder may be written; V8 refuses code of another version. NODE_DISABLE_COMPILE_CACHE is Node's own switch for it.
 */
const fs = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const isKept = !process.env.NODE_DISABLE_COMPILE_CACHE;
const loaded = new Map([["./actfn.cjs", module]]);
const scripts = [];

function load(name) {
  if (!name.startsWith("./")) return require(name);
  const known = loaded.get(name);
  if (known) return known.exports;
  const part = { exports: {} };
  loaded.set(name, part);
  run(name, part);
  return part.exports;
}

function run(name, part) {
  const filename = join(__dirname, name);
  const cache = filename.replace(/c?js$/, `${process.versions.v8}.cache`);
  const cachedData = isKept ? kept(cache) : undefined;
  const text = fs.readFileSync(filename, "latin1");
  const script = new Script(name.endsWith(".cjs") ? text : asScript(text), { filename, cachedData });
  scripts.push({ script, cache, isNew: script.cachedDataRejected !== false });
  script.runInThisContext()(part.exports, load, part);
}

/** A module that the library has, too: its imports and exports, which have numbers for names, as a script has them. */
function asScript(text) {
  const [imports] = /^(?:import\{[^}]*\}from"[^"]*";)*/.exec(text);
  const end = text.lastIndexOf("export{");
  const taken = imports
    .replace(/_(\d+) as /g, "$1:")
    .replace(/import\{([^}]*)\}from("[^"]*");/g, "const{$1}=take($2).values;");
  const given = text.slice(end + "export".length).replace(/([\w$]+) as _(\d+)/g, "$2:$1");
  return `(function (shared, take) {${taken}${text.slice(imports.length, end)}shared.values=${given}})`;
}

function kept(cache) {
  try {
    return fs.readFileSync(cache);
  } catch {
    return undefined;
  }
}

/** Keeps the code of all files when one is new: the others have made more of theirs, too. */
function keep() {
  if (!scripts.some(({ isNew }) => isNew)) return;
  try {
    fs.accessSync(__dirname, fs.constants.W_OK);
    for (const { script, cache } of scripts) write(cache, script.createCachedData());
  } catch {
    // The code is only a shortcut.
  }
}

/** V8 trusts the bytes: they have their name only when all of them are on the disk, whatever happens meanwhile. */
function write(cache, bytes) {
  const part = `${cache}.${process.pid}`;
  const file = fs.openSync(part, "w");
  try {
    fs.writeFileSync(file, bytes);
    fs.fsyncSync(file);
    fs.renameSync(part, cache);
  } catch (error) {
    fs.rmSync(part, { force: true });
    throw error;
  } finally {
    fs.closeSync(file);
  }
}

if (require.main === module && isKept) process.on("exit", keep);
load.main = require.main;
run("./main.cjs", module);

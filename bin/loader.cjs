#!/usr/bin/env node
/*
 * Runs main.cjs with the code that V8 made of it at build time: compiling anew takes a third of a start. V8 refuses
 * the code of another version, and compiles then. The parts that main.cjs loads when they are used come the same way.
 */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const loaded = new Map([["./actfn.cjs", module]]);

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
  let cachedData;
  try {
    cachedData = readFileSync(filename.replace(/cjs$/, "cache"));
  } catch {
    // The code is only a shortcut.
  }
  new Script(readFileSync(filename, "latin1"), { filename, cachedData }).runInThisContext()(part.exports, load, part);
}

load.main = require.main;
run("./main.cjs", module);

#!/usr/bin/env node
/*
 * Runs main.cjs with the code that V8 made of it at build time: compiling anew takes a third of a start. V8 refuses
 * the code of another version, and compiles then.
 */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const filename = join(__dirname, "main.cjs");
let cachedData;
try {
  cachedData = readFileSync(join(__dirname, "main.cache"));
} catch {
  // The code is only a shortcut.
}
const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData });
script.runInThisContext()(exports, require, module);

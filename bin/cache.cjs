/*
 * Runs the command once, on what is often asked, and keeps the code that V8 has made of its files.
 * Usage: node cache.cjs <dist> <arguments of the run>
 */
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const [, , dist, ...args] = process.argv;
const scripts = [];

/** A script that is remembered. */
class Script extends vm.Script {
  constructor(source, options) {
    super(source, options);
    scripts.push({ script: this, cache: options.filename.replace(/cjs$/, "cache") });
  }
}

process.on("exit", () => {
  for (const { script, cache } of scripts) writeFileSync(cache, script.createCachedData());
});
const loader = join(dist, "actfn.cjs");
process.argv.splice(1, Number.POSITIVE_INFINITY, loader, ...args);
const source = readFileSync(loader, "utf8").replace(/^#!.*/, "");
const own = Object.assign((name) => (name === "node:vm" ? { Script } : require(name)), { main: module });
new vm.Script(`(function (exports, require, module, __dirname) {${source}\n})`).runInThisContext()(
  exports,
  own,
  module,
  dist,
);

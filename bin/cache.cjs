/*
 * Runs main.cjs once, on what is usually asked, and keeps the code that V8 has made of it.
 * Usage: node cache.cjs <dist> <arguments of the run>
 */
const { readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { Script } = require("node:vm");

const [, , dist, ...args] = process.argv;
const filename = join(dist, "main.cjs");
const script = new Script(readFileSync(filename, "latin1"), { filename });
process.on("exit", () => writeFileSync(join(dist, "main.cache"), script.createCachedData()));
process.argv.splice(1, Number.POSITIVE_INFINITY, join(dist, "actfn.cjs"), ...args);
const own = createRequire(filename);
own.main = module;
script.runInThisContext()(exports, own, module);

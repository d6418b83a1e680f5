/*
 * Loaded before the command: makes calls of node:fs fail that are not for its own files.
 * FAULT is "NUMBER:CODE", which call fails and how; or "count", which appends the number of calls to the file FAULT_LOG;
 * or "vanish:PATH", "unlink:PATH", "shrink:PATH", what happens to a file: after the first look at it, or after it has
 * been read from;
 * or "worker:start" and "worker:block", where in its life a worker dies;
 * or "slow", with which each read and write takes one byte at a time, every other time only after EAGAIN.
 */
const fs = require("node:fs");
const { dirname } = require("node:path");
const { isMainThread } = require("node:worker_threads");

const [kind, detail] = process.env.FAULT.split(":");
// A worker has no argv of a program.
const own = dirname(process.argv[1] ?? "/");
const { appendFileSync, truncateSync, unlinkSync } = fs;
const READS = ["readSync", "read"];
const CALLS = ["openSync", "closeSync", "fstatSync", "fchmodSync", "renameSync", "readFileSync", "writeSync", ...READS];
const ownDescriptors = new Set();
let calls = 0;

const failed = (code, name) => Object.assign(new Error(`${code}: injected, ${name}`), { code });

/** Before a call: fails if it is its turn. */
function count(name) {
  calls++;
  if (Number(kind) === calls) throw failed(detail, name);
}

/** As many bytes are looked at to know a format. */
const LOOK = 4096;

/** After a read: the file goes or shrinks, once. */
function change(result) {
  if (calls > 0 || (kind !== "vanish" && result <= LOOK)) return result;
  calls++;
  if (kind === "shrink") truncateSync(detail, Math.floor(fs.statSync(detail).size / 2) + 3);
  else unlinkSync(detail);
  return result;
}

function slowly(name, original, args) {
  if (calls++ % 2 === 0) throw failed("EAGAIN", name);
  const [descriptor, data, offset = 0] = args;
  return original(descriptor, data, offset, Math.min(1, data.length - offset), args[4] ?? null);
}

if (kind === "worker" && !isMainThread) {
  if (detail === "start") throw new Error("injected");
  const { store } = Atomics;
  Atomics.store = (array, at, value) => {
    if (value === 1) throw new Error("injected");
    return store(array, at, value);
  };
}

for (const name of isMainThread ? CALLS : []) {
  const original = fs[name];
  fs[name] = (...args) => {
    const [target] = args;
    const isOwn = typeof target === "string" ? target.startsWith(own) : ownDescriptors.has(target);
    const isRead = READS.includes(name);
    if (!isOwn && /^\d+$|^count$/.test(kind)) {
      if (name === "read") {
        try {
          count(name);
        } catch (error) {
          return setImmediate(args.at(-1), error);
        }
      } else count(name);
    }
    if (!isOwn && kind === "slow" && (name === "readSync" || name === "writeSync")) return slowly(name, original, args);
    const result = original(...args);
    if (name === "openSync" && isOwn) ownDescriptors.add(result);
    if (name === "closeSync") ownDescriptors.delete(target);
    return isRead && !isOwn && /^(vanish|unlink|shrink)$/.test(kind) ? change(result) : result;
  };
}
process.on("exit", () => {
  if (kind === "count") appendFileSync(process.env.FAULT_LOG, `${calls}\n`);
});

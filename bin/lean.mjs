/** What the bundle leaves out of the packages and of Node until it is needed, since loading it costs every start. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** commander loads child_process (5 ms) to start subcommands that are programs of their own; there are none here. */
const noChildProcess = {
  name: "no-child-process",
  setup: ({ onLoad }) =>
    onLoad({ filter: /commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
      const eager = /const childProcess = require\('node:child_process'\);/;
      const source = readFileSync(path, "utf8");
      if (!eager.test(source)) throw new Error("commander no longer loads child_process as expected");
      return { contents: source.replace(eager, "const childProcess = {};"), loader: "js" };
    }),
};

/** Modules of Node that few runs need and that cost milliseconds are loaded by the first call of their functions. */
const lazyBuiltins = {
  name: "lazy-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(zlib|tty)$/ }, ({ path, pluginData }) =>
      pluginData === "direct" ? undefined : { path, namespace: "lazy" },
    );
    onLoad({ filter: /.*/, namespace: "lazy" }, ({ path }) => {
      const names = Object.keys(require(path)).filter((name) => /^[a-z]\w*$/.test(name));
      const lines = names.map((name) =>
        typeof require(path)[name] === "function"
          ? `export const ${name} = (...args) => require("${path}").${name}(...args);`
          : `export const ${name} = new Proxy({}, { get: (_, key) => require("${path}").${name}[key] });`,
      );
      return { contents: lines.join("\n"), loader: "js", pluginData: "direct" };
    });
  },
};

/** Parts of packages whose work actfn does itself, by what stands for them. */
const UNUSED = [
  // The help, and what was probably meant.
  [/commander[\\/]lib[\\/]help\.js$/, "exports.Help = class {}; exports.stripColor = (text) => text;"],
  [/commander[\\/]lib[\\/]suggestSimilar\.js$/, 'exports.suggestSimilar = () => "";'],
  // How many colours there are is always said.
  [/chalk[\\/]source[\\/]vendor[\\/]supports-color[\\/]index\.js$/, "export default { stdout: false, stderr: false };"],
  // Tables are drawn without colours of their own.
  [/@colors[\\/]colors[\\/]safe\.js$/, "module.exports = {};"],
];

const withoutUnused = {
  name: "without-unused",
  setup({ onLoad }) {
    for (const [filter, contents] of UNUSED) onLoad({ filter }, () => ({ contents, loader: "js" }));
  },
};

export const lean = [noChildProcess, lazyBuiltins, withoutUnused];

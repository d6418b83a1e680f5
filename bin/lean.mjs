/** What the bundle leaves out of the packages and of Node until it is needed, since loading it costs every start. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

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

/**
 * What is left of packages whose other work actfn does itself or does not need. All that is named here must be there, so
 * that a new version cannot change what an edit means without the build saying so; what is called and is not kept fails.
 */
const PACKAGES = [
  // Options are parsed; commands, help, suggestions, defaults of the environment and what excludes what are not.
  { file: "commander/esm.mjs", contents: 'export { Command } from "./lib/command.js";' },
  {
    file: "commander/lib/command.js",
    methods: [
      ...["constructor", "option", "_optionEx", "createOption", "addOption", "_registerOption", "_initOptionGroup"],
      ...["_findOption", "_callParseArg", "getOptionValue", "setOptionValueWithSource", "parseOptions", "opts"],
    ],
    functions: [],
    edits: [
      [/^const (?!.*\b(?:EventEmitter|Option)\b).* = require\(.*\n/gm, ""],
      ["const { Option, DualOptions } = require('./option.js');", 'import { Option } from "./option.js";'],
      ["exports.Command = Command;", "export { Command };"],
      [/ {4}this\._outputConfiguration = .*?^ {4}\};\n/ms, ""],
      [/^exports\.useColor = .*\n/m, ""],
      [
        /^ {4}this\._(?:a(?!ddOption)|defaultCommand|description|e(?:x|nablePos)|hidden|lifeCycle|passThrough|sa|sc|show|su).* = .*;.*\n/gm,
        "",
      ],
      [/ {4}const matchingOption =.*?(?=^ {4}this\._initOptionGroup)/ms, ""],
      [/ {4}if \(option\.envVar\) \{.*?^ {4}\}\n/ms, ""],
      [/ {4}if \(typeof flags === 'object'.*?^ {4}\}\n/ms, ""],
      [/ else if \(fn instanceof RegExp\) \{.*?^ {4}\}(?= else)/ms, ""],
      [/ {6}\/\/ If using positionalOptions.*?(?=^ {6}\/\/ add arg)/ms, ""],
    ],
  },
  {
    file: "commander/lib/option.js",
    methods: ["constructor", "default", "argParser", "makeOptionMandatory", "name", "attributeName", "is", "isBoolean"],
    functions: ["camelcase", "splitOptionFlags"],
    edits: [
      [/^const \{ InvalidArgumentError \} = .*\n/m, ""],
      [/^class DualOptions .*?^\}\n/ms, ""],
      [/^exports\.DualOptions = .*\n/m, ""],
      ["exports.Option = Option;", "export { Option };"],
      [/ {2}\/\/ Check for unprocessed flag.*?(?=^ {2}return \{ shortFlag)/ms, ""],
    ],
  },
  // Tables have cells of one column and one row, as wide as their content, without colours of the table's own.
  {
    file: "cli-table3/src/cell.js",
    methods: [
      ...["constructor", "setOptions", "mergeTableOptions", "computeLines", "wrapLines", "init", "draw", "drawTop"],
      ...["_topLeftChar", "wrapWithStyleColors", "drawLine", "stylizeLine", "drawBottom"],
    ],
    functions: ["firstDefined", "setOption", "sumPlusOne"],
    edits: [
      [/^const \{ info, debug \} = .*\n/m, ""],
      [/ {4}const tableWordWrap = .*?(?=^ {4}return this\.wrapLines)/ms, ""],
      [/ {4}if \(this\.href\) \{.*?^ {4}\}\n/ms, ""],
      [/ {4}let content = utils\.truncate\(this\.content.*?(?=^ {4}let padLen)/ms, ""],
      [/ {6}return this\.drawEmpty\(.*\n/, ' throw new Error("rows of cells of unequal height");\n'],
      [/ {8}if \(this\.cells\) \{.*?^ {8}\}\n/ms, ""],
      [/ {4}if \(this\[styleProperty\] .*?^ {4}\}\n/ms, "    return content;\n"],
      [/ {4}if \(this\.x && spanningCell .*?^ {4}\}\n/ms, ""],
      [/ {4}if \(forceTruncationSymbol\) .*\n/, ""],
      [/utils\.truncate\(line, len, this\.truncate\)/, "line"],
      [/^class (?:ColSpan|RowSpan)Cell .*?^\}\n/gms, ""],
      [/^module\.exports\.(?:ColSpan|RowSpan)Cell = .*\n?/gm, ""],
    ],
  },
  {
    file: "cli-table3/src/layout-manager.js",
    functions: ["next", "layoutTable", "generateCells", "makeTableLayout", "makeComputeWidths"],
    edits: [
      [/^const \{ (?:warn, debug|ColSpanCell, RowSpanCell) \} = .*\n/gm, ""],
      [/^ {4}(?:addColSpanCells|addRowSpanCells|fillInTable)\(.*\n/gm, ""],
      [/^ {4}(?:addRowSpanCells|fillInTable|layoutTable|maxWidth): .*\n/gm, ""],
    ],
  },
  {
    file: "cli-table3/src/utils.js",
    functions: [
      ...["codeRegex", "strlen", "repeat", "pad", "addToCodeCache", "updateState", "readState", "unwindState"],
      ...["rewindState", "defaultOptions", "mergeOptions", "colorizeLines"],
    ],
    edits: [[/^ {2}(?:hyperlink|truncate: truncate|wordWrap: multiLineWordWrap),\n/gm, ""]],
  },
  {
    file: "cli-table3/src/table.js",
    edits: [
      [/^const debug = .*\n/m, ""],
      [/ {4}if \(options\.debug\) \{.*?^ {4}\}\n/ms, ""],
      [/^Table\.reset = .*\n/m, ""],
    ],
  },
  // Colours have names or are one of 256; how many there are is always said.
  { file: "chalk/source/vendor/supports-color/index.js", contents: "export default {};" },
  {
    file: "chalk/source/vendor/ansi-styles/index.js",
    edits: [
      [/^export const \w+Names = .*\n/gm, ""],
      [/^\tObject\.defineProperties\(styles, .*?^\t\}\);\n/ms, ""],
      [/^\tstyles\.\w+\.(?:ansi|ansi16m) = .*\n/gm, ""],
    ],
  },
  {
    file: "chalk/source/index.js",
    edits: [
      [/^styles\.visible = .*?^\};\n/ms, ""],
      [/^\tif \(model === '(?:rgb|hex)'\) \{.*?^\t\}\n/gms, ""],
      ["const usedModels = ['rgb', 'hex', 'ansi256'];", "const usedModels = ['ansi256'];"],
      [/^const chalk = createChalk\(\);\n/m, ""],
      [/^export const chalkStderr = .*\n/m, ""],
      [/^export \{.*?^\};\n/gms, ""],
      ["export default chalk;", ""],
    ],
  },
  // esbuild cannot tell that calls have no effects.
  { file: "d3-array/dist/d3-array.mjs", edits: [[/^((?:const|var|let) \w+ = )(?=\w+\()/gm, "$1/* @__PURE__ */ "]] },
  // Numbers are written by four formats, without a locale.
  {
    file: "d3-format/dist/d3-format.mjs",
    edits: [
      [/^defaultLocale\(\{.*?^\}\);\n/ms, ""],
      [/^ {2}"[%bcdopsXx]": .*\n/gm, ""],
      [/^ {2}function formatPrefix\(.*?^ {2}\}\n/ms, ""],
      [/,\n {4}formatPrefix: formatPrefix\n/, "\n"],
    ],
  },
  { file: "asciichart/asciichart.js", edits: [[/^ {4}exports\.\w+ = "\\x1b.*\n/gm, ""]] },
];

const METHOD = /^ {2}(?:async )?(?!if|for|while|switch)(\w+)\(.*?^ {2}\}\n/gms;
const FUNCTION = /^((?: {2})?)function (\w+)\(.*?^\1\}\n/gms;

/** The source of a package's file without what is not named. */
function trimmed(source, { file, methods, functions, edits }) {
  const missing = (what) => new Error(`${file} no longer has ${what}`);
  const keep = (text, pattern, nameOf, names) => {
    if (!names) return text;
    const found = new Set();
    const kept = text.replace(pattern, (...match) => {
      const name = nameOf(match);
      if (!names.includes(name)) return "";
      found.add(name);
      return match[0];
    });
    for (const name of names) if (!found.has(name)) throw missing(name);
    return kept;
  };
  // Classes that go whole must not lend their methods to the others.
  const edited = edits.reduce((text, [from, to]) => {
    const next = text.replace(from, to);
    if (next === text) throw missing(from);
    return next;
  }, source);
  const withFunctions = keep(edited, FUNCTION, ([, , name]) => name, functions);
  return keep(withFunctions, METHOD, ([, name]) => name, methods);
}

const withoutUnused = {
  name: "without-unused",
  setup({ onLoad }) {
    for (const one of PACKAGES) {
      const filter = new RegExp(
        `[\\\\/]node_modules[\\\\/]${one.file.replaceAll(".", "\\.").replaceAll("/", "[\\\\/]")}$`,
      );
      onLoad({ filter }, ({ path }) => ({
        contents: one.contents ?? trimmed(readFileSync(path, "utf8"), one),
        loader: "js",
      }));
    }
  },
};

export const lean = [lazyBuiltins, withoutUnused];

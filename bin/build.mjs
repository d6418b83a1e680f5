/**
 * Builds dist/: the command as CommonJS (an ESM entry starts 7 ms later), the library as ESM
 * with declarations. What the sources import dynamically becomes a file that loads when used.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const shared = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  absWorkingDir: root,
  logLevel: "warning",
};

/** commander loads child_process only to start subcommands that are programs of their own; that costs 5 ms a start. */
const lazyChildProcess = {
  name: "lazy-child-process",
  setup: ({ onLoad }) =>
    onLoad({ filter: /commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
      const eager = /const childProcess = require\('node:child_process'\);/;
      const source = readFileSync(path, "utf8");
      if (!eager.test(source)) throw new Error("commander no longer loads child_process as expected");
      const lazy = "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };";
      return { contents: source.replace(eager, lazy), loader: "js" };
    }),
};

/** esbuild splits only ESM: bundle and split as ESM, then turn each file into CommonJS. */
async function command() {
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: { actfn: "bin/actfn.ts" },
    outdir: dist,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    chunkNames: "[name]-[hash]",
    define: { "process.env.ACTFN_VERSION": JSON.stringify(version) },
    plugins: [lazyChildProcess],
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text.replace(/^#!.*\n/, ""), {
      format: "cjs",
      platform: "node",
      target: "node20",
      minify: true,
      supported: { "dynamic-import": false },
    });
    const linked = code.replace(/(require\("\.\/[^"]+)\.js"\)/g, '$1.cjs")');
    const entry = path.endsWith("actfn.js");
    const file = path.replace(/\.js$/, ".cjs");
    writeFileSync(file, entry ? `#!/usr/bin/env node\n${linked}` : linked);
    if (entry) chmodSync(file, 0o755);
  }
  const written = new Set(outputFiles.map(({ path }) => path.replace(/\.js$/, ".cjs")));
  for (const file of readdirSync(dist).filter((name) => name.endsWith(".cjs"))) {
    if (!written.has(join(dist, file))) rmSync(join(dist, file));
  }
  return Object.keys(metafile.inputs);
}

/** The licences of the packages whose code is in the bundle. */
function licences(inputs) {
  const packages = new Set(inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
  const texts = [...packages].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    const meta = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    const text = licence ? readFileSync(join(folder, licence), "utf8").trim() : "";
    return `${name} ${meta.version} (${meta.license})\n\n${text}\n`;
  });
  writeFileSync(
    join(dist, "LICENSES.txt"),
    `actfn contains code of these packages.\n\n${texts.join(`\n${"-".repeat(72)}\n\n`)}`,
  );
}

async function library() {
  await build({ ...shared, platform: "neutral", entryPoints: ["src/index.ts"], outfile: join(dist, "index.js") });
  const config = join(dist, "tsconfig.json");
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: "../src",
    outDir: "types",
  };
  writeFileSync(
    config,
    JSON.stringify({ extends: "../tsconfig.json", files: ["../src/index.ts"], include: [], compilerOptions }),
  );
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", config], { stdio: "inherit" });
  rmSync(config);
}

/** The number kernels of the streaming path, on a memory that all threads share; loaded when a large input needs them. */
function kernels() {
  const asc = join(root, "node_modules/assemblyscript/bin/asc.js");
  const memory = ["--importMemory", "--sharedMemory", "--maximumMemory", "65536", "--enable", "threads,simd"];
  const lean = ["-O3", "--runtime", "stub", "--noAssert"];
  const out = ["-o", join(dist, "kernels.wasm")];
  const args = [asc, join(root, "assembly/index.ts"), ...out, ...lean, ...memory];
  execFileSync(process.execPath, args, { stdio: "inherit", cwd: root });
}

mkdirSync(dist, { recursive: true });
kernels();
licences(await command());
await library();

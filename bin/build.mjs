/**
 * Builds dist/: the command with its number kernels, the library as ESM with declarations.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleCommand, evaluate, keepCode } from "./bundle.mjs";
import { declarationsOf } from "./declarations.mjs";
import { comment } from "./tsdoc.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** The command's files, made beside and put into place together: a command may be running while it is built. */
async function command() {
  const define = { "process.env.ACTFN_VERSION": JSON.stringify(version) };
  const folder = join(dist, `.${process.pid}`);
  mkdirSync(folder);
  kernels(folder);
  const inputs = await bundleCommand({ root, dist: folder, define, minify: true });
  keepCode({ root, dist: folder });
  const made = readdirSync(folder);
  for (const file of readdirSync(dist)) {
    const isStale = /\.(c?js|wasm)$/.test(file) && !made.includes(file);
    if (isStale || file.endsWith(".cache")) rmSync(join(dist, file), { force: true });
  }
  // The code that V8 has kept comes last: without it the command only starts later.
  for (const file of made.sort((a, b) => Number(a.endsWith(".cache")) - Number(b.endsWith(".cache")))) {
    renameSync(join(folder, file), join(dist, file));
  }
  rmSync(folder, { recursive: true });
  return inputs;
}

/** The licences of the packages whose code is in the bundle, each text once. */
function licences(inputs) {
  const packages = new Set(inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
  const names = new Map();
  for (const name of [...packages].sort()) {
    const folder = join(root, "node_modules", name);
    const meta = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    const text = licence ? readFileSync(join(folder, licence), "utf8").trim() : "";
    names.set(text, [...(names.get(text) ?? []), `${name} ${meta.version} (${meta.license})`]);
  }
  const texts = [...names].map(([text, of]) => `${of.join("\n")}\n\n${text}\n`);
  writeFileSync(
    join(dist, "LICENSES.txt"),
    `actfn contains code of these packages.\n\n${texts.join(`\n${"-".repeat(72)}\n\n`)}`,
  );
}

async function library() {
  const config = join(dist, "tsconfig.json");
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    // The types of how rows are computed would bring half of the mathematics along.
    stripInternal: true,
    rootDir: "../src",
    outDir: "types",
  };
  writeFileSync(
    config,
    JSON.stringify({ extends: "../tsconfig.json", files: ["../src/index.ts"], include: [], compilerOptions }),
  );
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", config], { stdio: "inherit" });
  rmSync(config);
  const exported = await import(pathToFileURL(join(dist, "index.js")));
  const commented = (name) => (exported[name]?.row ? comment(exported[name].row) : "");
  writeFileSync(join(dist, "index.d.ts"), declarationsOf(join(dist, "types"), commented));
  rmSync(join(dist, "types"), { recursive: true });
}

/** The number kernels of the streaming path, on a memory that all threads share; loaded when a large input needs them. */
function kernels(folder) {
  const asc = join(root, "node_modules/assemblyscript/bin/asc.js");
  const memory = ["--importMemory", "--sharedMemory", "--maximumMemory", "65536", "--enable", "threads,simd"];
  const lean = ["-O3", "--runtime", "stub", "--noAssert"];
  const out = ["-o", join(folder, "kernels.wasm")];
  const args = [asc, join(root, "src/assembly/index.ts"), ...out, ...lean, ...memory];
  execFileSync(process.execPath, args, { stdio: "inherit", cwd: root });
}

/** The manual page, from the tables of the sources. SOURCE_DATE_EPOCH (reproducible-builds.org) sets its date. */
async function page() {
  const { manual } = await evaluate(root, "src/cli/manual.ts");
  const { SOURCE_DATE_EPOCH } = process.env;
  const date = SOURCE_DATE_EPOCH ? new Date(Number(SOURCE_DATE_EPOCH) * 1000) : new Date();
  writeFileSync(join(dist, "actfn.1"), manual(version, date));
}

mkdirSync(dist, { recursive: true });
licences(await command());
await library();
await page();

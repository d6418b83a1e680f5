/** The fuzzer's command line: `npm run fuzz -- --seconds 60 --seed 1`. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { serve } from "./child.js";
import { readCorpus } from "./corpus.js";
import { fuzz, type House, smallest } from "./fuzz.js";
import { runOutside, wrongOutside } from "./outside.js";
import { lineOf, load, save } from "./save.js";

const HELP = `npm run fuzz -- [--seconds N] [--seed N] [--inputs N] [--first N] [--every N] [--replay FOLDER]
  --seconds   how long (60)
  --seed      which inputs (1); the same seed gives the same ones
  --inputs    how many at most
  --first     the number of the first (0)
  --every     every so-manieth goes through the built command too (200)
  --replay    run a saved failure again`;

async function replay(folder: string, house: House): Promise<number> {
  const input = load(folder);
  const run = await runOutside(input, { root: house.root, folder: join(house.folder, "outside") });
  process.stdout.write(run.stdout);
  process.stderr.write(run.stderr);
  const wrong = wrongOutside(input, run);
  console.error(`exit code ${run.status}, ${JSON.stringify(run.usage)}: ${wrong ?? "nothing is wrong"}`);
  return wrong === undefined ? 0 : 1;
}

async function run(options: { [name: string]: string | undefined }, house: House): Promise<number> {
  const { seconds = "60", seed = "1", inputs = "Infinity", first = "0", every = "200" } = options;
  const task = {
    seed: Number(seed),
    first: Number(first),
    seconds: Number(seconds),
    inputs: Number(inputs),
    every: Number(every),
  };
  const start = Date.now();
  const { tried, outside, failures, statuses, slowest } = await fuzz(task, house);
  const codes = [...statuses].sort(([a], [b]) => a - b).map(([code, count]) => `${count} ended with ${code}`);
  const time = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`seed ${seed}: ${tried} inputs in ${time} s, ${outside} of them through the built command too`);
  console.log(`${codes.join(", ")}; the slowest took ${(slowest / 1000).toFixed(2)} s; ${failures.length} failures`);
  for (const failure of failures) {
    const folder = join(house.root, ".fuzz", `${seed}-${failure.index}`);
    const input = await smallest(failure, task.seed, house);
    save(input, folder);
    const path = relative(house.root, folder);
    console.log(`\n${failure.wrong} (${failure.count} times)\n  ${lineOf(input).slice(0, 300)}`);
    console.log(
      `  npm run fuzz -- --replay ${path}\n  npm run fuzz -- --seed ${seed} --first ${failure.index} --inputs 1`,
    );
  }
  return failures.length > 0 ? 1 : 0;
}

/** @param entry this file, as it is run */
export async function main(args: string[], root: string, entry: string): Promise<number> {
  if (args[0] === "--child") {
    serve(root, args[1]!);
    return new Promise(() => undefined);
  }
  const names = ["seconds", "seed", "inputs", "first", "every", "replay"];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const { values } = parseArgs({ args, options: { ...options, help: { type: "boolean" } } });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "actfn-fuzz-"));
  for (const name of ["child", "outside"]) mkdirSync(join(folder, name));
  const house: House = { root, folder, entry, corpus: readCorpus(root) };
  try {
    const given = values as { [name: string]: string | undefined };
    return given.replay === undefined ? await run(given, house) : await replay(given.replay, house);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

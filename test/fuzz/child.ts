/** The process that runs inputs in volume: one that hangs or eats memory can be ended from outside. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCorpus } from "./corpus.js";
import { CHECKED_WHOLE, type Input, inputOf, sizeOfInput } from "./input.js";
import { difference, tooMuch, type Usage, wrongWith } from "./judge.js";
import { layOut, runHere } from "./run.js";

/** What the child is told: to go through a seed's inputs, or to try one. */
export type Order = { readonly seed: number; readonly from: number; readonly to: number } | { readonly input: Input };

/** What it says of each. */
export interface Report extends Usage {
  readonly index: number;
  readonly wrong: string | undefined;
  readonly status: number;
}

function memoryOf(field: "VmHWM" | "VmRSS"): number {
  const found = new RegExp(`${field}:\\s*(\\d+) kB`).exec(readFileSync("/proc/self/status", "utf8"));
  return Number(found?.[1] ?? 0) * 1024;
}

/** Lets the peak begin anew (proc(5), clear_refs). */
function forgetPeak(): void {
  writeFileSync("/proc/self/clear_refs", "5");
}

async function measured(input: Input, index: number, folder: string, dist: string): Promise<Report> {
  layOut(input, folder);
  forgetPeak();
  const [before, start] = [memoryOf("VmRSS"), process.cpuUsage()];
  const run = await runHere(input, folder, dist);
  const { user, system } = process.cpuUsage(start);
  const usage = { time: (user + system) / 1000, memory: memoryOf("VmHWM") - before };
  const isLarge = sizeOfInput(input) > CHECKED_WHOLE;
  const wrong =
    wrongWith(input, run) ??
    (isLarge ? difference(run, await runHere(input, folder, undefined)) : undefined) ??
    // The built command has no terminal where it is measured.
    (input.screen ? tooMuch(input, usage) : undefined);
  return { index, wrong, status: run.status, ...usage };
}

/** Follows orders until the process is ended. */
export function serve(root: string, folder: string): void {
  const [corpus, dist] = [readCorpus(root), join(root, "dist")];
  process.chdir(folder);
  process.on("disconnect", () => process.exit());
  process.on("message", async (order: Order) => {
    if ("input" in order) {
      process.send!(await measured(order.input, 0, folder, dist));
      return;
    }
    for (let index = order.from; index < order.to; index++) {
      process.send!(await measured(inputOf(order.seed, index, corpus), index, folder, dist));
      // The end of the parent is heard between turns.
      if (index % 100 === 0) await new Promise(setImmediate);
    }
  });
  process.send!("ready");
}

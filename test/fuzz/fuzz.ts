/**
 * Fuzzing: inputs that a seed decides go through the command until the time is over.
 *
 * A child process runs them in volume; some, and all that took long or much memory, go through the built command as
 * well. What fails is made smaller, saved and printed.
 */
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Order, Report } from "./child.js";
import type { Corpus } from "./corpus.js";
import { type Input, inputOf } from "./input.js";
import { minimise } from "./minimise.js";
import { type Place, runOutside, wrongOutside } from "./outside.js";

/** A run in the child that takes more is measured outside. */
const SUSPICIOUS_TIME = 700;
const SUSPICIOUS_MEMORY = 150e6;
/** A child that works on one input for so many seconds of processor time, or is so large, is ended. */
const PATIENCE = 5;
const LARGEST = 2e9;
/** The kernel counts processor time in these, per second. */
const TICKS = 100;

export interface Task {
  readonly seed: number;
  readonly first: number;
  /** How long, and how many inputs at most. */
  readonly seconds: number;
  readonly inputs: number;
  /** Every so-manieth input goes through the built command too. */
  readonly every: number;
}

/** Where all is. */
export interface House extends Place {
  readonly corpus: Corpus;
  /** The file that a child runs. */
  readonly entry: string;
}

/** What went wrong, where first, and how often. */
export interface Failure {
  readonly wrong: string;
  readonly index: number;
  count: number;
}

export interface Outcome {
  readonly tried: number;
  readonly outside: number;
  readonly failures: readonly Failure[];
  /** How many runs ended with each exit code. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly slowest: number;
}

export function startChild({ entry, folder }: House): ChildProcess {
  return fork(entry, ["--child", join(folder, "child")], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { PATH: process.env.PATH },
  });
}

/** What a process has taken so far: seconds of processor time, bytes of memory (proc(5)). */
function usageOf({ pid }: ChildProcess): { time: number; memory: number } {
  try {
    const [, , , , , , , , , , , user = "0", system = "0"] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const resident = /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
    return { time: (Number(user) + Number(system)) / TICKS, memory: Number(resident) * 1024 };
  } catch {
    // It has ended.
    return { time: 0, memory: 0 };
  }
}

/** Goes through the inputs from `from` on in a child of its own; ends with the index of one that ended the child. */
function volume(
  { seed, from, to }: { seed: number; from: number; to: number },
  end: number,
  house: House,
  take: (report: Report) => void,
): Promise<{ next: number; ended: string | undefined }> {
  const child = startChild(house);
  let next = from;
  // The time at which it was last heard; -1 where that has yet to be read.
  let heard = 0;
  let ended: string | undefined;
  const stop = (why?: string) => {
    ended = why;
    child.kill("SIGKILL");
  };
  const timer = setInterval(() => {
    const { time, memory } = usageOf(child);
    if (heard < 0) heard = time;
    if (Date.now() > end) stop();
    else if (time - heard > PATIENCE) stop("no end");
    else if (memory > LARGEST) stop(`more than ${LARGEST / 1e9} GB`);
  }, 50);
  child.on("message", (message: Report | "ready") => {
    heard = -1;
    if (message === "ready") {
      child.send({ seed, from, to } satisfies Order);
      return;
    }
    next = message.index + 1;
    take(message);
    if (next === to) stop();
  });
  return new Promise((done) => {
    child.on("exit", (code) => {
      clearInterval(timer);
      done({ next, ended: code === null ? ended : `the process ended with ${code}` });
    });
  });
}

/** Goes through the inputs of a seed. */
export async function fuzz({ seed, first, seconds, inputs, every }: Task, house: House): Promise<Outcome> {
  const end = Date.now() + seconds * 1000;
  const failures = new Map<string, Failure>();
  const statuses = new Map<number, number>();
  const fail = (wrong: string, index: number) => {
    const known = failures.get(wrong);
    if (known) known.count++;
    else failures.set(wrong, { wrong, index, count: 1 });
  };
  let [outside, slowest] = [0, 0];
  let queue = Promise.resolve();
  const measure = (index: number) => {
    const input = inputOf(seed, index, house.corpus);
    queue = queue.then(async () => {
      const wrong = wrongOutside(
        input,
        await runOutside(input, { root: house.root, folder: join(house.folder, "outside") }),
      );
      outside++;
      if (wrong !== undefined) fail(wrong, index);
    });
  };
  const take = ({ index, wrong, status, time, memory }: Report) => {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    slowest = Math.max(slowest, time);
    if (wrong !== undefined) fail(wrong, index);
    if (index % every === every - 1 || time > SUSPICIOUS_TIME || memory > SUSPICIOUS_MEMORY) measure(index);
  };
  let next = first;
  const to = first + inputs;
  while (next < to && Date.now() < end) {
    const found = await volume({ seed, from: next, to }, end, house, take);
    next = found.next;
    if (found.ended === undefined) continue;
    fail(`${found.ended}: ${inputOf(seed, next, house.corpus).argv[0]?.slice(0, 20)}`, next);
    next++;
  }
  await queue;
  return { tried: next - first, outside, failures: [...failures.values()], statuses, slowest };
}

/** Whether an input fails so, in the child where that finds it, else outside. */
export function failing(wrong: string, house: House): { fails: (input: Input) => Promise<boolean>; end: () => void } {
  let child: ChildProcess | undefined;
  const inChild = async (input: Input): Promise<boolean> => {
    if (!child) {
      child = startChild(house);
      await new Promise((done) => child!.once("message", done));
    }
    const report = new Promise<Report>((done) => child!.once("message", done));
    child.send({ input } satisfies Order);
    return (await report).wrong === wrong;
  };
  const isOutside = /^(no end|more than|the process)/.test(wrong);
  const fails = async (input: Input) =>
    isOutside
      ? wrongOutside(input, await runOutside(input, { root: house.root, folder: join(house.folder, "outside") })) ===
        wrong
      : inChild(input);
  return { fails, end: () => child?.kill("SIGKILL") };
}

/** The input of a failure, made smaller. */
export async function smallest({ wrong, index }: Failure, seed: number, house: House): Promise<Input> {
  const input = inputOf(seed, index, house.corpus);
  const { fails, end } = failing(wrong, house);
  try {
    return (await fails(input)) ? await minimise(input, fails, 20) : input;
  } finally {
    end();
  }
}

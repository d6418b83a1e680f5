/** How long a command takes, and how much memory it holds at its peak. */
import { spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";

const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** The peaks of a process and its children, in MB; 0 where there is no /proc. */
function peakOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const own = Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? 0) / 1000;
    const tasks = readdirSync(`/proc/${pid}/task`);
    const children = tasks.flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" "));
    return own + children.filter((child) => child !== "").reduce((sum, child) => sum + peakOf(child), 0);
  } catch {
    return 0;
  }
}

/** Runs `[program, ...args]` with its output in a file: seconds, MB, and whether it did not fail. */
export function measure([program, ...args], { input, output }) {
  const stdin = input === undefined ? "ignore" : openSync(input, "r");
  const stdout = openSync(output, "w");
  return new Promise((done) => {
    const start = process.hrtime.bigint();
    const child = spawn(program, args, { env, stdio: [stdin, stdout, "ignore"] });
    let peak = 0;
    const timer = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid));
    }, 10);
    const end = (ok) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      clearInterval(timer);
      closeSync(stdout);
      if (typeof stdin === "number") closeSync(stdin);
      done({ seconds, peak, ok });
    };
    child.on("error", () => end(false));
    child.on("exit", (code) => end(code === 0));
  });
}

const middle = (runs) => runs.sort((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)];

/** The run with the median time of a few; undefined where it fails. */
export async function median(command, files, rounds = 3) {
  return (await medians({ only: [command, files] }, rounds)).only;
}

/** The same for several that take turns, so that whatever else the machine does is shared among them. */
export async function medians(commands, rounds = 5) {
  const runs = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let i = 0; i < rounds; i++) {
    for (const [name, [command, files]] of Object.entries(commands)) {
      if (i === 0 || runs[name].at(-1).ok) runs[name].push(await measure(command, files));
    }
  }
  const found = Object.entries(runs).map(([name, all]) => [name, all.every(({ ok }) => ok) ? middle(all) : undefined]);
  return Object.fromEntries(found);
}

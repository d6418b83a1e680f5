/**
 * The command as a function: arguments and a process in, an exit code out.
 *
 * @packageDocumentation
 */
import { parseArguments } from "./cli/arguments.js";
import { CheckFailed } from "./cli/command.js";
import { contextFor } from "./cli/context.js";
import { commandNamed } from "./cli/find.js";
import { ClosedPipe, type Io } from "./cli/io.js";
import { bugText, errorText, failureText } from "./cli/messages.js";
import { VERSION } from "./cli/version.js";
import { InputError } from "./errors.js";

/** Exit codes beside 0. */
const FAILED = 1;
const MISTAKE = 2;
const BUG = 70;

/**
 * Runs actfn.
 * @param argv the arguments behind the program's name
 * @returns the exit code: 0 done, 1 a check failed, 2 the user's mistake or failed I/O, 70 a bug in actfn
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await run(argv, io);
  } catch (error) {
    return report(error, io);
  }
}

function report(error: unknown, io: Io): number {
  if (error instanceof ClosedPipe) return 0;
  const { code, text } = outcome(error, io.size("stderr")?.columns);
  io.write("stderr", text);
  return code;
}

/** What ended a run: its exit code, and what is said on stderr. */
function outcome(error: unknown, width: number | undefined): { code: number; text: string } {
  if (error instanceof CheckFailed) return { code: FAILED, text: failureText(error, width) };
  if (error instanceof InputError) return { code: MISTAKE, text: errorText(error, width) };
  return { code: BUG, text: bugText(error) };
}

async function run([first, ...rest]: readonly string[], io: Io): Promise<number> {
  if (first === undefined || first === "--help" || first === "-h") return help([], io);
  if (first === "--version" || first === "-V") {
    io.write("stdout", `${VERSION}\n`);
    return 0;
  }
  const command = await commandNamed(first);
  const invocation = parseArguments(command, rest);
  const { options, operands } = invocation;
  if (options.help) return help([command.name], io);
  if (command.readsInput && operands.length === 0 && io.isTerminal("stdin")) {
    const { shortHelp } = await import("./cli/help.js");
    io.write("stderr", shortHelp(command, io.size("stderr")?.columns ?? 80));
    return MISTAKE;
  }
  await command.run(invocation, contextFor(io, options));
  return 0;
}

async function help(names: readonly string[], io: Io): Promise<number> {
  const { showHelp } = await import("./cli/help-run.js");
  await showHelp(names, contextFor(io, {}));
  return 0;
}

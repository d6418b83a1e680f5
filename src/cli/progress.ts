/**
 * The progress bar of long work.
 *
 * @packageDocumentation
 */
import type { ColorDepth } from "./color.js";
import type { Context } from "./context.js";
import type { Options } from "./options.js";

/** Work that lasts. */
export interface Progress {
  /** Says how many bytes have been worked on. */
  at(bytes: number): void;
  /** Draws the bar where it is time to; between blocks. */
  turn(): Promise<void>;
  /** Takes the bar away. */
  end(): void;
}

/** What a bar shows. */
export interface Reached {
  readonly bytes: number;
  /** How many there are, where that is known. */
  readonly size?: number | undefined;
  readonly milliseconds: number;
  /** What is being done, where that is not plain. */
  readonly what?: string | undefined;
}

/** How a terminal takes it. */
export interface Screen {
  readonly columns: number;
  readonly color: ColorDepth;
  /** Whether it knows nothing but ASCII, and no escape sequences. */
  readonly dumb: boolean;
}

/** A bar appears after a second, and is drawn anew ten times a second at most. */
const PATIENCE = 1000;
const PERIOD = 100;
/** The bar has at least and at most so many characters. */
const SHORTEST = 8;
const LONGEST = 40;
const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** The unit in which a size has up to three digits before the point. */
function unitOf(bytes: number): { readonly name: string; readonly of: (bytes: number) => string } {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const unit = 1000 ** power;
  const digits = power === 0 || bytes >= 100 * unit ? 0 : bytes >= 10 * unit ? 1 : 2;
  return { name: UNITS[power]!, of: (part) => (part / unit).toFixed(digits) };
}

function sizeText(bytes: number): string {
  const { name, of } = unitOf(bytes);
  return `${of(bytes)} ${name}`;
}

function timeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  const rest = two(whole % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

/** What stands behind the bar where there is room for all, or for less. */
function facts({ bytes, size, milliseconds }: Reached): readonly (readonly string[])[] {
  const rate = bytes / (milliseconds / 1000);
  const speed = `${sizeText(rate)}/s`.padStart(9);
  const elapsed = timeText(milliseconds / 1000);
  const read = sizeText(bytes).padStart(7);
  if (size === undefined) return [[read, speed, elapsed], [read, elapsed], [elapsed], []];
  const { name, of } = unitOf(size);
  const done = `${of(bytes).padStart(of(size).length)} of ${of(size)} ${name}`;
  const left = rate > 0 ? `${timeText(Math.max(size - bytes, 0) / rate).padStart(4)} left` : "";
  return [[done, speed, left], [done, left], [left], []];
}

/** Characters of a bar: done, half done, to do. */
const HEAVY = ["━", "╾", "─"] as const;
const ASCII = ["#", "-", "-"] as const;

/** A bar of `length` characters; where the size is not known a piece of it goes to and fro. */
function barText({ bytes, size, milliseconds }: Reached, length: number, { color, dumb }: Screen): string {
  const [full, half, empty] = dumb ? ASCII : HEAVY;
  const [bright, dim, plain] = color > 0 ? ["\x1b[36m", "\x1b[90m", "\x1b[39m"] : ["", "", ""];
  if (size === undefined) {
    const piece = Math.ceil(length / 5);
    const way = 2 * (length - piece);
    const step = Math.floor(milliseconds / PERIOD) % way;
    const before = Math.min(step, way - step);
    const after = length - piece - before;
    return `${dim}${empty.repeat(before)}${bright}${full.repeat(piece)}${dim}${empty.repeat(after)}${plain}`;
  }
  const halves = Math.floor(Math.min(bytes / size, 1) * length * 2);
  const done = full.repeat(halves >> 1) + (halves % 2 === 1 ? half : "");
  return `${bright}${done}${dim}${empty.repeat(length - done.length)}${plain}`;
}

/** A line with a bar, and how wide it is: at most one less than the screen. */
export function progressLine(reached: Reached, screen: Screen): { readonly text: string; readonly width: number } {
  const { bytes, size, what } = reached;
  const percent = size === undefined ? [] : [`${Math.floor(100 * Math.min(bytes / size, 1))}%`.padStart(4)];
  const room = screen.columns - 1;
  const all = facts(reached);
  for (const shown of all) {
    const before = [...(what !== undefined && shown === all[0] ? [what] : []), ...percent].map((word) => `${word} `);
    const behind = shown.filter((fact) => fact !== "").map((fact) => `  ${fact}`);
    const taken = [...before, ...behind].join("").length;
    const length = Math.min(room - taken, LONGEST);
    if (length < (shown.length > 0 ? SHORTEST : 1)) continue;
    return { text: `${before.join("")}${barText(reached, length, screen)}${behind.join("")}`, width: taken + length };
  }
  return { text: "", width: 0 };
}

const NONE: Progress = { at: () => undefined, turn: async () => undefined, end: () => undefined };

/** How work is shown that is not the first of a run, or that writes to the screen itself. */
export interface Shown {
  readonly what?: string;
  /** When the run began, on the clock of `performance.now()`. */
  readonly since?: number;
  /** Whether rows are written meanwhile. */
  readonly writes?: boolean;
}

/** A bar on stderr where that is a terminal, and no rows go to it; else nothing. */
export function newProgress(
  size: number | undefined,
  { quiet, output }: Options,
  { io, color }: Context,
  { what, since, writes = false }: Shown = {},
): Progress {
  const start = performance.now();
  const isMixed = writes && output === undefined && io.isTerminal("stdout");
  if (quiet || isMixed || !io.isTerminal("stderr")) return NONE;
  const dumb = io.env.TERM === "dumb";
  const columns = () => io.size("stderr")?.columns ?? 80;
  let next = (since ?? start) + PATIENCE;
  let reached = 0;
  let width = 0;
  /** Goes to the beginning of the bar, which a terminal that has become narrower has broken. */
  const erase = (): string => {
    if (dumb) return `\r${" ".repeat(width)}\r`;
    const broken = Math.ceil(width / columns()) - 1;
    return `\r${broken > 0 ? `\x1b[${broken}A` : ""}\x1b[J`;
  };
  const draw = (milliseconds: number): void => {
    const before = width > 0 ? erase() : "";
    const screen = { columns: columns(), color: color("stderr"), dumb };
    const line = progressLine({ bytes: reached, size, milliseconds, what }, screen);
    io.write("stderr", before + line.text);
    width = line.width;
  };
  return {
    at(bytes) {
      reached = bytes;
    },
    async turn() {
      const now = performance.now();
      if (now < next) return;
      next = now + PERIOD;
      // That the terminal has another size is told between two turns of the event loop.
      await new Promise(setImmediate);
      draw(now - start);
    },
    end() {
      if (width > 0) io.write("stderr", erase());
      width = 0;
    },
  };
}

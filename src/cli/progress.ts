/**
 * The progress bar of long work.
 *
 * @packageDocumentation
 */
import type { Context } from "./context.js";
import type { Options } from "./options.js";

/** Work that lasts. */
export interface Progress {
  /** Says how many bytes have been worked on. */
  at(bytes: number): void;
  /** Takes the bar away. */
  end(): void;
}

/** A bar appears after a second, and is drawn anew ten times a second at most. */
const PATIENCE = 1000;
const PERIOD = 100;
const WIDTH = 24;
const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[power]}`;
}

function timeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** `[#####     ] 1.2 GB of 4.0 GB, 310 MB/s, 0:09 left`; without a size what has been read and how fast. */
export function progressText(bytes: number, size: number | undefined, milliseconds: number): string {
  const rate = bytes / (milliseconds / 1000);
  const speed = `${sizeText(rate)}/s`;
  if (size === undefined) return `${sizeText(bytes)}, ${speed}`;
  const part = Math.min(bytes / size, 1);
  const bar = "#".repeat(Math.floor(part * WIDTH)).padEnd(WIDTH);
  return `[${bar}] ${sizeText(bytes)} of ${sizeText(size)}, ${speed}, ${timeText((size - bytes) / rate)} left`;
}

/** A bar on stderr where that is a terminal; else nothing. */
export function newProgress(size: number | undefined, { quiet }: Options, { io }: Context): Progress {
  if (quiet || !io.isTerminal("stderr")) return { at: () => undefined, end: () => undefined };
  const start = performance.now();
  let next = start + PATIENCE;
  let drawn = false;
  return {
    at(bytes) {
      const now = performance.now();
      if (now < next) return;
      next = now + PERIOD;
      drawn = true;
      io.write("stderr", `\r${progressText(bytes, size, now - start)}\x1b[K`);
    },
    end() {
      if (drawn) io.write("stderr", "\r\x1b[K");
    },
  };
}

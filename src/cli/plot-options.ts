/**
 * What options say about sizes, titles and colours.
 *
 * @packageDocumentation
 */

import { DEFAULT_SIZE, LARGEST_SIZE } from "../plot/chart.js";
import { PICTURE_SIZE } from "../plot/svg.js";
import { Chalk } from "./chalk.js";
import type { Context } from "./context.js";
import { given, type Options } from "./options.js";

/** Titles and labels; x has the name of its column. */
export function headings({ title, xlabel, ylabel, x }: Options) {
  const named = x !== undefined && !/^\d+$/.test(x) ? x : undefined;
  return given({ title, ylabel, xlabel: xlabel ?? named });
}

export function pictureOptions(options: Options) {
  const { width = PICTURE_SIZE.width, height = PICTURE_SIZE.height, theme, points, at } = options;
  return { width, height, ...headings(options), ...given({ theme, points, marks: at }) };
}

const clamp = (x: number, low: number, high: number) => Math.max(low, Math.min(x, high));

/** The size of a drawing: given, or that of the terminal without the lines below it. */
export function sizeOf({ width, height, output }: Options, context: Context, below: number) {
  const screen = output === undefined ? context.io.size("stdout") : undefined;
  return {
    width: width ?? Math.min(screen?.columns ?? DEFAULT_SIZE.width, LARGEST_SIZE.width),
    // The last line of a terminal is for the prompt.
    height: height ?? (screen ? clamp(screen.rows - 1 - below, 1, LARGEST_SIZE.height) : DEFAULT_SIZE.height),
  };
}

export function chalkFor({ output }: Options, context: Context) {
  return new Chalk({ level: output === undefined ? context.color("stdout") : 0 });
}

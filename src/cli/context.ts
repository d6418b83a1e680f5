/**
 * What a running command has at hand: the process, and where to say things.
 *
 * @packageDocumentation
 */
import { escapeControls } from "../format/quote.js";
import { type ColorDepth, colorDepth } from "./color.js";
import type { Input } from "./input.js";
import type { Io, Output } from "./io.js";
import type { Options } from "./options.js";
import { wrap } from "./wrap.js";

export interface Context {
  readonly io: Io;
  /** An operand that has been read already: its numbers, or its bytes. */
  readonly read?:
    | { readonly operand: string; readonly held: Input }
    | { readonly operand: string; readonly bytes: Uint8Array };
  /** Says something useful on stderr, once a run, unless `--quiet`. */
  note(text: string): void;
  /** Says on a terminal's stderr what is shown, unless `--quiet`. */
  caption(text: string): void;
  /** How much colour a stream takes. */
  color(stream: Output): ColorDepth;
}

export function contextFor(io: Io, options: Options): Context {
  const said = new Set<string>();
  const say = (text: string) => {
    const words = escapeControls(text).split(" ");
    io.write("stderr", `${wrap(words, 0, io.size("stderr")?.columns ?? Infinity)}\n`);
  };
  return {
    io,
    note(text) {
      if (options.quiet || said.has(text)) return;
      said.add(text);
      say(`actfn: note: ${text}`);
    },
    caption(text) {
      if (!options.quiet && io.isTerminal("stderr") && io.isTerminal("stdout")) say(text);
    },
    color: (stream) => colorDepth(options.color ?? "auto", io.env, io.isTerminal(stream)),
  };
}

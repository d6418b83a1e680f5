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

/** The numbers of an operand, or its bytes. */
export type AlreadyRead = { readonly held: Input } | { readonly bytes: Uint8Array };

export interface Context {
  readonly io: Io;
  /** What has been read of operands already. */
  readonly read?: ReadonlyMap<string, AlreadyRead>;
  /** Says something useful on stderr, once a run and of the first input that it is true of, unless `--quiet`. */
  note(text: string, source?: string): void;
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
    note(text, source) {
      if (options.quiet || said.has(text)) return;
      said.add(text);
      say(`actfn: note: ${source === undefined ? "" : `${source}: `}${text}`);
    },
    caption(text) {
      if (!options.quiet && io.isTerminal("stderr") && io.isTerminal("stdout")) say(text);
    },
    color: (stream) => colorDepth(options.color ?? "auto", io.env, io.isTerminal(stream)),
  };
}

/**
 * Whether and how much colour a stream takes.
 *
 * @packageDocumentation
 */

/** chalk's levels: none, 16, 256 colours, all. */
export type ColorDepth = 0 | 1 | 2 | 3;

/**
 * `--color` > NO_COLOR > FORCE_COLOR, CLICOLOR_FORCE > TERM=dumb > is it a terminal
 * (no-color.org, bixense.com/clicolors).
 */
export function colorDepth(
  when: "auto" | "always" | "never",
  env: Readonly<Record<string, string | undefined>>,
  terminal: boolean,
): ColorDepth {
  const { NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM = "", COLORTERM = "" } = env;
  const on = (value: string | undefined) => value !== undefined && value !== "" && value !== "0";
  const depth = /truecolor|24bit/.test(COLORTERM) ? 3 : /256|kitty|direct/.test(TERM) ? 2 : 1;
  if (when !== "auto") return when === "always" ? depth : 0;
  if (NO_COLOR) return 0;
  if (FORCE_COLOR === "0") return 0;
  if (on(FORCE_COLOR) || on(CLICOLOR_FORCE)) return depth;
  return terminal && TERM !== "dumb" ? depth : 0;
}

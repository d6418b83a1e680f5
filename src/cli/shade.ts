/**
 * Shades of a number between 0 and 1, light ink on the dark ones and dark ink on the light.
 *
 * @packageDocumentation
 */

/**
 * The xterm-256 colours nearest to eleven steps of viridis (van der Walt & Smith 2015, matplotlib's default map):
 * even steps to the eye, told apart by the colour-blind, and with their own ink readable on any background.
 */
const PAPER = [53, 54, 61, 25, 31, 30, 36, 71, 113, 148, 220] as const;
const WHITE = 231;
const BLACK = 16;
/** From this step on the paper is light. */
const LIGHT = 6;

/** The colours of ink and paper, as numbers of the 256-colour palette. */
export function shadeOf(value: number): readonly [ink: number, paper: number] {
  const step = Math.round(Math.min(Math.max(value, 0), 1) * (PAPER.length - 1));
  return [step < LIGHT ? WHITE : BLACK, PAPER[step]!];
}

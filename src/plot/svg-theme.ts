/**
 * The colours of pictures.
 *
 * @packageDocumentation
 */

export type ThemeName = "light" | "dark" | "auto";

export interface Theme {
  readonly background: string;
  readonly text: string;
  readonly axis: string;
  readonly grid: string;
  /** The series in their order. */
  readonly series: readonly string[];
}

/** The series in the colours of Okabe and Ito, "Color Universal Design" (2008), without black and the palest. */
export const LIGHT: Theme = {
  background: "#ffffff",
  text: "#1f2328",
  axis: "#8c959f",
  grid: "#e7eaed",
  series: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"],
};

/** The same hues, bright enough to stand out from a dark ground. */
export const DARK: Theme = {
  background: "#0d1117",
  text: "#e6edf3",
  axis: "#6e7681",
  grid: "#232a33",
  series: ["#56b4e9", "#ff9d5c", "#2fd3a5", "#f0a3cd", "#f2c14e", "#a5b4fc"],
};

/** Dashes tell series of one colour apart. */
const DASHES = ["", "8 4", "2 4", "10 4 2 4"] as const;

export function colorOf(theme: Theme, series: number): string {
  return theme.series[series % theme.series.length]!;
}

export function dashesOf(series: number): string {
  return DASHES[Math.floor(series / LIGHT.series.length) % DASHES.length]!;
}

/** The rules that turn a light picture dark where the reader prefers that; elements have these classes. */
export const AUTO_STYLE = `@media (prefers-color-scheme: dark) {
  .ground { fill: ${DARK.background} }
  .text { fill: ${DARK.text} }
  .axis { stroke: ${DARK.axis} }
  .grid { stroke: ${DARK.grid} }
${DARK.series.map((color, i) => `  .line${i} { stroke: ${color} }\n  .dot${i} { fill: ${color} }`).join("\n")}
}`;

/** The number of a series' class. */
export function classOf(series: number): number {
  return series % LIGHT.series.length;
}

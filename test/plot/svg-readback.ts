/** Reads a picture back: where its axes say that a pixel stands, and the points of its lines. */
import { expect } from "vitest";

export interface PictureReading {
  readonly xOf: (px: number) => number;
  readonly yOf: (px: number) => number;
  readonly pxOf: (x: number) => number;
  readonly pyOf: (y: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The pieces of each line, as pixels. */
  readonly lines: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The elements of a document without nesting beyond its root; throws if it is not well-formed. */
export function elementsOf(svg: string): Element[] {
  const root = /^<svg((?: [\w:-]+="[^"<&]*")+)>\n([\s\S]*)<\/svg>\n$/.exec(svg);
  if (!root) throw new Error("no svg element");
  const pattern = /<([a-z]+)((?: [\w:-]+="(?:[^"<&]|&#\d+;)*")*)(?:\/>|>((?:[^<&]|&#\d+;)*)<\/\1>)\n/gy;
  const body = root[2]!;
  const found: Element[] = [];
  while (pattern.lastIndex < body.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(body);
    if (!match) throw new Error(`not well-formed: ${body.slice(at, at + 80)}`);
    const attributes = Object.fromEntries([...match[2]!.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, k, v]) => [k, v]));
    const text = (match[3] ?? "").replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
    found.push({ name: match[1]!, attributes, text });
  }
  return found;
}

/** Tick labels stand in the middle below their tick, or to its left with the baseline a little below. */
const BASELINE = 13 * 0.35;

export function readPicture(svg: string): PictureReading {
  const elements = elementsOf(svg);
  const labels = elements.filter(({ name, attributes }) => name === "text" && !("font-size" in attributes));
  const numeric = labels.filter(({ text }) => Number.isFinite(Number(text)));
  const marks = (anchor: string, axis: "x" | "y", shift: number) =>
    numeric
      .filter(({ attributes }) => attributes["text-anchor"] === anchor)
      .map(({ attributes, text }) => ({ px: Number(attributes[axis]) - shift, value: Number(text) }));
  const x = scale(marks("middle", "x", 0));
  const y = scale(marks("end", "y", BASELINE));
  const axes = elements.filter(({ name, attributes }) => name === "line" && attributes.class === "axis").slice(-2);
  const [side, floor] = axes.map(({ attributes }) => attributes) as [Record<string, string>, Record<string, string>];
  const paths = elements.filter(({ name }) => name === "path").map(({ attributes }) => attributes.d!);
  return {
    xOf: x.value,
    yOf: y.value,
    pxOf: x.px,
    pyOf: y.px,
    left: Number(side.x1),
    right: Number(floor.x2),
    top: Number(side.y1),
    bottom: Number(floor.y1),
    lines: paths.map((d) => d.split("M").slice(1).map(piece)),
  };
}

function piece(text: string): (readonly [number, number])[] {
  return text.split(/[L ]/).reduce<[number, number][]>((points, word, i) => {
    if (i % 2 === 0) points.push([Number(word), Number.NaN]);
    else points.at(-1)![1] = Number(word);
    return points;
  }, []);
}

function scale(marks: readonly { px: number; value: number }[]) {
  const [first, last] = [marks[0]!, marks.at(-1)!];
  expect(marks.length).toBeGreaterThan(1);
  const size = (last.value - first.value) / (last.px - first.px);
  return {
    value: (px: number) => first.value + (px - first.px) * size,
    px: (value: number) => first.px + (value - first.value) / size,
  };
}

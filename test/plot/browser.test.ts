/** Pictures in a real browser, where there is one: the pixels of a curve are where the function is. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ACTIVATIONS } from "../../src/math/activations.js";
import { resolve } from "../../src/math/parameters.js";
import { svg } from "../../src/plot/svg.js";
import { type Pixels, readPng } from "./png.js";
import { readPicture } from "./svg-readback.js";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];
const browser = BROWSERS.find((name) => spawnSync(name, ["--version"]).status === 0);

/** A browser takes seconds to start on a busy machine. */
const PATIENCE = 60_000;

const SIZE = { width: 480, height: 300 };
const ACROSS = 6;

interface Shown {
  readonly name: string;
  readonly f: (x: number) => number;
  readonly picture: string;
}

const shown = [...ACTIVATIONS].flatMap(([name, { row }]): Shown[] => {
  const p = resolve(row.parameters ?? {});
  const [xmin, xmax] = row.domain ?? [-4, 4];
  return [[name, (x: number) => row.f(x, p)] as const, [`${name}'`, (x: number) => row.derivative(x, p)] as const].map(
    ([own, f]) => ({ name: own, f, picture: svg([{ name: own, f }], { ...SIZE, xmin, xmax }) }),
  );
});

/** Renders a page of the given size. */
function screenshot(html: string, size: { width: number; height: number }, ...more: string[]): Pixels {
  const folder = mkdtempSync(join(tmpdir(), "actfn-picture-"));
  try {
    const [page, file] = [join(folder, "page.html"), join(folder, "page.png")];
    writeFileSync(page, html);
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"];
    const at = [`--user-data-dir=${join(folder, "profile")}`, `--window-size=${size.width},${size.height}`];
    spawnSync(browser!, [...flags, ...more, ...at, `--screenshot=${file}`, pathToFileURL(page).href]);
    return readPng(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As an image, where a mistake in the XML would show nothing. */
const image = (picture: string) =>
  `<img style="position:static;display:block;float:left" src="data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}">`;

const page = (body: string) => `<!doctype html><body style="margin:0;background:#ccc">${body}`;

const far = ([r, g, b]: readonly number[], [red, green, blue]: readonly number[]) =>
  Math.max(Math.abs(r! - red!), Math.abs(g! - green!), Math.abs(b! - blue!));

const BLUE = [0x00, 0x72, 0xb2];

/** The line is 2.5 pixels wide; half of that and the blending at its edges. */
const STROKE = 2.25;

/** In every column of pixels: the line covers the function's value, and nothing beyond what it takes nearby. */
function wrongColumns(pixels: Pixels, column: number, row: number, { f, picture }: Shown): string[] {
  const { left, right, top, bottom, xOf, pyOf } = readPicture(picture);
  const wrong: string[] = [];
  for (let x = Math.ceil(left) + 2; x < right - 2; x++) {
    const painted = Array.from({ length: Math.floor(bottom - top) }, (_, i) => Math.ceil(top) + i).filter(
      (y) => far(pixels.at(column * SIZE.width + x, row * SIZE.height + y), BLUE) < 60,
    );
    const near = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]
      .map((off) => pyOf(f(xOf(x + 0.5 + off))))
      .filter(Number.isFinite);
    if (near.length < 9) continue;
    const [low, high] = [Math.max(Math.min(...near), top), Math.min(Math.max(...near), bottom)];
    const value = pyOf(f(xOf(x + 0.5)));
    const inView = value > top + 1 && value < bottom - 1;
    const covered = painted.some((y) => Math.abs(y + 0.5 - value) <= 1);
    if (inView && !covered) wrong.push(`${x}: not painted at ${value}`);
    const off = painted.filter((y) => y + 0.5 < low - STROKE || y + 0.5 > high + STROKE);
    if (off.length > 0) wrong.push(`${x}: painted at ${off}, not ${low} to ${high}`);
  }
  return wrong;
}

test.skipIf(browser === undefined)(
  "every curve and its derivative are painted where the function is",
  () => {
    const height = Math.ceil(shown.length / ACROSS) * SIZE.height;
    const size = { width: ACROSS * SIZE.width, height };
    const pixels = screenshot(page(shown.map(({ picture }) => image(picture)).join("")), size);
    const wrong = shown.flatMap((one, i) => {
      const columns = wrongColumns(pixels, i % ACROSS, Math.floor(i / ACROSS), one);
      return columns.length > 0 ? [`${one.name}: ${columns.slice(0, 3).join("; ")}`] : [];
    });
    expect(wrong).toEqual([]);
  },
  PATIENCE,
);

test.skipIf(browser === undefined)(
  "theme auto follows the reader: white by day, dark by night",
  () => {
    const picture = svg([{ name: "tanh", f: Math.tanh }], { ...SIZE, theme: "auto" });
    const corner = (scheme: number) =>
      screenshot(page(image(picture)), SIZE, `--blink-settings=preferredColorScheme=${scheme}`).at(3, 3);
    expect(corner(1)).toEqual([0xff, 0xff, 0xff]);
    expect(corner(0)).toEqual([0x0d, 0x11, 0x17]);
  },
  PATIENCE,
);

/**
 * The picture of the README: real output of the built command, escape sequences and all, as an SVG.
 * `node test/pictures/draw.mjs > test/pictures/actfn.svg`
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runs } from "./ansi.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const LINES = [
  "actfn softmax --dim 1 --temperature 0.4 --labels cat,dog,bird acts3.json",
  "actfn cross-entropy acts3.json --target 2,1,2,0,0,1",
  "actfn plot gelu tanh --width 74 --height 18",
];

const CELL = { width: 8.4, height: 18 };
const MARGIN = 16;
const PAPER = "#1d1f21";
const INK = "#d3d7cf";

/** What a line prints in a terminal of 256 colours. */
function output(line) {
  const [, ...args] = line.split(" ");
  const shown = args[0] === "softmax" ? ["--to", "table"] : [];
  const env = { ...process.env, TERM: "xterm-256color", COLORTERM: "", FORCE_COLOR: "1", NO_COLOR: "" };
  const command = [`${root}/dist/actfn.cjs`, ...args, ...shown];
  return execFileSync(process.execPath, command, { cwd: `${root}/test/data`, env, encoding: "utf8" });
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const number = (x) => String(Math.round(x * 10) / 10);

/** A run of text as a rectangle behind it and the text, stretched to its cells whatever the font. */
function drawn({ text, style }, column, row) {
  const [x, y] = [MARGIN + column * CELL.width, MARGIN + row * CELL.height];
  const wide = (part) => number([...part].length * CELL.width);
  const paper = style.paper
    ? `<rect x="${number(x)}" y="${number(y)}" width="${wide(text)}" height="${CELL.height}" fill="${style.paper}"/>`
    : "";
  const look = [
    style.ink ? ` fill="${style.ink}"` : "",
    style.bold ? ' font-weight="bold"' : "",
    style.dim ? ' opacity="0.6"' : "",
  ].join("");
  // Several blanks would be drawn as one.
  const texts = [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => {
    const start = number(x + [...text.slice(0, index)].length * CELL.width);
    const place = `x="${start}" y="${number(y + 13)}" textLength="${wide(words)}" lengthAdjust="spacingAndGlyphs"`;
    return `<text ${place}${look}>${escaped(words)}</text>`;
  });
  return paper + texts.join("");
}

function picture(text) {
  const lines = runs(text);
  const columns = Math.max(...lines.map((line) => line.reduce((sum, run) => sum + [...run.text].length, 0)));
  const [width, height] = [columns * CELL.width + 2 * MARGIN, lines.length * CELL.height + 2 * MARGIN].map(Math.ceil);
  const body = lines.flatMap((line, row) => {
    let column = 0;
    return line.map((run) => {
      const text = drawn(run, column, row);
      column += [...run.text].length;
      return text;
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title>${escaped(LINES.join("; "))}</title>
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="${INK}">
${body.filter((part) => part !== "").join("\n")}
</g>
</svg>
`;
}

const screen = LINES.map((line) => `\x1b[1;32m$\x1b[0m ${line}\n${output(line)}`).join("\n");
process.stdout.write(picture(screen));

/** Text with escape sequences for colour as cells: what stands where, in which style. */

/** The sixteen colours of a dark terminal; the palette is GNOME's. */
const BASE = [
  ...["#171421", "#c01c28", "#33d17a", "#e5a50a", "#3584e4", "#c061cb", "#2ec4d6", "#d0cfcc"],
  ...["#8b8a94", "#f66151", "#33da7a", "#e9ad0c", "#2a7bde", "#c061cb", "#33c7de", "#ffffff"],
];
const LEVELS = [0, 95, 135, 175, 215, 255];
const hex = (...rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** The xterm palette: 16 colours, a cube of 6 × 6 × 6, 24 greys. */
function colour(n) {
  if (n < 16) return BASE[n];
  if (n > 231) return hex(...Array(3).fill(8 + 10 * (n - 232)));
  const cube = n - 16;
  return hex(LEVELS[Math.floor(cube / 36)], LEVELS[Math.floor(cube / 6) % 6], LEVELS[cube % 6]);
}

/** The style after one "select graphic rendition" sequence. */
function restyled(style, codes) {
  const next = { ...style };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0) for (const key of Object.keys(next)) delete next[key];
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 22) [next.bold, next.dim] = [false, false];
    else if (code === 38 || code === 48) {
      next[code === 38 ? "ink" : "paper"] = colour(codes[i + 2]);
      i += 2;
    } else if (code === 39) delete next.ink;
    else if (code === 49) delete next.paper;
    else if (code >= 30 && code < 38) next.ink = colour(code - 30);
    else if (code >= 90 && code < 98) next.ink = colour(code - 82);
  }
  return next;
}

/** Lines of runs, each a text in one style. */
export function runs(text) {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => {
      let style = {};
      return line.split(/(\x1b\[[\d;]*m)/).flatMap((part) => {
        const codes = /^\x1b\[([\d;]*)m$/.exec(part);
        if (codes) style = restyled(style, codes[1].split(";").map(Number));
        return codes || part === "" ? [] : [{ text: part, style }];
      });
    });
}

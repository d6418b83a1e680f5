/**
 * TSDoc for the functions of the tables, in the declarations of the library: what a row says is written once, in the
 * row.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Text in which braces and at signs are no tags. */
const plain = (text) => text.replace(/[{}@<>]/g, "\\$&");

function parameterLines(parameters = {}) {
  return Object.entries(parameters).map(([name, { about, default: usual, none, choices, min, max, open }]) => {
    const [least, most] = open ? ["above", "below"] : ["at least", "at most"];
    const facts = [
      ...(choices ? [choices.join(" or ")] : []),
      ...(min === undefined ? [] : [`${least} ${min}`]),
      ...(max === undefined ? [] : [`${most} ${max}`]),
      `default ${none ? "none" : usual}`,
    ];
    return `- \`${name}\`: ${plain(about)} (${facts.join(", ")})`;
  });
}

/** What goes in and what comes out, by the kind of row. */
function shapes(row) {
  if ("f" in row) return "Takes a number, nested lists or a tensor, and gives the same shape; `.derivative` is f'.";
  if ("terms" in row) {
    const targets = row.target === "like the input" ? "numbers of the input's shape" : row.target;
    const dim = row.classes ? " along `dim` (default 1, and 0 for a vector)" : "";
    return `Takes scores (${row.scores.join(", ")}; the first by default)${dim} and targets (${targets}), and gives a scalar, or with \`reduction: "none"\` each loss, in nats; \`.gradient\` is by the input.`;
  }
  const size = { same: "stays", one: "goes", half: "is halved", k: "gets size k" }[row.size];
  return `Takes nested lists or a tensor; \`dim\` (default -1) ${size}.`;
}

function comment(row) {
  const lines = [
    `${plain(row.about)}: \`${row.formula}\`${row.range ? `, in \`${row.range}\`` : ""}.`,
    "",
    shapes(row),
    ...parameterLines(row.parameters),
    "@throws InputError for an option that is unknown or out of range, and for shapes that do not fit",
    `@see ${plain(row.source)}`,
  ];
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

/** Removes the declarations that no other one mentions: those of modules behind the library's face. */
export function prune(folder) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    const mentioned = readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g);
    for (const [, path] of mentioned) visit(join(dirname(file), `${path}.d.ts`));
  };
  visit(join(folder, "index.d.ts"));
  for (const path of readdirSync(folder, { recursive: true })) {
    const file = join(folder, path);
    if (path.endsWith(".d.ts") && !found.has(file)) rmSync(file);
  }
}

/**
 * Writes the comments into the declarations.
 * @param folder of the declarations
 * @param library the built library
 */
export function document(folder, library) {
  for (const path of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".d.ts"))) {
    const file = join(folder, path);
    const text = readFileSync(file, "utf8");
    const documented = text.replace(/(?<!\*\/\n)^export declare const (\w+):/gm, (start, name) => {
      const row = library[name]?.row;
      return row ? `${comment(row)}${start}` : start;
    });
    if (documented !== text) writeFileSync(file, documented);
  }
}

/**
 * Writes the tables of README.md that say what the sources say, between their marks: `npm run readme`. With --check
 * it only tells whether they are as they should be.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "./bundle.mjs";

const root = join(import.meta.dirname, "..");

/** A cell of code. */
const code = (text) => (text ? `\`${text.replaceAll("|", "\\|")}\`` : "");

/** A table without the columns in which nothing stands. */
function table(head, rows) {
  const kept = (_, c) => rows.some((row) => row[c] !== "");
  const line = (cells) => `| ${cells.filter(kept).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const KINDS = { activation: "Activations", reducer: "Along a dimension", loss: "Losses" };

/** Every function, as `actfn list` has it. */
function functions() {
  const all = JSON.parse(execFileSync(process.execPath, [join(root, "dist/actfn.cjs"), "list", "--to", "json"]));
  return Object.entries(KINDS).map(([kind, title]) => {
    const rows = all.filter((row) => row.kind === kind);
    const cells = rows.map(({ name, formula, range, aliases }) => [
      code(name),
      code(formula),
      code(range),
      aliases.map(code).join(", "),
    ]);
    return table([title, "formula", "range", "also"], cells);
  });
}

/** Every format, as `actfn help formats` has it. */
async function formats() {
  const { FORMATS } = await evaluate(root, "src/format/formats.ts");
  const cells = FORMATS.map(({ name, read, write, endings, about }) => [
    code(name),
    read ? "yes" : "",
    write ? "yes" : "",
    endings.map((ending) => code(`.${ending}`)).join(", "),
    about,
  ]);
  return [table(["format", "read", "written", "endings", ""], cells)];
}

/** The text with new tables between the marks of that name. */
function replaced(text, name, tables) {
  const [start, end] = [`<!-- ${name}: npm run readme -->`, `<!-- end of ${name} -->`];
  const [before, rest] = text.split(start);
  const [, after] = (rest ?? "").split(end);
  if (after === undefined) throw new Error(`README.md has no marks for ${name}`);
  return `${before}${start}\n${tables.join("\n\n")}\n${end}${after}`;
}

const file = join(root, "README.md");
const old = readFileSync(file, "utf8");
const text = replaced(replaced(old, "functions", functions()), "formats", await formats());
if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (text !== old) {
  console.error("the tables of README.md are old: npm run readme");
  process.exitCode = 1;
}

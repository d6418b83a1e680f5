/**
 * The declarations of the library as one file: what the face exports, and what that mentions. TypeScript writes a file
 * a module, with all that modules give each other.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const COMMENT = /^\/\*\*[\s\S]*?\*\//;
const COMMENTS = /\/\*\*[\s\S]*?\*\//g;

/** The statements of a file of declarations, which begin where nothing is indented, each with its comment. */
function statementsOf(text) {
  const starts = [...text.matchAll(/^(?:\/\*\*|(?:import|export|declare|interface|type) )/gm)].map(
    ({ index }) => index,
  );
  const pieces = starts.map((start, i) => text.slice(start, starts[i + 1]).trim());
  const isComment = (piece) => piece !== undefined && COMMENT.exec(piece)?.[0] === piece;
  return pieces.flatMap((piece, i) => {
    if (isComment(piece)) return [];
    const comment = isComment(pieces[i - 1]) ? `${pieces[i - 1]}\n` : "";
    return [{ comment, piece }];
  });
}

/** The code of a statement among all others, without what its comment says of a row: words, defaults and ranges. */
function codeOf(piece) {
  const code = piece.replace(/^export /, "").replace(/import\("[^"]+"\)\./g, "");
  if (!code.startsWith("declare const")) return code;
  return code
    .replace(/\{[^{}]*readonly default: [-\d.][^{}]*\}/g, "NumberParameter")
    .replace(/\{[^{}]*readonly default: "[^{}]*\}/g, "ChoiceParameter")
    .replace(/(readonly \w+): "(?:[^"\\]|\\.)*";/g, "$1: string;");
}

/** The types and values whose types the declaration of one mentions. */
const mentioned = ({ comment, code }) =>
  [
    ...(comment.match(/(?<=@link )\w+/g) ?? []),
    ...code.replace(COMMENTS, "").matchAll(/(?<=typeof )\w+|\b[A-Z]\w*/g),
  ].flat();

const nameOf = (code) => /^(?:export )?(?:declare )?(?:class|const|function|interface|type) (\w+)/.exec(code)?.[1];

/** The declarations of a file and of those that it mentions, by their names, and the names that each file exports. */
function declarationsIn(folder) {
  const declarations = new Map();
  const exported = new Map();
  const visit = (file) => {
    if (exported.has(file)) return;
    const names = new Set();
    exported.set(file, names);
    for (const { comment, piece } of statementsOf(readFileSync(file, "utf8"))) {
      const name = nameOf(piece);
      const paths = [...piece.matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g)];
      const others = paths.map(([, path]) => join(dirname(file), `${path}.d.ts`));
      for (const other of others) visit(other);
      if (name) {
        declarations.set(name, [...(declarations.get(name) ?? []), { comment, code: codeOf(piece) }]);
        if (piece.startsWith("export")) names.add(name);
      } else if (piece.startsWith("export *")) for (const one of exported.get(others[0])) names.add(one);
      else if (piece.includes(" as ")) throw new Error(`${file} renames: ${piece}`);
      else if (piece.startsWith("export")) {
        for (const [, one] of piece.matchAll(/(\w+)(?=[,\s]*[,}])/g)) names.add(one);
      }
    }
  };
  const face = join(folder, "index.d.ts");
  visit(face);
  return { declarations, names: exported.get(face) };
}

/**
 * @param folder of the declarations that TypeScript has written
 * @param commented gives the comment of a declaration by its name, if it has none
 * @returns the text of one file with all that the library's face exports
 */
export function declarationsOf(folder, commented) {
  const { declarations, names } = declarationsIn(folder);
  const found = new Set([...names].filter((name) => declarations.has(name)));
  for (const name of found) {
    const [own, ...others] = declarations.get(name);
    if (others.length > 0) throw new Error(`two declarations of ${name}`);
    for (const other of mentioned(own)) if (declarations.has(other)) found.add(other);
  }
  const texts = [...declarations].map(([name, [{ comment, code }]]) => {
    if (!found.has(name)) return "";
    return `${comment || commented(name)}${names.has(name) ? "export " : ""}${code}\n`;
  });
  const [about] = COMMENT.exec(readFileSync(join(folder, "index.d.ts"), "utf8"));
  return `${about}\n${texts.join("")}export {};\n`;
}

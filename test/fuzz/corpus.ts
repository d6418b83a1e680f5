/** What inputs are made from: files and command lines of the repository's own. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file that is read well. */
export interface Sample {
  /** Its ending says what it holds. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A command line of a case, and its input. */
export interface Line {
  readonly argv: readonly string[];
  readonly stdin: Uint8Array;
}

export interface Corpus {
  readonly samples: readonly Sample[];
  readonly lines: readonly Line[];
  readonly expressions: readonly string[];
  /** Numbers, as JSON, by the names that they have in the expressions. */
  readonly names: ReadonlyMap<string, string>;
  /** Operands and values of options that stand in command lines. */
  readonly words: readonly string[];
}

const NOTHING = new Uint8Array(0);

/** The arguments of a line with a single command; undefined where it takes a shell to run it. */
function argumentsOf(line: string): string[] | undefined {
  const words = line.trim().match(/'[^']*'|"[^"$`\\]*"|[^\s'"|<>;&$`(){}\\]+|\s+|./gs) ?? [];
  const argv: string[] = [];
  let isOpen = false;
  for (const word of words) {
    if (/^\s+$/.test(word)) isOpen = false;
    else if (/^[|<>;&$`(){}\\'"]$/.test(word)) return undefined;
    else {
      const text = word.replace(/^(['"])(.*)\1$/s, "$2");
      if (isOpen) argv.push(`${argv.pop()}${text}`);
      else argv.push(text);
      isOpen = true;
    }
  }
  return argv[0] === "actfn" ? argv.slice(1) : undefined;
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

/** @param root the repository */
export function readCorpus(root: string): Corpus {
  const test = join(root, "test");
  const sampleOf = (path: string): Sample => ({
    name: path.slice(path.lastIndexOf("/") + 1),
    bytes: readFileSync(path),
  });
  const cases = filesOf(join(test, "cases"));
  const json = (name: string) => JSON.parse(readFileSync(join(test, "reference", name), "utf8"));
  const printouts: { text: string }[] = json("format/printouts.json");
  const { names, expressions }: { names: object; expressions: { expression: string }[] } = json("expressions.json");
  const lines = cases
    .filter((path) => path.endsWith("/cmd"))
    .flatMap((path): Line[] => {
      const argv = argumentsOf(readFileSync(path, "utf8"));
      const stdin = path.replace(/cmd$/, "stdin");
      return argv ? [{ argv, stdin: existsSync(stdin) ? readFileSync(stdin) : NOTHING }] : [];
    });
  return {
    samples: [
      ...filesOf(join(test, "data")).map(sampleOf),
      ...filesOf(join(test, "reference/format"))
        .filter((path) => /\.(npy|npz|safetensors)$/.test(path))
        .map(sampleOf),
      ...cases.filter((path) => path.endsWith("/stdin")).map(sampleOf),
      ...printouts.map(({ text }) => ({ name: "printout.txt", bytes: Buffer.from(text) })),
    ],
    lines,
    expressions: expressions.map(({ expression }) => expression),
    names: new Map(Object.entries(names).map(([name, value]) => [name, JSON.stringify(value)])),
    words: [...new Set(lines.flatMap(({ argv }) => argv.slice(1)))],
  };
}

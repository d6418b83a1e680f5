/** Words in lines of at most `width` columns behind an indent. */
export function wrap(words: readonly string[], indent: number, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = "";
    }
    line += (line === "" ? "" : " ") + word;
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}

/** A text behind a term, its further lines below its first word. */
export function hang(term: string, text: string, width: number): string {
  return term + wrap(text.split(" "), term.length, width);
}

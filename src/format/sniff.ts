/**
 * What a text looks like from its beginning.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import type { Head } from "./document.js";
import { newScanner, scanValue, skipBlanks } from "./json-scan.js";

/** How printouts begin; `Loss(train)` in a header is none. */
const PRINTOUT =
  /^(?:\(|<tf\.|>>>|In ?\[\d*\]:|Out ?\[\d*\]:|Parameter containing:|(?:\w+\.)*(?:\w*(?:[Tt]ensor|[Aa]rray|matrix)\(|[A-Z]\w*\(\s*\[))/;

/** What a text that begins like this can be. */
export function headOf(text: string): Head {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((candidate) => !candidate.trimStart().startsWith("#")) ?? "";
  return { kind: kindOf(text, line), line: line.trimEnd() };
}

function kindOf(text: string, line: string): Head["kind"] {
  const first = line.trimStart();
  // Where all lines are comments, the comment signs are part of what was pasted.
  if (first === "" || PRINTOUT.test(first)) return "literal";
  if (/^(?:[[{]|(?:true|false|null|"(?:NaN|-?Infinity)")\s*$)/.test(text.trimStart())) {
    return jsonKind(text) ?? (first.startsWith("[") ? "literal" : "json");
  }
  return first.startsWith("[") ? "literal" : "lines";
}

/** Whether one JSON value begins the text, or several do; undefined if it is not JSON. */
function jsonKind(text: string): "json" | "jsonl" | undefined {
  const s = newScanner(text);
  skipBlanks(s);
  try {
    scanValue(s);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // The text may only be cut off here.
    return s.at >= text.length ? "json" : undefined;
  }
  if (!skipBlanks(s)) return "json";
  return s.text[s.at] === "," ? undefined : "jsonl";
}

/**
 * Names of classes.
 *
 * @packageDocumentation
 */
import { InputError } from "../errors.js";
import { fileExists, readFile } from "./files.js";

/**
 * The labels of `--labels`: a file with one a line, else a list with commas.
 * @throws InputError if there are not `count` of them.
 */
export function labelsFrom(given: string, count: number): readonly string[] {
  const labels = fileExists(given)
    ? new TextDecoder()
        .decode(readFile(given))
        .split(/\r?\n/)
        .filter((line) => line.trim() !== "")
    : given.split(",");
  if (labels.length === count) return labels.map((label) => label.trim());
  throw new InputError(`${labels.length} labels for ${count} classes`, { parameter: "labels" });
}

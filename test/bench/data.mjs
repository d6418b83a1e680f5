/** Data for the benchmarks: normal numbers, the same in every run. */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { randn } from "./random.mjs";

const COLUMNS = 10;

/** Rows of 10 doubles with 17 digits, as csv, json and jsonl. */
export function writeRows(folder, rows) {
  const next = randn();
  const lines = Array.from({ length: rows }, () => Array.from({ length: COLUMNS }, () => 2 * next()).join(","));
  const name = (ending) => join(folder, `rows${rows}.${ending}`);
  writeFileSync(name("csv"), `${lines.join("\n")}\n`);
  writeFileSync(name("json"), `[[${lines.join("],\n[")}]]\n`);
  writeFileSync(name("jsonl"), `[${lines.join("]\n[")}]\n`);
}

/** The numbers of rows that are there as csv, one a line. */
export function writeColumn(folder, rows) {
  const csv = readFileSync(join(folder, `rows${rows}.csv`), "latin1");
  writeFileSync(join(folder, "column.txt"), csv.replaceAll(",", "\n"), "latin1");
}

/** Rows of many doubles as csv. */
export function writeWide(folder, rows, columns) {
  const next = randn();
  const descriptor = openSync(join(folder, "wide.csv"), "w");
  for (let row = 0; row < rows; row++) {
    writeSync(descriptor, `${Array.from({ length: columns }, () => 2 * next()).join(",")}\n`);
  }
  closeSync(descriptor);
}

/** float32 rows of 10 as npy: a million numbers, over and over. */
export function writeNpy(folder, rows) {
  const next = randn();
  const part = Float32Array.from({ length: 100_000 * COLUMNS }, () => 2 * next());
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${COLUMNS}), }`;
  const descriptor = openSync(join(folder, "rows.npy"), "w");
  writeSync(descriptor, Buffer.from("\x93NUMPY\x01\x00\x76\x00", "latin1"));
  writeSync(descriptor, `${dict.padEnd(117)}\n`);
  for (let row = 0; row < rows; row += 100_000) writeSync(descriptor, part);
  closeSync(descriptor);
}
